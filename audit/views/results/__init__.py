"""The results of one unit in one round, in charts, a table and words."""
