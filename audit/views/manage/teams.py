"""Services and teams: a row per team in one form for the whole organisation, or a list that replaces them all.

Streamlit's own editable table was tried. axe finds nothing in it, for it is a painting; but the field in which a cell
is changed has no name, the keyboard's place is not shown, at 320 px what was typed was lost, an empty row is kept as
a row, and its menus are English. Fields in a form have none of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from audit.errors import Problem
from audit.files.renamed import Question, carried, questions
from audit.files.renamed import renamed as same_as
from audit.files.roster import kind_label, lost
from audit.manage import organisation
from audit.manage.organisation import Registered
from audit.organisation import KINDS, Kind, Service, Team
from audit.texts import _
from audit.typed import NAME_LENGTH
from audit.views.kit import clicks, forms
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded
from audit.views.manage import outlook, renamed
from audit.views.manage.outlook import Undo
from audit.views.manage.roster import FORM, saved, summary
from audit.views.manage.typed import Block, typed

ROWS = 3
"""How many empty rows come at a time."""


@dataclass
class Form:
    """The form as it stands open, `before` what was saved when it was drawn.

    `losing` is what would go away by the last click on save: nothing is saved before somebody agrees to all of it.
    `asked` are the questions about new names that stand beside it, `same` what was answered. `undo` holds how it was
    before teams were joined.
    """

    before: tuple[Service, ...]
    blocks: list[Block] = field(default_factory=list)
    losing: tuple[str, ...] = ()
    asked: tuple[Question, ...] = ()
    same: dict[str, str] = field(default_factory=dict)
    undo: list[Undo] = field(default_factory=list)


def kind_field(key: str, label: str) -> None:
    """A kind of organisation or service, or "" (Streamlit would ask in English for what is None)."""
    options: list[Kind | Literal[""]] = ["", *KINDS]
    st.selectbox(
        label,
        options,
        key=key,
        placeholder=_("not filled in"),
        format_func=lambda kind: kind_label(kind) if kind else _("not filled in"),
    )


def block_of(service: Service | None) -> Block:
    """Fields for a service, filled with what it is, or empty ones."""
    made = Block(forms.number(), [])
    st.session_state[f"service-{made.number}"] = service.name if service else ""
    st.session_state[f"kind-{made.number}"] = (service.kind if service else None) or ""
    st.session_state[f"region-{made.number}"] = (service.region if service else None) or ""
    made.rows = [row_of(team) for team in service.teams] if service else [row_of(None) for _row in range(ROWS)]
    return made


def row_of(team: Team | None) -> int:
    """Fields for a team, filled with what it is, or empty ones."""
    made = forms.number()
    st.session_state[f"team-{made}"] = team.name if team else ""
    st.session_state[f"invited-{made}"] = str(team.invited) if team else ""
    return made


def standing(services: tuple[Service, ...]) -> Form:
    """The form as it stands open, or one that begins from these services."""
    form: Form | None = st.session_state.get(f"{FORM}-drawn")
    if form is None or f"service-{form.blocks[0].number}" not in st.session_state:  # Streamlit forgets it with the view
        blocks = [block_of(service) for service in services] or [block_of(None)]
        form = st.session_state[f"{FORM}-drawn"] = Form(services, blocks)
    return form


@clicks.speaking
def more_teams(block: Block) -> None:
    block.rows += [row_of(None) for _row in range(ROWS)]


@clicks.speaking
def more_services(form: Form) -> None:
    form.blocks.append(block_of(None))


def draw(known: Registered) -> None:
    """The form: all services and teams, and one button that saves them all."""
    form = standing(known.services)
    with st.form(FORM, border=False, enter_to_submit=False):  # Enter would press the first button: more teams
        for n, block in enumerate(form.blocks, 1):
            with st.container(border=True, key=f"block-{block.number}"):
                draw_block(n, block)
        st.form_submit_button(_("One more service"), key="more-services", on_click=more_services, args=(form,))
        st.markdown(_("To take a team away, empty its name and its number. Rows that are empty are left out."))
        look_ahead(form)
        clicks.outcome(FORM)
        if form.before != known.services:
            form.losing = ()  # it was asked about what is no longer there
            summary(known.services, caption=_("What is saved now"))
            forms.changed_meanwhile(FORM, known.services)
        elif form.losing:
            st.warning(losing_words(form.losing))
            renamed.ask(form.asked, FORM)
            st.form_submit_button(_("Yes, save it like this"), key="sure", on_click=save, args=(form, form.losing))
        st.form_submit_button(
            _("Save services and teams"), type="primary", key="save-roster", on_click=save, args=(form,)
        )


def look_ahead(form: Form) -> None:
    """What the teams as they were typed can expect of a round, and a button for each set of teams to join."""
    services, problems = typed(form.blocks)
    if services and not problems:
        st.subheader(_("Who will see a result of their own?"), anchor=False)
        for n, found in enumerate(outlook.forecast(services)):
            names = tuple(team.name for team in found.teams)
            st.form_submit_button(
                plain(outlook.label(found)), key=f"join-{n}", on_click=join, args=(form, found.service.name, names)
            )
    if form.undo:
        st.form_submit_button(_("Take them apart again"), key="apart", on_click=apart, args=(form,))
    st.form_submit_button(_("Look ahead with what I typed"), key="look-ahead")


@clicks.speaking
def join(form: Form, service: str, teams: tuple[str, ...]) -> None:
    """Count teams together in the form; nothing is saved."""
    _services, problems = typed(form.blocks)
    undo = None if problems else outlook.join(form.blocks, service, teams)
    if undo is None:
        refuse(problems)
    else:
        form.undo.append(undo)


@clicks.speaking
def apart(form: Form) -> None:
    """Undo the last time that teams were counted together."""
    if form.undo:
        outlook.apart(form.undo.pop())


def refuse(problems: list[Problem]) -> None:
    clicks.refuse("\n".join([_("Nothing was saved yet."), *map(str, problems)]), FORM)


def draw_block(n: int, block: Block) -> None:
    name = st.session_state[f"service-{block.number}"]
    st.subheader(plain(title_of(n, name)), anchor=False)
    left, middle, right = st.columns([3, 2, 2])
    left.text_input(_("Name of service {n}").format(n=n), max_chars=NAME_LENGTH, key=f"service-{block.number}")
    with middle:
        kind_field(f"kind-{block.number}", _("Kind of service {n}").format(n=n))
    region = _("Region of service {n} (may stay empty)").format(n=n)
    right.text_input(region, max_chars=NAME_LENGTH, key=f"region-{block.number}")
    with st.container(gap="small", key=f"rows-{block.number}"):
        for m, row in enumerate(block.rows, 1):
            left, right = st.columns([5, 3])
            left.text_input(_("Team {n}").format(n=f"{n}.{m}"), max_chars=NAME_LENGTH, key=f"team-{row}")
            right.text_input(_("People in team {n}").format(n=f"{n}.{m}"), max_chars=7, key=f"invited-{row}")
    st.form_submit_button(
        _("More teams in service {n}").format(n=n), key=f"more-{block.number}", on_click=more_teams, args=(block,)
    )
    st.checkbox(_("Take service {n} away").format(n=n), key=f"away-{block.number}")


def title_of(n: int, name: str) -> str:
    return _("Service {n}: {name}").format(n=n, name=name) if name.strip() else _("Service {n}").format(n=n)


def losing_words(losing: Sequence[str]) -> str:
    """What goes away, and what that means for the comparison of years."""
    return plain(
        _(
            "If you save this, it goes away: {units}. Its results can then not be set beside those of another year. "
            "Did it get another name? Then say so here. Do you want to keep it? Then fill in its old name again, or "
            "take away the tick."
        ).format(units="; ".join(losing))
    )


@clicks.action(FORM)
def save(guarded: Guarded, form: Form, agreed: tuple[str, ...] = ()) -> str | None:
    """Save all that stands in the form, or nothing and say everything that is wrong with it."""
    services, problems = typed(form.blocks)
    if problems:
        form.losing = ()
        refuse(problems)
        return None
    services = carried(form.before, services)
    form.same |= {question.new.id: "" for question in form.asked} | renamed.answers(form.asked, FORM)
    for _level in ("service", "team"):  # teams of a service with another name are known once that is
        services = same_as(form.before, services, {new: old for new, old in form.same.items() if old})
    form.losing, form.asked = lost(form.before, services), questions(form.before, services)
    if not set(form.losing) <= set(agreed):
        return None
    organisation.save_roster(*guarded, services, before=form.before)
    forms.anew(FORM)
    return saved()
