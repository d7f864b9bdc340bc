"""What management does: each function asks for a principal, and refuses whoever may not.

Only `closing` knows both vault and archive.
"""
