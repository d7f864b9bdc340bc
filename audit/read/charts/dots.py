"""Which theme stands higher? A row per theme on the scale of the answers, with where its score probably lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Literal

from audit.read import words
from audit.read.charts import measure
from audit.read.charts.legend import entries, in_rows
from audit.read.charts.picture import Line, Pair, Picture, Shape, Text, from_back
from audit.read.charts.series import Beside, Score, Series, absence, numbers, remarks, scores, series_of, text_colour
from audit.read.charts.spoken import of_profile
from audit.read.charts.track import WORD, Track
from audit.read.profile import Profile, Row
from audit.texts import _, number

Order = Literal["questionnaire", "score"]
Told = Sequence[tuple[Series, Score]]
_NAME: Final = 15
_STEP: Final = 18
_SMALL: Final = 15.5
"""The size of a name, and the distance of two lines of it and of two lines of small words."""
_GAP: Final = 12


@dataclass(frozen=True)
class _Layout:
    """Where a row has its name, its track and its words: beside each other, or below each other on a phone."""

    width: float
    track: Track
    name: float
    words: float
    below: bool


_WIDE: Final = _Layout(744, Track(236, 566), 226, 168, below=False)
_PHONE: Final = _Layout(343, Track(0, 343), 343, 343, below=True)


def dots(profile: Profile, beside: Beside, order: Order = "questionnaire") -> Pair:
    """The profile as a dot plot: a circle for the unit on a soft bar where its score probably lies, a square for the
    organisation, a triangle for the earlier round. Sorted by score, themes that are not shown come last."""
    return Pair(*(_picture(profile, beside, order, layout, bars=False) for layout in (_WIDE, _PHONE)))


def bars(profile: Profile, beside: Beside) -> Pair:
    """The profile as bars: what takes the place of a radar that would have fewer than three spokes, or too many."""
    return Pair(*(_picture(profile, beside, "questionnaire", layout, bars=True) for layout in (_WIDE, _PHONE)))


def _picture(profile: Profile, beside: Beside, order: Order, layout: _Layout, bars: bool) -> Picture:
    series = series_of(profile, beside)
    told = _by_theme(profile, series)
    key = entries(series, margin=not bars and not all(words.everyone(row.cell) for row in profile.shown))
    legend, y = in_rows(key, layout.width, 0) if len(key) > 1 else ((), 0.0)
    shapes: list[Shape] = list(legend)
    for place, (title, colour, rows) in enumerate(_groups(profile, order)):
        found, y = _group(title, colour, rows, told, profile, layout, y, bars, first=place == 0)
        shapes += found
    beside = Beside(beside.organisation, beside.earlier, margin=not bars)
    return Picture(layout.width, y, tuple(from_back(shapes)), of_profile(profile), numbers(profile, beside))


def _by_theme(profile: Profile, series: Sequence[Series]) -> dict[str, list[tuple[Series, Score]]]:
    """The scores of each theme, the unit last and so on top."""
    found: dict[str, list[tuple[Series, Score]]] = {row.theme: [] for row in profile.rows}
    for line in reversed(series):
        for score in scores(profile, line):
            found[profile.rows[score.place].theme].append((line, score))
    return found


def _groups(profile: Profile, order: Order) -> Iterator[tuple[str, str, list[Row]]]:
    """The title of each questionnaire, its colour and its rows; sorted by score, one group without a title."""
    if order == "score":
        yield "", "ink", sorted(profile.rows, key=lambda row: -(row.cell.score or 0) if row.cell.shown else 0)
        return
    titles = dict(profile.questionnaires)
    for questionnaire, rows in groupby(profile.rows, key=lambda row: row.questionnaire):
        own = list(rows)
        yield titles.get(questionnaire, ""), text_colour(own[0], profile), own


def _group(
    title: str,
    colour: str,
    rows: Sequence[Row],
    told: dict[str, list[tuple[Series, Score]]],
    profile: Profile,
    layout: _Layout,
    top: float,
    bars: bool,
    first: bool,
) -> tuple[list[Shape], float]:
    """The rows of a questionnaire under its title, and where they end. Beside the title stands how many people answered
    most of the rows, and above the `first` rows, or all on a phone, the words of the scale."""
    track, shapes = layout.track, list[Shape]()
    room = layout.width if layout.below else layout.name
    lines = measure.lines(title, room / 1.04, _NAME, 2)
    y = top + 14 + _STEP * max(0, len(lines) - 1)
    said = "" if " ".join(lines) == title else title
    for place, line in enumerate(lines):
        at = y + 4 - _STEP * (len(lines) - 1 - place)
        shapes.append(Text(line, 0, at, _NAME, bold=True, colour=colour, full=said, of=f"title {colour}"))
    if layout.below and lines:
        y += _STEP
    if first or layout.below:
        shapes += track.words(y + 4)
    people = "" if layout.below else _most(rows)
    if people:
        of = " ".join(["people", *(row.theme for row in rows if _people(row) == people)])
        shapes.append(Text(people, layout.width - layout.words, y + 4, WORD, colour="muted", of=of))
    y += 16
    start = y
    for row in rows:
        found, end = _row(row, told[row.theme], profile, layout, y, bars, people)
        shapes += found
        y = end
    if not layout.below:
        shapes += track.ground(start, y)
    return shapes, y + 10


def _row(
    row: Row, told: Told, profile: Profile, layout: _Layout, top: float, bars: bool, people: str
) -> tuple[list[Shape], float]:
    """A theme: its name, its marks, and what they say, but for the number of `people` above it; and where it ends."""
    score, details = _said(row, profile, people)
    remark = ", ".join(remarks(row))
    beside = layout.track.beside(remark, told, row.theme) if remark else None
    if remark and beside is None:
        details = f"{details} · {remark}"
    place = _below if layout.below else _across
    texts, middle, end = place(row, score, details, layout, top)
    shapes: list[Shape] = [*layout.track.ground(middle - 13, middle + 13)] if layout.below else []
    if not bars:
        shapes.append(Line(((layout.track.left, middle), (layout.track.right, middle)), "grid", 0.8))
    shapes += [*layout.track.marks(told, middle, bars), *texts]
    if beside is not None:
        shapes.append(replace(beside, y=middle))
    return shapes, end


def _people(row: Row) -> str:
    """How many people answered a theme, and whether that is everyone; nothing where it is not shown."""
    everyone = [_("everyone answered")] if words.everyone(row.cell) else []
    return " · ".join([words.people(row.cell.n), *everyone]) if row.cell.shown and row.cell.n else ""


def _most(rows: Sequence[Row]) -> str:
    """What is said most often of how many people answered, where that is more than once."""
    said, times = Counter(filter(None, map(_people, rows))).most_common(1)[0] if any(map(_people, rows)) else ("", 0)
    return said if times > 1 else ""


def _said(row: Row, profile: Profile, people: str) -> tuple[str, str]:
    """What stands at a row: its band and score, and then how many people answered, unless that stands above it; or why
    there is no score. That a score is at a border is seen: borders are drawn through the rows."""
    cell = row.cell
    if not cell.shown or cell.band is None or cell.score is None:
        return "", absence(row) if _repeats(row, profile) else words.theme(cell, profile.minimum_group)
    own = _people(row)
    return f"{words.band(cell.band)} {number(cell.score)}", own if own != people else ""


def _repeats(row: Row, profile: Profile) -> bool:
    """Whether the last row above this one that has no score either has none for the same reason: it stands there."""
    hidden = [other for other in profile.rows if not other.cell.shown]
    at = hidden.index(row)
    return at > 0 and hidden[at - 1].cell.reason == row.cell.reason


def _across(row: Row, score: str, details: str, layout: _Layout, top: float) -> tuple[list[Text], float, float]:
    """The name before the track, and what it says behind it: the texts, the middle of the track, and the end."""
    name = _name(row, layout.name)
    lines = measure.lines(details, layout.words, WORD, 4)
    high = len(lines) * _SMALL + (_STEP if score else 0)
    height = max(high, len(name) * _STEP, 24) + _GAP
    middle = top + height / 2
    x = layout.width - layout.words
    texts = _stacked(name, row, 0, middle - (len(name) - 1) * _STEP / 2)
    y = middle - high / 2
    if score:
        texts.append(Text(score, x, y + _STEP / 2, _NAME, bold=True, of=row.theme))
        y += _STEP
    return [*texts, *_detailed(lines, row, x, y)], middle, top + height


def _below(row: Row, score: str, details: str, layout: _Layout, top: float) -> tuple[list[Text], float, float]:
    """The name, what it says below that, and then the track: the texts, the middle of the track, and the end."""
    name = _name(row, layout.name)
    y = top + _GAP / 2 + _STEP / 2
    texts = _stacked(name, row, 0, y)
    y += len(name) * _STEP
    x = measure.width(score, _NAME, bold=True) + 8 if score else 0.0
    if score:
        texts.append(Text(score, 0, y, _NAME, bold=True, of=row.theme))
    lines = measure.lines(details, layout.width - x, WORD, 4)
    texts += _detailed(lines, row, x, y - _SMALL / 2)
    middle = y + max(0, len(lines) - 1) * _SMALL + 28
    return texts, middle, middle + 13 + _GAP / 2


def _name(row: Row, room: float) -> tuple[str, ...]:
    return measure.lines(row.title, room, _NAME, 3)


def _stacked(name: Sequence[str], row: Row, x: float, y: float) -> list[Text]:
    """The lines of a name, the first with its middle at `y`."""
    full = "" if "\u2026" not in name[-1] and "\u2010" not in "".join(name) else row.title
    return [Text(line, x, y + at * _STEP, _NAME, full=full, of=row.theme) for at, line in enumerate(name)]


def _detailed(lines: Sequence[str], row: Row, x: float, top: float) -> list[Text]:
    return [
        Text(line, x, top + (at + 0.5) * _SMALL, WORD, colour="muted", of=row.theme) for at, line in enumerate(lines)
    ]
