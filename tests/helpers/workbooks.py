"""Workbooks to upload: made by the library, and with parts that somebody changed."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence

import openpyxl


def rows_of(data: bytes) -> list[list[object]]:
    """The rows of a CSV file with commas, whole numbers as numbers, as a spreadsheet makes them when it opens it."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    return [[int(cell) if cell.isdigit() else cell or None for cell in row] for row in rows]


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these sheets, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, before: bytes, after: bytes) -> bytes:
    """A workbook in which something else stands in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            held = old.read(member)
            if member == part:
                assert before in held
                held = held.replace(before, after)
            new.writestr(member, held)
    return out.getvalue()
