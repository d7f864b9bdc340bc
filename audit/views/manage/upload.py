"""A round whose answers are uploaded: the file, what it would count, and putting it in the place of what there is."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from audit.errors import AuditError
from audit.manage import codes, rounds, upload
from audit.manage.upload import Found
from audit.rounds import Round
from audit.texts import _, language, ngettext
from audit.views.kit import clicks, html
from audit.views.kit.tables import draw as table
from audit.views.kit.tables import indented
from audit.views.kit.text import lines, plain
from audit.views.kit.visitor import Guarded

_TAKEN = "uploads-taken"


def draw(guarded: Guarded, round: Round) -> int:
    """What was uploaded, and a file to upload. Returns of how many people answers are there."""
    st.header(_("Answers from another tool"), anchor=False)
    held = upload.held(*guarded, round.id)
    if held:
        st.markdown(of_people(held) + " " + _("Another file takes their place, until you close the round."))
    st.markdown(
        _(
            "One row for each person, with the columns `service`, `team`, `role` and `priorities`, and one for each "
            "question: its id, such as `ze1_1`, or its text. A cell holds 1 to 5, dk (I don’t know), na (not "
            "applicable) or nothing. Services and teams are written as in your organisation. Names, times and devices "
            "of people do not belong in the file."
        )
    )
    st.markdown(
        _(
            "Whoever has that file sees what everybody answered. Delete it, and the answers in the other tool, once "
            "the round is closed."
        )
    )
    html.draw(
        "upload",
        text=_("This file is larger than 2 MB. Keep only the sheet with the answers, and save it as “CSV UTF-8”."),
    )
    key = f"answers-{round.id}-{st.session_state.get(_TAKEN, 0)}"  # a field that was taken from begins anew
    file = st.file_uploader(_("The file with the answers: .xlsx or .csv"), key=key)
    if file is not None:
        proposed(guarded, round, key, held)
    clicks.outcome("upload")
    added(round)
    return held


def proposed(guarded: Guarded, round: Round, key: str, held: int) -> None:
    """What the file would count, and a button that takes it."""
    file = st.session_state[key]
    try:
        found = upload.look(*guarded, round.id, file.getvalue(), file.name)
    except AuditError as error:
        st.error(lines(error.sentence))
        return
    st.subheader(_("This is what would count"), anchor=False)
    in_numbers(found)
    titles = {asked.id: asked.title.to(language()) for asked in rounds.content(*guarded, round.id).questionnaires}
    for id in found.absent:
        told = _("The file has no question of “{questionnaire}”: it counts as skipped by everybody.")
        st.warning(told.format(questionnaire=plain(titles[id])))
    if found.remarks:
        st.warning(lines("\n".join(found.remarks)))
    label = _("Put these answers in the place of the others") if held else _("Use these answers")
    st.button(label, type="primary", key="take-answers", on_click=take, args=(round.id, key))


def in_numbers(found: Found) -> None:
    """How many people of each unit stand in the file."""
    table(
        pd.DataFrame(
            {
                _("People invited"): [str(unit.invited) for unit in found.people],
                _("In the file"): [str(n) for n in found.people.values()],
            },
            index=pd.Index([indented(unit) for unit in found.people], name=_("Unit")),
        ),
        _("How many people stand in the file"),
    )


def added(round: Round) -> None:
    """More people than were invited."""
    names = {unit.id: unit.name for unit in round.units.units}
    labels = {
        unit.id: f"{names[unit.parent or '']} · {unit.name}" for unit in round.units.units if unit.level == "team"
    }
    with st.expander(_("More people answered than were invited?")):
        st.markdown(_("People who came along after the round was opened are added here, one by one."))
        team = st.selectbox(_("Team"), list(labels), format_func=labels.__getitem__, key=f"team-{round.id}")
        st.button(_("Add one colleague to this team"), on_click=one_more, args=(round.id, team))


def of_people(n: int) -> str:
    """How many people's answers are there, in a sentence."""
    return ngettext("The answers of {n} person are uploaded.", "The answers of {n} people are uploaded.", n).format(n=n)


@clicks.action("upload")
def take(guarded: Guarded, round_id: str, key: str) -> str:
    """Store the file that stands in the field."""
    file = st.session_state.get(key)
    if file is None:
        raise AuditError("no_file", _("The file is gone from this page. Choose it again."))
    n = upload.take(*guarded, round_id, file.getvalue(), file.name)
    st.session_state[_TAKEN] = st.session_state.get(_TAKEN, 0) + 1
    return of_people(n) + " " + _("Now look at what will be visible, and close the round.")


@clicks.action("upload")
def one_more(guarded: Guarded, round_id: str, team: str) -> str:
    """Invite one person more."""
    codes.add(*guarded, round_id, team)
    return _("One more person is invited.")
