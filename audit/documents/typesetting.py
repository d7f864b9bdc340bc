"""A document as a PDF (PDF/UA-1): the look is a template of typst, and every text goes into it as data.

Text never becomes markup: what somebody typed cannot be taken for a command. Nothing is fetched from anywhere, and the
same document gives the same bytes.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from audit.documents import blocks as b
from audit.documents.drawing import drawn
from audit.documents.legible import font_folder, legible, runs
from audit.read.charts.items import Items
from audit.read.charts.palette import LIGHT
from audit.texts import _, spoken

if TYPE_CHECKING:
    import typst

_LOOK: Final = Path(__file__).parent / "look"


def pdf(document: b.Document) -> bytes:
    """The document as a PDF; its creation date is the day that the document is of."""
    import typst

    with spoken(document.language):
        data = json.dumps(as_data(document), ensure_ascii=False)
    return typst.compile(
        str(_LOOK / "document.typ"),
        root=str(_LOOK),
        font_paths=_fonts(),
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(document.day, time(12), UTC),
    )


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder()])


def as_data(document: b.Document) -> dict[str, Any]:
    """All that the template needs to know."""
    return {
        "title": legible(document.title),
        "language": document.language,
        "foot": legible(document.foot),
        "page": _("Page {page} of {pages}"),
        "colours": {name: getattr(LIGHT, name) for name in ("ink", "muted", "grid", "unit", "page")},
        "questionnaires": LIGHT.questionnaires,
        "answers": list(zip(LIGHT.answers, LIGHT.on_answers, strict=True)),
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: b.Block) -> dict[str, Any]:
    kind = {"kind": type(block).__name__.lower()}
    if isinstance(block, b.Heading):
        return {**kind, "text": legible(block.text), "level": block.level}
    if isinstance(block, b.Paragraph):
        return {**kind, "text": runs(block.text), "look": block.look}
    if isinstance(block, b.Points):
        return {**kind, "texts": [runs(text) for text in block.texts], "numbered": block.numbered}
    if isinstance(block, b.Table):
        return {**kind, **_table(block)}
    if isinstance(block, b.Drawing):
        return {**kind, "picture": drawn(block.picture, LIGHT)}
    if isinstance(block, b.Bars):
        return {**kind, **_bars(block.items), "heads": [legible(head) for head in block.heads]}
    if isinstance(block, b.Key):
        return {**kind, "answers": [legible(answer) for answer in block.answers]}
    if isinstance(block, b.Together):
        return {**kind, "blocks": [_block(inner) for inner in block.blocks]}
    if isinstance(block, b.Room):
        return {**kind, "labels": [legible(label) for label in block.labels], "times": block.times}
    return {**kind, **_front(block)}


def _table(table: b.Table) -> dict[str, Any]:
    def cell(one: b.Cell) -> dict[str, Any]:
        ground = LIGHT.named(one.ground) if one.ground else ""
        look = {"ground": ground, "outlined": one.outlined, "bold": one.bold, "indented": one.indented}
        return {"text": runs(one.text), **look}

    return {
        "caption": legible(table.caption),
        "heads": [legible(head) for head in table.heads],
        "rows": [[cell(one) for one in row] for row in table.rows],
        "widths": table.widths,
    }


def _bars(items: Items) -> dict[str, Any]:
    bars = [
        {
            "text": legible(bar.text),
            "start": bar.start,
            "parts": [[part.answer, part.width, legible(part.said)] for part in bar.parts],
            "people": legible(bar.people) if bar.n else "",
            "said": legible(bar.said),
            "reason": legible(bar.reason),
        }
        for bar in items.bars
    ]
    return {"middle": items.middle, "bars": bars}


def _front(front: b.Front) -> dict[str, Any]:
    return {
        "above": legible(front.above),
        "title": legible(front.title),
        "facts": [legible(fact) for fact in front.facts],
        "notes": [legible(note) for note in front.notes],
        "sentences": [runs(sentence) for sentence in front.sentences],
        "picture": drawn(front.picture, LIGHT),
        "cards": [
            {"kind": card.kind, "label": legible(card.label), "title": legible(card.title), "reason": runs(card.reason)}
            for card in front.cards
        ],
        "columns": [
            {"title": legible(column.title), "texts": [runs(text) for text in column.texts]} for column in front.columns
        ],
    }
