"""A table somebody made, read from CSV or a workbook with nothing guessed: every problem at once, with row and column.

CSV is UTF-8 (with or without BOM) or cp1252, with comma, semicolon or tab; of a workbook (.xlsx) the first sheet is
read. Rows are numbered as a spreadsheet shows them: the header is row 1. Columns and rows without anything in them are
no part of a table.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from audit.errors import InputError, Problem
from audit.files import shape, workbook
from audit.files.encoding import decoded
from audit.files.workbook import Record
from audit.texts import _
from audit.typed import name_key, plain_blanks, shortened

MAX_BYTES = 32_000_000
MAX_ROWS = 100_000
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
_DELIMITERS = (",", ";", "\t")
_NAMED_DELIMITER = re.compile(r'"?sep=(.)"?[;,\t]*\r?(?:\n|$)', re.IGNORECASE)
_DECIMALS = re.compile(r"(\d+)[.,]00?")
_FORMULA = re.compile("'*[-=+@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH COMMERCIAL AT}]")
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


def parse(data: bytes, name: str) -> Table:
    """Read a table from the bytes of a file, for use with its file name.

    Raises:
        InputError: the bytes are no table at all. What is wrong with single rows stands in `problems`.
    """
    utf8 = True
    problems: list[Problem] = []
    if data.startswith(workbook.ZIP):
        records, problems = workbook.records(data, name, MAX_ROWS + 1)
    else:
        text, utf8 = decoded(data, name)
        records = _records(text, name)
    if not records:
        raise _refused("empty", name, _("This file is empty. The first row must hold the column names."))
    if len(records) > MAX_ROWS + 1:
        sentence = _("This file has more than {limit} rows. Check that it is the right file.")
        raise _refused("too_many_rows", name, sentence.format(limit=MAX_ROWS))
    padded = data.startswith(workbook.ZIP)
    records = [(number, [as_named(plain_blanks(cell)) for cell in cells]) for number, cells in records]
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


def whole(cell: str) -> str:
    """A whole number as it is written without decimals; any other cell as it is.

    >>> whole("3.0"), whole("12,00"), whole("3.5"), whole("1.000")
    ('3', '12', '3.5', '1.000')
    """
    matched = _DECIMALS.fullmatch(cell) if cell.isascii() else None
    return matched[1] if matched else cell


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that is a list; a delimiter at its end begins no other part.

    >>> listed("ze1; ze2;"), listed(";"), listed("ze1;;ze2")
    (('ze1', 'ze2'), (), ('ze1', '', 'ze2'))
    """
    parts = [part.strip() for part in cell.split(";")]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def as_text(name: str) -> str:
    """A name as a cell that no spreadsheet takes for a formula; `as_named` undoes it.

    >>> [as_text(name) for name in ("=1+1", "'=1+1", "’t Huis", "Noord")], as_named(as_text("'-2"))
    (["'=1+1", "''=1+1", '’t Huis', 'Noord'], "'-2")
    """
    return f"'{name}" if _FORMULA.match(name) else name


def as_named(cell: str) -> str:
    """A cell without the sign that keeps a spreadsheet from working it out."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def written(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A table as a CSV file that a spreadsheet opens in columns where the comma is for decimals. A cell that a
    spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(map(_inert, columns))
    writer.writerows(map(_inert, row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def _refused(code: str, name: str, sentence: str) -> InputError:
    return InputError([Problem(code, name, sentence)])


def _records(text: str, name: str) -> list[Record]:
    """The records that are not blank, with their number in a spreadsheet, which does not show a first line that only
    names the delimiter."""
    text, delimiter = _delimiter(text, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[Record] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(plain_blanks(cell) for cell in cells):
                records.append((number, cells))
            if len(records) > MAX_ROWS + 1:
                break
    except csv.Error as error:
        place = f"{name}, " + _("row {number}").format(number=number + 1)
        sentence = _("This row cannot be read: a quotation mark is not closed, or a cell is far too long. Correct it.")
        raise _refused("unreadable_row", place, sentence) from error
    return records


def _delimiter(text: str, name: str) -> tuple[str, str]:
    """The text without a first line that names the delimiter, and the delimiter: the one it names, or that which cuts
    the first line that is not blank in most pieces."""
    named = _NAMED_DELIMITER.match(text)
    if named is None:
        first = next((line for line in text.splitlines() if line.strip()), "")
        return text, max(_DELIMITERS, key=first.count)
    if named[1] not in _DELIMITERS:
        sentence = _("The first line says that “{sign}” stands between the cells. Use a comma, a semicolon or a tab.")
        raise _refused("delimiter", name, sentence.format(sign=named[1]))
    return text[named.end() :], named[1]
