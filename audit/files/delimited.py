"""A CSV file as its records, and rows as a CSV file that opens in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from audit.errors import InputError, Problem
from audit.files.workbook import Record
from audit.texts import _
from audit.typed import plain_blanks

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
_DELIMITERS = (",", ";", "\t")
_NAMED_DELIMITER = re.compile(r'"?sep=(.)"?[;,\t]*\r?(?:\n|$)', re.IGNORECASE)


def records(text: str, name: str, most: int) -> list[Record]:
    """The records that are not blank, at most one more than `most`, with their number in a spreadsheet, which does not
    show a first line that only names the delimiter.

    Raises:
        InputError: a row cannot be read, or the first line names a delimiter that is none of ours.
    """
    text, delimiter = _delimiter(text, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Record] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(plain_blanks(cell) for cell in cells):
                found.append((number, cells))
            if len(found) > most:
                break
    except csv.Error as error:
        place = f"{name}, " + _("row {number}").format(number=number + 1)
        sentence = _("This row cannot be read: a quotation mark is not closed, or a cell is far too long. Correct it.")
        raise InputError([Problem("unreadable_row", place, sentence)]) from error
    return found


def _delimiter(text: str, name: str) -> tuple[str, str]:
    """The text without a first line that names the delimiter, and the delimiter: the one it names, or that which cuts
    the first line that is not blank in most pieces."""
    named = _NAMED_DELIMITER.match(text)
    if named is None:
        first = next((line for line in text.splitlines() if line.strip()), "")
        return text, max(_DELIMITERS, key=first.count)
    if named[1] not in _DELIMITERS:
        sentence = _("The first line says that “{sign}” stands between the cells. Use a comma, a semicolon or a tab.")
        raise InputError([Problem("delimiter", name, sentence.format(sign=named[1]))])
    return text[named.end() :], named[1]


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
