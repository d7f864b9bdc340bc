"""The first sheet of an .xlsx workbook as the records that a CSV file of it would have.

A workbook is a zip file of XML: what it holds unpacked is limited before anything is unpacked, and defusedxml refuses
declarations with which a small file can name a large text or a file of this machine.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from audit.errors import InputError, Problem
from audit.texts import _
from audit.typed import plain_blanks

ZIP: Final = b"PK\x03\x04"
MAX_UNPACKED: Final = 64_000_000
"""The most bytes of XML that a workbook may hold: a list of 5000 people with 50 answers each has 15 million."""
MAX_ROWS: Final = 1_048_576
MAX_CELLS: Final = 2_000_000
"""The most rows a spreadsheet has, and the most cells read: what is packed small can name cells without end."""
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s>/]")

Record = tuple[int, list[str]]


def records(data: bytes, name: str, most: int) -> tuple[list[Record], list[Problem]]:
    """The rows of the first sheet that are not blank, with their number and their cells as text, at most `most` of
    them; and the cells that have no text of their own: dates that a spreadsheet made of something else, errors, and
    formulas without an outcome.

    Raises:
        InputError: this is no workbook, or one that is too large.
    """
    _require_small(data, name)
    try:
        with warnings.catch_warnings():  # about formats and rules of a workbook, which nobody asked for here
            warnings.simplefilter("ignore")
            return _read(data, name, most)
    except InputError:
        raise
    except Exception as error:  # a damaged workbook can break the library in any way
        sentence = _(
            "This workbook cannot be read. Open it in a spreadsheet and save it again, as .xlsx or as “CSV UTF-8”."
        )
        raise InputError([Problem("no_workbook", name, sentence)]) from error


def _require_small(data: bytes, name: str) -> None:
    """Refuse what unpacks to more than a list of people can be; nothing is unpacked for that."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            is_workbook = "[Content_Types].xml" in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        unpacked, is_workbook = 0, False
    if not is_workbook:
        sentence = _("This file is no table. Save the list in your spreadsheet as .xlsx or as “CSV UTF-8”.")
        raise InputError([Problem("no_workbook", name, sentence)])
    if unpacked > MAX_UNPACKED:
        sentence = _("This workbook holds more than {limit} MB. Keep only the sheet with the list, and save it again.")
        raise InputError([Problem("too_large", name, sentence.format(limit=MAX_UNPACKED // 1_000_000))])


def _read(data: bytes, name: str, most: int) -> tuple[list[Record], list[Problem]]:
    found: list[Record] = []
    problems: list[Problem] = []
    unanswered = _formulas(data, name)
    for number, cells in _rows(data, name, outcomes=True):
        texts = []
        for place, (value, kind) in enumerate(cells):
            text = _text(value, kind)
            if text is None or (not text and (number, place) in unanswered):
                where = f"{name}, " + _("row {number}").format(number=number)
                where += ", " + _("column {name}").format(name=letters(place))
                problems.append(Problem("odd_cell", where, _odd(value, kind)))
            texts.append(text or "")
        if any(plain_blanks(text) for text in texts):
            found.append((number, texts))
        if len(found) > most:
            break
    return found, problems


def _rows(data: bytes, name: str, *, outcomes: bool) -> Iterator[tuple[int, list[tuple[Any, str]]]]:
    """The rows of the first sheet: the number, and value and kind of each cell; formulas as their outcome or as they
    stand.

    Raises:
        InputError: it names more rows or cells than a list can have.
    """
    import openpyxl  # here: only whoever brings a workbook waits for it

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=outcomes, keep_links=False)
    try:
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write a size that is not true, and rows outside it would be lost
        read = 0
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            read += len(cells)
            if number > MAX_ROWS or read > MAX_CELLS:
                sentence = _("This workbook is too large. Keep only the rows and columns that hold something.")
                raise InputError([Problem("too_large", name, sentence)])
            if cells:
                yield number, [(cell.value, getattr(cell, "data_type", "n")) for cell in cells]
    finally:
        book.close()


def _formulas(data: bytes, name: str) -> set[tuple[int, int]]:
    """Where formulas stand in the first sheet: row number, and place of the column from 0."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [member for member in archive.namelist() if member.startswith("xl/worksheets/")]
        if not any(_FORMULA.search(archive.read(member)) for member in sheets):
            return set()
    return {
        (number, place)
        for number, cells in _rows(data, name, outcomes=False)
        for place, (_value, kind) in enumerate(cells)
        if kind == "f"
    }


def _text(value: object, kind: str) -> str | None:
    """A cell as text; None where it has none of its own."""
    if value is None:
        return ""
    if kind == "e" or isinstance(value, bool | date | datetime | time | timedelta):
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _odd(value: object, kind: str) -> str:
    """What is wrong with a cell that has no text of its own."""
    if isinstance(value, date | datetime | time | timedelta):
        return _(
            "Your spreadsheet made a date or a time of this cell. Give the cell the format “Text” and type it again."
        )
    if kind == "e":
        return _("This cell holds an error of your spreadsheet: {value}. Correct it.").format(value=value)
    if isinstance(value, bool):
        return _("This cell holds “true” or “false”. Type a text or a number.")
    return _("This cell holds a formula without an outcome. Open the workbook in a spreadsheet, and save it again.")


def letters(place: int) -> str:
    """How a spreadsheet calls a column, by its place from 0.

    >>> letters(0), letters(25), letters(26), letters(52)
    ('A', 'Z', 'AA', 'BA')
    """
    found, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
