"""The first page of a report, which stands alone: who answered, how it looks, what comes first, and what to know."""

from __future__ import annotations

from audit.documents.blocks import Card, Column, Front
from audit.read import differences, explained, glance, sentences, words
from audit.read.charts.radar import radar
from audit.read.charts.series import Beside
from audit.read.profile import Profile
from audit.texts import _, day

_CLEAR = 3
"""How many clear changes stand on the first page; all of them stand further on."""


def front(profile: Profile, why: str = "") -> Front:
    """The first page about a profile; `why` tells why it is that of others than those who were asked for."""
    publication, unit = profile.publication, profile.unit
    whole = publication.organisation.name
    beside = Beside(organisation=unit is not publication.units[0], earlier=profile.earlier_title is not None)
    return Front(
        above=" · ".join(dict.fromkeys(["Krachtspiegel", whole])),
        title=_("Results of {unit}, {round}").format(unit=unit.name, round=publication.round.title),
        facts=(sentences.responses(unit), _("Closed on {date}.").format(date=day(publication.round.closed_on))),
        notes=tuple(note for note in (why, *sentences.warnings(profile)) if note),
        sentences=glance.at_a_glance(profile),
        picture=radar(profile, beside).wide,
        cards=tuple(_card(card) for card in glance.cards(profile)),
        columns=(
            *_differences(profile),
            Column(_("Keep in mind"), (explained.what_this_is(), explained.small_difference())),
        ),
    )


def _card(card: glance.Card) -> Card:
    return Card(card.kind, glance.label(card.kind), card.row.title if card.row else "", card.reason)


def _differences(profile: Profile) -> tuple[Column, ...]:
    """What changed clearly, and what differs clearly from the rest of the organisation; a column for each."""
    clear = [row for row in profile.rows if row.change and row.change.verdict != "no_clear_change"]
    clear.sort(key=lambda row: -abs(row.change.difference) if row.change else 0)
    changed = [f"{row.title}: {words.change(row.change)}." for row in clear[:_CLEAR] if row.change]
    compared = sum(row.change is not None for row in profile.rows)
    found = []
    if changed:
        chance = [differences.by_chance(compared)] if compared > 1 else []
        title = _("Changed clearly since {round}").format(round=profile.earlier_title)
        found.append(Column(title, (*changed, *chance)))
    if beside := sentences.beside_the_rest(profile):
        found.append(Column(_("Beside the rest of the organisation"), beside))
    return tuple(found)
