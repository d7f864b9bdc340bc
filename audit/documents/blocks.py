"""What a document consists of, from the first page to the last: frozen blocks of texts, tables and pictures.

A text in which `**…**` stands out is laid out so; whatever else is in a text stands there literally.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from audit.read.charts.items import Items
from audit.read.charts.picture import Picture

Kind = Literal["strong", "discuss", "unclear"]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (also a bookmark) or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `small` is what is said in passing, `lead` what comes first."""

    text: str
    look: Literal["plain", "small", "lead"] = "plain"


@dataclass(frozen=True)
class Points:
    """A list of short texts, with numbers where `numbered`."""

    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, the name of the colour behind it (see `Palette`), and whether it has an outline."""

    text: str
    ground: str = ""
    outlined: bool = False
    bold: bool = False
    indented: bool = False


@dataclass(frozen=True)
class Table:
    """A table: a head for each column, and rows of as many cells (or a single cell beside the first); `widths` are
    shares of the width of the page."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Drawing:
    """A chart."""

    picture: Picture


@dataclass(frozen=True)
class Bars:
    """The questions of a theme with their bars."""

    items: Items
    heads: tuple[str, str, str]


@dataclass(frozen=True)
class Key:
    """The colours of the answers, in words."""

    answers: tuple[str, ...]


@dataclass(frozen=True)
class Together:
    """Blocks that stay on one page where they fit on one."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Card:
    """One of the three things to see first."""

    kind: Kind
    label: str
    title: str
    reason: str


@dataclass(frozen=True)
class Column:
    """A column of the first page: a heading and a few short texts."""

    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Front:
    """The first page, which stands alone: what it is about, who answered, what it says, the picture, the cards, and
    what to know about them."""

    above: str
    title: str
    facts: tuple[str, ...]
    notes: tuple[str, ...]
    sentences: tuple[str, ...]
    picture: Picture
    cards: tuple[Card, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Room:
    """Room to write: a labelled line for each of `labels`, so many times."""

    labels: tuple[str, ...]
    times: int


Block: TypeAlias = Heading | Paragraph | Points | Table | Drawing | Bars | Key | Together | Front | Room


@dataclass(frozen=True)
class Document:
    """A document: its title, what stands at the foot of each page, the day it is of, and its blocks."""

    title: str
    language: str
    foot: str
    day: date
    blocks: tuple[Block, ...]
