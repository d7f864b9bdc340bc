"""Agreements: what teams ask of management, to be answered, and in numbers what they agreed on."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from audit.act import followed, meetings, requests
from audit.act.followed import Counted, Share
from audit.act.meeting import Request
from audit.act.minutes import flat
from audit.act.requests import Asked
from audit.manage import organisation, results
from audit.publication import Publication
from audit.texts import _, day, language, ngettext, percentage
from audit.typed import LONGEST_TEXT
from audit.views.kit import clicks, forms, links, visitor
from audit.views.kit.tables import draw
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded

_ERASING = "erase-meetings"


def page() -> None:
    guarded = visitor.management("agreements")
    st.title(_("Agreements"), anchor=False)
    publications = results.publications(*guarded)
    counted, asked = followed.all(*guarded), requests.all(*guarded)
    with clicks.news():
        if not counted and not asked:
            st.info(_("No team has written anything down yet. Give each team a link to its meeting."))
            links.view("sharing", _("Make a link for a team"))
            if meetings.count(*guarded):
                erasing()
            return
        to_answer(guarded, asked, publications)
        numbers(guarded, counted, publications)
        shared(guarded, publications)
        erasing()


def names(guarded: Guarded) -> dict[str, str]:
    """What each unit is called now, by its id."""
    tree = organisation.read(*guarded).organisation
    return {unit.id: unit.name for unit in tree.units} if tree else {}


def titles(publications: tuple[Publication, ...]) -> dict[str, str]:
    """What each theme is called, as it was last published."""
    return {line.id: line.title.to(language()) for made in reversed(publications) for line in made.themes}


def to_answer(guarded: Guarded, asked: tuple[Asked, ...], publications: tuple[Publication, ...]) -> None:
    """The requests that wait, the oldest first, and those that were answered, folded away."""
    waiting = [one for one in asked if not one.request.answer]
    st.header(_("Questions to answer"), anchor=False)
    known, themes, whom = names(guarded), titles(publications), requests.labels()
    if not waiting:
        st.markdown(_("No question waits for an answer."))
    for one in waiting:
        head = f"{known.get(one.unit, one.unit)} · {themes.get(one.request.theme, one.request.theme)}"
        with st.container(border=True, key=f"request-{one.request.id}"):
            st.markdown(
                f"**{plain(head)}** · {day(one.request.made_on)} · "
                + plain(_("asked of {whom}").format(whom=whom[one.request.asked_of]))
                + f"  \n{plain(flat(one.request.what))}"
                + (f"  \n{plain(_('Why: {why}').format(why=flat(one.request.why)))}" if one.request.why else "")
            )
            answering(one)
    answered = [one for one in asked if one.request.answer]
    if answered:
        n = len(answered)
        with st.expander(ngettext("{n} answered question", "{n} answered questions", n).format(n=n)):
            for one in answered:
                said = f"{known.get(one.unit, one.unit)}: {flat(one.request.what)}"
                st.markdown(f"**{plain(said)}**  \n{plain(flat(one.request.answer))}")


def answering(one: Asked) -> None:
    """The form for an answer; the team reads it in its meeting."""
    id = one.request.id
    drawn = forms.drawn(f"answer-{id}", "text", "")
    with st.form(f"answer-{id}-{drawn.number}", border=False):
        label = _("Your answer. The team that asked reads it")
        st.text_area(label, max_chars=LONGEST_TEXT, height=90, key=f"answer-{id}-{drawn.number}-text")
        clicks.outcome(f"answer-{id}")
        st.form_submit_button(_("Send the answer"), on_click=answer, args=(one.request, drawn.number))


@clicks.action(lambda shown, _number: f"answer-{shown.id}")
def answer(guarded: Guarded, shown: Request, number: int) -> str:
    requests.answer(*guarded, shown, st.session_state[f"answer-{shown.id}-{number}-text"])
    forms.anew(f"answer-{shown.id}")
    return _("Answered. The team sees it in its meeting.")


def numbers(guarded: Guarded, counted: tuple[Counted, ...], publications: tuple[Publication, ...]) -> None:
    """How teams follow up, this round beside the one before; and per unit how many agreements, without their words."""
    st.header(_("Agreements in numbers"), anchor=False)
    st.markdown(_("You see how many and about which themes. You can open a meeting to read what a team wrote."))
    for made in publications[:2]:
        soon, looked = followed.agreed_soon(counted, made), followed.checked(counted, made)
        agreed = _("teams with an agreement within eight weeks after closing: {share}").format(share=in_words(soon))
        checked = _("checks done: {share}").format(share=in_words(looked))
        st.markdown(f"**{plain(made.round.title)}**\n- {plain(agreed)}\n- {plain(checked)}")
    known, themes = names(guarded), titles(publications)
    for made in publications[:2]:
        by_unit = followed.by_unit(counted, made.round.id)
        if not by_unit:
            continue
        about = {
            unit: ", ".join(
                dict.fromkeys(
                    themes.get(one.theme, one.theme)
                    for one in counted
                    if (one.unit, one.round) == (unit, made.round.id)
                )
            )
            for unit in by_unit
        }
        table = pd.DataFrame(
            {
                _("Open"): [str(found["open"]) for found in by_unit.values()],
                _("Done"): [str(found["done"]) for found in by_unit.values()],
                _("Dropped"): [str(found["dropped"]) for found in by_unit.values()],
                _("Themes"): list(about.values()),
            },
            index=pd.Index([known.get(unit, unit) for unit in by_unit], name=_("Unit")),
        )
        draw(table, _("Agreements of {round}").format(round=made.round.title))


def shared(guarded: Guarded, publications: tuple[Publication, ...]) -> None:
    """What teams want management to read."""
    found, known, themes = followed.shared(*guarded), names(guarded), titles(publications)
    if found:
        st.header(_("Shared by teams"), anchor=False)
        told = (
            f"{known.get(one.unit, one.unit)}: {flat(one.what)} ({themes.get(one.theme, one.theme)})" for one in found
        )
        st.markdown("\n".join(f"- {plain(line)}" for line in told))


def in_words(share: Share) -> str:
    """So many of so many, with the share; a dash where there is nothing to count."""
    if not share.of:
        return "–"
    return _("{n} of {of} ({share})").format(n=share.n, of=share.of, share=percentage(share.n / share.of))


def erasing() -> None:
    """Erasing all that was written in meetings, which asks first."""
    with st.expander(_("Erase all meetings"), expanded=clicks.asked(_ERASING)):
        st.markdown(_("All agreements, requests and answers of all teams and all years go. It cannot be undone."))
        if not clicks.asked(_ERASING):
            st.button(_("Erase all meetings"), key=_ERASING, on_click=clicks.ask, args=(_ERASING,))
            return
        with st.container(horizontal=True):
            st.button(_("No, leave them"), key="leave-meetings", on_click=clicks.ask)
            st.button(_("Yes, erase all of it"), key="yes-erase", on_click=erase)


@clicks.action()
def erase(guarded: Guarded) -> str:
    clicks.ask()
    n = meetings.erase(*guarded)
    return ngettext("{n} meeting was erased.", "{n} meetings were erased.", n).format(n=n)


if __name__ == "__main__":  # Streamlit runs it; importing it draws nothing
    page()
