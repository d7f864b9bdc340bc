"""Change between rounds: called so only when it is, and never across questions that were not the same."""

from __future__ import annotations

import json
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from audit.publication import Publication, ThemeCell, from_json
from audit.questionnaire import read
from audit.read.change import changes, difference, discoveries

ROOT = Path(__file__).parents[2]
GOLDEN = json.loads((ROOT / "tests" / "reference" / "golden.json").read_text("utf-8"))["change"]
SAMPLE = ROOT / "sample_data" / "publications" / "ocmw-voorbeeldstad-fictief"


def cell(score: float, variance: float, n: int, df: int) -> ThemeCell:
    return ThemeCell(theme="ze1", shown=True, n=n, n_min=n, score=score, sd=sqrt(variance), df=df)


def sample(year: int) -> Publication:
    return from_json((SAMPLE / f"{year}.json").read_bytes())


def test_the_interval_of_a_change_is_the_one_of_the_reference() -> None:
    before = cell(GOLDEN["mean_before"], GOLDEN["moderated_variance_before"], GOLDEN["n_before"], 12)
    after = cell(GOLDEN["mean_after"], GOLDEN["moderated_variance_after"], GOLDEN["n_after"], 14)
    change, half, _p = difference(before, after)
    assert change == pytest.approx(GOLDEN["difference"], abs=1e-9)
    assert half == pytest.approx(GOLDEN["half_level"], abs=1e-9)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_discoveries_are_those_of_statsmodels(p: list[float]) -> None:
    assert discoveries(p) == list(multipletests(p, alpha=0.10, method="fdr_bh")[0])


def test_the_theme_that_improves_in_the_sample_is_called_higher() -> None:
    found = changes(sample(2024), sample(2026), "org", read().themes)
    assert found["ze2"].verdict == "higher"
    assert found["ze2"].difference == pytest.approx(found["ze2"].after - found["ze2"].before)


def test_a_small_difference_is_no_clear_change() -> None:
    found = changes(sample(2025), sample(2026), "org", read().themes)
    unclear = [change for change in found.values() if change.verdict == "no_clear_change"]
    assert unclear
    assert all(change.half > 0 for change in unclear)


def test_a_publication_compared_with_itself_has_no_change() -> None:
    found = changes(sample(2026), sample(2026), "org", read().themes)
    assert {change.verdict for change in found.values()} == {"no_clear_change"}
    assert {change.difference for change in found.values()} == {0.0}


def test_a_theme_hidden_in_either_round_has_no_change() -> None:
    earlier, later = sample(2025), sample(2026)
    for unit in later.units:
        shown = {c.theme for c in unit.themes if c.shown}
        before = earlier.by_id.get(unit.id)
        shown &= {c.theme for c in before.themes if c.shown} if before else set()
        assert set(changes(earlier, later, unit.id, read().themes)) <= shown


def test_a_new_wording_of_one_item_breaks_the_series_of_its_theme_only() -> None:
    earlier, later = sample(2025), sample(2026)
    first = later.units[0]
    items = tuple(c.model_copy(update={"version": 2}) if c.item == "ze1_1" else c for c in first.items)
    changed = later.model_copy(update={"units": (first.model_copy(update={"items": items}), *later.units[1:])})
    was, now = (set(changes(earlier, round, "org", read().themes)) for round in (later, changed))
    assert was - now == {"ze1"}


def test_a_dropped_item_breaks_the_series_too() -> None:
    earlier, later = sample(2025), sample(2026)
    changed = later.model_copy(update={"dropped_items": (*later.dropped_items, "ze1_1")})
    assert "ze1" not in changes(earlier, changed, "org", read().themes)


def test_an_item_that_the_questionnaires_no_longer_have_breaks_the_series() -> None:
    """Three items of four are another theme, though the three are the same."""
    theme = read().theme("ze1")
    fewer = theme.model_copy(update={"items": theme.items[1:]})
    earlier, later = sample(2025), sample(2026)
    first = later.units[0]
    without = first.model_copy(update={"items": tuple(c for c in first.items if c.item != "ze1_1")})
    later = later.model_copy(update={"units": (without, *later.units[1:])})
    assert changes(earlier, later, "org", [fewer]) == {}


def test_a_unit_of_which_fewer_than_half_answered_is_not_compared() -> None:
    earlier, later = sample(2024), sample(2026)
    first = later.units[0]
    doubled = first.model_copy(update={"invited": 3 * first.invited})
    later = later.model_copy(update={"units": (doubled, *later.units[1:])})
    assert changes(earlier, later, "org", read().themes) == {}
