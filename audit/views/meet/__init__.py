"""The meeting of a team about its results: one thing a screen, led by whoever likes to."""
