"""Numbers as CSV files with a dictionary of their columns, together in one archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from audit.documents.legible import visible
from audit.documents.numbers import Value, dictionary, sheets
from audit.files import delimited
from audit.publication import Publication
from audit.questionnaire import Content
from audit.texts import _, separators


def csv(rounds: Sequence[Publication], unit_id: str, content: Content) -> bytes:
    """The themes of a unit of the last round as one CSV file, its columns named for programs."""
    themes, *_others = sheets(rounds[-1], unit_id)
    return written([name for name, _head, _meaning in themes.columns], themes.rows)


def archive(rounds: Sequence[Publication], unit_id: str, content: Content) -> bytes:
    """All tables of a unit of the last round as CSV files, and one that says what their columns are.

    Raises:
        KeyError: the publication has no unit and no group with this id.
    """
    found = sheets(rounds[-1], unit_id)
    files = {sheet.name: written([name for name, _h, _m in sheet.columns], sheet.rows) for sheet in found}
    heads = _("Table"), _("Name for programs"), _("Column"), _("What it means")
    files["columns"] = written(heads, tuple(dictionary(found)))
    closed = rounds[-1].round.closed_on
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, data in files.items():
            whole.writestr(
                zipfile.ZipInfo(f"{name}.csv", (max(closed.year, 1980), closed.month, closed.day, 12, 0, 0)), data
            )
    return out.getvalue()


def written(heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """One table as a CSV file, numbers as in the language in use and no text a formula."""
    return delimited.written(heads, [[_said(value) for value in row] for row in rows])


def _said(value: Value) -> str:
    """A value as text: numbers in full, with the sign before decimals of the language in use."""
    if value is None:
        return ""
    return repr(value).replace(".", separators()[0]) if isinstance(value, float) else visible(str(value))
