"""Bytes of a file as text, and text that was read in another encoding than it was written in."""

from __future__ import annotations

import re
from typing import Final

from audit.errors import InputError, Problem
from audit.texts import _

_LETTER: Final = r"[^\W\d_]"
# What letters with accents of MacRoman and of DOS become in cp1252, where no text has these signs
_MISREAD: Final = re.compile(
    rf"[ƒˆ‡‰˜](?={_LETTER})|(?<={_LETTER})[ƒˆ‡‰˜]|(?<={_LETTER})[„‚†]|(?<={_LETTER})[“”•™‹¢£¡¥¤](?={_LETTER})"
    "|(?<=[a-zß-ÿ])[ŠŽŒŸ]|[\x80-\x9f\ufffd]"
)
_MISREAD_BYTES: Final = re.compile(rf"(?<={_LETTER})‘")  # ë of MacRoman; in UTF-8 somebody typed it
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"


def decoded(data: bytes, name: str) -> tuple[str, bool]:
    """The text of a CSV file, and whether it was UTF-8; else it is read as cp1252.

    Raises:
        InputError: it is no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused("encoding", name, _("This file is saved as UTF-16. Save it as “CSV UTF-8”."))
    if data.startswith((_OLD_OFFICE, b"%PDF")):
        sentence = _(
            "This is an old workbook, one with a password, or a PDF, and cannot be read. "
            "Save the list as .xlsx without a password, or as “CSV UTF-8”."
        )
        raise _refused("no_workbook", name, sentence)
    if b"\x00" in data:
        line = data[: data.index(b"\x00")].count(b"\n") + 1
        place = f"{name}, " + _("row {number}").format(number=line)
        raise _refused("nul", place, _("There is a NUL character here, so this is no CSV file. Save it as CSV again."))
    try:
        return data.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), False
    except UnicodeDecodeError as error:
        sentence = _("This file is not readable as text: line {line} reads “{text}”. Save it as “CSV UTF-8”.")
        start, end = data.rfind(b"\n", 0, error.start) + 1, data.find(b"\n", error.start)
        text = data[start : end if end >= 0 else None][:60].decode("cp1252", "replace").strip()
        filled = sentence.format(line=data[: error.start].count(b"\n") + 1, text=text)
        raise _refused("encoding", name, filled) from error


def misread(cell: str, *, utf8: bool) -> bool:
    """Whether a cell was written in another encoding than it was read in, by its look.

    >>> misread("ƒŽn loket", utf8=False), misread("CafÃ©", utf8=True), misread("Foto’s – Één “Škoda”", utf8=False)
    (True, True, False)
    """
    if cell.isascii():
        return False
    if _MISREAD.search(cell) or (not utf8 and _MISREAD_BYTES.search(cell)):
        return True
    try:
        cell.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return False
    return True


def _refused(code: str, name: str, sentence: str) -> InputError:
    return InputError([Problem(code, name, sentence)])
