"""Teams side by side: every unit with its themes, in words and numbers, alphabetical and no ranking."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from audit.publication import Publication
from audit.read import sentences
from audit.read.charts.heat import heat
from audit.read.profile import Profile
from audit.texts import _
from audit.views.kit import html, reading
from audit.views.kit import pictures as kit
from audit.views.kit.text import plain
from audit.views.results import pictures
from audit.views.results.profiles import Seen, colours, units


def ways(publication: Publication) -> dict[str, str]:
    """The query of the overview of each unit that can be chosen, by its id."""
    here = {"organisation": publication.organisation.id, "round": publication.round.id}
    return {unit: urlencode({**here, "unit": unit, "tab": "overview"}) for unit in units(publication)}


def draw(seen: Seen) -> None:
    the_rest(seen.profile)
    every_unit(seen)


def the_rest(profile: Profile) -> None:
    """On what the unit that is read differs clearly from the rest of the organisation."""
    if lines := sentences.beside_the_rest(profile):
        title = _("{unit} beside the rest of the organisation").format(unit=profile.unit.name)
        html.draw("heading", title=title)
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
        html.draw("heading", title=_("All services and teams"))


def every_unit(seen: Seen) -> None:
    publication, shades = seen.profile.publication, colours()
    found = heat(publication)
    st.markdown(
        _(
            "In alphabetical order, no ranking. “Higher” and “lower” mean: clearly different from the rest of the "
            "organisation. Teams differ in task and size: a difference is a question, no verdict."
        )
    )
    reading.beside("heat")
    with st.container(key="beside"):
        html.draw(
            "heat",
            caption=_("The scores of all units"),
            colours=shades,
            groups=found.groups,
            rows=found.rows,
            unit=_("Unit"),
            ways=ways(publication),
            columns=len(publication.theme_ids),
        )
    numbers = found.numbers
    kit.save("beside", pictures.file_name(seen.profile, _("side by side")), numbers.heads, numbers.rows, "beside")
