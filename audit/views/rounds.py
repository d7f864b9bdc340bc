"""Rounds: plan one, open it, hand out codes, see how it goes, and close it."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from audit import questionnaire, settings, views
from audit.collect import invitations
from audit.collect.sheet import Sheet
from audit.errors import AuditError
from audit.organisation import NAME_LENGTH, Organisation, Unit
from audit.publish import closing, participation
from audit.questionnaire import Content
from audit.rounds import SMALLEST_GROUP, Plan, Round, fact_label
from audit.rounds import plan as planned
from audit.storage import agenda, archive, comments, registry
from audit.texts import _, day, language, ngettext
from audit.views import Guarded, plain
from audit.views import filling as screens
from audit.views.filling import CHECK, Filling
from audit.views.tables import draw

DAYS = 28  # how long a round is proposed to be open: holidays and shifts fit in
CODES, SEEN = "codes", "seen"


def do(act: Callable[..., Any], *arguments: Any, said: str = "", **named: Any) -> Any:
    """Do something with a round from a button: say what came of it on the page that follows."""
    views.speak()
    try:
        made = act(*arguments, **named)
    except AuditError as error:
        st.session_state["trouble"] = error
        return None
    st.session_state["done"] = said
    return made


def news() -> None:
    """What the last click brought."""
    if (error := st.session_state.pop("trouble", None)) is not None:
        views.say(error)
    if done := st.session_state.pop("done", ""):
        st.success(done)


def at_a_glance(one: Round, today: date) -> str:
    """The state of a round and the next step, in a sentence."""
    last = day(one.plan.last_day)
    if one.state == "planned":
        return _("Planned. Next: look at the screens, and open it.")
    if one.state == "closed" and one.closed_on:
        return _("Closed on {day}. Next: read the results and talk about them.").format(day=day(one.closed_on))
    if one.state == "cancelled":
        return _("Cancelled. Everything that was filled in has been erased.")
    if one.accepts(today):
        return _("Open until {day}. Next: hand out the codes, and wait.").format(day=last)
    return _(
        "The last day was {day}; nothing is accepted any more. Next: close it, or choose a later last day."
    ).format(day=last)


def overview(guarded: Guarded) -> None:
    """All rounds, and planning another."""
    store, _who = guarded
    st.title(_("Rounds"), anchor=False)
    news()
    rounds = agenda.all(*guarded)
    if not rounds:
        known = registry.read(*guarded)
        st.markdown(_("A round is one time that everybody is asked to answer, usually once a year. Plan the first one; "
                      "nothing is sent to anybody before you open it."))  # fmt: skip
        if not known.services or known.facts.missing:
            st.page_link("views/organisation.py", label=_("First fill in your organisation"))
    for one in rounds:
        with st.container(border=True, key=f"round-{one.id}"):
            st.header(plain(one.plan.title), anchor=False)
            st.markdown(f"{one.plan.year} · {at_a_glance(one, store.today())}")
            if one.state != "cancelled":
                st.page_link("views/rounds.py", label=_("Go to {title}").format(title=plain(one.plan.title)),
                             query_params={"round": one.id})  # fmt: skip
    st.header(_("Plan a round"), anchor=False)
    if (plan := plan_form(guarded, None)) is not None:
        try:
            made = agenda.plan(*guarded, plan)
        except AuditError as error:
            views.say(error)
            return
        st.query_params["round"] = made.id
        st.session_state["done"] = _("The round is planned.")
        st.rerun()


def plan_form(guarded: Guarded, old: Plan | None) -> Plan | None:
    """What management decides about a round; the plan when it was filled in well and sent."""
    store, _who = guarded
    today, say = store.today(), language()
    with st.form(f"plan-{old.name if old else 'new'}"):
        title = st.text_input(_("Title, as everybody sees it"), old.title if old else _("Round {year}").format(
            year=today.year), max_chars=NAME_LENGTH)  # fmt: skip
        year = st.number_input(_("Year of the results"), 2000, 2100, old.year if old else today.year)
        st.markdown(f"**{_('Questionnaires')}**")
        chosen = [one.id for one in questionnaire.read().questionnaires
                  if st.checkbox(f"{plain(one.title.to(say))} · {plain(_minutes(one.minutes))}",
                                 old is None or one.id in old.questionnaires, key=f"ask-{one.id}")]  # fmt: skip
        k = st.number_input(_("How many people a group needs to be shown (at least 5)"), SMALLEST_GROUP, 50,
                            old.minimum_group if old else SMALLEST_GROUP)  # fmt: skip
        last = st.date_input(_("Last day to answer"), old.last_day if old else today + timedelta(days=DAYS),
                             format="DD/MM/YYYY")  # fmt: skip
        if not st.form_submit_button(_("Save the plan") if old else _("Plan this round"), type="primary"):
            return None
    if not isinstance(last, date):
        st.error(_("Choose the last day."))
        return None
    try:
        return planned(title=title, year=int(year), questionnaires=tuple(chosen), last_day=last, minimum_group=int(k))
    except AuditError as error:
        views.say(error)
        return None


def _minutes(minutes: tuple[int, ...]) -> str:
    return _("{low} to {high} minutes").format(low=minutes[0], high=minutes[1])


def before_opening(guarded: Guarded, one: Round) -> None:
    """A planned round: what is missing, the screens, and opening it."""
    known = registry.read(*guarded)
    missing = [fact_label(field) for field in known.facts.missing]
    st.header(_("Before you open it"), anchor=False)
    n = sum(team.invited for service in known.services for team in service.teams)
    teams = sum(len(service.teams) for service in known.services)
    lines = [_("● The plan: {titles}.").format(titles=plain(", ".join(_titles(one))))]
    lines.append(_("● Services and teams: {teams} teams, {n} people.").format(teams=teams, n=n) if n else
                 _("○ Services and teams: none yet."))  # fmt: skip
    lines.append(
        _("○ What people are told before they answer: still empty: {fields}.").format(fields=plain("; ".join(missing)))
        if missing
        else _("● What people are told before they answer: filled in.")
    )
    st.markdown("  \n".join(lines))
    if missing or not n:
        st.page_link("views/organisation.py", label=_("Fill in what is missing"))
    elif st.button(_("See the screens as people will see them"), key="preview"):
        st.session_state[SEEN] = one.id
        st.rerun()
    st.markdown(
        _(
            "Opening fixes the plan, the teams and the questions: from then on they stay as they are, so that "
            "everybody answers the same. You can still add a colleague and choose a later last day."
        )
    )
    st.button(
        _("Open this round"),
        type="primary",
        disabled=bool(missing or not n),
        on_click=do,
        args=(agenda.open, *guarded, one.id),
        kwargs={"said": _("The round is open. Now make the codes.")},
    )
    with st.expander(_("Change the plan")):
        if (plan := plan_form(guarded, one.plan)) is not None:
            do(agenda.change, *guarded, one.id, plan, said=_("The plan was saved."))
            st.rerun()


def _titles(one: Round) -> list[str]:
    return [asked.title.to(language()) for asked in questionnaire.read().questionnaires
            if asked.id in one.plan.questionnaires]  # fmt: skip


def preview(guarded: Guarded, one: Round) -> None:
    """Every screen of a respondent, with nothing behind it."""
    known = registry.read(*guarded).organisation
    content = agenda.content(*guarded, one.id)
    if one.organisation is not None:
        known = one.organisation
    if known is None:
        st.session_state.pop(SEEN)
        st.rerun()
    st.warning(_("This is a preview. Nothing you fill in here is kept."))
    if st.button(_("Back to the round"), key="leave-preview"):
        for name in (SEEN, "previewed", "previewed-team", "previewed-sent"):
            st.session_state.pop(name, None)
        st.rerun()
    teams = {unit.id: unit for unit in known.units if unit.level == "team"}
    chosen = st.selectbox(_("As somebody of team"), list(teams), format_func=lambda id: teams[id].name)
    if st.session_state.get("previewed-team") != (one.id, chosen):
        facts = one.facts or registry.read(*guarded).facts
        st.session_state["previewed"] = Filling(
            round=one.model_copy(update={"facts": facts}), content=content, team=teams[chosen],
            counts_for=shown_in(known, teams[chosen], one.plan.minimum_group),
            team_is_small=teams[chosen].invited < one.plan.minimum_group, sheet=Sheet())  # fmt: skip
        st.session_state["previewed-team"] = (one.id, chosen)
        st.session_state.pop("previewed-sent", None)
    previewed()


def shown_in(organisation: Organisation, team: Unit, minimum_group: int) -> Unit:
    """The smallest unit with enough people invited that this team is in."""
    by_id = {unit.id: unit for unit in organisation.units}
    way_up = (team, by_id[team.parent or ""], by_id["org"])
    return next((unit for unit in way_up if unit.invited >= minimum_group), by_id["org"])


@st.fragment
def previewed() -> None:
    """The screens as `answer` draws them."""
    views.speak()
    filling: Filling = st.session_state["previewed"]
    if st.session_state.get("previewed-sent"):
        screens.thanks(filling)
        return
    screens.draw(filling)
    if filling.step == CHECK:
        label = _("Send (in this preview nothing is sent)")
        st.button(label, key="send", type="primary", on_click=st.session_state.update, args=({"previewed-sent": True},))


def running(guarded: Guarded, one: Round) -> None:
    """An open round: codes, how it goes, a later last day."""
    codes(guarded, one)
    st.header(_("How it goes"), anchor=False)
    found = participation.read(*guarded, one.id)
    st.markdown(_("Counted on {day}. It is counted once a day and told in such a way that it points at nobody.").format(
        day=day(found.counted_on)))  # fmt: skip
    draw(pd.DataFrame({_("People invited"): [str(told.unit.invited) for told in found.units],
                       _("Answered"): [told.words for told in found.units]},
                      index=pd.Index([_indented(told.unit) for told in found.units], name=_("Unit"))),
         _("How many people have answered"))  # fmt: skip
    with st.expander(_("Choose a later last day"), expanded=not one.accepts(guarded[0].today())):
        with st.form("extend"):
            start = max(one.plan.last_day, guarded[0].today()) + timedelta(days=7)
            last = st.date_input(_("Last day to answer"), start, format="DD/MM/YYYY", key="later")
            sent = st.form_submit_button(_("Choose this day"))
        if sent and isinstance(last, date):
            do(agenda.extend, *guarded, one.id, last, said=_("The last day is now {day}.").format(day=day(last)))
            st.rerun()
    if st.button(_("See the screens as people see them"), key="preview"):
        st.session_state[SEEN] = one.id
        st.rerun()
    close(guarded, one)


def _indented(unit: Unit) -> str:
    return {"organisation": "", "service": "", "team": "– "}[unit.level] + unit.name


def codes(guarded: Guarded, one: Round) -> None:
    """Codes per team: made once, shown once, printed; new ones, and one more for a new colleague."""
    st.header(_("Codes"), anchor=False)
    issued = invitations.issued(*guarded, one.id)
    teams = [unit for unit in one.units.units if unit.level == "team"]
    names = {unit.id: unit.name for unit in one.units.units}
    waiting = [team for team in teams if team.id not in issued]
    made: dict[str, tuple[str, ...]] = st.session_state.get(CODES, {}).get(one.id, {})
    if waiting:
        st.markdown(_("Everybody gets one code, on a slip that they draw themselves. Codes are shown only once: have "
                      "paper in the printer, or copy them."))  # fmt: skip
        st.button(_("Make the codes of all teams"), type="primary", on_click=issue, args=(guarded, one, waiting))
    elif not made:
        st.markdown(_("All teams have their codes. They were shown once and are kept nowhere."))
    if made:
        slips(one, made, names)
        st.button(_("I have printed them: hide the codes"), key="hide-codes", on_click=forget, args=(one,))
    with st.expander(_("Slips lost, or a new colleague?")):
        labels = {team.id: f"{names[team.parent or '']} · {team.name}" for team in teams}
        team = st.selectbox(_("Team"), list(labels), format_func=labels.__getitem__)
        st.markdown(_("New codes: the old ones of this team that were not used stop working, also for who already "
                      "began. This can be done once a day."))  # fmt: skip
        st.button(_("Make new codes for this team"), on_click=again, args=(guarded, one, team),
                  disabled=team not in issued)  # fmt: skip
        st.markdown(_("A new colleague: one more person is invited in this team, and gets a code."))
        st.button(_("Add one colleague to this team"), on_click=one_more, args=(guarded, one, team))


def show(one: Round, team: str, made: tuple[str, ...] | None) -> None:
    """Keep codes on the screen of this tab until they are hidden: nowhere else."""
    if made:
        st.session_state.setdefault(CODES, {}).setdefault(one.id, {})[team] = made


def issue(guarded: Guarded, one: Round, teams: list[Unit]) -> None:
    for team in teams:
        show(one, team.id, do(invitations.issue, *guarded, one.id, team.id))


def again(guarded: Guarded, one: Round, team: str) -> None:
    show(one, team, do(invitations.reissue, *guarded, one.id, team, said=_("These are the new codes.")))


def one_more(guarded: Guarded, one: Round, team: str) -> None:
    show(one, team, do(invitations.add, *guarded, one.id, team, said=_("One more person is invited.")))


def forget(one: Round) -> None:
    st.session_state.get(CODES, {}).pop(one.id, None)


def slips(one: Round, made: dict[str, tuple[str, ...]], names: dict[str, str]) -> None:
    """The slips of each team on a page of its own. No slip has a name, a team or a number on it."""
    e = html.escape
    address = here()
    st.markdown(_("Print this page (each team begins on a new sheet), cut the slips, fold them, shuffle them, and let "
                  "everybody in the team draw one. Do not write down who has which."))  # fmt: skip
    if urlsplit(address).hostname in ("localhost", "127.0.0.1"):
        st.warning(_("People can only answer on this computer: the address is {address}. For telephones and other "
                     "computers, ask whoever hosts this for an address that others can reach.").format(
                         address=plain(address)))  # fmt: skip
    out = []
    for team, those in made.items():
        told = ngettext("{team}: {n} slip", "{team}: {n} slips", len(those)).format(team=names[team], n=len(those))
        cells = "".join(
            f"<li><span>{e(one.plan.title)}</span><code>{e(code)}</code>"
            f"<span>{e(_('Go to {address} and type the code.').format(address=address + '/i'))}</span>"
            f"<span>{e(screens.last_day(one))} {e(_('Nobody knows which slip is yours. Keep it until you have sent.'))}"
            f"</span></li>" for code in those)  # fmt: skip
        out.append(f"<section><h3>{e(told)}</h3><ul>{cells}</ul></section>")
    st.html(screens.STYLE)
    st.html(f'<div class="slips">{"".join(out)}</div>')


def here() -> str:
    """The address others type: as whoever hosts the app set it, else as this browser has it."""
    if settings.read().public_url:
        return settings.read().public_url.rstrip("/")
    parts = urlsplit(st.context.url or "http://localhost:8501/")
    return f"{parts.scheme}://{parts.netloc}"


def close(guarded: Guarded, one: Round) -> None:
    """What closing does, which units will be seen, and the title to type."""
    st.header(_("Close this round"), anchor=False)
    st.markdown(_("- The results appear at once, for groups that are large enough.\n"
                  "- All answers, drafts and codes are erased. Nobody can count anything anew, we cannot either.\n"
                  "- Who has not sent by then is too late.\n"
                  "- Closing cannot be undone."))  # fmt: skip
    if (
        st.button(_("Work out which units will be visible"), key="foresee")
        or st.session_state.get("foreseen") == one.id
    ):
        st.session_state["foreseen"] = one.id
        found = closing.preview(*guarded, one.id)
        st.markdown(_("Worked out on {day} from how many people answered, not from what they answered. Later answers "
                      "of that day are not in it.").format(day=day(found.counted_on)))  # fmt: skip
        st.markdown("  \n".join(
            _("● {unit}: visible, {n} of {total} themes").format(unit=plain(seen.unit.name), n=seen.themes_shown,
                                                                 total=seen.themes) if seen.shown else
            _("○ {unit}: not shown, its answers count in the larger whole").format(unit=plain(seen.unit.name))
            for seen in found.units))  # fmt: skip
    with st.form("close"):
        typed = st.text_input(_("Type the title of the round to close it: {title}").format(title=plain(one.plan.title)))
        sent = st.form_submit_button(_("Close the round and make the results"), type="primary")
    if sent:
        forget(one)
        made = do(closing.close, *guarded, one.id, typed, said=_("The round is closed. The results are there."))
        if made is not None and not made.swept:
            st.session_state["done"] += " " + _unswept()
        st.rerun()


def _unswept() -> str:
    return _("The answers were erased, but their traces on the disk could not be wiped yet. This is tried again at the "
             "next start.")  # fmt: skip


def cancel(guarded: Guarded, one: Round) -> None:
    with st.expander(_("Cancel this round")):
        st.markdown(_("Cancelling erases everything that was filled in. There will be no results, and it cannot be "
                      "undone."))  # fmt: skip
        with st.form("cancel"):
            typed = st.text_input(_("Type the title of the round to cancel it: {title}").format(
                title=plain(one.plan.title)))  # fmt: skip
            sent = st.form_submit_button(_("Cancel the round and erase everything"))
        if sent:
            forget(one)
            swept = do(closing.cancel, *guarded, one.id, typed, said=_("The round was cancelled, and everything that "
                                                                       "was filled in was erased."))  # fmt: skip
            if swept is False:
                st.session_state["done"] += " " + _unswept()
            if swept is not None:
                st.query_params.pop("round", None)
            st.rerun()


def afterwards(guarded: Guarded, one: Round) -> None:
    """A closed round: the results, and what people wrote."""
    publication = archive.read(*guarded, one.id)
    with st.container(key="go-results"):
        st.page_link("views/results.py", label=_("Read the results"), query_params={
            "organisation": publication.organisation.id, "round": publication.round.id})  # fmt: skip
    own_words(guarded, one, agenda.content(*guarded, one.id))


def own_words(guarded: Guarded, one: Round, content: Content) -> None:
    """What people wrote, for the reader they were told about."""
    st.header(_("What people wrote"), anchor=False)
    waiting, released = comments.waiting(*guarded, one.id), comments.released(*guarded, one.id)
    reader = one.facts.comments_reader if one.facts else ""
    st.markdown(_("Only this person reads these texts: {reader}. Release what nobody can be recognised by, shorten or "
                  "delete the rest. What is not released within {n} days is erased.").format(
                      reader=plain(reader), n=comments.DAYS))  # fmt: skip
    if not waiting and not released:
        st.markdown(_("There is nothing: nobody wrote anything, or fewer than ten people answered."))
    asked = {question.id: question.text.to(language()) for one_of in content.questionnaires
             for question in one_of.open_questions}  # fmt: skip
    if waiting:
        with st.expander(ngettext("Read {n} text that waits", "Read {n} texts that wait", len(waiting)).format(
                n=len(waiting))):  # fmt: skip
            for number, text in enumerate(waiting, 1):
                comment(guarded, text, f"{number}. " + asked.get(text.question, text.question), content)
    for text in released:
        st.markdown(f"- {plain(' '.join(text.text.split()))}")
        st.button(_("Delete"), key=f"delete-{text.id}", on_click=do, args=(comments.delete, *guarded, text.id))


def comment(guarded: Guarded, one: comments.Comment, label: str, content: Content) -> None:
    key = f"comment-{one.id}"
    st.text_area(plain(label), one.text, key=key, max_chars=content.shared.open_length)
    with st.container(horizontal=True):
        st.button(_("Release"), key=f"release-{one.id}", on_click=release, args=(guarded, one, key))
        st.button(_("Delete"), key=f"delete-{one.id}", on_click=do, args=(comments.delete, *guarded, one.id))


def shortened(guarded: Guarded, one: comments.Comment, text: str) -> bool:
    try:
        comments.shorten(*guarded, one.id, text)
    except AuditError as error:
        st.session_state["trouble"] = error
        return False
    return True


def release(guarded: Guarded, one: comments.Comment, key: str) -> None:
    """Release a text as it now stands in its box."""
    views.speak()
    typed = st.session_state[key]
    if typed != one.text and not shortened(guarded, one, typed):
        return
    do(comments.release, *guarded, one.id, said=_("The text was released."))


def page() -> None:
    guarded = views.management("rounds")
    wanted = st.query_params.get("round")
    if wanted is None:
        overview(guarded)
        return
    one = agenda.read(*guarded, wanted)
    if st.session_state.get(SEEN) == one.id:
        preview(guarded, one)
        return
    st.page_link("views/rounds.py", label=_("All rounds"))
    st.title(plain(one.plan.title), anchor=False)
    news()
    st.markdown(at_a_glance(one, guarded[0].today()))
    if one.state == "planned":
        before_opening(guarded, one)
    elif one.state == "open":
        running(guarded, one)
    elif one.state == "closed":
        afterwards(guarded, one)
    if one.state in ("planned", "open"):
        cancel(guarded, one)


page()
