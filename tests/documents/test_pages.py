"""A report as another program sees it: nothing leaves a page or covers another thing, no page is nearly empty, every
text stands there literally and in order, and an independent checker finds nothing against PDF/UA."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

import page as checker
import pypdfium2 as pdfium
import pytest

from audit import questionnaire, texts
from audit.documents import blocks as b
from audit.documents.legible import legible
from audit.documents.report import report
from audit.documents.typesetting import pdf
from audit.publication import Publication
from audit.read.archive import Archive
from tests.helpers import wild
from tests.helpers.hostile import NAMES
from tests.helpers.paged import Leaf, leaves

pytestmark = pytest.mark.xdist_group("pages")
SAMPLE = "ocmw-voorbeeldstad-fictief"


def document(rounds: tuple[Publication, ...], unit: str, language: str) -> b.Document:
    texts.use(language)
    return report(rounds, unit, questionnaire.read())


@cache
def sample(unit: str, language: str) -> tuple[b.Document, bytes]:
    archive = Archive()
    made = archive.read(SAMPLE, "2026")
    found = document((*archive.rounds(SAMPLE)[:2], made), unit, language)
    return found, pdf(found)


def flat(text: str) -> str:
    """A text without what depends on how its lines are broken."""
    return re.sub(r"[\s\u00ad\u200b\u2010\ufffe\x02-]|\*\*", "", text)


def in_order(found: b.Document) -> Iterator[str]:
    """The texts of a document outside pictures, as they are to be read."""

    def of(block: b.Block) -> Iterator[str]:
        if isinstance(block, b.Front):
            yield from (block.above, block.title, *block.facts, *block.notes, *block.sentences)
            for card in block.cards:
                yield from (card.label, card.title, card.reason)
            for column in block.columns:
                yield from (column.title, *column.texts)
        elif isinstance(block, b.Heading | b.Paragraph):
            yield block.text
        elif isinstance(block, b.Points):
            yield from block.texts
        elif isinstance(block, b.Table):
            yield block.caption
            for row in block.rows:
                yield from (cell.text for cell in row)
        elif isinstance(block, b.Bars):
            yield from (bar.text for bar in block.items.bars)
        elif isinstance(block, b.Together):
            for inner in block.blocks:
                yield from of(inner)

    for block in found.blocks:
        yield from of(block)


def missing(found: b.Document, pages: list[Leaf]) -> list[str]:
    """The texts that do not stand in the PDF after those before them."""
    told = [flat(leaf.text).replace(flat(legible(found.foot)), "") for leaf in pages]
    whole = "".join(re.sub(r"(Page|Bladzijde)\d+(of|van)\d+$", "", text) for text in told)
    lost, at = [], 0
    for text in in_order(found):
        wanted = flat(legible(text))
        place = whole.find(wanted, at)
        if place < 0:
            lost.append(text)
        else:
            at = place + len(wanted)
    return lost


def wrong(found: b.Document, made: bytes) -> list[str]:
    pages = leaves(made)
    complaints = [f"page {at}: {what}" for at, leaf in enumerate(pages, 1) for what in leaf.complaints()]
    complaints += [
        f"page {at} is filled for {leaf.filled:.2f}" for at, leaf in enumerate(pages[:-1], 1) if leaf.filled < 0.6
    ]
    complaints += [f"the last page is filled for {pages[-1].filled:.2f}"] if pages[-1].filled < 0.2 else []
    complaints += [f"page {at} has a picture made of dots" for at, leaf in enumerate(pages, 1) if leaf.has_raster]
    complaints += [f"not there, or not in order: {text}" for text in missing(found, pages)]
    told = checker.validate_pdf_bytes(made, profile="ua1")
    return complaints + [f"{failure.rule_id}: {failure.message}" for failure in told.failures]


@pytest.mark.parametrize(
    ("unit", "language"), [("org", "nl"), ("sociale-dienst/schuldhulp", "en"), ("thuis-en-zorg", "nl")]
)
def test_the_report_of_a_sample_is_whole(unit: str, language: str) -> None:
    assert wrong(*sample(unit, language)) == []


@pytest.mark.parametrize("seed", range(10))
def test_a_random_report_is_whole(seed: int) -> None:
    rounds = wild.rounds(seed)
    found = document(rounds, ("org", "s/t", "s")[seed % 3], ("nl", "en")[seed % 2])
    assert wrong(found, pdf(found)) == []


def test_a_report_of_a_team_has_fewer_than_ten_pages_and_says_on_each_what_it_is() -> None:
    _found, made = sample("sociale-dienst/schuldhulp", "en")
    pages = leaves(made)
    assert len(pages) < 10
    for at, leaf in enumerate(pages, 1):
        assert "Schuldhulp · 2026 · Closed on 30 June 2026" in leaf.text
        assert f"Page {at} of {len(pages)}" in leaf.text
    assert "How to read this report" not in pages[0].text


def test_it_has_a_title_a_language_and_bookmarks() -> None:
    found, made = sample("org", "nl")
    opened = pdfium.PdfDocument(made)
    assert opened.get_metadata_value("Title") == "Resultaten van OCMW Voorbeeldstad (fictief), 2026"
    headings = [block.text for block in found.blocks if isinstance(block, b.Heading) and block.level == 1]
    assert [mark.get_title() for mark in opened.get_toc() if mark.level == 0] == headings
    assert re.search(rb"/Lang ?\(nl\)", made)
    opened.close()


@pytest.mark.parametrize("names", [NAMES[:5], NAMES[5:]])
def test_names_stand_there_literally(names: tuple[str, ...]) -> None:
    """As the names of a team and of themes."""
    made = wild.rounds(4, 5)[-1]
    units = [unit.model_copy(update={"name": names[0]}) if unit.id == "s/t" else unit for unit in made.units]
    titles = [
        line.model_copy(update={"title": line.title.model_copy(update={"nl": name})})
        for line, name in zip(made.themes, names, strict=True)
    ]
    named = made.model_copy(update={"units": tuple(units), "themes": tuple(titles)})
    assert named.by_id
    found = document((named,), "s/t", "nl")
    assert set(map(legible, names)) <= set(in_order(found))
    assert wrong(found, pdf(found)) == []


def test_the_same_document_gives_the_same_bytes() -> None:
    found, made = sample("org", "nl")
    assert pdf(found) == made


def test_nothing_heavy_is_loaded_before_a_document_is_made() -> None:
    code = (
        "import sys, audit.documents.report, audit.documents.typesetting\n"
        "print([name for name in ('typst', 'fontTools', 'openpyxl', 'pptx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
