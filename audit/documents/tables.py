"""The tables that the screen shows, as blocks of a document."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from audit.documents.blocks import Cell, Table
from audit.read.charts.heat import Heat, HeatCell, HeatRow

_WIDEST = 5
"""How many themes stand beside each other at most."""
_GROUNDS = {"develop": "cells 0", "growing": "cells 1", "strength": "cells 2"}


def of_texts(table: pd.DataFrame, widths: Sequence[float], caption: str = "", columns: Sequence[str] = ()) -> Table:
    """A table of texts whose index is the head of its rows; only these `columns`, where they are given."""
    names = list(columns) or [str(name) for name in table.columns]
    told = table[names].itertuples(name=None)
    rows = tuple(tuple(Cell(str(text), bold=at == 0) for at, text in enumerate(row)) for row in told)
    return Table(caption, (str(table.index.name), *names), rows, tuple(widths))


def of_units(heat: Heat, unit: str) -> tuple[Table, ...]:
    """Units beside each other, a table for the themes of each questionnaire; `unit` heads the names. A unit of which
    nothing is shown stands in the first only."""
    found, start = [], 0
    for group, themes in [(one, part) for one in heat.groups for part in _parts(one.themes)]:
        count = len(themes)
        rows = tuple(_row(row, start, start + count) for row in heat.rows if not row.reason or start == 0)
        heads = (unit, *(title for _short, title in themes))
        found.append(Table(group.title, heads, rows, (max(2.0, 0.34 * count), *[1.0] * count)))
        start += count
    return tuple(found)


def _parts(themes: Sequence[tuple[str, str]]) -> list[Sequence[tuple[str, str]]]:
    """The themes of a questionnaire in parts that a page is wide enough for, as equal as can be."""
    count = -(-len(themes) // _WIDEST)
    size = -(-len(themes) // count)
    return [themes[at : at + size] for at in range(0, len(themes), size)]


def _row(row: HeatRow, start: int, end: int) -> tuple[Cell, ...]:
    name = Cell(row.name, bold=row.level in ("organisation", "service"), indented=row.level in ("team", "rest"))
    if row.reason:
        return name, Cell(row.reason)
    return name, *map(_cell, row.cells[start:end])


def _cell(cell: HeatCell) -> Cell:
    if cell.kind == "hidden":
        return Cell(cell.reason)
    parts = (f"**{cell.number}** {cell.band}", cell.people, cell.remarks, cell.difference)
    said = " · ".join(part for part in parts if part)
    return Cell(said, ground=_GROUNDS[cell.kind], outlined=bool(cell.apart))
