"""The themes in a report: all of them in one picture and a table, then each with its questions."""

from __future__ import annotations

from collections.abc import Iterator

from audit.documents import tables
from audit.documents.blocks import Bars, Block, Cell, Drawing, Heading, Key, Paragraph, Table, Together
from audit.publication import Publication
from audit.questionnaire import Content
from audit.read import explained, glance, sentences, words
from audit.read.charts.dots import dots
from audit.read.charts.items import items
from audit.read.charts.series import Beside
from audit.read.profile import Profile, Row
from audit.read.table import as_table
from audit.texts import _, language


def all_themes(profile: Profile) -> Iterator[Block]:
    """Every theme on the scale of the answers, with where its score probably lies; the same in a table."""
    beside = Beside(organisation=profile.unit is not profile.publication.units[0], earlier=False, margin=True)
    yield Heading(_("All themes"))
    yield Drawing(dots(profile, beside).wide)
    numbers = as_table(profile)
    names = [sentences.series(profile.unit), _("Probably between"), _("Agreement"), _("Chose this theme")]
    yield tables.of_texts(numbers, (28, 28, 13, 13, 18), _("The numbers of the charts"), names)
    if profile.unit is not profile.publication.units[0]:
        names = [_("The organisation"), _("Beside the rest of the organisation")]
        yield tables.of_texts(numbers, (26, 26, 48), _("Beside the rest of the organisation"), names)


def each_theme(profile: Profile, content: Content) -> Iterator[Block]:
    """The themes whose questions may be shown, each with how people agree and its questions with their bars; then what
    was asked at the others, which have too few answers for that."""
    publication, scale = profile.publication, content.scales[0]
    told = [(row, items(row, publication, scale)) for row in profile.rows]
    with_bars = [(row, found) for row, found in told if any(not bar.reason for bar in found.bars)]
    yield Heading(_("Theme by theme"))
    if with_bars:
        yield Paragraph("  ".join(explained.chart("items")), "small")
        yield Key(with_bars[0][1].answers)
        for row, found in with_bars:
            heads = _("Question"), _("Answers"), _("People")
            yield Together((*_lead(row, profile), Bars(found, heads)))
    if len(with_bars) < len(told):
        yield Paragraph(explained.detail(publication.rules.minimum_detail), "small")
        others = [row for row, _found in told if not any(row is shown for shown, _bars in with_bars)]
        rows = tuple((Cell(row.title, bold=True), Cell(_asked(row, publication))) for row in others)
        yield Table("", (_("Theme"), _("What was asked")), rows, (26, 74))


def _lead(row: Row, profile: Profile) -> Iterator[Block]:
    """The name of a theme, its score or why there is none, and how far people agree."""
    yield Heading(row.title, 2)
    if not row.cell.shown:
        yield Paragraph(words.reason_explained(row.cell.reason or "too_few", profile.minimum_group))
        return
    said = [f"**{glance.lead(row, profile)}**"]
    said.append(sentences.whole_group(row.cell))
    if row.cell.agreement is not None:
        said.append(words.agreement_explained(row.cell.agreement.label))
    if row.little_sight:
        said.append(explained.little_sight())
    yield Paragraph("  ".join(said))


def _asked(row: Row, publication: Publication) -> str:
    """The questions of a theme, one after the other."""
    lines = [line.text.to(language()) for line in publication.items if line.theme == row.theme]
    return " · ".join(lines)
