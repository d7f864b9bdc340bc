"""The screens on which a team looks: last time, what is strong, guess first and then look, and where views differ."""

from __future__ import annotations

import streamlit as st

from audit.read import glance, sentences, words
from audit.read.profile import Row
from audit.texts import _, language, number
from audit.views.kit import html
from audit.views.kit.text import plain
from audit.views.meet import frame, script
from audit.views.meet.opening import told
from audit.views.meet.sitting import Sitting

_LOWEST, _HIGHEST = 1, 5


def last_time(sitting: Sitting) -> None:
    """What was agreed and asked last time, and whether people say that something was done."""
    frame.heading(sitting, _("What became of last time?"))
    lines = told(sitting.earlier[0], sitting.title) if sitting.earlier else []
    if lines:
        st.markdown("\n".join(lines))
        st.markdown(_("Go through them one by one: what worked, and what did not?"))
    else:
        st.markdown(_("Nothing was written down here before: this is where it begins."))
    said = sentences.follow_up(sitting.profile)
    if said:
        st.markdown(f"**{_('Was anything done with the previous results?')}**")
        st.markdown("\n".join(f"- {plain(line)}" for line in said))


def strong(sitting: Sitting) -> None:
    """What goes well, and why."""
    found = script.strong(sitting.profile)
    frame.heading(sitting, _("What are we strong in?"))
    if not found:
        st.markdown(_("No theme stands out as a strength in the scores. What are you proud of yourselves?"))
        return
    st.markdown("\n".join(f"1. **{plain(row.title)}** · {plain(scored(row))}" for row in found))
    st.markdown(_("What do we do that makes it so? Who notices? What must stay as it is?"))


def scored(row: Row) -> str:
    """The score of a theme in words with its number."""
    return glance.score(row).replace("*", "")


def guess(sitting: Sitting) -> None:
    """A theme before its score is shown: the room guesses with its hands, which is kept nowhere."""
    row = sitting.row(sitting.screen.theme)
    frame.heading(sitting, row.title)
    asked = [line.text.to(language()) for line in sitting.profile.publication.items if line.theme == row.theme]
    st.markdown("\n".join(f"- {plain(line)}" for line in asked))
    st.markdown(
        _(
            "**Guess first.** What did we answer, all together? Everybody puts up 1 to 5 fingers at the same time. "
            "Nobody writes it down."
        )
    )
    gauge(sitting, None)


def look(sitting: Sitting) -> None:
    """The same theme with its score."""
    row = sitting.row(sitting.screen.theme)
    frame.heading(sitting, row.title)
    gauge(sitting, row)
    parts = [scored(row), glance.votes(row), glance.difference(row, sitting.profile), *words.flags(row.cell)]
    st.markdown("**" + plain(" · ".join(part for part in parts if part)) + "**")
    st.markdown(_("Is it higher or lower than you guessed? What did you think of? Who thought of something else?"))


def gauge(sitting: Sitting, row: Row | None) -> None:
    """The scale with its bands, and where the score lies on it; without a theme the scale alone."""
    points = [f"{point.value} {point.label.to(language())}" for point in sitting.seen.content.scales[0].points]
    score = row.cell.score if row else None
    says = ", ".join(points) if score is None else scored(row) if row else ""
    at = None if score is None else round((score - _LOWEST) / (_HIGHEST - _LOWEST) * 100, 1)
    html.draw("gauge", labels=points, score=number(score) if score is not None else "", at=at, says=says)


def differ(sitting: Sitting) -> None:
    """Where people are in two camps, or many do not know."""
    found = script.differing(sitting.profile)
    frame.heading(sitting, _("Where do we differ, and what do we not see?"))
    if not found:
        st.markdown(_("On no theme two camps or little sight were found. On which theme do you differ yourselves?"))
        return
    for row in found[:3]:
        camps = _("Two camps: some see this, others do not. What does each camp see?")
        sight = _("Little sight: many answered “I don't know”. What do we know about it, and who knows more?")
        lines = [camps] * row.two_camps + [sight] * row.little_sight
        st.markdown(f"**{plain(row.title)}**\n" + "\n".join(f"- {plain(line)}" for line in lines))
