"""What stands beside each other in a report: what to talk about first, units, and roles."""

from __future__ import annotations

from collections.abc import Iterator

from audit.documents import tables
from audit.documents.blocks import Block, Cell, Heading, Paragraph, Points, Table
from audit.publication import Publication
from audit.questionnaire import Content
from audit.read import explained, roles, sentences
from audit.read.charts.heat import heat
from audit.read.profile import Profile, Row
from audit.texts import _


def priorities(profile: Profile) -> Iterator[Block]:
    """The themes to talk about first and the others, each with what its two signals say, why, and how sure that is."""
    yield Heading(_("What to talk about first"))
    yield Paragraph(sentences.order(), "small")
    heads = _("Theme"), _("What score and choices say together"), _("Why"), _("How sure its place is")
    sure = any(sentences.certain(row, profile) for row in (*profile.to_discuss, *profile.others))
    columns, widths = (4, (24, 20, 38, 18)) if sure else (3, (26, 22, 52))
    for caption, rows in (("", profile.to_discuss), (_("The other themes"), profile.others)):
        if rows:
            told = tuple(_reasons(row, profile)[:columns] for row in rows)
            yield Table(caption, heads[:columns], told, widths)
    unseen = tuple(map(sentences.chosen_unseen, profile.chosen_unseen))
    if unseen:
        yield Points(unseen)


def _reasons(row: Row, profile: Profile) -> tuple[Cell, ...]:
    sure = sentences.certain(row, profile)
    said = sentences.outcome(row), sentences.why(row, profile.most), sure[:1].upper() + sure[1:]
    return Cell(row.title, bold=True), *map(Cell, said)


def units(profile: Profile) -> Iterator[Block]:
    """Units side by side: of the organisation all, of a service its teams, of a team its own service."""
    publication = profile.publication
    wanted = _beside(profile, publication)
    found = heat(publication, wanted)
    if len(found.rows) < 2:
        return
    yield Heading(_("Units side by side"))
    yield Paragraph(explained.side_by_side(), "small")
    yield from tables.of_units(found, _("Unit"))


def _beside(profile: Profile, publication: Publication) -> set[str]:
    """The ids of the units that stand beside a unit: those above it, itself and its parts."""
    unit, found = profile.unit, {profile.unit.id}
    if unit is publication.units[0]:
        return set(publication.by_id)
    found |= {part.id for part in publication.units if part.parent == unit.id}
    above = unit.parent
    while above is not None:
        found.add(above)
        above = publication.by_id[above].parent
    return found


def by_role(profile: Profile, content: Content) -> Iterator[Block]:
    """Scores by role, where they are shown."""
    table = roles.as_table(profile, content)
    if table is None:
        return
    yield Heading(_("By role"))
    yield Paragraph(explained.by_role(), "small")
    caption = _("Scores by role: the score, between what it probably lies, and how many people")
    groups = len(profile.unit.roles.groups) if profile.unit.roles else 0
    beside = len(table.columns) - groups  # managers beside staff: words, where the others are numbers
    yield tables.of_texts(table, (1.8, *[1.0] * groups, *[1.8] * beside), caption)
