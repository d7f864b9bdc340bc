"""How wide a text is on the screen, and how it is broken into lines: from the widths of the letters of Source Sans 3,
which Streamlit carries along. A browser test holds them against what is drawn.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_PLAIN: Final = {
    200: " \u00a0",
    245: "|¦ijı',.:;·‘’",
    259: "lI",
    271: "ſ",
    293: "!¡fł",
    307: "()[]{}•-",
    334: "°tŧ",
    347: "ªr/\\",
    364: "ŀº²³¹",
    422: '*s®?z¿"“”„',
    429: "«»",
    446: "x",
    456: "c",
    471: "vyY",
    482: "J–LĿ",
    496: "ĳFkĸe#$+0123456789<=>^~¢£¤¥§¬±×÷€_Ł",
    508: "agX",
    515: "V",
    530: "ĲES",
    540: "TŦZ`o¨¯´¸øAhuð",
    551: "nŋbdpqþ",
    559: "ħ¶µđ",
    568: "PRC",
    579: "ßKÞ",
    588: "B",
    613: "&DG",
    619: "→",
    637: "ĐŊÐ",
    648: "UNH",
    664: "OQØ",
    692: "Ħ",
    723: "wM",
    744: "©",
    769: "ŉ",
    782: "æ¼W",
    798: "¾—",
    808: "½",
    825: "Æ%m",
    843: "œ@Œ",
    948: "…",
}
"""The letters of each width, in thousandths of their size; an accent takes no room."""
_WIDTHS: Final = {letter: width for width, letters in _PLAIN.items() for letter in letters}
_UNKNOWN: Final = 1000
_BOLD: Final = 1.033
_ELLIPSIS: Final = "…"


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a text in pixels at a size; a letter that is not known counts as wide, a bold one a little wider."""
    return sum(map(_letter, text)) * size / 1000 * (_BOLD if bold else 1)


def shortened(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text, or as much of its beginning as has room, with an ellipsis; empty where nothing has."""
    if width(text, size, bold) <= room:
        return text
    kept = text
    while kept and width(kept.rstrip() + _ELLIPSIS, size, bold) > room:
        kept = kept[:-1]
    return kept.rstrip(" ,;:(-") + _ELLIPSIS if kept.strip() else ""


def lines(text: str, room: float, size: float, most: int) -> tuple[str, ...]:
    """The text in at most so many lines that each have room; what is left over becomes an ellipsis. A word that is
    wider than the room is broken after a hyphen of its own, or with one."""
    found: list[str] = []
    left = _pieces(text, room, size)
    while left:
        line = left.pop(0)
        while left and width(_joined(line, left[0]), size) <= room:
            line = _joined(line, left.pop(0))
        found.append(line)
    if len(found) <= most:
        return tuple(found)
    rest = " ".join(found[most - 1 :])
    return (*found[: most - 1], shortened(rest + _ELLIPSIS, room, size) if room > 0 else "")


def longest_word(text: str, size: float) -> float:
    """The width of the widest piece of a text that is not broken."""
    return max((width(piece, size) for word in text.split() for piece in _hyphened(word)), default=0.0)


def _pieces(text: str, room: float, size: float) -> list[str]:
    found = []
    for word in filter(None, text.split(" ")):  # what is kept together by other spaces stays so
        for piece in _hyphened(word):
            while width(piece, size) > room and len(piece) > 3:
                kept = len(piece) - 2
                while kept > 2 and width(piece[:kept] + "-", size) > room:
                    kept -= 1
                found.append(piece[:kept] + "\u2010")
                piece = piece[kept:]
            found.append(piece)
    return found


def _hyphened(word: str) -> list[str]:
    """A word in pieces that may stand on lines of their own: "Wijk-" and "werking"."""
    parts = word.split("-")
    return [part + "-" for part in parts[:-1] if part] + ([parts[-1]] if parts[-1] else [])


def _joined(line: str, piece: str) -> str:
    if line.endswith("\u2010"):
        return line[:-1] + piece
    return line + piece if line.endswith("-") and len(line) > 1 else f"{line} {piece}"


@lru_cache(maxsize=4096)
def _letter(letter: str) -> int:
    if letter == "\u2010":
        return _WIDTHS["-"]
    if unicodedata.combining(letter):
        return 0
    found = _WIDTHS.get(letter) or _WIDTHS.get(unicodedata.normalize("NFD", letter)[0])
    if found is None and unicodedata.east_asian_width(letter) in "WF":
        return 1400
    return found or _UNKNOWN
