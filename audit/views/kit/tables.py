"""Tables for people: real ones, with a head for every row and column, that become a list of lines on a phone.

Streamlit's own table scrolls sideways on a phone, where no keyboard can reach it, and leaves the corner of its head
empty.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from audit.organisation import Unit
from audit.views.kit.html import markup

_STYLE = """<style>
.numbers { border-collapse: collapse; width: 100% }
.numbers caption { text-align: start; padding-block-end: 0.5rem }
.numbers th, .numbers td { text-align: start; vertical-align: top; padding: 0.4rem 0.75rem 0.4rem 0;
    border: 0; border-block-end: 1px solid color-mix(in srgb, currentColor 25%, transparent) }
.numbers thead th { font-weight: 600 }
.numbers tbody th { font-weight: 400 }
.numbers .long { overflow-wrap: anywhere }
@media (max-width: 640px) {
    .numbers thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }
    .numbers caption, .numbers tbody, .numbers tr, .numbers tbody th, .numbers td { display: block }
    .numbers :is(caption, th, td) { overflow-wrap: anywhere }
    .numbers tbody th { font-weight: 600; padding-block-start: 0.9rem; border: 0 }
    .numbers tbody td { border: 0; padding-block: 0.1rem }
    .numbers tbody td.none { display: none }
    .numbers tbody td::before { content: attr(data-column) ": "; opacity: 0.85 }
}
</style>"""

_NONE = "–"
"""A cell with nothing to say: a phone leaves the line out."""

_LONG = 25
"""A word with more letters may be broken: somebody's name for a team can be 80 letters without a space."""


def draw(table: pd.DataFrame, caption: str) -> None:
    """Draw a table of texts; its index is the head of the rows and has a name."""
    st.html(_STYLE + as_html(table, caption))


def indented(unit: Unit) -> str:
    """The name of a unit as the head of a row, set off where it is a team."""
    return ("– " if unit.level == "team" else "") + unit.name


def as_html(table: pd.DataFrame, caption: str) -> str:
    """A table of texts as HTML, with a role on each part: a table that is laid out as lines loses its own.

    >>> html = as_html(pd.DataFrame({"Noord": ["3,2"]}, index=pd.Index(["Steun"], name="Thema")), "Scores")
    >>> html[html.index("<td") : html.index("</tr>\\n  </tbody")]
    '<td role="cell" data-column="Noord">3,2</td>'
    """
    heads = [str(name) for name in (table.index.name, *table.columns)]
    rows = [[Cell.of(str(text)) for text in row] for row in table.itertuples(name=None)]
    return markup("table", caption=caption, heads=heads, rows=rows)


@dataclass(frozen=True)
class Cell:
    """The text of a cell, and how it is laid out: `none` (nothing to say), `long`, or as usual."""

    text: str
    kind: str

    @classmethod
    def of(cls, text: str) -> Cell:
        if text == _NONE:
            return cls(text, "none")
        return cls(text, "long" if any(len(word) > _LONG for word in text.split()) else "")
