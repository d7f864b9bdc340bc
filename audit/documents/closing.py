"""The last parts of a report: what to ask each other, how to read it all, and what is not shown."""

from __future__ import annotations

from collections.abc import Iterator

from audit.documents import tables
from audit.documents.blocks import Block, Heading, Paragraph, Points, Room, Together
from audit.questionnaire import Content
from audit.read import explained, glance, reach, sentences, words
from audit.read.profile import Profile, Row
from audit.read.table import rest_table
from audit.read.talk import theme_asked
from audit.read.units import units_not_shown
from audit.texts import _, language

_THEMES = 3
_AGREEMENTS = 3


def discussion(profile: Profile, content: Content) -> Iterator[Block]:
    """What to ask each other at the first themes, and room for what is agreed."""
    yield Heading(_("To talk about"))
    yield Paragraph(_("Choose at most three themes together, and agree on one thing for each."))
    for row in _first(profile):
        yield Together(tuple(_theme(row, profile, content)))
    labels = _("What do we do?"), _("Who, and by when?"), _("How will we notice?")
    yield Together((Heading(_("What we agree"), 2), Room(labels, _AGREEMENTS)))


def _first(profile: Profile) -> list[Row]:
    """The themes of the cards to discuss and to clear up, then the next to talk about; at most three."""
    on_cards = [card.row for card in glance.cards(profile) if card.row and card.kind != "strong"]
    rows = [*on_cards, *profile.to_discuss, *profile.lowest]
    return list({row.theme: row for row in rows}.values())[:_THEMES]


def _theme(row: Row, profile: Profile, content: Content) -> Iterator[Block]:
    yield Heading(row.title, 2)
    if who := reach.of_theme(profile.publication, row.theme):
        yield Paragraph(f"**{_('Who can do something about this?')}** {who[:1].upper()}{who[1:]}")
    theme = theme_asked(row, profile.publication, content)
    if theme is None:
        yield Paragraph(_("The discussion questions of this questionnaire are not here: it was asked in other words."))
        return
    if theme.discussion:
        yield Points(tuple(text.to(language()) for text in theme.discussion), numbered=True)
    if theme.example_action:
        yield Paragraph(f"**{_('Example of an action')}** {theme.example_action.to(language())}")


def how_to_read(profile: Profile, content: Content) -> Iterator[Block]:
    """What the words and pictures mean, what is not shown and why, and what this is not."""
    yield Heading(_("How to read this report"))
    yield Points((*explained.chart("radar"), *explained.chart("dots")[:2]))
    yield Points((explained.bands(), explained.small_difference()))
    yield Heading(_("What is not shown"), 2)
    yield Paragraph(explained.whom_we_show(profile.minimum_group))
    without = sentences.not_shown(profile)
    yield Points(without) if without else Paragraph(_("All themes are shown here."))
    hidden = tuple(
        f"{', '.join(unit.name for unit in units)}: {words.unit_explained(code, profile.minimum_group)}"
        for code, units in units_not_shown(profile.publication)
    )
    if hidden:
        yield Paragraph(_("These teams and services of the organisation have no result of their own:"))
        yield Points(hidden)
    if profile.rest:
        caption = _("Teams that have no score of their own for a theme, together:")
        yield tables.of_texts(rest_table(profile), (40, 40, 20), caption)
    heading = Heading(_("What this is, and what it is not"), 2)
    told = Points(tuple(line.to(language()) for line in content.shared.warning))
    yield Together((heading, told, Paragraph(content.shared.missing.to(language()))))  # so no last page is nearly empty
