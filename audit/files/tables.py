"""A table somebody made, read from CSV with nothing guessed: every problem at once, with row and column.

UTF-8 (with or without BOM) or cp1252; comma, semicolon or tab. Rows are numbered as a spreadsheet shows them: the
header is row 1.
"""

from __future__ import annotations

import csv
import difflib
import io
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from audit.errors import InputError, Problem
from audit.texts import _

MAX_BYTES = 32_000_000
MAX_ROWS = 100_000
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Row:
    """One row of a table: its number in a spreadsheet and its cells (stripped, NFC) by column name."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A table by column name, with the file name people know it by.

    `problems` is what is wrong with its shape; whoever reads the rows adds to it, so that everything is told at once.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()

    def place(self, row: Row | None = None, column: str | None = None) -> str:
        """Where something stands, in words: "answers.csv, row 4, column ze1_2"."""
        parts = [self.name]
        if row is not None:
            parts.append(_("row {number}").format(number=row.number))
        if column is not None:
            parts.append(_("column {name}").format(name=column))
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
    """Read a CSV file.

    Raises:
        InputError: the file is not there, too large, not text, or empty.
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
    """Read a table from the bytes of a CSV file, for use with its file name.

    Raises:
        InputError: the bytes are no table at all. What is wrong with single rows stands in `problems`.
    """
    text = _decoded(data, name)
    records = _records(text, name)
    if not records:
        raise _refused("empty", name, _("This file is empty. The first row must hold the column names."))
    columns = tuple(_clean(cell) for cell in records[0][1])
    problems = _header_problems(columns, name)
    table_rows = []
    for number, cells in records[1:]:
        if len(cells) != len(columns):
            place = f"{name}, " + _("row {number}").format(number=number)
            sentence = _("This row has {found} cells where the first row has {expected}. Correct the row.")
            problems.append(Problem("ragged_row", place, sentence.format(found=len(cells), expected=len(columns))))
        else:
            table_rows.append(Row(number, dict(zip(columns, map(_clean, cells), strict=True))))
    if len(records) == 1:
        problems.append(Problem("no_rows", name, _("This file has column names but no rows. Add at least one row.")))
    return Table(name, columns, tuple(table_rows), tuple(problems))


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


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused("encoding", name, _("This file is saved as UTF-16. Save it as “CSV UTF-8”."))
    if b"\x00" in data:
        line = data[: data.index(b"\x00")].count(b"\n") + 1
        place = f"{name}, " + _("row {number}").format(number=line)
        raise _refused("nul", place, _("There is a NUL character here, so this is no CSV file. Save it as CSV again."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        sentence = _("This file is not readable as text. Save it as “CSV UTF-8”.")
        raise _refused("encoding", name, sentence) from error


def _records(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The records that are not blank, with their number in a spreadsheet."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    records: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                records.append((number, cells))
            if len(records) > MAX_ROWS + 1:
                sentence = _("This file has more than {limit} rows. Check that it is the right file.")
                raise _refused("too_many_rows", name, sentence.format(limit=MAX_ROWS))
    except csv.Error as error:
        place = f"{name}, " + _("row {number}").format(number=number + 1)
        sentence = _("This row cannot be read: a quotation mark is not closed, or a cell is far too long. Correct it.")
        raise _refused("unreadable_row", place, sentence) from error
    return records


def _delimiter(text: str) -> str:
    """The delimiter that cuts the first line that is not blank in most pieces."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _header_problems(columns: tuple[str, ...], name: str) -> list[Problem]:
    problems = []
    for column, times in Counter(columns).items():
        if not column:
            sentence = _("The first row has a column without a name. Give it one or remove the column.")
            problems.append(Problem("nameless_column", name, sentence))
        elif times > 1:
            sentence = _("The column “{name}” stands {times} times in the first row. Keep one.")
            problems.append(Problem("repeated_column", name, sentence.format(name=column, times=times)))
    return problems


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.strip())
