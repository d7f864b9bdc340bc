"""Every word on screen that is not questionnaire content: gettext, English in the code, Dutch in the catalogues.

`nl/<room>.po` holds the Dutch of one room; all are read as one catalogue. They are compiled in memory when first
needed, so that what a translator edits is what people see. The language is a context variable: a view or the
command line sets it once with `use`, and everything called from there speaks it.
"""

from __future__ import annotations

import gettext
import io
from contextvars import ContextVar
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

NAMES: Final = {"nl": "Nederlands", "en": "English"}
"""The languages people can choose, each called by its own name: who needs it can read it."""
LANGUAGES: Final = tuple(NAMES)
_FOLDER: Final = Path(__file__).parent
_language: ContextVar[str] = ContextVar("language", default="en")


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """The catalogues of one language as one; English is the source and has none."""
    whole: gettext.NullTranslations = gettext.NullTranslations()
    for path in sorted((_FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            compiled = io.BytesIO()
            write_mo(compiled, read_po(file, locale=language))
        compiled.seek(0)
        room = gettext.GNUTranslations(compiled)
        room.add_fallback(whole)
        whole = room
    return whole


def use(language: str) -> None:
    """Speak this language from here on (one of `LANGUAGES`; anything else is English)."""
    _language.set(language if language in LANGUAGES else "en")


def language() -> str:
    """The language in use: a code of `LANGUAGES`."""
    return _language.get()


def _(message: str) -> str:
    """The message in the language in use; fill its {names} afterwards with `format`."""
    return _catalogue(_language.get()).gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The message for a count, in the language in use; fill its {names} afterwards with `format`."""
    return _catalogue(_language.get()).ngettext(one, many, n)


def rounded(value: float, digits: int = 1) -> Decimal:
    """The value as people see it: rounded half up in decimals, from the shortest decimal that is the number.

    >>> rounded(2.25), rounded(3.45), rounded(2.4499)
    (Decimal('2.3'), Decimal('3.5'), Decimal('2.4'))
    """
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def number(value: float, digits: int = 1) -> str:
    """A number for people: half up, a fixed number of decimals, comma or point after the language in use."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(rounded(value, digits), pattern, locale=_language.get(), decimal_quantization=False))


def percentage(share: float) -> str:
    """A share (0-1) as a whole percentage: "42 %" in Dutch, "42%" in English."""
    whole = rounded(share * 100, 0)
    return f"{whole} %" if _language.get() == "nl" else f"{whole}%"


def day(value: date) -> str:
    """A date for people: "30 juni 2026" or "30 June 2026"."""
    return str(format_date(value, "d MMMM y", locale=_language.get()))
