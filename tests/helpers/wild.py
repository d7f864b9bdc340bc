"""Random publications for charts: any number of themes in any number of questionnaires, with names up to 80 letters."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

from audit.publication import (
    ItemCell,
    ItemLine,
    OrganisationLine,
    PooledSd,
    Publication,
    QuestionnaireLine,
    RoundLine,
    Rules,
    ThemeCell,
    ThemeLine,
    Words,
    from_json,
    to_json,
)
from tests.helpers.publications import NOTHING_MORE, TWO_CAMPS, cell, unit, vote

LONGEST = 80
SYLLABLES = (
    "steun",
    "werk",
    "ing",
    "kracht",
    "over",
    "leg",
    "groep",
    "hulp",
    "vrager",
    "be",
    "leid",
    "sam",
    "en",
    "é",
    "IJ",
)
GLUE = ("en", "van", "de", "met", "in", "&", "–", "op elkaar", "als")


def name(chance: random.Random, most: int) -> str:
    """A name of 3 to `most` letters: words of any length, now and then one that is very long, has a hyphen, or begins
    as a formula does."""
    wanted = chance.choice((8, 15, 25, 40, most))
    words: list[str] = []
    while len(" ".join(words)) < wanted:
        long = chance.choice((1, 2, 2, 3, 8))
        word = "".join(chance.choice(SYLLABLES) for _part in range(long))
        word += chance.choice(("", "", "", "-werking"))
        words.append(chance.choice(GLUE) if words and chance.random() < 0.3 else word)
    made = (chance.choice(("=", "@", "<b>", "")) if chance.random() < 0.1 else "") + " ".join(words)
    return made[: min(wanted, most)].strip().capitalize() or "Steun"


def rounds(seed: int, themes: int | None = None) -> tuple[Publication, ...]:
    """One to six rounds of an organisation with three units, the oldest first; 3 to 20 themes, or so many as asked."""
    chance = random.Random(seed)
    count = themes or chance.randint(3, 20)
    groups = chance.randint(1, min(4, count))
    borders = sorted(chance.sample(range(1, count), groups - 1))
    of_theme = [sum(place >= border for border in borders) for place in range(count)]
    lines = [
        ThemeLine(
            id=f"t{place}",
            questionnaire=f"q{of_theme[place]}",
            title=_both(chance, LONGEST),
            short=_both(chance, 24),
            reach=(),
        )
        for place in range(count)
    ]
    questionnaires = [
        QuestionnaireLine(id=f"q{at}", version=1, sha256=f"{at}" * 64, title=_both(chance, LONGEST))
        for at in range(groups)
    ]
    years = range(2026 - chance.randint(0, 5), 2027)
    return tuple(_round(chance, year, lines, questionnaires) for year in years)


def _both(chance: random.Random, most: int) -> Words:
    said = name(chance, most)
    return Words(nl=said, en=said)


def _round(
    chance: random.Random, year: int, lines: Sequence[ThemeLine], questionnaires: Sequence[QuestionnaireLine]
) -> Publication:
    ids = [line.id for line in lines]
    hidden = chance.choice((0, 0.1, 0.5))

    def cells(hiding: float) -> dict[str, Any]:
        return {
            id: chance.choice(("too_few", "protects_others")) if chance.random() < hiding else _cell(chance, id)
            for id in ids
        }

    whole = name(chance, 60)
    units = [
        _unit(ids, "org", whole, "organisation", None, cells(0), invited=60, responses=45),
        _unit(ids, "s", name(chance, 60), "service", "org", cells(hidden / 2), invited=30, responses=20),
        _unit(ids, "s/t", name(chance, 60), "team", "s", cells(hidden), invited=18, responses=14),
    ]
    made = Publication(
        organisation=OrganisationLine(id="o", name=whole, kind=None, region=None),
        round=RoundLine(id=str(year), title=f"Meting {year}", year=year, closed_on=date(year, 6, 30)),
        made_with="test",
        rules=Rules(minimum_group=5, minimum_detail=10),
        questionnaires=tuple(questionnaires),
        dropped_items=(),
        themes=tuple(lines),
        items=tuple(ItemLine(id=f"{id}_1", theme=id, text=Words(nl="Vraag", en="Question")) for id in ids),
        units=tuple(units),
        rest=(),
        pooled_sd={id: PooledSd(sd=0.7, df=40) for id in ids},
        organisation_only=NOTHING_MORE,
    )
    return from_json(to_json(made))


def _cell(chance: random.Random, theme: str) -> ThemeCell:
    score = chance.choice((1.0, 5.0, round(chance.uniform(1, 5), 3), round(chance.uniform(2, 4), 3)))
    sight = 0.4 if chance.random() < 0.15 else 0.1
    return cell(theme, score, n=14, dk_share=sight, agreement=TWO_CAMPS if chance.random() < 0.15 else None)


def _unit(ids: Sequence[str], *given: Any, **named: Any) -> Any:
    """A unit with these themes: `tests.helpers.publications.unit` knows those of the product."""
    made = unit(*given[:4], "too_few", **named)
    cells = given[4]
    themes = tuple(
        found if isinstance(found := cells[id], ThemeCell) else ThemeCell(theme=id, shown=False, reason=found)
        for id in ids
    )
    items = tuple(ItemCell(item=f"{id}_1", version=1, shown=False, reason="too_few") for id in ids)
    votes = tuple(vote(id, 3, "maintain", 10.0) for id in ids)
    return made.model_copy(update={"themes": themes, "items": items, "priorities": votes})
