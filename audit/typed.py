"""Text that people typed: what may be kept of it, what is wrong with it, and how it can stand in a sentence."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from audit.errors import Problem
from audit.texts import _

NAME_LENGTH: Final = 80
LONGEST_TEXT: Final = 500
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2060-\u2064\u3164\ufe00-\ufe0e\ufeff\uffa0]"
)
_NO_BREAK: Final = re.compile("[\u00a0\u2007\u202f]")


def clean(text: str) -> str:
    """The text as it is kept: composed characters, one kind of line end, nothing around it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def text_problems(text: str, place: str) -> list[Problem]:
    """What is wrong with a cleaned text; nothing when it is fine. It is never cut silently."""
    found = []
    if len(text) > LONGEST_TEXT:
        sentence = _("This text has {found} characters; at most {limit} fit. Shorten it.")
        found.append(Problem("long_comment", place, sentence.format(found=len(text), limit=LONGEST_TEXT)))
    if unsafe_at(text, allowed="\t\n") is not None:
        found.append(Problem("odd_comment", place, _("This text holds invisible control characters. Type it again.")))
    return found


def name_problems(name: str, place: str) -> list[Problem]:
    """What is wrong with the name of an organisation, service, team or region; nothing when it is fine."""
    if not name.strip():
        return [Problem("no_name", place, _("The name is empty. Fill in a name."))]
    if len(name.strip()) > NAME_LENGTH:
        sentence = _("The name has {length} characters; at most {limit} fit. Shorten it.")
        return [Problem("long_name", place, sentence.format(length=len(name.strip()), limit=NAME_LENGTH))]
    if unsafe_at(name.strip()) is not None:
        return [Problem("odd_name", place, _("The name holds invisible control characters. Type it again."))]
    return []


def name_key(name: str) -> str:
    """What is left of a name without what nobody sees the difference of: capitals, blanks, and signs without a shape.

    >>> name_key("Team\N{NO-BREAK SPACE}Noord") == name_key("team  NOORD"), name_key("A-1") == name_key("A1")
    (True, False)
    """
    return "".join(unicodedata.normalize("NFC", unseen_removed(name)).casefold().split())


def unseen_removed(text: str) -> str:
    """The text without signs that have no shape and no meaning: soft hyphens, byte order marks, joiners of words."""
    return _UNSEEN.sub("", text)


def plain_blanks(text: str) -> str:
    """A cell or name as it is kept: composed characters, nothing around it, no signs without a shape, and ordinary
    blanks for those that keep words together."""
    return unicodedata.normalize("NFC", _NO_BREAK.sub(" ", unseen_removed(text))).strip()


def unsafe_at(text: str, allowed: str = "") -> int | None:
    """Where a text holds the first character that has no place in it; nothing when there is none.

    These are control characters, lone surrogates, separators of lines and paragraphs, and marks that turn the reading
    direction; `allowed` lists those that a text may have, such as tabs and line ends.

    >>> unsafe_at(f"North{chr(7)}"), unsafe_at(f"a{chr(9)}b", allowed=chr(9)), unsafe_at("Noord")
    (5, None, None)
    """
    return next((found.start() for found in _UNSAFE.finditer(text) if found.group() not in allowed), None)


def shortened(value: object, length: int = 40) -> str:
    """A value as it can stand in a sentence: at most `length` characters, without line ends.

    >>> shortened(f"Team{chr(10)}North of town", 14)
    'Team North of…'
    """
    flat = " ".join(str(value).split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"
