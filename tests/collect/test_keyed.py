"""Keying in a paper form: which sign is which answer, what is refused, and that nothing is lost on the way back."""

from __future__ import annotations

import pytest

from audit import questionnaire
from audit.collect import keyed
from audit.collect.sheet import Sheet
from tests.helpers.house import sheet

CONTENT = questionnaire.read()


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("1", "1"), ("5", "5"), ("0", "dk"), ("w", "dk"), ("W", "dk"), ("d", "dk"), ("?", "dk"), ("n", "na"), (" ", "")],
)
def test_each_key_is_one_answer(typed: str, answer: str):
    found = keyed.read({"ze1_1": typed}, CONTENT, Sheet())
    assert found.problems == {}
    assert found.change["answers"]["ze1_1"] == answer


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("ze1_1", "6", "Type 1 to 5"),
        ("ze1_1", "33", "Type 1 to 5"),
        ("role", "7", "from 1 to 6"),
        ("role", "x", "from 1 to 6"),
        ("follow_up", "6", "from 1 to 5"),
        ("follow_up", "²", "from 1 to 5"),
        ("priorities", "13", "no theme 13"),
        ("priorities", "0 3", "no theme 0"),
        ("priorities", "1 2 3 4", "4 themes stand here, and at most 3"),
        ("priorities", "vier", "no theme vier"),
    ],
)
def test_what_no_box_on_the_paper_says_is_told_at_its_field_and_changes_nothing(field: str, typed: str, told: str):
    found = keyed.read({field: typed}, CONTENT, Sheet())
    assert [*found.problems] == [field]
    assert told in found.problems[field]
    assert field not in found.change
    assert field not in found.change["answers"]


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("", None),
        ("0", ()),
        ("2", ("ze2",)),
        (" 1, 12 ", ("ze1", CONTENT.themes[11].id)),
        ("3-3", ("ze3",)),
        ("1;2.", ("ze1", "ze2")),
    ],
)
def test_numbers_of_themes_may_be_parted_as_people_do(typed: str, chosen: tuple[str, ...] | None):
    found = keyed.read({"priorities": typed}, CONTENT, Sheet())
    assert (found.problems, found.change["priorities"]) == ({}, chosen)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_kept_stands_in_the_fields_again(seed: int):
    kept = sheet(CONTENT, seed, comments=True).settled(CONTENT)
    found = keyed.read(keyed.fields(kept, CONTENT), CONTENT, kept)
    assert found.problems == {}
    assert kept.with_change(**found.change).settled(CONTENT) == kept


def test_an_answer_on_paper_takes_up_what_was_skipped_on_a_screen():
    before = Sheet(skipped=("ze", "gw"))
    found = keyed.read({"gw1_1": "4"}, CONTENT, before)
    assert before.with_change(**found.change).skipped == ("ze",)
