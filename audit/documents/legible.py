"""Texts as a page can show them: what a letter of the font stands for is kept, and everything else is seen by its code.

A PDF that is accessible may hold no letter without a shape, and no sign that turns what stands around it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from audit.publication import Publication, Words
from audit.typed import clean, unsafe_at, unseen_removed

_STRONG: Final = re.compile(r"\*\*(.+?)\*\*")
_BLANKS: Final = " \u00a0"


@cache
def font_folder() -> str:
    """Where the letters are: Source Sans 3 (OFL 1.1)."""
    import fontpkg_source_sans_3

    return str(fontpkg_source_sans_3.ROOT / "files")


@cache
def shapes() -> frozenset[int]:
    """The code points that every style of the font has a shape for."""
    from pathlib import Path

    from fontTools.ttLib import TTFont

    every = []
    for path in sorted(Path(font_folder()).glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            every.append(set(font.getBestCmap()))
    return frozenset(set.intersection(*every))


def legible(text: str) -> str:
    r"""The text on one line, with the code of each sign that the font has no shape for.

    >>> legible("Team \N{GRINNING FACE}\nNoord"), legible(f"a{chr(0x202E)}b")
    ('Team [U+1F600] Noord', 'a[U+202E]b')
    """
    found = []
    for letter in unseen_removed(clean(text)):
        if letter in "\n\t\u2028\u2029":
            found.append(" ")
        elif letter in _BLANKS or (ord(letter) in shapes() and letter.isprintable()):
            found.append(letter)
        else:
            found.append(f"[U+{ord(letter):04X}]")
    return "".join(found)


def visible(text: str) -> str:
    r"""The text with the code of each sign that nobody sees and that a file may not hold, or that turns what follows.

    >>> visible(f"a{chr(0)}b"), visible("Team \N{GRINNING FACE}") == "Team \N{GRINNING FACE}"
    ('a[U+0000]b', True)
    """
    return "".join(f"[U+{ord(letter):04X}]" if unsafe_at(letter) is not None else letter for letter in text)


def with_legible_names(made: Publication) -> Publication:
    """The publication with its names and texts as a page can show them: charts are laid out by how wide these are."""
    parts = {
        "organisation": made.organisation.model_copy(update={"name": legible(made.organisation.name)}),
        "round": made.round.model_copy(update={"title": legible(made.round.title)}),
        "units": tuple(unit.model_copy(update={"name": legible(unit.name)}) for unit in made.units),
        "questionnaires": tuple(one.model_copy(update={"title": _both(one.title)}) for one in made.questionnaires),
        "themes": tuple(
            one.model_copy(update={"title": _both(one.title), "short": _both(one.short)}) for one in made.themes
        ),
        "items": tuple(one.model_copy(update={"text": _both(one.text)}) for one in made.items),
    }
    if all(getattr(made, name) == part for name, part in parts.items()):
        return made
    # made anew and not copied: a copy would take along its units by id
    return Publication.model_construct(**{name: getattr(made, name) for name in Publication.model_fields} | parts)


def _both(words: Words) -> Words:
    return Words(nl=legible(words.nl), en=legible(words.en))


def runs(text: str) -> list[list[str]]:
    """A text as pieces that each stand out ("b") or do not (""), in order.

    >>> runs("Van 3 zijn er **2 sterk**.")
    [['', 'Van 3 zijn er '], ['b', '2 sterk'], ['', '.']]
    """
    pieces = _STRONG.split(legible(text))
    return [["b" if at % 2 else "", piece] for at, piece in enumerate(pieces) if piece]
