"""Small publications, made by hand: two services, one of which has a team that is too small to show and a second team
that is hidden with it (complementary suppression)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from audit import questionnaire
from audit.publication import (
    Agreement,
    ItemCell,
    ItemLine,
    OrganisationLine,
    OrganisationOnly,
    PooledSd,
    PriorityCell,
    Publication,
    QuestionnaireLine,
    Reason,
    Rest,
    RestTheme,
    RoleSplit,
    RoundLine,
    Rules,
    ThemeCell,
    ThemeLine,
    UnitResult,
    Words,
    from_json,
    to_json,
)
from audit.questionnaire import Text

CONTENT = questionnaire.read()
THEMES = tuple(theme.id for theme in CONTENT.themes)
POINTS: tuple[Any, ...] = ("1", "2", "3", "4", "5")

NOTHING_MORE = OrganisationOnly(dk_counts={}, na_counts={}, reliability=(), between_teams=(), straight_lining=None)
TWO_CAMPS = Agreement(a_wg=0.2, ad=1.1, label="two_camps")


def cell(
    theme: str,
    score: float,
    n: int = 14,
    dk_share: float | None = 0.1,
    agreement: Agreement | None = None,
    invited: int = 18,
) -> ThemeCell:
    """A theme that is shown: 0.2 to either side of its score today, 0.4 as a level, 0.8 in the extreme; a point where
    everybody answered."""
    band = "strength" if score >= 3.45 else "growing" if score >= 2.45 else "develop"

    def around(half: float) -> tuple[float, float]:
        return max(1.0, score - half), min(5.0, score + half)

    now, extreme = (0.0, 0.0) if n == invited else (0.2, 0.8)
    return ThemeCell(
        theme=theme,
        shown=True,
        n=n,
        answers=4 * n,
        score=score,
        sd=0.7 if n >= 10 else None,
        df=n + 3 if n >= 10 else None,
        interval_now=around(now),
        interval_level=around(0.4),
        bounds=around(extreme),
        band=band,
        dk_share=dk_share,
        agreement=agreement,
    )


def answers(item: str, counts: tuple[int, int, int, int, int], version: int = 1) -> ItemCell:
    """An item that is shown, from how many people gave each answer."""
    n, favourable = sum(counts), counts[3] + counts[4]
    share = favourable / n
    return ItemCell(
        item=item,
        version=version,
        shown=True,
        n=n,
        favourable=share,
        score=sum(point * many for point, many in enumerate(counts, start=1)) / n,
        counts=dict(zip(POINTS, counts, strict=True)),
        favourable_interval=(max(0.0, share - 0.1), min(1.0, share + 0.1)),
    )


def vote(
    theme: str,
    chosen: int,
    outcome: str,
    index: float,
    n: int = 14,
    explore_first: bool = False,
    certainty: str | None = None,
) -> PriorityCell:
    """A priority that is shown: `chosen` of `n` people chose the theme, and its score is known too."""
    top = {"almost_certainly": 0.96, "probably": 0.8, "possibly": 0.5, None: 0.1}[certainty]
    fields: dict[str, Any] = {"outcome": outcome, "explore_first": explore_first, "top": top, "certainty": certainty}
    return PriorityCell(theme=theme, shown=True, n=n, chosen=chosen, share=chosen / n, index=index, **fields)


def unit(
    id: str,
    name: str,
    level: str,
    parent: str | None,
    cells: Mapping[str, ThemeCell | Reason] | Reason,
    votes: Mapping[str, PriorityCell] | None = None,
    invited: int = 18,
    responses: int | None = 14,
    items: Mapping[str, ItemCell] | None = None,
    roles: RoleSplit | None = None,
    version: int = 1,
) -> UnitResult:
    """A unit: for each theme a cell, or the reason why there is none (3.0 where nothing is said)."""

    def theme(id: str) -> ThemeCell:
        given = cells if isinstance(cells, str) else cells.get(id) or cell(id, 3.0, responses or 14, invited=invited)
        return given if isinstance(given, ThemeCell) else ThemeCell(theme=id, shown=False, reason=given)

    def priority(theme: str) -> PriorityCell:
        hidden = cells if isinstance(cells, str) else "protects_others"
        return (votes or {}).get(theme) or PriorityCell(theme=theme, shown=False, reason=hidden)

    def item(id: str) -> ItemCell:
        return (items or {}).get(id) or ItemCell(item=id, version=version, shown=False, reason="too_few")

    return UnitResult(
        id=id,
        name=name,
        level=level,  # type: ignore[arg-type]
        parent=parent,
        kind=None,
        region=None,
        invited=invited,
        responses=responses,
        themes=tuple(map(theme, THEMES)),
        priorities=tuple(map(priority, THEMES)),
        items=tuple(item(asked.id) for asked in CONTENT.items),
        follow_up=None,
        roles=roles,
    )


def publication(
    year: int = 2026,
    name: str = "OCMW Voorbeeld",
    north: Mapping[str, ThemeCell | Reason] | None = None,
    votes: Mapping[str, PriorityCell] | None = None,
    version: int = 1,
    dropped: tuple[str, ...] = (),
    items: Mapping[str, ItemCell] | None = None,
    roles: RoleSplit | None = None,
    only: OrganisationOnly = NOTHING_MORE,
) -> Publication:
    """A whole publication, as it comes out of its file. `version` is that of every questionnaire and item."""
    units = (
        unit("org", name, "organisation", None, {}, invited=60, responses=45, roles=roles, version=version),
        unit("zorg", "Dienst *Zorg*", "service", "org", {}, invited=40, responses=30),
        unit("zorg/noord", "Noord", "team", "zorg", north or {}, votes, items=items),
        unit("zorg/zuid", "Zuid", "team", "zorg", "protects_others", invited=9, responses=8),
        unit("zorg/west", "West", "team", "zorg", "too_few", invited=3, responses=None),
        unit("wonen", "Wonen", "service", "org", {}, invited=20, responses=15),
        unit("wonen/noord", "Noord", "team", "wonen", {}, invited=20, responses=15),
    )
    together = RestTheme(theme="ze2", n=11, answers=44, score=2.25, interval_now=(2.0, 2.5), band="develop")
    made = Publication(
        organisation=OrganisationLine(id=name.lower().replace(" ", "-"), name=name, kind="ocmw", region=None),
        round=RoundLine(id=str(year), title=f"Ronde {year}", year=year, closed_on=date(year, 6, 30)),
        made_with="test",
        rules=Rules(minimum_group=5, minimum_detail=10),
        questionnaires=tuple(
            QuestionnaireLine(id=one.id, version=version, sha256=one.sha256, title=in_both(one.title))
            for one in CONTENT.questionnaires
        ),
        dropped_items=dropped,
        themes=tuple(
            ThemeLine(
                id=theme.id,
                questionnaire=one.id,
                title=in_both(theme.title),
                short=in_both(theme.short or theme.title),
                reach=(),
            )
            for one in CONTENT.questionnaires
            for theme in one.themes
        ),
        items=tuple(
            ItemLine(id=item.id, theme=theme.id, text=in_both(item.text))
            for theme in CONTENT.themes
            for item in theme.items
        ),
        units=units,
        rest=(Rest(parent="zorg", n=11, themes=(together,)),),
        pooled_sd={theme: PooledSd(sd=0.7, df=40) for theme in THEMES},
        organisation_only=only,
    )
    return from_json(to_json(made))


def in_both(text: Text) -> Words:
    """A text as it stands in a publication."""
    return Words(nl=text.to("nl"), en=text.to("en"))


def spaced(values: Iterable[str]) -> list[str]:
    """Texts with plain spaces where the screen keeps "n = 14" on one line."""
    return [value.replace("\u00a0", " ") for value in values]


def numbers(document: Any) -> list[float]:
    """Every number in a JSON document, however deep, also those inside its texts."""
    found = json.dumps(document, ensure_ascii=False)
    return [
        float(piece)
        for piece in "".join(sign if sign in "0123456789." else " " for sign in found).split()
        if piece.replace(".", "", 1).isdigit()
    ]
