"""Everything that stands in the drawn charts of a profile: texts, marks, descriptions and rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from audit.publication import Publication
from audit.questionnaire import Scale
from audit.read.charts.dots import bars, dots
from audit.read.charts.heat import HeatCell, heat
from audit.read.charts.items import items
from audit.read.charts.picture import Picture, Text
from audit.read.charts.radar import radar
from audit.read.charts.series import Beside
from audit.read.charts.trends import trends
from audit.read.profile import Profile
from audit.texts import language
from tests.helpers.claims import Said

ALL = Beside(organisation=True, earlier=True, margin=True)


def of_profile(profile: Profile) -> Iterator[Said]:
    """What all charts of a profile say, with everything switched on."""
    for pair in (radar(profile, ALL), dots(profile, ALL), bars(profile, ALL)):
        for picture in (pair.wide, pair.phone):
            yield from of_picture(picture)


def of_rounds(rounds: Sequence[Publication], unit: str) -> Iterator[Said]:
    """What the panels of a unit over the rounds say, the oldest first."""
    pair = trends(rounds, unit)
    yield Said("course of all themes", pair.description)
    for title, *told in pair.numbers.rows:
        for round, text in zip(pair.numbers.heads[1:], told, strict=True):
            yield Said("score in a round", text, title, round)
    for picture in (pair.wide, pair.phone):
        for mark in picture.marks:
            if mark.words:
                yield Said("mark of a round", mark.words)
        for text in picture.texts:
            theme, _, at = text.of.partition(" ")
            if not theme:
                yield Said("word in a picture", text.full or text.text)
            elif theme == "year":
                yield Said("year", text.text, column=pair.numbers.heads[1 + int(at)])
            elif at:
                title = next(one.title.to(language()) for one in rounds[-1].themes if one.id == theme)
                yield Said("score in a round", text.text, title, pair.numbers.heads[1 + int(at)])
        names = {text.of: text for text in picture.texts if text.of and " " not in text.of}
        for of in names:
            yield from _together(of, [replace(text, bold=False) for text in picture.texts if text.of == of])


def of_units(publication: Publication) -> Iterator[Said]:
    """What stands in the table of units and themes, and in its rows."""
    found = heat(publication)
    ids = publication.theme_ids
    for row in found.rows:
        yield Said("name of a unit", row.name, unit=row.unit)
        if row.reason:
            yield Said("unit without cells", row.reason, unit=row.unit)
        for theme, cell in zip(ids, row.cells, strict=False):
            parts = (cell.number, cell.people if cell.n else "", cell.band, cell.remarks, cell.difference, cell.reason)
            yield Said("cell of a unit", " ".join(part for part in parts if part), theme, cell.kind, row.unit)
    drawn = [(row.name, cell) for row in found.rows for cell in row.cells or (HeatCell("hidden", reason=row.reason),)]
    for (name, cell), row in zip(drawn, found.numbers.rows, strict=True):
        n = str(cell.n or "")
        assert row[:1] + row[2:] == (name, cell.number or cell.reason, cell.band, n, cell.remarks, cell.difference)


def of_items(profile: Profile, scale: Scale) -> Iterator[Said]:
    """The questions of each theme with their bars, and their rows."""
    for row in profile.rows:
        found = items(row, profile.publication, scale)
        yield Said("legend", ", ".join(found.answers))
        for bar in found.bars:
            if bar.reason:
                yield Said("bar absent", bar.reason, bar.text)
                continue
            yield Said("bar", escape(bar.said), bar.text)
            yield Said("bar number", ", ".join(part.said for part in bar.parts), bar.text)
            yield Said("distribution", str(bar.n), bar.text, found.numbers.heads[-1])
        for text, *told in found.numbers.rows:
            for column, each in zip(found.numbers.heads[1:], told, strict=True):
                yield Said("distribution", each, text, column)


def of_picture(picture: Picture) -> Iterator[Said]:
    yield Said("description", picture.description)
    for mark in picture.marks:
        if mark.words:
            yield Said("cross" if mark.kind == "cross" else "mark", mark.words)
    above = {theme for text in picture.texts if text.of.startswith("people ") for theme in text.of.split()[1:]}
    together: dict[str, list[Text]] = {}
    for text in picture.texts:
        if text.of:
            together.setdefault(text.of, []).append(text)
        else:
            yield Said("word in a picture", text.full or text.text)
    for of, texts in together.items():
        for said in _together(of, texts):
            yield replace(said, column="above") if said.place == "details in a picture" and of in above else said
    columns = picture.numbers.heads[1:]
    for title, *told in picture.numbers.rows:
        yield from (Said("row of a picture", text, title, column) for column, text in zip(columns, told, strict=True))


def _together(of: str, texts: list[Text]) -> Iterator[Said]:
    """What stands at one theme, or along one arc."""
    if of.startswith("questionnaire"):
        yield Said("name of an arc", texts[0].full or _joined(texts), of)
        return
    if of.startswith("title "):
        yield Said("word in a picture", texts[0].full or _joined(texts))
        return
    if of.startswith("people "):
        yield Said("people in a picture", texts[0].text, of)
        return
    small = [text for text in texts if not text.italic and text.colour == "muted"]
    for place, own in (
        ("name in a picture", [text for text in texts if not text.bold and not text.italic and text not in small]),
        ("details in a picture", small),
        ("number in a picture", [text for text in texts if text.bold]),
        ("remark in a picture", [text for text in texts if text.italic]),
    ):
        if own:
            yield Said(place, own[0].full or _joined(own), of)


def _joined(texts: list[Text]) -> str:
    """Texts of several lines as one; a line that ends in a hyphen goes on."""
    return " ".join(text.text for text in texts).replace("\u2010 ", "").replace("- ", "-")
