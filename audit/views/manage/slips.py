"""Codes: made per team, shown once on slips (`paper.py`); new ones when they were lost, and one for a new colleague."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from audit.errors import AuditError
from audit.manage import codes
from audit.organisation import Unit
from audit.rounds import Round
from audit.texts import _
from audit.views.kit import clicks, text, visitor
from audit.views.kit.visitor import Guarded
from audit.views.manage import paper

_CODES = "codes"

Named = Sequence[tuple[str, str]]
"""Teams by id, each with its name."""


def draw(guarded: Guarded, round: Round) -> None:
    """The codes of an open round: to be made, to be printed, or made before."""
    st.header(_("Codes"), anchor=False)
    issued = codes.issued(*guarded, round.id)
    teams = [unit for unit in round.units.units if unit.level == "team"]
    waiting = [team for team in teams if team.id not in issued]
    made: dict[str, tuple[str, ...]] = st.session_state.get(_CODES, {}).get(round.id, {})
    with st.container():  # whatever stands in it, what follows stays in its place, and unfolded
        if waiting:
            st.markdown(
                _(
                    "Everybody gets one code, on a slip that they draw themselves. Codes are shown only once: "
                    "have paper in the printer."
                )
            )
            st.button(_("Make the codes of all teams"), type="primary", on_click=issue, args=(round.id, named(waiting)))
        elif not made:
            st.markdown(_("All teams have their codes. They were shown once and are kept nowhere."))
    if clicks.asked(f"again-{round.id}"):
        ask_again(round, [team for team in teams if team.id in issued])
    else:
        with st.expander(_("Slips lost, or a new colleague?")):
            others(round, teams, issued)
    clicks.outcome("codes", keep=False)
    if made:  # below what was clicked, where they are seen
        paper.draw(guarded, round, made)
        st.button(_("I have printed them: hide the codes"), key="hide-codes", on_click=hide, args=(round.id,))


def others(round: Round, teams: list[Unit], issued: frozenset[str]) -> None:
    """New codes of a team or of all, and one more for a new colleague."""
    names = {unit.id: unit.name for unit in round.units.units}
    labels = {team.id: f"{names[team.parent or '']} · {team.name}" for team in teams}
    team = st.selectbox(_("Team"), list(labels), format_func=labels.__getitem__, key=f"team-{round.id}")
    st.markdown(
        _(
            "New codes: the old ones of this team that were not used stop working, also for who already "
            "began. This can be done once a day."
        )
    )
    st.button(
        _("Make new codes for this team"),
        on_click=again,
        args=(round.id, ((team, names[team]),)),
        disabled=team not in issued,
    )
    st.button(_("Make new codes for all teams"), on_click=clicks.ask, args=(f"again-{round.id}",), disabled=not issued)
    st.markdown(_("A new colleague: one more person is invited in this team, and gets a code."))
    st.button(_("Add one colleague to this team"), on_click=one_more, args=(round.id, team))


def ask_again(round: Round, teams: list[Unit]) -> None:
    """What new codes for everybody do, before they are made."""
    st.subheader(_("New codes for all teams?"), anchor=False)
    st.markdown(
        _(
            "All slips that were handed out and not used stop working, also for who already began: what they "
            "filled in is lost. Do this only when you can collect the old slips."
        )
    )
    with st.container(horizontal=True):
        st.button(_("No, keep the codes"), on_click=clicks.ask)
        st.button(_("Yes, make new codes for all teams"), on_click=again, args=(round.id, named(teams)))


def named(teams: list[Unit]) -> Named:
    return tuple((team.id, team.name) for team in teams)


@clicks.action("codes")
def issue(guarded: Guarded, round_id: str, teams: Named) -> None:
    """Make the first codes of teams; what is refused for a team is told with its name."""
    for team, name in teams:
        with clicks.telling("codes", wording=partial(_of_team, name)):
            keep(round_id, team, codes.issue(*guarded, round_id, team))


@clicks.action("codes")
def again(guarded: Guarded, round_id: str, teams: Named) -> None:
    """Make new codes of teams; what was shown of them opens nothing any more."""
    clicks.ask()
    for team, name in teams:
        with clicks.telling("codes", wording=partial(_of_team, name)):
            keep(round_id, team, codes.reissue(*guarded, round_id, team))
            clicks.say(_("These are the new codes."), "codes")


def _of_team(name: str, error: AuditError) -> str:
    return f"{name}: {text.sentences(error)}"


@clicks.action("codes")
def one_more(guarded: Guarded, round_id: str, team: str) -> str:
    """Invite one person more; the new slip comes with those of the team that are shown."""
    made = codes.add(*guarded, round_id, team)
    keep(round_id, team, (*st.session_state.get(_CODES, {}).get(round_id, {}).get(team, ()), *made))
    return _("One more person is invited.")


def keep(round_id: str, team: str, made: tuple[str, ...]) -> None:
    """Keep codes on the screen of this tab until they are hidden: nowhere else."""
    st.session_state.setdefault(_CODES, {}).setdefault(round_id, {})[team] = made
    st.session_state[visitor.ONLY_HERE] = True


@clicks.speaking
def hide(round_id: str) -> None:
    forget(round_id)
    clicks.say(_("The codes are hidden. Now hand out the slips, and send the invitation that stands below."), "codes")


def forget(round_id: str) -> None:
    """Take the codes of a round off the screen."""
    st.session_state.get(_CODES, {}).pop(round_id, None)
    st.session_state.pop(visitor.ONLY_HERE, None)
