"""The numbers of a unit, of those above it and of its parts, as tables of typed values: for spreadsheets and programs.

A value that is not shown is empty, and the column beside it says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from audit.publication import ItemCell, PriorityCell, Publication, ThemeCell, UnitResult
from audit.read import reasons, words
from audit.read.groups import as_unit, groups
from audit.texts import _, language

Value: TypeAlias = str | int | float | bool | None
T = TypeVar("T")


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column: its name for programs, its head for people, what it means, and its value in a row."""

    name: str
    head: str
    meaning: str
    value: Callable[[T], Value]


@dataclass(frozen=True)
class Sheet:
    """A table: its name for programs, its title, its columns as (name, head, meaning), and its rows."""

    name: str
    title: str
    columns: tuple[tuple[str, str, str], ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class _ThemeAt:
    made: Publication
    unit: UnitResult
    cell: ThemeCell
    priority: PriorityCell


@dataclass(frozen=True)
class _ItemAt:
    made: Publication
    unit: UnitResult
    cell: ItemCell
    theme: str


def sheets(made: Publication, unit_id: str) -> tuple[Sheet, ...]:
    """The themes and the questions of a unit, of those above it and of its parts.

    Raises:
        KeyError: the publication has no unit and no group with this id.
    """
    units = _units(made, unit_id)
    theme_of = {item.id: item.theme for item in made.items}
    themes = [
        _ThemeAt(made, unit, reasons.told(cell, made), priority)
        for unit in units
        for cell, priority in zip(unit.themes, unit.priorities, strict=True)
        if cell.theme in made.theme_ids
    ]
    items = [
        _ItemAt(made, unit, reasons.told(cell, made), theme_of[cell.item])
        for unit in units
        for cell in unit.items
        if theme_of[cell.item] in made.theme_ids
    ]
    return _sheet("themes", _("Themes"), _theme_columns(), themes), _sheet(
        "items", _("Questions"), _item_columns(), items
    )


def _units(made: Publication, unit_id: str) -> list[UnitResult]:
    """The unit or group, what it is a part of, and its parts; of the organisation all units."""
    unit = made.by_id.get(unit_id) or as_unit(made, groups(made)[unit_id])
    if unit is made.units[0]:
        return list(made.units)
    above, parent = list[UnitResult](), unit.parent
    while parent is not None:
        above.insert(0, made.by_id[parent])
        parent = made.by_id[parent].parent
    return [*above, unit, *(part for part in made.units if part.parent == unit.id)]


def _sheet(name: str, title: str, columns: Sequence[Column[T]], rows: Sequence[T]) -> Sheet:
    heads = tuple((column.name, column.head, column.meaning) for column in columns)
    return Sheet(name, title, heads, tuple(tuple(column.value(row) for column in columns) for row in rows))


def _theme_columns() -> list[Column[_ThemeAt]]:
    return [
        Column("unit", _("Unit (id)"), _("The unit, as it stands in the publication."), lambda row: row.unit.id),
        Column("unit_name", _("Unit"), _("What the unit is called."), lambda row: row.unit.name),
        Column("level", _("Level"), _("Organisation, service or team."), lambda row: _level(row.unit)),
        Column("invited", _("Invited"), _("How many people were invited."), lambda row: row.unit.invited),
        Column(
            "theme", _("Theme (id)"), _("The theme, as it stands in the questionnaire."), lambda row: row.cell.theme
        ),
        Column("theme_title", _("Theme"), _("What the theme is called."), lambda row: _title(row.made, row.cell.theme)),
        Column(
            "people", _("People"), _("How many people gave at least one score to the theme."), lambda row: row.cell.n
        ),
        Column(
            "answers", _("Scores given"), _("How many scores these people gave together."), lambda row: row.cell.answers
        ),
        Column("score", _("Score"), _("The mean of all scores given, from 1 to 5."), lambda row: row.cell.score),
        Column(
            "band",
            _("Band"),
            _("The word for the score."),
            lambda row: words.band(row.cell.band) if row.cell.band else None,
        ),
        Column(
            "probably_from", _("Probably from"), _("The score of everyone invited is probably at least this."), _end(0)
        ),
        Column("probably_to", _("Probably to"), _("The score of everyone invited is probably at most this."), _end(1)),
        *_more_theme_columns(),
    ]


def _more_theme_columns() -> list[Column[_ThemeAt]]:
    """Beside the score: agreement, sight, choices, and why something is missing."""
    return [
        Column("agreement", _("Agreement"), _("How far people agree, from 10 people on."), _agreement),
        Column(
            "dont_know",
            _("Share of “I don’t know”"),
            _("Among scores and “I don’t know”, from 0 to 1."),
            lambda row: row.cell.dk_share,
        ),
        Column(
            "chosen",
            _("Chosen by"),
            _("How many people chose to work on the theme first."),
            lambda row: row.priority.chosen,
        ),
        Column(
            "choosers",
            _("Of how many"),
            _("How many people could choose the theme and answered that question."),
            lambda row: row.priority.n,
        ),
        Column("not_shown", _("Not shown"), _("Why there is no score."), _why_no_score),
        Column(
            "votes_not_shown", _("Choices not shown"), _("Why it is not told how many chose the theme."), _why_no_votes
        ),
    ]


def _item_columns() -> list[Column[_ItemAt]]:
    found: list[Column[_ItemAt]] = [
        Column("unit", _("Unit (id)"), _("The unit, as it stands in the publication."), lambda row: row.unit.id),
        Column("unit_name", _("Unit"), _("What the unit is called."), lambda row: row.unit.name),
        Column("theme", _("Theme (id)"), _("The theme, as it stands in the questionnaire."), lambda row: row.theme),
        Column(
            "item", _("Question (id)"), _("The question, as it stands in the questionnaire."), lambda row: row.cell.item
        ),
        Column("item_text", _("Question"), _("What was asked."), lambda row: _asked(row)),
        Column("people", _("People"), _("How many people gave a score to the question."), lambda row: row.cell.n),
        Column("score", _("Score"), _("The mean of these scores, from 1 to 5."), lambda row: row.cell.score),
    ]
    for point in ("1", "2", "3", "4", "5"):
        meaning = _("How many people answered {point}, on a scale from 1 (not at all) to 5 (fully).").format(
            point=point
        )
        found.append(Column(f"answer_{point}", _("Answer {point}").format(point=point), meaning, _count(point)))
    return [*found, Column("not_shown", _("Not shown"), _("Why there is no score."), _why_no_item)]


def _level(unit: UnitResult) -> str:
    return {"organisation": _("organisation"), "service": _("service"), "team": _("team")}[unit.level]


def _title(made: Publication, theme: str) -> str:
    return next(line.title.to(language()) for line in made.themes if line.id == theme)


def _asked(row: _ItemAt) -> str:
    return next(line.text.to(language()) for line in row.made.items if line.id == row.cell.item)


def _end(which: int) -> Callable[[_ThemeAt], Value]:
    return lambda row: row.cell.interval_now[which] if row.cell.interval_now else None


def _agreement(row: _ThemeAt) -> Value:
    return words.label(row.cell.agreement.label) if row.cell.agreement else None


def _count(point: str) -> Callable[[_ItemAt], Value]:
    return lambda row: {str(answer): many for answer, many in (row.cell.counts or {}).items()}.get(point)


def _why_no_score(row: _ThemeAt) -> Value:
    return None if row.cell.shown else words.reason(row.cell.reason or "too_few", row.made.rules.minimum_group)


def _why_no_votes(row: _ThemeAt) -> Value:
    hidden = row.priority.reason or "too_few"
    return None if row.priority.shown else words.reason(hidden, row.made.rules.minimum_group)


def _why_no_item(row: _ItemAt) -> Value:
    return None if row.cell.shown else words.reason(row.cell.reason or "too_few", row.made.rules.minimum_detail)


def dictionary(found: Sequence[Sheet]) -> Iterator[tuple[str, str, str, str]]:
    """What each column of each table is: the table, the column for programs, its head, and what it means."""
    for sheet in found:
        for name, head, meaning in sheet.columns:
            yield sheet.name, name, head, meaning
