"""The documents that can be made of a publication, by the ending of their files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from audit.publication import Publication, to_json
from audit.questionnaire import Content
from audit.texts import _

Make = Callable[[Sequence[Publication], str, Content], bytes]
"""Makes a document, in the language in use, from the rounds of an organisation up to the one that is read (the oldest
first) and the id of a unit or of a group of teams."""


@dataclass(frozen=True)
class Format:
    """A kind of document: its media type, and what makes it. What takes long to load is imported when it is made."""

    media_type: str
    make: Make


def _pdf(rounds: Sequence[Publication], unit: str, content: Content) -> bytes:
    from audit.documents.report import report
    from audit.documents.typesetting import pdf

    return pdf(report(rounds, unit, content))


def _xlsx(rounds: Sequence[Publication], unit: str, content: Content) -> bytes:
    from audit.documents.workbook import workbook

    return workbook(rounds, unit, content)


def _csv(rounds: Sequence[Publication], unit: str, content: Content) -> bytes:
    from audit.documents.archive import csv

    return csv(rounds, unit, content)


def _zip(rounds: Sequence[Publication], unit: str, content: Content) -> bytes:
    from audit.documents.archive import archive

    return archive(rounds, unit, content)


def _json(rounds: Sequence[Publication], unit: str, content: Content) -> bytes:
    return to_json(rounds[-1])


FORMATS: Final = {
    "pdf": Format("application/pdf", _pdf),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "csv": Format("text/csv", _csv),
    "zip": Format("application/zip", _zip),
    "json": Format("application/json", _json),
}
"""By the ending of the file."""


@dataclass(frozen=True)
class Name:
    """What a document is called, and what it is for."""

    title: str
    caption: str


def named() -> dict[str, Name]:
    """What each document is called, by the ending of its file."""
    return {
        "pdf": Name(
            _("Report (PDF)"),
            _("For a board or a team: one page with the result, and behind it the themes, changes and questions."),
        ),
        "xlsx": Name(_("Numbers (Excel)"), _("The unit and its parts, a row per theme and per question.")),
        "csv": Name(_("Numbers of the themes (CSV)"), _("A row per unit and theme, for another program.")),
        "zip": Name(_("All numbers (CSV)"), _("Themes and questions, with a file that says what the columns mean.")),
        "json": Name(_("The result itself"), _("The whole round, to open in another installation.")),
    }
