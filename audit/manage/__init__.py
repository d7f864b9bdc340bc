"""What management does: each function is given who asks, and looks at it. Only `closing` knows vault and archive."""
