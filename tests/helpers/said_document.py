"""Everything that stands in a document, block by block, as the grammar of the view of results knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from audit.documents import blocks as b
from audit.read import explained
from audit.texts import _
from tests.helpers import said_pictures
from tests.helpers.claims import Said
from tests.helpers.claims.page import is_asked

SAME = "  "
"""What stands between the sentences of a paragraph that are said one by one."""


def of_document(document: b.Document) -> Iterator[Said]:
    """What is said from the first block to the last; `column` is the heading above it, `row` the theme."""
    for saying in _of_blocks(document.blocks, "", ""):
        if not (saying.place == "page" and is_asked(saying.text)):
            yield saying


def _of_blocks(blocks: Iterable[b.Block], section: str, theme: str) -> Iterator[Said]:
    for block in blocks:
        if isinstance(block, b.Heading):
            known = block.level == 2 and section in (_("Theme by theme"), _("To talk about"))
            theme = block.text if known and block.text != _("What we agree") else ""
            section = section if theme else block.text
            yield Said("theme title", block.text) if theme else Said("heading of a document", block.text)
            if block.text in (_("Theme by theme"), _("To talk about")):
                continue
        elif isinstance(block, b.Together):
            yield from _of_blocks(block.blocks, section, theme)
        elif isinstance(block, b.Front):
            yield from _of_front(block)
        elif isinstance(block, b.Table):
            yield from _of_table(block, section)
        else:
            yield from _of_block(block, section, theme)


def _of_block(block: b.Block, section: str, theme: str) -> Iterator[Said]:
    if isinstance(block, b.Paragraph):
        yield from (Said("page", _marked(text), theme, section) for text in block.text.split(SAME))
    elif isinstance(block, b.Points):
        told = [f"1. {text}" if section == _("How to read this report") else f"- {text}" for text in block.texts]
        plain = _("What is not shown"), _("Was anything done with the previous results?")
        asked = section not in plain and section != _("What changed since the round before")
        yield from (
            Said("page", text if not asked or text.startswith("1.") else text[2:], theme, section) for text in told
        )
    elif isinstance(block, b.Drawing):
        yield from _of_drawing(block)
    elif isinstance(block, b.Bars):
        yield from (Said("head of a document", head) for head in block.heads)
        for bar in block.items.bars:
            if bar.reason:
                yield Said("bar absent", bar.reason, bar.text)
                continue
            yield Said("bar", escape(bar.said), bar.text)
            yield Said("bar number", ", ".join(part.said for part in bar.parts), bar.text)
            yield Said("distribution", str(bar.n), bar.text, _("Answers"))
    elif isinstance(block, b.Key):
        yield Said("legend", ", ".join(block.answers))
    elif isinstance(block, b.Room):
        yield from (Said("head of a document", label) for label in block.labels)
    else:
        raise TypeError(f"nobody checks a {type(block).__name__}")


def _marked(text: str) -> str:
    """A paragraph that begins with what stands out, as the view has it on a line of its own."""
    if text.startswith("**") and text.endswith("**"):
        return text[2:-2]
    if text in explained.chart("items"):
        return f"1. {text}"
    return text.replace("** ", "** | ", 1) if text.startswith("**") and ": " not in text.split("**")[2][:2] else text


def _of_front(front: b.Front) -> Iterator[Said]:
    yield Said("title", front.title)
    yield Said("responses", front.facts[0])
    yield Said("closed", front.facts[1])
    if front.notes:
        yield Said("warnings", " ".join(front.notes))
    yield from (Said("glance", text) for text in front.sentences)
    yield from said_pictures.of_picture(front.picture)
    for card in front.cards:
        yield Said("label of a card", card.label, "", card.kind)
        yield Said("card", card.reason, card.title, card.kind)
    for column in front.columns:
        yield Said("heading of a document", column.title)
        place = "beside" if column.title == _("Beside the rest of the organisation") else "change"
        place = "page" if column.title == _("Keep in mind") else place
        yield from (Said(place, text) for text in column.texts)


def _of_drawing(drawing: b.Drawing) -> Iterator[Said]:
    picture = drawing.picture
    if _("Remarks") not in picture.numbers.heads:  # panels over the rounds
        for title, *told in picture.numbers.rows:
            for round, text in zip(picture.numbers.heads[1:], told, strict=True):
                yield Said("score in a round", text, title, round)
        yield from (Said("mark of a round", mark.words) for mark in picture.marks if mark.words)
        return
    yield from said_pictures.of_picture(picture)


def _of_table(table: b.Table, section: str) -> Iterator[Said]:
    if section == _("Units side by side"):
        yield from _of_units(table)
        return
    yield Said("head of a document", table.heads[0])
    if table.caption and section != _("What is not shown"):
        yield Said("heading of a document", table.caption)
    for first, *cells in table.rows:
        for head, cell in zip(table.heads[1:], cells, strict=True):
            yield from _of_cell(section, first.text, head, cell.text)


def _of_cell(section: str, row: str, head: str, text: str) -> Iterator[Said]:
    if section == _("What to talk about first"):
        places = {_("What score and choices say together"): "outcome", _("Why"): "why"}
        place = places.get(head, "certain")
        everyone = _("Everyone answered this. On another day it may be different.")
        yield Said(place, text if place != "certain" or text == everyone else text[:1].lower() + text[1:], row)
    elif section == _("By role"):
        yield Said("roles", text, row, head)
    elif section == _("What is not shown"):
        yield Said("rest", text, row, head)
    elif head == _("What was asked"):
        yield from (Said("page", f"- {part}", row, head) for part in text.split(" · ") if not is_asked(part))
    else:
        yield Said("table", text, row, head)


def _of_units(table: b.Table) -> Iterator[Said]:
    """The cells of units in the order of the view: the number, how many people, the band, and the rest."""
    for first, *cells in table.rows:
        if len(cells) < len(table.heads) - 1:
            yield Said("all units", cells[0].text, first.text)
            continue
        for title, cell in zip(table.heads[1:], cells, strict=True):
            score, *more = cell.text.split(" · ")
            if score.startswith("**"):
                number, _sign, band = score[2:].partition("** ")
                more = [number, more[0], band, *more[1:]]
            else:
                more = [cell.text]
            yield Said("all units", " · ".join(more), first.text, title)
