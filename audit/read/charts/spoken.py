"""What a chart shows, in words: for who cannot see it."""

from __future__ import annotations

from audit.read import words
from audit.read.profile import Profile
from audit.texts import _


def of_profile(profile: Profile) -> str:
    """The scores of a unit, theme by theme."""
    intro = _("Scores of {unit} on a scale from 1 to 5.").format(unit=profile.unit.name)
    return (
        f"{intro} "
        + "; ".join(f"{row.title}: {words.theme(row.cell, profile.minimum_group)}" for row in profile.rows)
        + "."
    )
