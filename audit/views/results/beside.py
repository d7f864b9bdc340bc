"""Teams side by side: every unit with its themes, in words and numbers, alphabetical and no ranking."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from audit.publication import Publication
from audit.read import explained
from audit.read.charts.heat import heat
from audit.texts import _
from audit.views.kit import html, reading
from audit.views.kit import pictures as kit
from audit.views.results import pictures
from audit.views.results.profiles import Seen, colours, units


def ways(publication: Publication) -> dict[str, str]:
    """The query of the overview of each unit that can be chosen, by its id."""
    here = {"organisation": publication.organisation.id, "round": publication.round.id}
    return {unit: urlencode({**here, "unit": unit, "tab": "overview"}) for unit in units(publication)}


def draw(seen: Seen) -> None:
    publication, shades = seen.profile.publication, colours()
    found = heat(publication)
    st.markdown(explained.side_by_side())
    reading.beside("heat", (*explained.chart("heat"), _("Choose a name to open that service or team.")))
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
