"""Sealing: only this installation opens it, only for its purpose, and nothing about it is the same twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.storage.secret import Secret

OURS, THEIRS = Secret(b"a" * 32), Secret(b"b" * 32)


@given(st.text(max_size=600))
def test_what_was_sealed_comes_back_without_spaces_at_its_end(value: str):
    assert OURS.unseal("purpose", OURS.seal("purpose", value)) == value.rstrip(" ")


def test_the_same_value_is_never_sealed_the_same():
    assert len({OURS.seal("purpose", "value") for _time in range(100)}) == 100


def test_only_this_installation_opens_it_and_only_for_its_purpose():
    sealed = OURS.seal("purpose", "value")
    assert "value" not in sealed
    assert THEIRS.unseal("purpose", sealed) is None
    assert OURS.unseal("another", sealed) is None


def test_what_was_touched_does_not_open():
    sealed = OURS.seal("purpose", "value")
    for place in range(len(sealed) - 1):
        other = "A" if sealed[place] != "A" else "B"
        assert OURS.unseal("purpose", sealed[:place] + other + sealed[place + 1 :]) is None


@pytest.mark.parametrize("value", ["", "é", "A", "AAAA", "=" * 80, "A" * 5000, "\x00"])
def test_what_was_never_sealed_does_not_open(value: str):
    assert OURS.unseal("purpose", value) is None


def test_short_values_are_sealed_to_one_length():
    assert len({len(OURS.seal("purpose", "x" * length)) for length in range(1, 129)}) == 1
