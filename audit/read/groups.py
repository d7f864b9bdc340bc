"""Teams without a result of their own, as the teams they are counted with: what is left of a service beside its shown
teams is derivable, so the publication has it, and a small team can read it instead of the whole service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from audit.publication import PriorityCell, Publication, RestTheme, ThemeCell, ThemeLine, UnitResult
from audit.questionnaire import Content
from audit.read import reasons
from audit.read.profile import Profile, Row
from audit.read.reasons import told
from audit.read.units import is_shown, nearest_shown
from audit.texts import _, language, listing

_LOWEST, _HIGHEST = 1, 5


@dataclass(frozen=True)
class Group:
    """Teams that have scores together: the unit they are a part of, a cell for each theme they have one for, and how
    many people responded (empty where that is not told)."""

    parent: str
    teams: tuple[UnitResult, ...]
    cells: dict[str, RestTheme]
    responses: int | None

    @property
    def id(self) -> str:
        """An id that no unit has: those of the teams, joined by "+"."""
        return "+".join(team.id for team in self.teams)

    @property
    def name(self) -> str:
        return _("{teams} together").format(teams=listing([team.name for team in self.teams]))

    @property
    def invited(self) -> int:
        return sum(team.invited for team in self.teams)


def groups(publication: Publication) -> dict[str, Group]:
    """The groups that teams without a result are in, by id: for each such team the one with most themes, where these
    are at least half of those that the nearest larger unit shows; with fewer, that unit says more."""
    found = {}
    for team in publication.units:
        if team.level == "team" and not is_shown(team):
            best = max(_of_team(team, publication), key=lambda group: len(group.cells), default=None)
            larger = nearest_shown(publication, team.id)
            if best is not None and larger is not None:
                shown = sum(cell.shown for cell in publication.by_id[larger].themes)
                found.update({best.id: best} if 2 * len(best.cells) >= shown else {})
    return found


def group_of(together: Mapping[str, Group], unit: str) -> Group | None:
    """The group that a team without a result is in, if there is one."""
    return next((group for group in together.values() if any(team.id == unit for team in group.teams)), None)


def _of_team(team: UnitResult, publication: Publication) -> list[Group]:
    """The groups of two teams or more that a team is counted in, theme by theme."""
    cells: dict[tuple[str, int | None, tuple[str, ...]], dict[str, RestTheme]] = defaultdict(dict)
    for rest in publication.rest:
        for cell in rest.themes:
            left = _left(publication.by_id[rest.parent], cell.theme, publication)
            if len(left) > 1 and team.id in left:
                cells[rest.parent, rest.n, left][cell.theme] = cell
    return [
        Group(parent, tuple(publication.by_id[id] for id in teams), found, n)
        for (parent, n, teams), found in cells.items()
    ]


def _left(parent: UnitResult, theme: str, publication: Publication) -> tuple[str, ...]:
    """The teams of a unit that are in none of its parts that show a theme."""
    left: list[str] = []
    for part in publication.units:
        cell = part.theme(theme)
        if part.parent == parent.id and not (cell and cell.shown):
            left += [part.id] if part.level == "team" else _left(part, theme, publication)
    return tuple(left)


def profile_of_group(publication: Publication, group: Group, content: Content, earlier: Publication | None) -> Profile:
    """The profile of a group: its scores beside the whole organisation. It is compared with nothing: its spread is not
    in the file, and which teams are counted together differs from round to round."""
    whole = {cell.theme: cell for cell in publication.units[0].themes}
    unit = as_unit(publication, group)
    unlike = _("not compared: which teams are counted together differs") if earlier else ""
    rows = tuple(
        Row(
            theme=line.id,
            title=line.title.to(language()),
            short=line.short.to(language()),
            questionnaire=line.questionnaire,
            cell=told(unit.themes[place], publication),
            organisation=told(whole[line.id], publication),
            earlier=None,
            priority=unit.priorities[place],
            no_change=unlike,
        )
        for place, line in enumerate(_lines(publication))
    )
    lowest = min((row for row in rows if row.cell.shown), key=lambda row: row.cell.score or 0, default=None)
    return Profile(
        publication=publication,
        unit=unit,
        rows=tuple(replace(row, lowest=row is lowest) for row in rows),
        questionnaires=tuple((line.id, line.title.to(language())) for line in publication.questionnaires),
        earlier_title=None,
        earlier_minimum=None,
        most=content.shared.priority.maximum(len(publication.theme_ids)),
        key=f"{publication.sha256} - {group.id}",
    )


def why_together(hidden: UnitResult, group: Group, publication: Publication) -> str:
    """Why somebody who asked for a team sees a few teams together."""
    if reasons.of_unit(hidden, publication) == "too_few":
        sentence = _("{unit}: fewer than {k} people answered each theme. Below you see {teams}.")
    else:
        sentence = _("{unit} is not shown apart, so that nobody can be recognised. Below you see {teams}.")
    return sentence.format(unit=hidden.name, teams=group.name, k=publication.rules.minimum_group)


def _cell(group: Group, theme: str, publication: Publication) -> ThemeCell:
    """A theme of a group as any other cell; what it does not have is not shown apart."""
    found = group.cells.get(theme)
    if found is None:
        return ThemeCell(theme=theme, shown=False, reason="protects_others")
    ends = [(found.n * found.score + (group.invited - found.n) * end) / group.invited for end in (_LOWEST, _HIGHEST)]
    return ThemeCell(
        theme=theme,
        shown=True,
        n=found.n,
        answers=found.answers,
        score=found.score,
        interval_now=found.interval_now,
        bounds=(ends[0], ends[1]),
        band=found.band,
    )


def as_unit(publication: Publication, group: Group) -> UnitResult:
    """A group as any other unit."""
    themes = [line.id for line in _lines(publication)]
    return UnitResult(
        id=group.id,
        name=group.name,
        level="team",
        parent=group.parent,
        kind=None,
        region=None,
        invited=group.invited,
        responses=group.responses,
        themes=tuple(_cell(group, theme, publication) for theme in themes),
        items=(),
        priorities=tuple(PriorityCell(theme=theme, shown=False, reason="protects_others") for theme in themes),
        follow_up=None,
        roles=None,
    )


def _lines(publication: Publication) -> list[ThemeLine]:
    lines = {line.id: line for line in publication.themes}
    return [lines[theme] for theme in publication.theme_ids]
