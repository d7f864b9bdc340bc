"""The first screen of a meeting, which says how it goes and who reads what is written, and the last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Literal, cast

import streamlit as st

from audit.act import meetings, minutes
from audit.act.meeting import Agreement, Meeting
from audit.act.minutes import flat
from audit.organisation import slug
from audit.principal import Principal
from audit.read import sentences
from audit.texts import _
from audit.texts import day as written
from audit.views.kit import html, visitor
from audit.views.kit.text import plain
from audit.views.kit.visitor import Store
from audit.views.meet import checking, fields, frame
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
        st.markdown(reads_along())
        checking.draw(sitting, due)
        return
    st.markdown(f"**{plain(sentences.responses(sitting.profile.unit))}**")
    st.markdown(
        _(
            "- Anybody in the team can lead this: each screen says what to do.\n"
            "- The arrow keys, or a presenter, go on and back.\n"
            "- You look first, choose together, and write down at the end."
        )
        + f"\n- {reads_along()}"
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


def reads_along() -> str:
    """Who can read what is written here."""
    return _(
        "Whoever has the link to this meeting, and management, which made it, can read what you write. Write a role "
        "and no names."
    )


def end(sitting: Sitting) -> None:
    """What was agreed and asked, and when to look back."""
    frame.heading(sitting, _("This is what we take along"))
    st.markdown("\n".join(told(sitting.meeting, sitting.title)) or _("Nothing was written down yet."))
    with st.container(key="checks"):
        st.markdown(f"**{_('When do we look back?')}**")
        left, right = st.columns(2)
        with left:
            check_day(sitting, "first", _("First time"), sitting.meeting.first_check)
        with right:
            check_day(sitting, "second", _("Second time"), sitting.meeting.second_check)
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


def check_day(sitting: Sitting, which: Literal["first", "second"], label: str, now: date) -> None:
    """The field for a day on which to look back."""
    id = sitting.meeting.id

    def save(store: Store, who: Principal, day: fields.Value, before: fields.Value) -> None:
        meetings.set_check(store, who, id, which, cast("date | None", day), cast("date | None", before))

    fields.day(label, f"{which}-check-{id}", now, save)
