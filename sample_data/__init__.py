"""Invented organisations and the people who answered there: nothing here is about anybody."""
