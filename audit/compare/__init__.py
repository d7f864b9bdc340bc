"""Comparing services of different organisations, from what they shared: pure functions of shared files."""
