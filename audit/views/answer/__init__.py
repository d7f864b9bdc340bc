"""Answering: from the first page to one's own mirror."""
