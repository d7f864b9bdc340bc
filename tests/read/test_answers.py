"""How people answered each question: a table, percentages that can be read, and nothing of a hidden item."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from audit.publication import ItemCell, OrganisationOnly
from audit.read.charts.answers import Asked, as_table
from audit.read.charts.items import items
from audit.read.charts.palette import DARK, LIGHT, Palette
from audit.read.profile import profile_of
from tests.helpers.publications import CONTENT, answers, publication

SCALE = CONTENT.scales[0]
FIRST, SECOND, THIRD = publication().items[:3]
ASKED = [
    Asked(FIRST, answers(FIRST.id, (1, 2, 3, 4, 4))),
    Asked(SECOND, answers(SECOND.id, (7, 0, 0, 0, 7))),
    Asked(THIRD, ItemCell(item=THIRD.id, version=1, shown=False, reason="protects_others")),
]


def test_nothing_of_a_hidden_item_is_in_the_bars_or_the_table():
    leak = ItemCell.model_construct(
        item=THIRD.id,
        version=1,
        shown=False,
        reason="too_few",
        n=987,
        score=1.2345,
        counts={"1": 900, "5": 87},
        favourable=0.0881,
        favourable_interval=(0.08, 0.09),
    )
    made = publication()
    row = replace(profile_of(made, "zorg/noord", CONTENT).rows[0], items=(*(one.cell for one in ASKED[:2]), leak))
    table = as_table([*ASKED[:2], Asked(THIRD, leak)], SCALE)
    said = f"{items(row, made, SCALE)} {table.to_html()}"
    assert not any(secret in said for secret in ("987", "900", "91.", "8.8", "91%", "1.2"))
    assert THIRD.text.to("en") not in table.index


def test_the_table_counts_and_has_the_share_with_its_interval():
    table = as_table(ASKED, SCALE)
    assert list(table.columns) == ["Not at all", "A little", "Partly", "Mostly", "Fully", "Answers", "Mostly or fully"]
    assert table.iloc[0].tolist() == ["1", "2", "3", "4", "4", "14", "57% (47% to 67% if the others think the same)"]
    assert len(table) == 2


def test_what_is_no_score_is_there_for_the_organisation_only():
    only = OrganisationOnly(
        dk_counts={FIRST.id: 5}, na_counts={FIRST.id: 2}, reliability=(), between_teams=(), straight_lining=None
    )
    table = as_table(ASKED, SCALE, only)
    assert table.iloc[0].tolist()[-2:] == ["5", "2"]
    assert list(table.columns)[-2:] == ["I don’t know", "Not applicable"]


def test_a_share_has_no_interval_where_everybody_answered():
    cell = answers(FIRST.id, (1, 2, 3, 4, 4)).model_copy(update={"favourable_interval": (8 / 14, 8 / 14)})
    assert as_table([Asked(FIRST, cell)], SCALE).iloc[0].tolist()[-1] == "57%"


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_percentage_can_be_read_on_its_colour(colours: Palette):
    assert len(set(colours.answers)) == len(colours.answers) == len(colours.on_answers)
    for back, ink in zip(colours.answers, colours.on_answers, strict=True):
        low, high = sorted((luminance(back), luminance(ink)))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (back, ink)
    assert all(colour != after for colour, after in pairwise(colours.answers))
