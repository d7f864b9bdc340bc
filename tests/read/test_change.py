"""Change between rounds: called so exactly when its interval leaves out 0, and never across other questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit.publication import Publication
from audit.read.change import changes, compared, items_asked, why_not_compared
from audit.read.spread import Level, level
from tests.helpers.publications import cell, publication

GOLDEN = json.loads((Path(__file__).parents[1] / "reference" / "golden.json").read_text("utf-8"))["change"]
TEAM = "zorg/noord"


def with_items(made: Publication, **changed: object) -> Publication:
    """The publication with one item changed everywhere."""
    units = tuple(
        unit.model_copy(
            update={"items": tuple(c.model_copy(update=changed) if c.item == "ze1_1" else c for c in unit.items)}
        )
        for unit in made.units
    )
    return made.model_copy(update={"units": units})


def test_the_interval_of_a_change_is_the_one_of_the_reference() -> None:
    before = Level(GOLDEN["mean_before"], GOLDEN["n_before"], GOLDEN["moderated_variance_before"] ** 0.5, 12)
    after = Level(GOLDEN["mean_after"], GOLDEN["n_after"], GOLDEN["moderated_variance_after"] ** 0.5, 14)
    change = compared(before, after)
    assert change.difference == pytest.approx(GOLDEN["difference"], abs=1e-9)
    assert change.half == pytest.approx(GOLDEN["half_level"], abs=1e-9)


@pytest.mark.parametrize(("by", "verdict"), [(2.0, "higher"), (-2.0, "lower"), (0.1, "no_clear_change")])
def test_a_change_is_named_exactly_when_its_interval_leaves_out_nought(by: float, verdict: str) -> None:
    change = compared(Level(3.0, 14, 0.7, 17), Level(3.0 + by, 14, 0.7, 17))
    assert change.verdict == verdict
    assert (change.interval[0] <= 0 <= change.interval[1]) == (verdict == "no_clear_change")


def test_below_ten_people_the_pooled_spread_stands_in() -> None:
    made = publication(north={"ze1": cell("ze1", 3.0, n=9)})
    few = made.by_id[TEAM].theme("ze1")
    assert few is not None and few.sd is None
    assert level(few, made) == Level(3.0, 9, 0.7, 40)


def test_nothing_changed_against_itself() -> None:
    found = changes(publication(), publication(), "org")
    assert len(found) == 12
    assert {(change.verdict, change.difference) for change in found.values()} == {("no_clear_change", 0.0)}


@pytest.mark.parametrize(
    ("earlier", "later", "missing"),
    [
        (publication(2025, north={"ze1": "too_few"}), publication(), {"ze1"}),
        (publication(2025), publication(north={"ze1": "protects_others"}), {"ze1"}),
        (publication(2025), publication(north={"ze1": cell("ze1", 3.0, n=8)}), {"ze1"}),  # fewer than half answered
        (publication(2025), publication(dropped=("ze1_2",)), {"ze1"}),
        (publication(2025), with_items(publication(), version=2), {"ze1"}),
    ],
)
def test_a_theme_is_compared_only_where_both_rounds_can_be(
    earlier: Publication, later: Publication, missing: set[str]
) -> None:
    everything = set(changes(publication(2025), publication(), TEAM))
    assert everything - set(changes(earlier, later, TEAM)) == missing


def test_a_unit_that_was_not_there_has_no_change() -> None:
    assert changes(publication(2025), publication(), "elders") == {}


def test_items_asked_are_those_of_the_file() -> None:
    assert items_asked(publication(version=3), "ze1") == {"ze1_1": 3, "ze1_2": 3, "ze1_3": 3, "ze1_4": 3}


def test_an_id_that_came_from_two_names_is_never_compared() -> None:
    plain = publication()
    twin = plain.by_id[TEAM].model_copy(update={"id": f"{TEAM}-2", "name": plain.by_id[TEAM].name.upper() + "!"})
    mixed = plain.model_copy(update={"units": (*plain.units, twin)})
    assert changes(plain, plain, TEAM)
    for earlier, later in ((mixed, plain), (plain, mixed), (mixed, mixed)):
        assert changes(earlier, later, TEAM) == {}
        said = why_not_compared(earlier, later, later.by_id[TEAM], later.by_id[TEAM].themes[0])
        assert said == "not compared: two groups had nearly the same name"
