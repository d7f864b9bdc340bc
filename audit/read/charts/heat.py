"""How do the units stand side by side? A table of units and themes: the band in a word and a colour, the number and n.

Units stand by name, never by score. A difference from the rest of the organisation has an outline and a word where it
is clear, and nothing where it may be chance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from audit.publication import Publication, RestTheme, ThemeCell, ThemeLine, UnitResult
from audit.read import reasons, words
from audit.read.charts.picture import Numbers
from audit.read.contrast import contrasts
from audit.read.groups import Group, as_unit, groups
from audit.read.reasons import Why
from audit.read.units import is_shown
from audit.texts import _, language, number


@dataclass(frozen=True)
class HeatCell:
    """A theme at a unit, in words. `kind` is its band, or "hidden" with only a `reason`; `apart` is "higher" or "lower"
    where the unit differs clearly from the rest of the organisation."""

    kind: str
    number: str = ""
    band: str = ""
    n: int = 0
    remarks: str = ""
    apart: str = ""
    reason: str = ""

    @property
    def people(self) -> str:
        """How many answered, in words."""
        return words.people(self.n)

    @property
    def difference(self) -> str:
        """The clear difference in a word."""
        return {"higher": _("higher"), "lower": _("lower")}.get(self.apart, "")


@dataclass(frozen=True)
class HeatRow:
    """A unit: its name, its level ("rest" for the other teams of a service together) and a cell per theme; where
    nothing of it is shown, one `reason` instead."""

    unit: str
    name: str
    level: str
    cells: tuple[HeatCell, ...]
    reason: str = ""


@dataclass(frozen=True)
class HeatGroup:
    """The themes of a questionnaire: its title, the name of its colour, and the short and full title of each theme."""

    title: str
    colour: str
    themes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Heat:
    """The whole table."""

    groups: tuple[HeatGroup, ...]
    rows: tuple[HeatRow, ...]
    description: str
    numbers: Numbers


def heat(publication: Publication, only: Collection[str] | None = None) -> Heat:
    """The units of a publication side by side; `only` these, by their ids, where they are given."""
    rows = tuple(_rows(publication, only))
    intro = _("The scores of {organisation} by unit and theme, on a scale from 1 to 5; units by name.")
    said = intro.format(organisation=publication.organisation.name)
    return Heat(_groups(publication), rows, said, _numbers(rows, publication))


def _groups(publication: Publication) -> tuple[HeatGroup, ...]:
    titles = {line.id: line.title.to(language()) for line in publication.questionnaires}
    order = list(titles)
    found = []
    for questionnaire, lines in groupby(_themes(publication), key=lambda line: line.questionnaire):
        place = order.index(questionnaire) if questionnaire in titles else len(order)
        themes = tuple((line.short.to(language()), line.title.to(language())) for line in lines)
        found.append(HeatGroup(titles.get(questionnaire, ""), f"questionnaires {place}", themes))
    return tuple(found)


def _themes(publication: Publication) -> list[ThemeLine]:
    """The themes of the round."""
    return [line for line in publication.themes if line.id in publication.theme_ids]


def _rows(publication: Publication, only: Collection[str] | None) -> Iterator[HeatRow]:
    """The organisation, and each service by name with its teams by name and those of them together that have no score
    of their own."""

    def by_name(parent: str) -> list[UnitResult]:
        own = [unit for unit in publication.units if unit.parent == parent]
        return sorted(own, key=lambda unit: (unit.name.casefold(), unit.id))

    whole = publication.units[0]
    wanted = publication.by_id if only is None else only
    rests: dict[str, dict[str, RestTheme]] = {}
    for rest in publication.rest:
        if rest.parent in wanted:
            rests.setdefault(rest.parent, {}).update({cell.theme: cell for cell in rest.themes})
    together = [group for group in groups(publication).values() if group.parent in wanted]
    for service in (whole, *by_name(whole.id)):
        for unit in (service, *(by_name(service.id) if service is not whole else ())):
            if unit.id in wanted:
                yield _row(unit, publication)
        if service is not whole:
            yield from _left(service.id, together, rests, publication)
    yield from _left(whole.id, together, rests, publication)


def _left(
    parent: str, together: list[Group], rests: dict[str, dict[str, RestTheme]], publication: Publication
) -> Iterator[HeatRow]:
    """What is left of a unit beside its shown parts: the teams that have a result together only, by name; where there
    are none, what other teams have for some themes."""
    named = [group for group in together if group.parent == parent]
    yield from (_named(group, publication) for group in named)
    if parent in rests and not named:
        yield _together(parent, rests[parent], publication)


def _named(group: Group, publication: Publication) -> HeatRow:
    k, unit = publication.rules.minimum_group, as_unit(publication, group)
    cells = tuple(_cell(reasons.told(cell, publication), "", k) for cell in unit.themes)
    return HeatRow(group.id, group.name, "rest", cells)


def _row(unit: UnitResult, publication: Publication) -> HeatRow:
    k = publication.rules.minimum_group
    if not is_shown(unit):
        return HeatRow(unit.id, unit.name, unit.level, (), words.reason(reasons.of_unit(unit, publication), k))
    apart = contrasts(publication, unit.id)
    verdicts = {theme: found.verdict for theme, found in apart.items() if found.verdict != "no_clear_change"}
    cells = tuple(
        _cell(reasons.told(cell, publication), verdicts.get(cell.theme, ""), k)
        for cell in unit.themes
        if cell.theme in publication.theme_ids
    )
    return HeatRow(unit.id, unit.name, unit.level, cells)


def _together(parent: str, found: dict[str, RestTheme], publication: Publication) -> HeatRow:
    """The people of a unit that are in none of its shown parts, for the themes for which they are enough."""
    hidden = HeatCell("hidden", reason=_("not shown"))
    cells = tuple(_shown(found[id]) if id in found else hidden for id in publication.theme_ids)
    return HeatRow(f"{parent}/", _("Other teams together"), "rest", cells)


def _cell(cell: ThemeCell, apart: str, k: int) -> HeatCell:
    if not cell.shown:
        return HeatCell("hidden", reason=_short_reason(cell.reason or "too_few", k))
    return _shown(cell, ", ".join(words.flags(cell)), apart)


def _shown(cell: ThemeCell | RestTheme, remarks: str = "", apart: str = "") -> HeatCell:
    if cell.band is None or cell.score is None:
        raise ValueError("a cell that is shown has a score")
    return HeatCell(cell.band, number(cell.score), words.band(cell.band).lower(), cell.n or 0, remarks, apart)


def _short_reason(code: Why, k: int) -> str:
    """Why a cell is empty, in two or three words."""
    said: dict[Why, str] = {
        "too_few": _("fewer than\u00a0{k}").format(k=k),
        "protects_others": _("protects others"),
        "not_asked": _("not asked"),
        "not_applicable": _("not applicable"),
    }
    return said[code]


def _numbers(rows: tuple[HeatRow, ...], publication: Publication) -> Numbers:
    """A row per unit and theme: what stands in its cell."""
    heads = (_("Unit"), _("Theme"), _("Score"), _("Band"), _("People"), _("Remarks"), _("The rest of the organisation"))
    titles = [line.title.to(language()) for line in _themes(publication)]
    found = []
    for row in rows:
        if row.reason:
            found.append((row.name, "", row.reason, "", "", "", ""))
        for title, cell in zip(titles, row.cells, strict=False):
            n = str(cell.n or "")
            found.append((row.name, title, cell.number or cell.reason, cell.band, n, cell.remarks, cell.difference))
    return Numbers(heads, tuple(found))
