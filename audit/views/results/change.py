"""Change: what differs from the round before, and what people say was done with its results."""

from __future__ import annotations

import streamlit as st

from audit.read import explained, sentences
from audit.read.charts.trends import trends
from audit.read.profile import Profile, Row
from audit.texts import _
from audit.views.kit import html, reading
from audit.views.kit import pictures as kit
from audit.views.kit.text import plain
from audit.views.results import pictures
from audit.views.results.profiles import Seen


def draw(seen: Seen) -> None:
    follow_up(seen.profile)
    panels(seen)
    lines = [f"- {plain(line)}" for line in sentences.changed(seen.profile)]
    html.draw("heading", title=_("What changed since the round before"))
    first = _("This is the first round. After the next one you see here what changed, theme by theme.")
    st.markdown("\n".join(lines) or first)


def follow_up(profile: Profile) -> None:
    """What people say was done with the results of the round before, where that was asked."""
    lines = [f"- {plain(line)}" for line in sentences.follow_up(profile)]
    if lines:
        html.draw("heading", title=_("Was anything done with the previous results?"))
        st.markdown("\n".join(lines))


def panels(seen: Seen, row: Row | None = None) -> None:
    """Each theme, or that of a row, over all rounds up to the one that is read, where there is more than one."""
    publication, unit = seen.profile.publication, seen.profile.unit
    rounds = seen.chosen.archive.rounds(publication.organisation.id)
    until = rounds[: rounds.index(publication) + 1]
    if len(until) < 2 or unit.id not in publication.by_id:
        return
    of = " ".join([unit.id, *(made.sha256 for made in until), row.theme if row else ""])
    html.draw("heading", title=_("This theme over the years") if row else _("Each theme over the years"))
    if row is None:
        reading.beside("trends", explained.chart("trends"))
    name, what = ("trend", f"{row.title}, {_('change')}") if row else ("trends", _("change"))
    numbers = pictures.draw(name, of, lambda: trends(until, unit.id, row.theme if row else ""))
    kit.save(name, pictures.file_name(seen.profile, what), numbers.heads, numbers.rows)
