"""Where the names of themes stand outside a circle: on both sides, from top to bottom, without touching each other, the
circle or the edge of the picture.

Large letters and many lines are tried first, then less, until all names have room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, sin, sqrt
from typing import Final

from audit.read.charts import measure
from audit.read.charts.circle import Circle
from audit.read.charts.picture import MARGIN, Align, Text

_TRIES: Final = (
    (15, 4, True),
    (15, 3, True),
    (14, 3, True),
    (13.5, 3, True),
    (14, 3, False),
    (13.5, 2, False),
    (12.5, 2, False),
    (12, 2, False),
    (12, 1, False),
)
"""The size of the letters, how many lines a name may have, and whether every name must stand there whole."""
_LEADING: Final = 1.18
_BETWEEN: Final = 5
_ROUNDS: Final = 12


@dataclass(frozen=True)
class Label:
    """What stands at a spoke: the name of its theme (`short` where there is no room), its number, and a remark."""

    of: str
    angle: float
    title: str
    short: str
    number: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Frame:
    """Where names may stand: around a circle, outside `clear` pixels from its middle, in a picture of `width` x
    `height`; `taken` is the width and height of the corner below left, where something else stands."""

    circle: Circle
    clear: float
    width: float
    height: float
    taken: tuple[float, float] = (0, 0)


@dataclass(frozen=True)
class _Block:
    """A label with its middle at `y`, in lines."""

    label: Label
    y: float
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def height(self, size: float) -> float:
        return max(1, len(self.lines) + len(self.remarks)) * size * _LEADING


def names(labels: Sequence[Label], frame: Frame) -> tuple[Text, ...]:
    """The texts of all labels."""
    sides = {
        side: sorted((label for label in labels if _side(label) == side), key=lambda label: -cos(label.angle))
        for side in (1, -1)
    }
    found: list[Text] = []
    for size, most, whole in _TRIES:
        placed = {side: _placed(own, frame, side, size, most) for side, own in sides.items()}
        found = [
            text for side, blocks in placed.items() for block in blocks for text in _texts(block, frame, side, size)
        ]
        if all(_fits(blocks, frame, side, size, whole) for side, blocks in placed.items()):
            break
    return tuple(found)


def _side(label: Label) -> int:
    return 1 if sin(label.angle) > -1e-9 else -1


def _placed(labels: Sequence[Label], frame: Frame, side: int, size: float, most: int) -> list[_Block]:
    """The labels of one side with their lines, at places where these have room."""
    middle, out = frame.circle.centre[1], frame.clear
    blocks = [_Block(label, middle - out * cos(label.angle)) for label in labels]
    for _round in range(_ROUNDS):
        before = blocks
        blocks = [_broken(block, frame, side, size, most) for block in blocks]
        blocks = _apart(blocks, frame, size)
        if blocks == before:
            break
    return blocks


def _fits(blocks: Sequence[_Block], frame: Frame, side: int, size: float, whole: bool) -> bool:
    """Whether the blocks of one side are apart and in the picture, and no name is cut where it must be whole."""
    spans = [(block.y - block.height(size) / 2, block.y + block.height(size) / 2) for block in blocks]
    if any(lower[0] - upper[1] <= 1 for upper, lower in pairwise(spans)):
        return False
    if any(top < 0 or bottom > frame.height for top, bottom in spans):
        return False
    return all(_has_room(block, frame, side, size, whole) for block in blocks)


def _broken(block: _Block, frame: Frame, side: int, size: float, most: int) -> _Block:
    """The block in lines that fit where it stands now."""
    label, room = block.label, _room(block, frame, side, size)
    number = measure.width(f" {label.number}", size, bold=True) if label.number else 0.0
    remark = size * 0.9
    remarks = measure.lines(label.remark, room, remark, 2) if label.remark else ()
    for name in dict.fromkeys((label.title, label.short)):
        lines = _with_number(name, room, number, size, most)
        if len(lines) <= most and not _cut(lines, name):
            return replace(block, lines=lines, remarks=remarks)
    return replace(block, lines=lines, remarks=remarks)


def _with_number(name: str, room: float, number: float, size: float, most: int) -> tuple[str, ...]:
    """A name in lines, the last of which leaves room for a number."""
    lines = measure.lines(name, room, size, most)
    if not number or measure.width(lines[-1], size) + number <= room:
        return lines
    head, _space, last = lines[-1].rpartition(" ")
    if len(lines) < most:
        return (*lines[:-1], head, last) if head and measure.width(last, size) + number <= room else (*lines, "")
    return (*lines[:-1], measure.shortened(lines[-1], room - number, size))


def _cut(lines: Sequence[str], name: str) -> bool:
    """Whether something of a name is missing, or one of its words is broken."""
    return "".join("".join(lines).split()) != "".join(name.split())


def _apart(blocks: Sequence[_Block], frame: Frame, size: float) -> list[_Block]:
    """The blocks moved up and down until they stand clear of each other, as near to their spokes as can be."""
    heights = [block.height(size) for block in blocks]
    ideal = [frame.circle.centre[1] - frame.clear * cos(block.label.angle) for block in blocks]
    tops = [y - height / 2 for y, height in zip(ideal, heights, strict=True)]
    lowest = float(MARGIN)
    for place, height in enumerate(heights):
        tops[place] = max(tops[place], lowest)
        lowest = tops[place] + height + _BETWEEN
    highest = frame.height - MARGIN
    for place in range(len(tops) - 1, -1, -1):
        tops[place] = min(tops[place], highest - heights[place])
        highest = tops[place] - _BETWEEN
    return [
        replace(block, y=round(top + height / 2, 1)) for block, top, height in zip(blocks, tops, heights, strict=True)
    ]


def _has_room(block: _Block, frame: Frame, side: int, size: float, whole: bool) -> bool:
    wide = max((measure.width(line, size) for line in block.lines), default=0.0)
    if wide > _room(block, frame, side, size) + 0.5 or " ".join(block.remarks) != block.label.remark:
        return False
    return not (whole and _cut(block.lines, block.label.title) and _cut(block.lines, block.label.short))


def _start(block: _Block, frame: Frame, size: float) -> float:
    """How far from the middle of the picture a block begins: clear of the circle all along its height."""
    half = block.height(size) / 2
    away = abs(block.y - frame.circle.centre[1]) - half
    edge = sqrt(max(0.0, frame.clear**2 - max(0.0, away) ** 2))
    return max(edge, 5)


def _room(block: _Block, frame: Frame, side: int, size: float) -> float:
    """How wide the lines of a block may be."""
    corner, height = frame.taken
    low = block.y + block.height(size) / 2 > frame.height - height
    edge = corner if side == -1 and low else 0
    return frame.width / 2 - _start(block, frame, size) - MARGIN - edge


def _texts(block: _Block, frame: Frame, side: int, size: float) -> list[Text]:
    """A block as texts, a line each; the number is bold behind the last line of the name."""
    label, step = block.label, size * _LEADING
    x = frame.circle.centre[0] + side * _start(block, frame, size)
    y = block.y - block.height(size) / 2 + step / 2
    said = " ".join(block.lines).replace("\u2010 ", "")
    full = "" if "".join(said.split()) == "".join(label.title.split()) else label.title
    align: Align = "left" if side == 1 else "right"
    found = []
    for place, line in enumerate(block.lines):
        last = place == len(block.lines) - 1
        wide = measure.width(label.number, size, bold=True)
        gap = measure.width(" ", size) if line else 0.0
        if last and label.number:
            at = x + measure.width(line, size) + gap if side == 1 else x
            found.append(Text(label.number, at, y, size, align, bold=True, of=label.of))
        left = x - (wide + gap) if last and label.number and side == -1 else x
        if line:
            found.append(Text(line, left, y, size, align, full=full, of=label.of))
        y += step
    full = "" if " ".join(block.remarks) == label.remark else label.remark
    for line in block.remarks:
        found.append(Text(line, x, y, size * 0.9, align, italic=True, colour="muted", full=full, of=label.of))
        y += step
    return found
