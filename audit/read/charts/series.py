"""The series of a profile: the unit, and beside it the organisation and the earlier round where somebody wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from audit.publication import Interval, ThemeCell
from audit.read import sentences, words
from audit.read.charts.picture import Kind, Numbers
from audit.read.profile import Profile, Row
from audit.texts import _, number, rounded


@dataclass(frozen=True)
class Beside:
    """What is drawn beside the unit: the whole organisation, the earlier round, and how far each score can be off."""

    organisation: bool = False
    earlier: bool = False
    margin: bool = False


@dataclass(frozen=True)
class Series:
    """A line of a chart: its name, its colour, mark and dash, and a cell per theme (or none). The `focus` is the unit
    that is read."""

    name: str
    colour: str
    kind: Kind
    dash: tuple[float, ...]
    thick: float
    cells: tuple[ThemeCell | None, ...]
    focus: bool = False


@dataclass(frozen=True)
class Score:
    """A score that is drawn, as people read it (one decimal): the place of its theme, its mark, itself in words, and
    its interval where that has a width."""

    place: int
    value: float
    kind: Kind
    words: str
    interval: Interval | None


def series_of(profile: Profile, beside: Beside) -> tuple[Series, ...]:
    """The series that are drawn, the unit first; an organisation or earlier round only where there is one."""
    rows = profile.rows
    cells: tuple[ThemeCell | None, ...] = tuple(row.cell for row in rows)
    unit = Series(sentences.series(profile.unit), "unit", "circle", (), 3.2, cells, focus=True)
    found = [unit]
    if beside.organisation and any(row.organisation for row in rows):
        cells = tuple(row.organisation for row in rows)
        found.append(Series(_("The organisation"), "organisation", "square", (7, 4), 2, cells))
    if beside.earlier and profile.earlier_title is not None:
        cells = tuple(row.earlier for row in rows)
        found.append(Series(profile.earlier_title, "earlier", "triangle", (2, 3), 2, cells))
    return tuple(found)


def scores(profile: Profile, series: Series) -> Iterator[Score]:
    """The cells of a series that are shown."""
    for place, (row, cell) in enumerate(zip(profile.rows, series.cells, strict=True)):
        if cell is None or not cell.shown or cell.score is None:
            continue
        said, interval = f"{row.title}, {series.name}: {words.score(cell)}", None
        if series.focus and cell.interval_now is not None:
            said += f"; {words.spread(cell)}"
            low, high = map(seen, cell.interval_now)
            interval = (low, high) if cell.interval_now[0] < cell.interval_now[1] else None
        yield Score(place, seen(cell.score), _kind(cell) if series.focus else series.kind, said, interval)


def seen(value: float) -> float:
    """A score as people read it: what is drawn stands where the number says, and holds nothing finer."""
    return float(rounded(value))


def absence(row: Row) -> str:
    """What stands at a theme without a score."""
    return _("not asked") if row.cell.reason == "not_asked" else _("not shown")


def text_colour(row: Row, profile: Profile) -> str:
    """The colour of the questionnaire of a theme, by name."""
    return f"questionnaires {place(row, profile)}"


def place(row: Row, profile: Profile) -> int:
    """The place of the questionnaire of a theme in the order of the publication; the last where it was not asked."""
    order = [name for name, _title in profile.questionnaires]
    return order.index(row.questionnaire) if row.questionnaire in order else len(order)


def numbers(profile: Profile, beside: Beside, n: bool = True) -> Numbers:
    """The numbers of a chart of the profile: a row per theme, a column per series, and what else is drawn."""
    drawn = series_of(profile, beside)
    columns: dict[str, Callable[[Row], str]] = {_("People"): lambda row: str(row.cell.n)} if n else {}
    columns[_("Remarks")] = lambda row: ", ".join(remarks(row))
    if beside.margin:
        columns[_("Probably between")] = lambda row: words.between(row.cell.interval_now or (0, 0))
    heads = (_("Theme"), *(line.name for line in drawn), *columns)
    by_theme = zip(profile.rows, zip(*(line.cells for line in drawn), strict=True), strict=True)
    rows = [
        (row.title, *map(_said, cells), *(told(row) if row.cell.shown else "" for told in columns.values()))
        for row, cells in by_theme
    ]
    return Numbers(heads, tuple(rows))


def remarks(row: Row) -> tuple[str, ...]:
    """What stands at the mark of a theme: two camps, little sight."""
    return words.flags(row.cell) if row.cell.shown else ()


def _said(cell: ThemeCell | None) -> str:
    if cell is None:
        return "–"
    return number(cell.score) if cell.shown and cell.score is not None else _("not shown")


def _kind(cell: ThemeCell) -> Kind:
    if cell.two_camps:
        return "camps and sight" if cell.little_sight else "camps"
    return "sight" if cell.little_sight else "circle"
