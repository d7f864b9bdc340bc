"""Teams side by side: every unit with its themes, in words and numbers, alphabetical and no ranking."""

from __future__ import annotations

import streamlit as st

from audit.read.charts.heat import heat
from audit.texts import _
from audit.views.kit import html
from audit.views.kit import pictures as kit
from audit.views.results import pictures
from audit.views.results.profiles import Seen, colours


def draw(seen: Seen) -> None:
    publication, shades = seen.profile.publication, colours()
    found = heat(publication)
    st.markdown(
        _(
            "In alphabetical order, no ranking. “Higher” and “lower” mean: clearly different from the rest of the "
            "organisation. Teams differ in task and size: a difference is a question, no verdict."
        )
    )
    with st.container(key="beside"):
        html.draw(
            "heat",
            caption=_("The scores of all units"),
            colours=shades,
            groups=found.groups,
            rows=found.rows,
            unit=_("Unit"),
            columns=len(publication.theme_ids),
        )
    numbers = found.numbers
    kit.save("beside", pictures.file_name(seen.profile, _("side by side")), numbers.heads, numbers.rows, "beside")
