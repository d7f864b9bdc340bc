"""Everything that stands in the drawn charts of a profile: texts, marks, descriptions and rows."""

from __future__ import annotations

from collections.abc import Iterator

from audit.read.charts.picture import Picture, Text
from audit.read.charts.radar import phone_radar, radar
from audit.read.charts.series import Beside
from audit.read.profile import Profile
from tests.helpers.claims import Said

ALL = Beside(organisation=True, earlier=True, margin=True)


def of_profile(profile: Profile) -> Iterator[Said]:
    """What all charts of a profile say, with everything switched on."""
    for picture in (radar(profile, ALL), phone_radar(profile, ALL)):
        yield from of_picture(picture)


def of_picture(picture: Picture) -> Iterator[Said]:
    yield Said("description", picture.description)
    for mark in picture.marks:
        if mark.words:
            yield Said("cross" if mark.kind == "cross" else "mark", mark.words)
    together: dict[str, list[Text]] = {}
    for text in picture.texts:
        if text.of:
            together.setdefault(text.of, []).append(text)
        else:
            yield Said("word in a picture", text.full or text.text)
    for of, texts in together.items():
        yield from _together(of, texts)
    columns = picture.numbers.heads[1:]
    for title, *told in picture.numbers.rows:
        yield from (Said("row of a picture", text, title, column) for column, text in zip(columns, told, strict=True))


def _together(of: str, texts: list[Text]) -> Iterator[Said]:
    """What stands at one theme, or along one arc."""
    if of.startswith("questionnaire"):
        yield Said("name of an arc", texts[0].full or _joined(texts), of)
        return
    for place, own in (
        ("name in a picture", [text for text in texts if not text.bold and not text.italic]),
        ("number in a picture", [text for text in texts if text.bold]),
        ("remark in a picture", [text for text in texts if text.italic]),
    ):
        if own:
            yield Said(place, own[0].full or _joined(own), of)


def _joined(texts: list[Text]) -> str:
    """Texts of several lines as one; a line that ends in a hyphen goes on."""
    return " ".join(text.text for text in texts).replace("\u2010 ", "").replace("- ", "-")
