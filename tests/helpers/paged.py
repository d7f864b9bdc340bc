"""The pages of a PDF as another program (PDFium) sees them: letters with their places, pictures, how full a page is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import pi

import pypdfium2 as pdfium
from pypdfium2 import raw

MARGIN = 50  # points: what stands nearer to the edge of the page has left it
FOOT = 62  # points: the foot of a page stands below
SCALE = 0.5


@dataclass(frozen=True)
class Letter:
    """A letter at its place, in points from the left bottom corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        return (self.right - self.left) * (self.top - self.bottom)


@dataclass(frozen=True)
class Leaf:
    """A page: its size in points, its text in the order of reading, its letters that are not turned, whether it has
    pictures made of dots, and how much of it (0-1) lies above the end of what stands on it."""

    width: float
    height: float
    text: str
    letters: tuple[Letter, ...]
    has_raster: bool
    filled: float

    def complaints(self) -> Iterator[str]:
        """Letters beyond the margins, and letters that cover each other."""
        for letter in self.letters:
            if letter.left < MARGIN or letter.right > self.width - MARGIN or letter.bottom < 14:
                yield f"{letter.text} has left the page: {letter}"
            if letter.top > self.height - 36:
                yield f"{letter.text} is above the page: {letter}"
        yield from self._covered()

    def _covered(self) -> Iterator[str]:
        places: dict[tuple[int, int], list[Letter]] = defaultdict(list)
        for letter in self.letters:
            places[int(letter.left // 16), int(letter.bottom // 16)].append(letter)
        for near in places.values():
            for one, other in combinations(near, 2):
                if (one.left, one.bottom, one.right, one.top) == (other.left, other.bottom, other.right, other.top):
                    continue  # the parts of a ligature
                wide = min(one.right, other.right) - max(one.left, other.left)
                high = min(one.top, other.top) - max(one.bottom, other.bottom)
                if wide > 0 and high > 0 and wide * high > 0.4 * min(one.size, other.size):
                    yield f"{one} covers {other}"


def leaves(pdf: bytes) -> list[Leaf]:
    """The pages of a PDF."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [_leaf(document[at]) for at in range(len(document))]
    finally:
        document.close()


def _leaf(page: pdfium.PdfPage) -> Leaf:
    width, height = page.get_size()
    told = page.get_textpage()
    letters = [letter for at in range(told.count_chars()) if (letter := _letter(told, at))]
    shapes = [raw.FPDFPage_GetObject(page, at) for at in range(raw.FPDFPage_CountObjects(page))]
    has_raster = any(raw.FPDFPageObj_GetType(shape) == raw.FPDF_PAGEOBJ_IMAGE for shape in shapes)
    return Leaf(width, height, told.get_text_range(), tuple(letters), has_raster, _filled(page, height))


def _letter(told: pdfium.PdfTextPage, at: int) -> Letter | None:
    """A letter that stands upright; nothing for blanks and small signs, which may touch what stands beside them."""
    text = chr(raw.FPDFText_GetUnicode(told, at))
    if not text.isalnum() or raw.FPDFText_GetCharAngle(told, at) % (pi / 2) > 0.01:
        return None
    left, bottom, right, top = told.get_charbox(at)
    return Letter(text, left, bottom, right, top)


def _filled(page: pdfium.PdfPage, height: float) -> float:
    """How far down the page something stands, the foot left out."""
    drawn = page.render(scale=SCALE, grayscale=True).to_numpy()[: int((height - FOOT) * SCALE)]
    rows = [at for at, row in enumerate(drawn) if row.min() < 200]
    return (max(rows, default=0) + 1) / len(drawn)
