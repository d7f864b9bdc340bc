"""How people answered each question: bars around one middle, percentages that can be read, and nothing of a hidden
item."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from audit import texts
from audit.publication import ItemCell, OrganisationOnly
from audit.read.charts.answers import Asked, as_table, bars, legend
from audit.read.charts.palette import DARK, LIGHT, Palette
from tests.helpers.publications import CONTENT, answers

SCALE = CONTENT.scales[0]
FIRST, SECOND, THIRD = CONTENT.themes[0].items[:3]
ASKED = [
    Asked(FIRST, answers(FIRST.id, (1, 2, 3, 4, 4))),
    Asked(SECOND, answers(SECOND.id, (7, 0, 0, 0, 7))),
    Asked(THIRD, ItemCell(item=THIRD.id, version=1, shown=False, reason="protects_others")),
]


def parts(html: str) -> list[list[float]]:
    """The widths of each bar in percent: the empty start, then its answers."""
    rows = html.split('role="img"')[1:]
    return [[float(width) for width in re.findall(r"flex-basis:([\d.]+)%", row)] for row in rows]


def test_the_middles_of_all_bars_stand_under_each_other():
    first, second = parts(bars(ASKED, SCALE, 10, LIGHT))
    assert first[0] + first[1] + first[2] + first[3] / 2 == pytest.approx(second[0] + second[1], abs=0.02)
    assert max(sum(first), sum(second)) == pytest.approx(100, abs=0.05)
    assert len(second) == 3  # answers that nobody gave have no part
    assert second[1] == second[2]


def test_widths_are_the_shares_of_the_answers():
    first = parts(bars(ASKED, SCALE, 10, LIGHT))[0][1:]
    for width, count in zip(first, (1, 2, 3, 4, 4), strict=True):
        assert width / sum(first) == pytest.approx(count / 14, abs=0.001)


def test_the_statement_stands_above_its_bar_and_a_hidden_item_says_why():
    texts.use("nl")
    html = bars(ASKED, SCALE, 10, LIGHT)
    for answered in ASKED:
        assert f'<p class="statement">{answered.item.text.to("nl")}</p>' in html
    assert html.index(FIRST.text.to("nl")) < html.index("Helemaal niet 7 %, Een beetje 14 %")
    assert "niet apart getoond, zodat niemand te herkennen is" in html
    assert html.count('role="img"') == 2


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
    asked = [*ASKED[:2], Asked(THIRD, leak)]
    said = bars(asked, SCALE, 10, LIGHT) + as_table(asked, SCALE).to_html()
    assert not any(secret in said for secret in ("987", "900", "91.", "8.8", "91%", "1.2"))
    assert THIRD.text.to("en") not in as_table(asked, SCALE).index


def test_the_table_counts_and_has_the_share_with_its_interval():
    table = as_table(ASKED, SCALE)
    assert list(table.columns) == ["Not at all", "A little", "Partly", "Mostly", "Fully", "Answers", "Mostly or fully"]
    assert table.iloc[0].tolist() == ["1", "2", "3", "4", "4", "14", "57% (47% to 67% if the others think alike)"]
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


def test_the_legend_has_the_words_of_the_scale():
    said = legend(SCALE, LIGHT)
    assert all(
        point.label.to("en") in said and colour in said
        for point, colour in zip(SCALE.points, LIGHT.answers, strict=True)
    )


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
