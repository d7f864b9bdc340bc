"""What stands in a cell: numbers and lists as people write them, and names that a spreadsheet must not work out."""

from __future__ import annotations

import re

_DECIMALS = re.compile(r"(\d+)[.,]00?")
_FORMULA = re.compile("'*[-=+@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH COMMERCIAL AT}]")


def whole(cell: str) -> str:
    """A whole number as it is written without decimals; any other cell as it is.

    >>> whole("3.0"), whole("12,00"), whole("3.5"), whole("1.000")
    ('3', '12', '3.5', '1.000')
    """
    matched = _DECIMALS.fullmatch(cell) if cell.isascii() else None
    return matched[1] if matched else cell


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that is a list; a delimiter at its end begins no other part.

    >>> listed("ze1; ze2;"), listed(";"), listed("ze1;;ze2")
    (('ze1', 'ze2'), (), ('ze1', '', 'ze2'))
    """
    parts = [part.strip() for part in cell.split(";")]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def as_text(name: str) -> str:
    """A name as a cell that no spreadsheet takes for a formula; `as_named` undoes it.

    >>> [as_text(name) for name in ("=1+1", "'=1+1", "’t Huis", "Noord")], as_named(as_text("'-2"))
    (["'=1+1", "''=1+1", '’t Huis', 'Noord'], "'-2")
    """
    return f"'{name}" if _FORMULA.match(name) else name


def as_named(cell: str) -> str:
    """A cell without the sign that keeps a spreadsheet from working it out."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
