"""The documents that can be made of a publication, by the ending of their files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from audit.publication import Publication
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


FORMATS: Final = {"pdf": Format("application/pdf", _pdf)}
"""By the ending of the file."""


def named() -> dict[str, str]:
    """What each document is called, by the ending of its file."""
    return {"pdf": _("Report (PDF)")}
