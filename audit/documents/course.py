"""What changed, in a report: each theme over the rounds, what people say was done, and which differences are clear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.documents import tables
from audit.documents.blocks import Block, Drawing, Heading, Points
from audit.publication import Publication
from audit.read import sentences
from audit.read.charts.trends import in_rows
from audit.read.profile import Profile
from audit.read.table import as_table
from audit.texts import _


def change(profile: Profile, rounds: Sequence[Publication]) -> Iterator[Block]:
    """Nothing in a first round. `rounds` go up to the one that is read, the oldest first."""
    changed, done = sentences.changed(profile), sentences.follow_up(profile)
    over_years = len(rounds) > 1 and profile.unit.id in profile.publication.by_id
    if not (changed or done or over_years):
        return
    yield Heading(_("Change over the years"))
    if done:
        yield Heading(_("Was anything done with the previous results?"), 2)
        yield Points(done)
    if over_years:
        yield Heading(_("Each theme over the years"), 2)
        yield from map(Drawing, in_rows(rounds, profile.unit.id))
    if changed:
        yield Heading(_("What changed since the round before"), 2)
        yield Points(changed)
    if profile.earlier_title is not None:
        name = _("Change since {round}").format(round=profile.earlier_title)
        yield tables.of_texts(as_table(profile), (26, 26, 48), "", [profile.earlier_title, name])
