"""The first screen of a meeting, which says how it goes and who reads what is written, and the last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import streamlit as st

from audit.act import meetings, minutes
from audit.act.meeting import Agreement, Meeting
from audit.act.minutes import flat
from audit.organisation import slug
from audit.read import sentences
from audit.texts import _
from audit.texts import day as written
from audit.views.kit import clicks, html, visitor
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded
from audit.views.meet import checking, frame
from audit.views.meet.script import LONG, SHORT
from audit.views.meet.sitting import Sitting


def start(sitting: Sitting) -> None:
    """How it goes, how long it takes, and who can read what is written."""
    publication = sitting.profile.publication
    title = _("Meeting of {unit} about {round}").format(unit=sitting.name, round=publication.round.title)
    frame.heading(sitting, title)
    if sitting.why:
        st.info(plain(sitting.why))
    due = sitting.meeting.check_due(visitor.store().today())
    if due is not None:
        checking.draw(sitting, due)
        return
    st.markdown(f"**{plain(sentences.responses(sitting.profile.unit))}**")
    st.markdown(
        _(
            "- Anybody in the team can lead this: each screen says what to do.\n"
            "- The arrow keys, or a presenter, go on and back.\n"
            "- You look first, choose together, and write down at the end.\n"
            "- Whoever has the link to this meeting, and management, which made it, can read what you write. Write a "
            "role and no names."
        )
    )
    with st.container(horizontal=True, key="length"):
        for n in (SHORT, LONG):
            on = frame.length() == n
            label = _("{n} minutes").format(n=n)
            st.button(
                label,
                key=f"take-{n}",
                icon=":material/check:" if on else None,
                on_click=frame.take,
                args=(n,),
            )


def end(sitting: Sitting) -> None:
    """What was agreed and asked, and when to look back."""
    frame.heading(sitting, _("This is what we take along"))
    st.markdown("\n".join(told(sitting.meeting, sitting.title)) or _("Nothing was written down yet."))
    with st.container(key="checks"):
        st.markdown(f"**{_('When do we look back?')}**")
        with st.container(horizontal=True):
            check_day(sitting, "first", _("First time"), sitting.meeting.first_check)
            check_day(sitting, "second", _("Second time"), sitting.meeting.second_check)
        clicks.outcome("checks", keep=False)
    to_send(sitting)


def to_send(sitting: Sitting) -> None:
    """The minutes as text to paste, and the days as a file for a calendar."""
    meeting, published = sitting.meeting, sitting.profile.publication.round
    text = minutes.as_text(meeting, sitting.name, published.title, sitting.title)
    with st.container(key="minutes"):
        st.session_state["minutes-text"] = text
        st.text_area(_("To paste in a mail"), key="minutes-text", height=260)
        html.draw("copy", source=".st-key-minutes-text textarea", label=_("Copy this text"), done=_("Copied"))
        file = minutes.calendar(meeting, sitting.name, datetime.now(UTC))
        st.download_button(
            _("The days for your calendar (.ics)"), file, f"{slug(sitting.name)}.ics", "text/calendar", key="ics"
        )


def told(meeting: Meeting, title: Callable[[str], str]) -> list[str]:
    """The agreements and requests of a meeting, a line of markdown each, after the themes they are about."""
    found: list[str] = []
    written_about = [*(one.theme for one in meeting.agreements), *(one.theme for one in meeting.requests)]
    for theme in dict.fromkeys([*meeting.themes, *written_about]):
        agreed = [f"- {agreement(one)}" for one in meeting.agreements if one.theme == theme and one.what]
        asked = [
            f"- {plain(_('Asked: {what}').format(what=flat(one.what)))}"
            + (f" **{plain(_('Answer: {answer}').format(answer=flat(one.answer)))}**" if one.answer else "")
            for one in meeting.requests
            if one.theme == theme and one.what
        ]
        if agreed or asked:
            found += [f"\n**{plain(title(theme))}**\n", *agreed, *asked]
    return found


def agreement(one: Agreement) -> str:
    """An agreement in a line: what, who and until when, and what became of it."""
    parts = [flat(one.what), flat(one.who), _("by {day}").format(day=written(one.until)) if one.until else ""]
    became = {
        "open": "",
        "done": _("done"),
        "dropped": _("dropped: {why}").format(why=flat(one.why)),
    }[one.state]
    line = plain(" · ".join(part for part in parts if part))
    return f"{line} · **{plain(became)}**" if became else line


def check_day(sitting: Sitting, which: str, label: str, now: date) -> None:
    key = f"{which}-check-{sitting.meeting.id}"
    if key not in st.session_state:
        st.session_state[key] = now
    st.date_input(label, format="DD/MM/YYYY", key=key, on_change=move_checks, args=(sitting.meeting.id,))


@clicks.action("checks")
def move_checks(guarded: Guarded, meeting_id: str) -> str:
    """Look back on other days."""
    days = [st.session_state[f"{which}-check-{meeting_id}"] for which in ("first", "second")]
    meetings.set_checks(*guarded, meeting_id, *days)
    return _("Saved: you look back on {first} and {second}.").format(first=written(days[0]), second=written(days[1]))
