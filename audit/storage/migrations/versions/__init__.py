"""The steps, in order of their number. A step that was released is never changed."""
