"""Every word on screen that is not questionnaire content: gettext, English in the code, other languages in catalogues.

`nl/<room>.po` holds the Dutch of one room; all are read as one catalogue. They are compiled in memory when first
needed, so that what a translator edits is what people see. The language is a context variable: a view or the
command line sets it once with `use`, and everything called from there uses it.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

NAMES: Final = {"nl": "Nederlands", "en": "English"}
"""The languages people can choose, by their code (a locale that Babel knows), each with its own name for itself."""
LANGUAGES: Final = NAMES.keys()
"""The codes of `NAMES`."""
_FOLDER: Final = Path(__file__).parent
_language: ContextVar[str] = ContextVar("language", default="en")


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """The catalogues of a language as one; English is the source and has none."""
    whole = Catalog(locale=language)
    paths = sorted((_FOLDER / language).glob("*.po"))
    for path in paths:
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:  # the first one is the file's header
                    whole[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled) if paths else gettext.NullTranslations()


def use(language: str) -> None:
    """Use this language from here on (one of `LANGUAGES`; anything else is English)."""
    _language.set(language if language in LANGUAGES else "en")


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Use a language inside, and the one of before afterwards."""
    before = _language.set(language)
    yield
    _language.reset(before)


def language() -> str:
    """The language in use: a code of `LANGUAGES`."""
    return _language.get()


def _(message: str) -> str:
    """The message in the language in use; fill its {names} afterwards with `format`."""
    return _catalogue(_language.get()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message for a count, in the language in use; fill its {names} afterwards with `format`."""
    return _catalogue(_language.get()).ngettext(singular, plural, n)


def rounded(value: float, digits: int = 1) -> Decimal:
    """The value as people see it: rounded half up in decimals, from the shortest decimal that is the number.

    >>> rounded(2.25), rounded(3.45), rounded(2.4499)
    (Decimal('2.3'), Decimal('3.5'), Decimal('2.4'))
    """
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def rounded_down(value: float, digits: int = 1) -> float:
    """The largest number with so many decimals that is not above the value.

    >>> rounded_down(0.29), rounded_down(0.3)
    (0.2, 0.3)
    """
    return float(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_FLOOR))


def number(value: float, digits: int = 1) -> str:
    """A number for people: half up, a fixed number of decimals, comma or point after the language in use."""
    return _number(float(value) + 0.0, digits, _language.get())  # minus zero becomes zero


@lru_cache(10_000)  # a page says the same few hundred numbers again and again
def _number(value: float, digits: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(rounded(value, digits), pattern, locale=language, decimal_quantization=False))


def percentage(share: float) -> str:
    """A share (0-1) as a whole percentage: "42 %" in Dutch, "42%" in English."""
    return _("{n}%").format(n=rounded(share * 100, 0))


def separators() -> tuple[str, str]:
    """What stands before the decimals of a number and between its thousands, in the language in use."""
    return get_decimal_symbol(locale=_language.get()), get_group_symbol(locale=_language.get())


def day(value: date) -> str:
    """A date for people: "30 juni 2026" or "30 June 2026"."""
    return str(format_date(value, "d MMMM y", locale=_language.get()))


def listing(parts: Sequence[str]) -> str:
    """Parts of a sentence one after the other: "a, b en c"; empty where there are none."""
    return str(format_list(list(parts), locale=_language.get())) if parts else ""
