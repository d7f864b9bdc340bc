"""What tests of views share (`tests.helpers.visiting`)."""

from tests.helpers.visiting import house, jar, opened, signed_in, store, visit, with_code

__all__ = ["house", "jar", "opened", "signed_in", "store", "visit", "with_code"]
