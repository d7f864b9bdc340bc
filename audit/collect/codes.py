"""Codes: twelve symbols by chance and one that finds typing errors, written `K7QF-2M9X-H4TD-3`.

The check symbol is a sum in the field of 32 elements in which every place has a weight of its own. So it finds every
wrong symbol and every two symbols that changed places, next to each other or not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from audit.errors import AuditError
from audit.texts import _

ALPHABET: Final = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"  # no I, L, O and U
LENGTH: Final = 12  # 60 bits of chance
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
_BETWEEN: Final = frozenset(" \t\r\n\u00a0\u202f-\u2010\u2011\u2012\u2013\u2014\u2212._/")
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
    """The code in what somebody typed: capitals, spaces and dashes do not matter, nor O for 0 and I or L for 1.

    Raises:
        Mistyped: it cannot be a code.
    """
    if len(typed) > 100:
        raise Mistyped
    symbols = [_READ_AS.get(sign, "") for sign in typed if sign not in _BETWEEN]
    if len(symbols) != LENGTH + 1 or "" in symbols:
        raise Mistyped
    code = "".join(symbols[:LENGTH])
    if check(code) != symbols[LENGTH]:
        raise Mistyped
    return code


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
