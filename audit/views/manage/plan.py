"""The plan of a round: filled in, looked at once more, and fixed by opening."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from audit import questionnaire
from audit.errors import AuditError
from audit.manage import organisation, rounds
from audit.organisation import Service
from audit.rounds import SMALLEST_GROUP, Collected, Plan, Round
from audit.rounds import plan as checked
from audit.texts import _, day, language, ngettext
from audit.typed import NAME_LENGTH
from audit.views.kit import clicks, links
from audit.views.kit.text import lines, plain
from audit.views.kit.visitor import Guarded
from audit.views.manage.checklist import needed

COMING_IN: tuple[Collected, ...] = ("codes", "upload")
DAYS = 28  # how long a round is proposed to be open: holidays and shifts fit in


def form(round: Round | None, today: date) -> None:
    """What management decides about a round; without one, about the next."""
    # of each round its own: fields with one name would hold what was ticked for another round
    key = f"plan-{round.id if round else 'new'}"
    old, say = round.plan if round else None, language()
    with st.form(key):
        st.text_input(
            _("Title, as everybody sees it"),
            old.title if old else _("Round {year}").format(year=today.year),
            max_chars=NAME_LENGTH,
            key=f"{key}-title",
        )
        st.number_input(_("Year of the results"), 2000, 2100, old.year if old else today.year, key=f"{key}-year")
        st.markdown(f"**{_('Questionnaires')}**")
        for asked in questionnaire.read().questionnaires:
            st.checkbox(
                f"{plain(asked.title.to(say))} · {plain(_minutes(asked.minutes))}",
                old is None or asked.id in old.questionnaires,
                key=f"{key}-ask-{asked.id}",
            )
        st.number_input(
            _("How many people a group needs to be shown (at least 5)"),
            SMALLEST_GROUP,
            50,
            old.minimum_group if old else SMALLEST_GROUP,
            key=f"{key}-group",
        )
        st.date_input(
            _("Last day to answer"),
            old.last_day if old else today + timedelta(days=DAYS),
            format="DD/MM/YYYY",
            key=f"{key}-last",
        )
        _ways_in(f"{key}-collected", old.collected if old else COMING_IN[0])
        clicks.outcome(key)
        label = _("Save the plan") if old else _("Plan this round")
        st.form_submit_button(label, type="primary", on_click=save, args=(key, round.id if round else None))


def _ways_in(key: str, chosen: Collected) -> None:
    said = {way: coming_in(way) for way in COMING_IN}
    label = _("How the answers come in")
    st.radio(label, list(COMING_IN), COMING_IN.index(chosen), key=key, format_func=said.__getitem__)


def coming_in(collected: Collected) -> str:
    """How answers come in, in words."""
    if collected == "upload":
        return _("All at once, from another tool, as a file. There are no codes then.")
    return _("Everybody answers here with a code, or on paper")


def _minutes(minutes: tuple[int, ...]) -> str:
    return _("{low} to {high} minutes").format(low=minutes[0], high=minutes[1])


@clicks.action(lambda key, _round_id: key)
def save(guarded: Guarded, key: str, round_id: str | None) -> str:
    """Plan a round as its form was filled in, or change the plan of one."""
    plan = filled_in(key)
    if round_id is not None:
        rounds.change(*guarded, round_id, plan)
        return _("The plan was saved.")
    st.query_params["round"] = rounds.plan(*guarded, plan).id
    return _("The round is planned.")


def filled_in(key: str) -> Plan:
    """The plan as its form was filled in.

    Raises:
        AuditError: it has no last day, or something in it is not allowed.
    """
    told = st.session_state
    last = told[f"{key}-last"]
    if not isinstance(last, date):
        raise AuditError("no_day", _("Choose the last day."))
    chosen = [asked.id for asked in questionnaire.read().questionnaires if told[f"{key}-ask-{asked.id}"]]
    return checked(
        title=told[f"{key}-title"],
        year=int(told[f"{key}-year"]),
        questionnaires=tuple(chosen),
        last_day=last,
        minimum_group=int(told[f"{key}-group"]),
        collected=told[f"{key}-collected"],
    )


def before_opening(guarded: Guarded, round: Round) -> None:
    """A planned round: what is missing, the screens, and opening it."""
    known = organisation.read(*guarded)
    ready = bool(known.services and not known.facts.missing)
    st.header(_("Before you open it"), anchor=False)
    planned = _("● The plan: {titles}.").format(titles=", ".join(titles(round.plan)))
    texts = [own_words(asked=rounds.content(*guarded, round.id).own_words)] if round.plan.collected == "codes" else []
    st.markdown(lines("\n".join([planned, *needed(known, by_name=True), *texts])))
    if not ready:
        links.view("organisation", _("Fill in what is missing"))
    else:
        st.button(
            _("See the screens as people will see them"),
            key="preview",
            on_click=clicks.ask,
            args=(f"preview-{round.id}",),
        )
    st.button(
        _("Open this round"),
        type="primary",
        disabled=not ready,
        on_click=clicks.ask,
        args=(f"open-{round.id}",),
    )
    with st.expander(_("Change the plan"), expanded=False):
        form(round, guarded[0].today())


def own_words(*, asked: bool) -> str:
    """Whether open questions are asked, and why not."""
    if asked:
        return _("● Open questions: the reader has a key.")
    return _("● Open questions: not asked, because the reader has no key yet. Everything else is asked.")


def opening(guarded: Guarded, round: Round) -> None:
    """All that opening fixes, to look at once more."""
    known = organisation.read(*guarded)
    st.header(_("Open this round?"), anchor=False)
    st.markdown(
        _(
            "Opening fixes the plan, the teams and the questions: from then on they stay as they are, so that "
            "everybody answers the same. You can still add a colleague and choose a later last day."
        )
    )
    texts = own_words_short(asked=rounds.content(*guarded, round.id).own_words)
    fixed = [
        (_("Title, as everybody sees it"), plain(round.plan.title)),
        (_("Year of the results"), str(round.plan.year)),
        *terms(round.plan, known.services),
        *([(_("Open questions"), texts)] if round.plan.collected == "codes" else []),
        *((plain(service.name), _heads(service)) for service in known.services),
    ]
    listed(fixed)
    with st.container(horizontal=True):
        st.button(_("Not yet: back to the plan"), on_click=clicks.ask)
        st.button(_("Yes, open it"), type="primary", on_click=open_round, args=(round.id,))


def own_words_short(*, asked: bool) -> str:
    return _("asked") if asked else _("not asked: the reader has no key. That stays so in this round")


@clicks.action()
def open_round(guarded: Guarded, round_id: str) -> str:
    """Open a round that was looked at once more."""
    clicks.ask()
    opened = rounds.open(*guarded, round_id)
    if opened.plan.collected == "upload":
        return _("The round is open. Now upload the answers.")
    return _("The round is open. Now make the codes.")


def terms(plan: Plan, services: tuple[Service, ...]) -> list[tuple[str, str]]:
    """What holds for everybody in a round, as names and what they are."""
    return [
        (_("Last day to answer"), day(plan.last_day)),
        (_("A group is shown"), _("when {n} people or more answer").format(n=plan.minimum_group)),
        (_("Questionnaires"), plain(", ".join(titles(plan)))),
        *([(_("How the answers come in"), plain(coming_in("upload")))] if plan.collected == "upload" else []),
        (_("Invited"), people(services)),
    ]


def listed(found: list[tuple[str, str]]) -> None:
    """Draw names with what they are, one on a line."""
    st.markdown("\n".join(f"- {name}: **{what}**" for name, what in found))


def people(services: tuple[Service, ...]) -> str:
    """How many teams and people are invited, in words."""
    sizes = [team.invited for service in services for team in service.teams]
    teams = ngettext("{n} team", "{n} teams", len(sizes)).format(n=len(sizes))
    return f"{teams}, " + ngettext("{n} person", "{n} people", sum(sizes)).format(n=sum(sizes))


def _heads(service: Service) -> str:
    return plain(", ".join(f"{team.name} {team.invited}" for team in service.teams))


def titles(plan: Plan) -> list[str]:
    """What the questionnaires of a plan are called."""
    return [
        asked.title.to(language()) for asked in questionnaire.read().questionnaires if asked.id in plan.questionnaires
    ]
