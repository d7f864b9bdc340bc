"""A changed answer: what is given goes in, what is empty goes out, and the rest stays."""

from __future__ import annotations

import json

import pytest

from audit import questionnaire
from audit.collect.sheet import Sheet, joined, response
from audit.questionnaire import Content

ASKING = questionnaire.read()
FIRST = ASKING.without_follow_up()
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
    given = {"role": "", "skipped": ("gw",), "priorities": (), "follow_up": "hardly", "position": "gw1"}
    after = BEFORE.with_change(**given)
    assert after == BEFORE.model_copy(update=given)
    assert after.with_change(follow_up="").follow_up == ""
    assert after.with_change(priorities=None).priorities is None


def test_no_change_is_the_same_sheet():
    assert BEFORE.with_change() == BEFORE


def test_two_changes_joined_do_what_they_do_one_after_the_other():
    first = {"answers": {"ze1_1": "", "ze1_2": "1"}, "comments": {"ze_good": ""}, "priorities": ("gw1",)}
    later = {"answers": {"ze1_1": "3"}, "priorities": None, "position": "nw1"}
    both = joined(first, later)
    assert BEFORE.with_change(**both) == BEFORE.with_change(**first).with_change(**later)


def test_what_was_done_with_the_previous_results_is_stored_where_that_is_asked():
    filled = BEFORE.with_change(follow_up="some").settled(ASKING)
    assert not filled.problems(ASKING)
    record = filled.record(ASKING)
    assert json.loads(record)["follow_up"] == "some"
    assert response("wonen/noord", record, ASKING).follow_up == "some"


def test_every_record_of_a_round_has_the_same_keys():
    filled, open_ = (sheet.settled(ASKING) for sheet in (BEFORE.with_change(follow_up="dk"), BEFORE))
    assert json.loads(filled.record(ASKING)).keys() == json.loads(open_.record(ASKING)).keys()
    assert "follow_up" not in json.loads(open_.settled(FIRST).record(FIRST))


@pytest.mark.parametrize(
    ("sheet", "content"), [(BEFORE, FIRST), (BEFORE.with_change(answers={"ze1_1": "", "ze1_2": ""}), ASKING)]
)
def test_an_answer_about_the_previous_results_counts_only_where_it_was_offered(sheet: Sheet, content: Content):
    assert sheet.with_change(follow_up="much").settled(content).follow_up == ""


def test_a_strange_answer_about_the_previous_results_is_refused():
    problems = BEFORE.with_change(follow_up="veel").settled(ASKING).problems(ASKING)
    assert [(problem.code, problem.place) for problem in problems] == [("follow_up", "follow_up")]


def test_what_was_stored_before_the_question_was_there_is_read_as_not_answered():
    record = json.dumps({"answers": {item.id: "3" for item in ASKING.items}, "priorities": None, "role": "geen"})
    assert response("wonen/noord", record, ASKING).follow_up == ""
    assert Sheet.model_validate({"role": "leiding", "answers": {"ze1_1": "4"}}).follow_up == ""
