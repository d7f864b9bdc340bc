"""The shape of a table: which columns it has, and rows, names and letters that do not fit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby

from audit.errors import Problem
from audit.files.encoding import misread
from audit.files.workbook import Record, letters
from audit.texts import _
from audit.typed import shortened

_FIRST = 3


def cell(cells: Sequence[str], place: int) -> str:
    """The cell at a place from 0; empty where the row ends before it."""
    return cells[place] if place < len(cells) else ""


def kept(records: Sequence[Record]) -> list[int]:
    """The places of the columns that have a name or anything else in them, as far as the first row goes; it has a name
    at least."""
    width = len(records[0][1])
    filled: set[int] = set()
    for _number, cells in records:
        filled.update(place for place, text in enumerate(cells[:width]) if text)
    return sorted(filled)


def ragged_rows(records: Sequence[Record], kept: Sequence[int], name: str, *, padded: bool) -> list[Problem]:
    """Rows that end before the last column, unless they are `padded`, and rows that go on after it: a problem for all
    that do so at the same place."""
    width, expected = len(records[0][1]), len(kept)
    of_length: dict[int, list[int]] = defaultdict(list)
    for number, cells in records[1:]:
        beyond = [place for place, text in enumerate(cells) if text and place >= width]
        if beyond:
            of_length[expected + beyond[-1] - width + 1].append(number)
        elif not padded and len(cells) <= kept[-1]:
            of_length[sum(place < len(cells) for place in kept)].append(number)
    return [
        _ragged(found, numbers, expected, cell(records[0][1], kept[-1]), name) for found, numbers in of_length.items()
    ]


def _ragged(found: int, numbers: Sequence[int], expected: int, last: str, name: str) -> Problem:
    sentence = _("This row has {found} cells where the first row has {expected}. Correct the row.")
    if len(numbers) > 1:
        sentence = _("{n} rows have {found} cells where the first row has {expected}. Correct the rows.")
    if found == expected - 1:
        sentence += " " + _("If the last column, “{column}”, is empty there, it needs its delimiter all the same.")
    filled = sentence.format(n=len(numbers), found=found, expected=expected, column=shortened(last))
    return Problem("ragged_row", f"{name}, {_row_numbers(numbers)}", filled)


def _row_numbers(numbers: Sequence[int]) -> str:
    """Numbers of rows in words: "row 4", or "rows 4, 6–9", at most three parts."""
    if len(numbers) == 1:
        return _("row {number}").format(number=numbers[0])
    runs = [
        [number for _at, number in run] for _key, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return _("rows {numbers}").format(numbers=", ".join(parts[:_FIRST]) + (" …" if len(parts) > _FIRST else ""))


def misread_cells(records: Sequence[Record], name: str, *, utf8: bool) -> list[Problem]:
    """The cells that were written in another encoding than they were read in, by their look."""
    sentence = _(
        "This reads as “{text}”: letters with accents were lost when the file was saved. "
        "Save it as “CSV UTF-8” or as .xlsx."
    )
    return [
        Problem("misread", _place(name, number, cell(records[0][1], place) or letters(place)), filled)
        for number, cells in records
        for place, text in enumerate(cells)
        if misread(text, utf8=utf8)
        for filled in [sentence.format(text=shortened(text))]
    ]


def _place(name: str, number: int, column: str) -> str:
    row, named = _("row {number}").format(number=number), _("column {name}").format(name=shortened(column))
    return f"{name}, {row}, {named}"


def header_problems(columns: Sequence[str], kept: Sequence[int], name: str) -> list[Problem]:
    """Columns without a name, and names that stand there twice."""
    problems = []
    nameless = [letters(place) for column, place in zip(columns, kept, strict=True) if not column]
    if nameless:
        sentence = _("Column {columns} has no name in the first row, but is not empty. Name or remove the column.")
        problems.append(Problem("nameless_column", name, sentence.format(columns=", ".join(nameless))))
    for column, times in Counter(columns).items():
        if column and times > 1:
            sentence = _("The column “{name}” stands {times} times in the first row. Keep one.")
            problems.append(Problem("repeated_column", name, sentence.format(name=shortened(column), times=times)))
    return problems
