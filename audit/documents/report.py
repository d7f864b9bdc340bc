"""The report of a unit for its board: one page that stands alone, and behind it what the numbers carry."""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents import closing, comparing, course, themes
from audit.documents.blocks import Document
from audit.documents.front import front
from audit.documents.legible import with_legible_names
from audit.errors import AuditError
from audit.publication import Publication
from audit.questionnaire import Content
from audit.read.shown import profile_for
from audit.texts import _, day, language


def report(rounds: Sequence[Publication], unit_id: str, content: Content) -> Document:
    """The report of a unit, or of a group of teams, in the language in use; of the larger unit that its answers count
    in where nothing of it is shown.

    Args:
        rounds: the publications of the organisation up to the one that is read, the oldest first.

    Raises:
        AuditError: nothing of the round is shown.
        KeyError: the publication has no unit and no group with this id.
    """
    rounds = [with_legible_names(one) for one in rounds]
    made, earlier = rounds[-1], rounds[-2] if len(rounds) > 1 else None
    profile, why = profile_for(made, unit_id, content, earlier)
    if profile is None:
        raise AuditError("nothing_shown", why)
    unit = profile.unit
    closed = _("Closed on {date}.").format(date=day(made.round.closed_on)).rstrip(".")
    first = front(profile, why)
    return Document(
        title=first.title,
        language=language(),
        foot=" · ".join([unit.name, made.round.title, closed]),
        day=made.round.closed_on,
        blocks=(
            first,
            *themes.all_themes(profile),
            *course.change(profile, rounds),
            *comparing.priorities(profile),
            *comparing.units(profile),
            *comparing.by_role(profile, content),
            *closing.discussion(profile, content),
            *themes.each_theme(profile, content),
            *closing.how_to_read(profile, content),
        ),
    )
