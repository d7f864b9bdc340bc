"""Rounds: all of them, and one of them from plan to results. What can be done with it stands in modules beside this."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import quote

import streamlit as st

from audit.errors import AuditError
from audit.manage import codes, organisation, results, rounds, upkeep
from audit.manage import upload as uploads
from audit.rounds import Round
from audit.texts import _, day, ngettext
from audit.views.kit import clicks, links, text, visitor
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded
from audit.views.manage import ending, going, invitation, plan, preview, printed, reach, remarks, slips, upload


def at_a_glance(guarded: Guarded, round: Round) -> str:
    """The state of a round and the next step, in a sentence."""
    last = day(round.plan.last_day)
    if round.state == "planned":
        known = organisation.read(*guarded)
        if not known.services or known.facts.missing:
            return _("Planned. Next: fill in your organisation, then open the round.")
        return _("Planned. Next: look at the screens, and open the round.")
    if round.state == "closed" and round.closed_on:
        return _("Closed on {day}. Next: read the results and talk about them.").format(day=day(round.closed_on))
    if round.state == "cancelled":
        return _("Cancelled. Everything that was filled in has been erased.")
    if round.plan.collected == "upload":
        held = uploads.held(*guarded, round.id)
        if not held:
            return _("Open. Next: upload the answers.")
        return upload.of_people(held) + " " + _("Next: look at what will be visible, and close the round.")
    if round.accepts(guarded[0].today()):
        made = codes.issued(*guarded, round.id) >= set(round.units.team_ids.values())
        if not made:
            return _("Open until {day}. Next: make the codes and print the slips.").format(day=last)
        return _("Open until {day}. Next: hand out the slips, and give people time.").format(day=last)
    return _(
        "The last day was {day}; nothing is accepted any more. Next: close it, or choose a later last day."
    ).format(day=last)


def overview(guarded: Guarded) -> None:
    """All rounds, and planning another."""
    store, _who = guarded
    st.title(_("Rounds"), anchor=False)
    for sentence in upkeep.warnings(*guarded):
        st.warning(plain(sentence))
    with clicks.news():
        every = rounds.all(*guarded)
        if not every:
            first_steps(guarded)
        for round in every:
            if round.state != "cancelled":
                in_short(guarded, round)
        cancelled([round for round in every if round.state == "cancelled"])
        reach.draw()
        st.header(_("Plan a round"), anchor=False)
        plan.form(None, store.today())


def first_steps(guarded: Guarded) -> None:
    """What a round is, for whoever has none yet."""
    known = organisation.read(*guarded)
    st.markdown(
        _(
            "A round is one time that everybody is asked to answer, usually once a year. Plan the first one; "
            "nothing is sent to anybody before you open it."
        )
    )
    if not known.services or known.facts.missing:
        links.view("organisation", _("First fill in your organisation"))


def in_short(guarded: Guarded, round: Round) -> None:
    """A round in the list."""
    with st.container(border=True, key=f"round-{round.id}"):
        st.header(plain(round.plan.title), anchor=False)
        st.markdown(f"{round.plan.year} · {at_a_glance(guarded, round)}")
        # no st.page_link: to the page one is already on it leaves the address as it was
        links.go(f"rounds?round={quote(round.id)}", _("Go to {title}").format(title=round.plan.title), quiet=True)


def cancelled(rounds: list[Round]) -> None:
    """The rounds that came to nothing, folded away."""
    if rounds:
        n = len(rounds)
        with st.expander(ngettext("{n} cancelled round", "{n} cancelled rounds", n).format(n=n)):
            st.markdown("\n".join(f"- {plain(round.plan.title)} · {round.plan.year}" for round in rounds))


def running(guarded: Guarded, round: Round) -> None:
    """An open round: what was fixed, its codes, how it goes, a later last day, and its end.

    What comes and goes stands in a container: else all that follows moves, and Streamlit draws a fold that moved anew,
    folded.
    """
    today = guarded[0].today()
    plan.listed(plan.terms(round.plan, round.units.services))
    if round.plan.collected == "upload":
        with st.container():
            held = upload.draw(guarded, round)
        with st.container():
            ending.close(guarded, round, due=held > 0)
        return
    with st.container():
        slips.draw(guarded, round)
    invitation.draw(guarded, round)
    printed.offer(round)
    with st.container():
        found = going.draw(guarded, round)
    later(round, today)
    st.button(
        _("See the screens as people see them"), key="preview", on_click=clicks.ask, args=(f"preview-{round.id}",)
    )
    with st.container():
        ending.close(guarded, round, due=not round.accepts(today) or (found is not None and going.everybody(found)))


def later(round: Round, today: date) -> None:
    """A later last day."""
    key = f"later-{round.id}"
    stands_open = not round.accepts(today) or clicks.tells(key)
    with st.expander(_("Choose a later last day"), expanded=stands_open), st.form(f"{key}-form"):
        st.date_input(
            _("Last day to answer"), max(round.plan.last_day, today) + timedelta(days=7), format="DD/MM/YYYY", key=key
        )
        clicks.outcome(key)
        st.form_submit_button(_("Choose this day"), on_click=extend, args=(round.id,))


@clicks.action(lambda round_id: f"later-{round_id}")
def extend(guarded: Guarded, round_id: str) -> str | None:
    """Move the last day to the day that was chosen."""
    last = st.session_state[f"later-{round_id}"]
    if not isinstance(last, date):
        return None
    rounds.extend(*guarded, round_id, last)
    return _("The last day is now {day}.").format(day=day(last))


def afterwards(guarded: Guarded, round: Round) -> None:
    """A closed round: the results, and what people wrote."""
    publication = results.read(*guarded, round.id)
    with st.container(key="go-results"):
        links.view(
            "results",
            _("Read the results"),
            organisation=publication.organisation.id,
            round=publication.round.id,
        )
    remarks.draw(guarded, round)


def single(guarded: Guarded, round: Round) -> None:
    """One round, by its state."""
    st.title(plain(round.plan.title), anchor=False)
    with clicks.news():
        st.markdown(at_a_glance(guarded, round))
        if round.state == "planned" and clicks.asked(f"open-{round.id}"):
            plan.opening(guarded, round)
            return
        if round.state == "planned":
            plan.before_opening(guarded, round)
        elif round.state == "open":
            running(guarded, round)
        elif round.state == "closed":
            afterwards(guarded, round)
        if round.state in ("planned", "open"):
            ending.cancel(round)


def page() -> None:
    guarded = visitor.management("rounds")
    wanted = st.query_params.get("round")
    if wanted is None:
        overview(guarded)
        return
    try:
        round = rounds.read(*guarded, wanted)
    except AuditError as error:
        st.title(_("Rounds"), anchor=False)
        text.say(error)
        links.go("rounds", _("All rounds"), quiet=True)
        return
    if round.state in ("planned", "open") and clicks.asked(f"preview-{round.id}"):
        preview.draw(guarded, round)
        return
    if round.state in ("planned", "open") and clicks.asked(printed.asked_for(round)):
        printed.draw(guarded, round)
        return
    links.go("rounds", _("All rounds"), quiet=True)
    single(guarded, round)


if __name__ == "__main__":  # Streamlit runs it; importing it draws nothing
    page()
