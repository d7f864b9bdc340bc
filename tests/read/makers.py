"""Small publications, made by hand: two services, of which one has a team too small to show and one hidden with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from audit import questionnaire
from audit.publication import (
    OrganisationLine,
    PriorityCell,
    Publication,
    QuestionnaireLine,
    Reason,
    Rest,
    RestTheme,
    RoundLine,
    Rules,
    ThemeCell,
    UnitResult,
    from_json,
    to_json,
)

CONTENT = questionnaire.read()
THEMES = tuple(theme.id for theme in CONTENT.themes)


def cell(theme: str, score: float, n: int = 14, dk_share: float | None = 0.1) -> ThemeCell:
    """A theme that is shown."""
    band = "strength" if score >= 3.45 else "growing" if score >= 2.45 else "develop"
    return ThemeCell(theme=theme, shown=True, n=n, n_min=n, score=score, band=band, dk_share=dk_share)


def vote(theme: str, chosen: int, outcome: str, index: float, n: int = 14, explore_first: bool = False) -> PriorityCell:
    """A theme with both its signals."""
    fields: dict[str, Any] = {"outcome": outcome, "explore_first": explore_first}
    return PriorityCell(theme=theme, shown=True, n=n, chosen=chosen, share=chosen / n, index=index, **fields)


def unit(id: str, name: str, level: str, parent: str | None, cells: Mapping[str, ThemeCell | Reason] | Reason,
         votes: Mapping[str, PriorityCell] | None = None, invited: int = 18,
         responses: int | None = 14) -> UnitResult:  # fmt: skip
    """A unit: for each theme a cell, or the reason why there is none (3.0 where nothing is said)."""

    def theme(one: str) -> ThemeCell:
        given = cells if isinstance(cells, str) else cells.get(one) or cell(one, 3.0)
        return given if isinstance(given, ThemeCell) else ThemeCell(theme=one, shown=False, reason=given)

    def priority(one: str) -> PriorityCell:
        hidden = cells if isinstance(cells, str) else "protects_others"
        return (votes or {}).get(one) or PriorityCell(theme=one, shown=False, reason=hidden)

    levels: dict[str, Any] = {"level": level}
    return UnitResult(id=id, name=name, parent=parent, kind=None, region=None, invited=invited, responses=responses,
                      themes=tuple(theme(one) for one in THEMES), priorities=tuple(priority(one) for one in THEMES),
                      **levels)  # fmt: skip


def publication(year: int = 2026, name: str = "OCMW Voorbeeld", north: Mapping[str, ThemeCell | Reason] | None = None,
                votes: Mapping[str, PriorityCell] | None = None, version: int = 1,
                dropped: tuple[str, ...] = ()) -> Publication:  # fmt: skip
    """A whole publication, as it comes out of its file."""
    units = (unit("org", name, "organisation", None, {}, invited=60, responses=45),
             unit("zorg", "Dienst *Zorg*", "service", "org", {}, invited=40, responses=30),
             unit("zorg/noord", "Noord", "team", "zorg", north or {}, votes),
             unit("zorg/zuid", "Zuid", "team", "zorg", "protects_others", invited=9, responses=8),
             unit("zorg/west", "West", "team", "zorg", "too_few", invited=3, responses=None),
             unit("wonen", "Wonen", "service", "org", {}, invited=20, responses=15),
             unit("wonen/noord", "Noord", "team", "wonen", {}, invited=20, responses=15))  # fmt: skip
    lines = tuple(QuestionnaireLine(id=one.id, version=version, sha256=one.sha256) for one in CONTENT.questionnaires)
    rest = Rest(parent="zorg", n=11, themes=(RestTheme(theme="ze2", n=11, n_min=11, score=2.25, band="develop"),))
    made = Publication(
        organisation=OrganisationLine(id=name.lower().replace(" ", "-"), name=name, kind="ocmw", region=None),
        round=RoundLine(id=str(year), title=f"Ronde {year}", year=year, closed_on=date(year, 6, 30)),
        made_with="test", rules=Rules(minimum_group=5, minimum_detail=10), questionnaires=lines,
        dropped_items=dropped, units=units, rest=(rest,))  # fmt: skip
    return from_json(to_json(made))


def spaced(values: Iterable[str]) -> list[str]:
    """Texts with plain spaces where the screen keeps "n = 14" on one line."""
    return [value.replace("\u00a0", " ") for value in values]


def numbers(document: Any) -> list[float]:
    """Every number in a JSON document, however deep, also those inside its texts."""
    found = json.dumps(document, ensure_ascii=False)
    return [float(piece) for piece in "".join(one if one in "0123456789." else " " for one in found).split()
            if piece.replace(".", "", 1).isdigit()]  # fmt: skip
