"""What this is, how it counts, and whom it protects."""
