"""A changed answer: what is given goes in, what is empty goes out, and the rest stays."""

from __future__ import annotations

from audit.collect.sheet import Sheet, joined

BEFORE = Sheet(
    role="leiding", answers={"ze1_1": "4", "ze1_2": "2"}, comments={"ze_good": "a"}, priorities=("ze1",), position="ze1"
)


def test_answers_and_texts_change_one_by_one():
    after = BEFORE.with_change(answers={"ze1_1": "5", "ze1_3": "dk"}, comments={"ze_step": "b"})
    assert after.answers == {"ze1_1": "5", "ze1_2": "2", "ze1_3": "dk"}
    assert after.comments == {"ze_good": "a", "ze_step": "b"}
    assert (after.role, after.priorities, after.position) == ("leiding", ("ze1",), "ze1")


def test_an_empty_answer_or_text_is_taken_out():
    after = BEFORE.with_change(answers={"ze1_1": ""}, comments={"ze_good": ""})
    assert (after.answers, after.comments) == ({"ze1_2": "2"}, {})


def test_the_rest_is_given_as_a_whole():
    after = BEFORE.with_change(role="", skipped=("gw",), priorities=(), position="gw1")
    assert after == BEFORE.model_copy(update={"role": "", "skipped": ("gw",), "priorities": (), "position": "gw1"})
    assert after.with_change(priorities=None).priorities is None


def test_no_change_is_the_same_sheet():
    assert BEFORE.with_change() == BEFORE


def test_two_changes_joined_do_what_they_do_one_after_the_other():
    first = {"answers": {"ze1_1": "", "ze1_2": "1"}, "comments": {"ze_good": ""}, "priorities": ("gw1",)}
    later = {"answers": {"ze1_1": "3"}, "priorities": None, "position": "nw1"}
    both = joined(first, later)
    assert BEFORE.with_change(**both) == BEFORE.with_change(**first).with_change(**later)
