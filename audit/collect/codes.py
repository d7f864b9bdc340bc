"""Codes: twelve symbols by chance and one that finds typing errors, written `K7QF-2M9X-H4TD-3`.

The check symbol is a sum in the field of 32 elements in which every place has a weight of its own. So it finds every
wrong symbol and every two symbols that changed places, next to each other or not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

from audit.errors import AuditError
from audit.texts import _
from audit.typed import unseen_removed

ALPHABET: Final = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"  # no I, L, O and U
LENGTH: Final = 12  # 60 bits of chance
LONGEST: Final = 300  # signs that are looked at: a link with a code in it
_VALUE: Final = {symbol: value for value, symbol in enumerate(ALPHABET)}
# By a table and not by `upper`, which is another thing in Turkish; O, I and L are how people read 0 and 1
_READ_AS: Final = {
    **{symbol.lower(): symbol for symbol in ALPHABET},
    **{symbol: symbol for symbol in ALPHABET},
    "O": "0",
    "o": "0",
    "I": "1",
    "i": "1",
    "L": "1",
    "l": "1",
}
_BETWEEN: Final = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212._/\\,;:!?<>()[]{}\"'`´‘’‚“”„«»‹›*|~=+&%#…·•")
_BLANK: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})  # categories of Unicode: blanks, and signs without a shape
_FIELD: Final = 0b100101  # x⁵ + x² + 1


class Mistyped(AuditError):
    """What was typed cannot be a code: nothing was looked up."""

    def __init__(self) -> None:
        sentence = _("There is a typing error in this code. Compare it with your slip and correct it.")
        super().__init__("code_typo", sentence)


def make(choice: Callable[[str], str]) -> str:
    """A new code of twelve symbols, each chosen from the alphabet by `choice`."""
    return "".join(choice(ALPHABET) for _place in range(LENGTH))


def read(typed: str) -> str:
    """The code in what somebody typed, or in a link that ends in it: capitals, blanks, signs that nobody sees,
    punctuation and brackets do not matter, nor O for 0 and I or L for 1.

    Raises:
        Mistyped: it cannot be a code.
    """
    symbols = [_READ_AS.get(sign, "") for sign in part_with_code(typed) if not _is_between(sign)]
    if len(symbols) != LENGTH + 1 or "" in symbols:
        raise Mistyped
    code = "".join(symbols[:LENGTH])
    if check(code) != symbols[LENGTH]:
        raise Mistyped
    return code


def part_with_code(typed: str) -> str:
    """What may hold the code: in a link the part behind the #, without the way in which a link writes some signs.

    >>> part_with_code("https://meting.example/i#K7QF%E2%80%8B-2M9X%")
    'K7QF-2M9X%'
    """
    before, mark, after = typed[:LONGEST].partition("#")
    return unseen_removed(unquote(after if mark and "/" in before else typed[:LONGEST], errors="ignore"))


def _is_between(sign: str) -> bool:
    return sign in _BETWEEN or unicodedata.category(sign) in _BLANK


def shown(code: str) -> str:
    """A code as it stands on a slip.

    >>> shown("K7QF2M9XH4TD")
    'K7QF-2M9X-H4TD-X'
    """
    whole = code + check(code)
    return "-".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def check(code: str) -> str:
    """The symbol that belongs after these twelve."""
    total = 0
    for symbol in code:  # Horner: the first symbol gets the highest power of the weight
        total = _times_two(total ^ _VALUE[symbol])
    return ALPHABET[total]


def _times_two(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD if doubled & 0b100000 else doubled
