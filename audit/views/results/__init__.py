"""The results of one unit in one round: `page` chooses which and opens one tab; each tab is a file."""
