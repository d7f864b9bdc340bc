"""What somebody wrote in their own words: plain text, short, and shown exactly as it was written."""

from __future__ import annotations

import unicodedata
from typing import Final

from audit.errors import Problem
from audit.tables import unsafe_characters
from audit.texts import _

LENGTH: Final = 500


def clean(text: str) -> str:
    """The text as it is kept: composed characters, one kind of line end, nothing around it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def problems(text: str, place: str) -> list[Problem]:
    """What is wrong with a cleaned text; nothing when it is fine. It is never cut silently."""
    found = []
    if len(text) > LENGTH:
        sentence = _("This text has {found} characters; at most {limit} fit. Shorten it.")
        found.append(Problem("long_comment", place, sentence.format(found=len(text), limit=LENGTH)))
    if any(unsafe_characters(line.replace("\t", " ")) for line in text.split("\n")):
        found.append(Problem("odd_comment", place, _("This text holds invisible control characters. Type it again.")))
    return found
