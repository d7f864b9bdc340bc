"""A table somebody made, read from CSV or a workbook with nothing guessed: every problem at once, with row and column.

CSV is UTF-8 (with or without BOM) or cp1252, with comma, semicolon or tab; of a workbook (.xlsx) the first sheet is
read. Rows are numbered as a spreadsheet shows them: the header is row 1. Columns and rows without anything in them are
no part of a table.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from audit.errors import InputError, Problem
from audit.files import delimited, shape, workbook
from audit.files.cells import as_named
from audit.files.encoding import decoded
from audit.texts import _
from audit.typed import name_key, plain_blanks, shortened

MAX_BYTES = 32_000_000
MAX_ROWS = 100_000
_MANY = 20
_FIRST = 3


@dataclass(frozen=True)
class Row:
    """One row of a table: its number in a spreadsheet and its cells (`plain_blanks`) by column name."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A table by column name, with the file name people know it by.

    `problems` is what is wrong with its shape; whoever reads the rows adds to it, so that everything is told at once.
    `headings` holds how the file writes the names of its columns.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)

    def named(self, names: Mapping[str, str]) -> Table:
        """The same table under the names we use for its columns: those that `names` gives for what the file writes
        (by `name_key`). Other columns keep theirs."""
        ours = {column: names.get(name_key(column), column) for column in self.columns}
        twice = defaultdict(list)
        for column, name in ours.items():
            twice[name].append(column)
        sentence = _("The columns {names} mean the same. Keep one.")
        repeated = [
            Problem(
                "repeated_column", self.name, sentence.format(names=", ".join(f"“{shortened(one)}”" for one in same))
            )
            for same in twice.values()
            if len(same) > 1
        ]
        return replace(
            self,
            columns=tuple(ours[column] for column in self.columns),
            rows=tuple(Row(row.number, {ours[name]: cell for name, cell in row.cells.items()}) for row in self.rows),
            problems=(*self.problems, *repeated),
            headings={name: column for column, name in ours.items()},
        )

    def place(self, row: Row | None = None, column: str | None = None) -> str:
        """Where something stands, in words: "answers.csv, row 4, column ze1_2"."""
        parts = [self.name]
        if row is not None:
            parts.append(_("row {number}").format(number=row.number))
        if column is not None:
            parts.append(_("column {name}").format(name=shortened(self.headings.get(column, column))))
        return ", ".join(parts)

    def column_problems(self, required: Iterable[str], known: Iterable[str]) -> list[Problem]:
        """A problem for each required column that is missing and each column that nobody knows."""
        known = tuple(known)
        missing = [name for name in required if name not in self.columns]
        unknown = [name for name in self.columns if name not in known]
        return [
            Problem(
                "missing_column",
                self.place(),
                _("The column “{name}” is missing. Add it to the first row.").format(name=name),
            )
            for name in missing
        ] + [self._unknown_column(name, known) for name in unknown]

    def _unknown_column(self, name: str, known: tuple[str, ...]) -> Problem:
        near = difflib.get_close_matches(name, known, n=1)
        hint = _("Did you mean “{name}”?").format(name=near[0]) if near else _("Remove it or correct its name.")
        sentence = _("This column is not known.") + " " + hint
        return Problem("unknown_column", self.place(column=name or "''"), sentence)


def read(path: Path) -> Table:
    """Read a table from a file.

    Raises:
        InputError: the file is not there, too large, no table, or empty.
    """
    return parse(contents(path, MAX_BYTES), path.name)


def contents(path: Path, limit: int) -> bytes:
    """The bytes of a file of at most `limit` bytes, never reading more than that.

    Raises:
        InputError: the file is not there, cannot be read, or is larger.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        sentence = _("This file cannot be read: {why}. Check its name and place.").format(why=error.strerror or error)
        raise InputError([Problem("unreadable", str(path), sentence)]) from error
    if len(data) > limit:
        sentence = _("This file is larger than {limit} MB. Check that it is the right file.")
        raise InputError([Problem("too_large", path.name, sentence.format(limit=limit // 1_000_000))])
    return data


def parse(data: bytes, name: str, unnamed: Callable[[Sequence[str]], tuple[str, ...]] | None = None) -> Table:
    """Read a table from the bytes of a file, for use with its file name. `unnamed` gives the names of the columns where
    the first row has none but is a row like the others, by its cells; else nothing.

    Raises:
        InputError: the bytes are no table at all. What is wrong with single rows stands in `problems`.
    """
    utf8 = True
    problems: list[Problem] = []
    if data.startswith(workbook.ZIP):
        records, problems = workbook.records(data, name, MAX_ROWS + 1)
    else:
        text, utf8 = decoded(data, name)
        records = delimited.records(text, name, MAX_ROWS + 1)
    if not records:
        raise _refused("empty", name, _("This file is empty. The first row must hold the column names."))
    if len(records) > MAX_ROWS + 1:
        sentence = _("This file has more than {limit} rows. Check that it is the right file.")
        raise _refused("too_many_rows", name, sentence.format(limit=MAX_ROWS))
    padded = data.startswith(workbook.ZIP)
    records = [(number, [as_named(plain_blanks(cell)) for cell in cells]) for number, cells in records]
    names = unnamed(records[0][1]) if unnamed else ()
    if names:
        records.insert(0, (0, list(names)))
    kept = shape.kept(records)
    columns = tuple(records[0][1][place] for place in kept)
    problems += [*shape.header_problems(columns, kept, name), *shape.misread_cells(records, name, utf8=utf8)]
    problems += shape.ragged_rows(records, kept, name, padded=padded)
    if len(records) == 1:
        problems.append(Problem("no_rows", name, _("This file has column names but no rows. Add at least one row.")))
    rows = tuple(
        Row(number, {column: shape.cell(cells, place) for column, place in zip(columns, kept, strict=True)})
        for number, cells in records[1:]
        if padded or kept[-1] < len(cells)
    )
    return Table(name, columns, rows, tuple(problems))


def gathered(problems: Sequence[Problem]) -> list[Problem]:
    """The problems of a table, with one in the place of more than twenty of a kind: it names the first three places and
    how many there are."""
    kinds: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        kinds[problem.code].append(problem)
    found: list[Problem] = []
    for problem in problems:
        same = kinds[problem.code]
        if len(same) <= _MANY:
            found.append(problem)
        elif problem is same[0]:
            found.append(_together(same))
    return found


def _together(same: Sequence[Problem]) -> Problem:
    """One problem for many of a kind."""
    first, *others = same[:_FIRST]
    places = "; ".join([first.place, *(other.place.partition(", ")[2] or other.place for other in others)])
    sentence = _("There are {n} of this kind; these are the first three.").format(n=len(same))
    return Problem(first.code, places, f"{first.sentence} {sentence}")


def _refused(code: str, name: str, sentence: str) -> InputError:
    return InputError([Problem(code, name, sentence)])
