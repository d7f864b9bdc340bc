"""Numbers as a workbook (.xlsx) that everybody can read: a cover, what the columns are, and one marked table a sheet.

Numbers are numbers, and no text becomes a formula. Nothing is merged, hidden or told by colour alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from audit.documents.legible import visible
from audit.documents.numbers import Sheet, Value, dictionary, sheets
from audit.publication import Publication
from audit.questionnaire import Content
from audit.read import explained, sentences
from audit.read.groups import as_unit, groups
from audit.texts import _, day, language

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDEST: Final = 60
_NARROWEST: Final = 10
_ROWS_MEASURED: Final = 200


def workbook(rounds: Sequence[Publication], unit_id: str, content: Content) -> bytes:
    """The numbers of a unit of the last round, in the language in use.

    Raises:
        KeyError: the publication has no unit and no group with this id.
    """
    made = rounds[-1]
    unit = made.by_id.get(unit_id) or as_unit(made, groups(made)[unit_id])
    facts = [made.organisation.name, sentences.responses(unit)]
    facts += [_("Closed on {date}.").format(date=day(made.round.closed_on)), explained.what_this_is()]
    facts += [explained.whom_we_show(made.rules.minimum_group)]
    facts += [
        _("What is empty is not shown. Where a score is missing, the column “{column}” says why.").format(
            column=_("Not shown")
        )
    ]
    title = _("Results of {unit}, {round}").format(unit=unit.name, round=made.round.title)
    return bound(title, facts, sheets(made, unit_id), made.round.closed_on)


def bound(title: str, facts: Sequence[str], found: Sequence[Sheet], made_on: date) -> bytes:
    """Tables as a workbook, behind a cover with a title and some facts, and a table of what the columns are."""
    from openpyxl import Workbook

    book = Workbook()
    cover = book.worksheets[0]
    cover.title = _("Cover")
    _fill(cover, [[title], *([fact] for fact in facts), [_("In this workbook:")]])
    heads = _("Table"), _("Column"), _("Name for programs"), _("What it means")
    titles = {sheet.name: sheet.title for sheet in found}
    columns = tuple((titles[table], head, name, meaning) for table, name, head, meaning in dictionary(found))
    _add_table(book, cover, _("Columns"), "columns", heads, columns)
    for sheet in found:
        _add_table(book, cover, sheet.title, sheet.name, [head for _name, head, _meaning in sheet.columns], sheet.rows)
    _look_of_cover(cover)
    properties = book.properties
    properties.title, properties.creator, properties.language = visible(title), "Krachtspiegel", language()
    properties.created = properties.modified = datetime.combine(made_on, time(12))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(place: Worksheet, rows: Iterable[Sequence[Value]]) -> None:
    """Write rows below what is there: texts as texts, whatever they begin with."""
    first = place.max_row + (place.max_row > 1 or place.cell(1, 1).value is not None)
    for at, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            cell = place.cell(at, column)
            cell.value = visible(value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, float):
                cell.number_format = "0.00"


def _add_table(
    book: Workbook, cover: Worksheet, title: str, name: str, heads: Sequence[str], rows: Sequence[Sequence[Value]]
) -> None:
    """A sheet with one marked table from its first cell on, and the way to it on the cover."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableStyleInfo

    place = book.create_sheet(title)
    _fill(place, [heads, *rows])
    for at, head in enumerate(heads, 1):
        longest = max((len(str(row[at - 1] or "")) for row in rows[:_ROWS_MEASURED]), default=0)
        width = min(max(longest, len(head) // 2, _NARROWEST) + 2, _WIDEST)
        place.column_dimensions[get_column_letter(at)].width = width
        place.cell(1, at).font = Font(bold=True)
        place.cell(1, at).alignment = Alignment(wrap_text=True, vertical="top")
    place.freeze_panes = "A2"
    if rows:
        table = Table(displayName=name, ref=f"A1:{get_column_letter(len(heads))}{len(rows) + 1}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        place.add_table(table)
    line = cover.max_row + 1
    cover.cell(line, 1).value = title
    cover.cell(line, 1).hyperlink = f"#'{title}'!A1"
    cover.cell(line, 1).style = "Hyperlink"


def _look_of_cover(cover: Worksheet) -> None:
    from openpyxl.styles import Alignment, Font

    cover.column_dimensions["A"].width = 100
    cover.cell(1, 1).font = Font(bold=True, size=16)
    for row in cover.iter_rows(min_col=1, max_col=1):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")
