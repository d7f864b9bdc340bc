"""A comparison as rows for a spreadsheet, with what every column means: the words of the screen come elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from audit.compare.field import Field, Standing, ThemeField
from audit.texts import _

Cell = str | int | float | None


class Column(NamedTuple):
    """A column of a table: its name in the file, and what it holds."""

    name: str
    holds: str


def services() -> tuple[Column, ...]:
    """The columns of `service_rows`."""
    return (
        Column("organisation", _("The organisation, by the name it chose to share.")),
        Column("service", _("The service; the same as the organisation where these are compared as a whole.")),
        Column("kind", _("The kind, where it was shared.")),
        Column("year", _("The year of the round.")),
        Column("theme", _("The code of the theme.")),
        Column("title", _("The theme.")),
        Column("invited", _("How many people were invited; in tens where no name was shared.")),
        Column("n", _("How many people answered the theme.")),
        Column("score", _("The mean of their answers, from 1 to 5.")),
        Column("score_low", _("Where the score as a level of the service begins, in 95 of 100 cases.")),
        Column("score_high", _("Where it ends.")),
        Column("level", _("The same, drawn towards the field as far as chance asks.")),
        Column("level_low", _("Where that level begins, in 95 of 100 cases.")),
        Column("level_high", _("Where it ends.")),
        Column("beside_the_field", _("higher or lower: clearly so, among all services and themes; else not_clear.")),
        Column("plug_in_level", _("The level by Paule and Mandel, to work it out again.")),
    )


def service_rows(field: Field, language: str) -> Iterator[tuple[Cell, ...]]:
    """A row for each theme of each place that shows it, places in the order of the alphabet."""
    order = {id(place): number for number, place in enumerate(field.places)}
    rows = [(order[id(standing.place)], theme, standing) for theme in field.themes for standing in theme.standings]
    for _place, theme, standing in sorted(rows, key=lambda row: row[0]):
        yield _service_row(theme, standing, language)


def _service_row(theme: ThemeField, standing: Standing, language: str) -> tuple[Cell, ...]:
    place, cell = standing.place, standing.cell
    low, high = cell.interval_level or (None, None)
    return (
        place.organisation,
        place.unit.name,
        place.kind,
        place.publication.round.year,
        theme.theme,
        _title(theme, language),
        place.unit.invited,
        cell.n,
        cell.score,
        low,
        high,
        standing.level,
        standing.low,
        standing.high,
        standing.verdict,
        standing.plug_in,
    )


def themes() -> tuple[Column, ...]:
    """The columns of `theme_rows`."""
    return (
        Column("theme", _("The code of the theme.")),
        Column("title", _("The theme.")),
        Column("services", _("How many services show it.")),
        Column("field", _("The mean of the field, from 1 to 5.")),
        Column("differ", _("How much services differ: the standard deviation of their levels.")),
        Column("differ_low", _("Where that begins, in 95 of 100 cases.")),
        Column("differ_high", _("Where it ends.")),
        Column("higher", _("How many are clearly higher than the field.")),
        Column("lower", _("How many are clearly lower.")),
        Column("not_clear", _("How many cannot be told from the field.")),
        Column("other_words", _("How many were asked in other words, and are left out.")),
    )


def dictionary() -> tuple[Column, ...]:
    """The columns of the table that says what each column of the others holds."""
    return (
        Column("table", _("The file it is in.")),
        Column("column", _("The name of the column.")),
        Column("holds", _("What it holds.")),
    )


_VERDICTS: Final = ("higher", "lower", "not_clear")


def theme_rows(field: Field, language: str) -> Iterator[tuple[Cell, ...]]:
    """A row for each theme, in the order of the questionnaires."""
    for theme in field.themes:
        verdicts = [standing.verdict for standing in theme.standings]
        low, high = theme.tau_interval or (None, None)
        counts: Sequence[Cell] = [verdicts.count(verdict) if theme.mean is not None else None for verdict in _VERDICTS]
        title = _title(theme, language) if theme.standings else ""
        yield theme.theme, title, len(verdicts), theme.mean, theme.tau, low, high, *counts, len(theme.other_words)


def _title(theme: ThemeField, language: str) -> str:
    lines = theme.standings[0].place.publication.themes
    return next(line.title for line in lines if line.id == theme.theme).to(language)
