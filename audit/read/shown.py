"""Which profile is shown for a unit: its own, that of the teams it is counted with, or that of the nearest larger
unit."""

from __future__ import annotations

from audit.publication import Publication
from audit.questionnaire import Content
from audit.read import sentences
from audit.read.groups import group_of, groups, profile_of_group, why_together
from audit.read.profile import Profile, profile_of
from audit.read.units import is_shown, nearest_shown


def profile_for(
    publication: Publication, unit: str, content: Content, earlier: Publication | None
) -> tuple[Profile | None, str]:
    """The profile that is shown for a unit or a group of teams (by its id), in the language in use, and why it is that
    of others; nothing where nothing of the round is shown.

    Raises:
        KeyError: the publication has no unit and no group with this id.
    """
    together = groups(publication)
    if unit in together:
        return profile_of_group(publication, together[unit], content, earlier), ""
    hidden = publication.by_id[unit]
    if is_shown(hidden):
        return profile_of(publication, unit, content, earlier), ""
    group = group_of(together, unit)
    if group is not None:
        return profile_of_group(publication, group, content, earlier), why_together(hidden, group, publication)
    larger = nearest_shown(publication, unit)
    if larger is None:
        return None, sentences.nothing_shown(publication)
    found = profile_of(publication, larger, content, earlier)
    return found, sentences.why_larger(hidden, found)
