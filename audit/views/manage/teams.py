"""Services and teams: a row per team in one form for the whole organisation, or a list that replaces them all.

Streamlit's own editable table was tried. axe finds nothing in it, for it is a painting; but the field in which a cell
is changed has no name, the keyboard's place is not shown, at 320 px what was typed was lost, an empty row is kept as
a row, and its menus are English. Fields in a form have none of that.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd
import streamlit as st

from audit.errors import AuditError, Problem
from audit.files import tables
from audit.files.roster import COLUMNS, as_csv, invited_problems, kind_label, lost, organisation_of
from audit.manage import organisation, rounds
from audit.manage.organisation import Registered
from audit.organisation import KINDS, Kind, Service, Team
from audit.texts import _
from audit.typed import NAME_LENGTH, name_problems
from audit.views.kit import clicks, forms
from audit.views.kit.tables import draw as draw_table
from audit.views.kit.text import lines, plain
from audit.views.kit.visitor import Guarded

ROWS = 3
"""How many empty rows come at a time."""

FORM, LIST, EARLIER = "roster", "list", "earlier"


@dataclass
class Block:
    """A service in the form: its number in the names of its fields, and those of its rows. A row is a team."""

    number: int
    rows: list[int]


@dataclass
class Form:
    """The form as it stands open, `before` what was saved when it was drawn.

    `losing` is what would go away by the last click on save: nothing is saved before somebody agrees to all of it.
    """

    before: tuple[Service, ...]
    blocks: list[Block] = field(default_factory=list)
    losing: tuple[str, ...] = ()


def kind_field(key: str) -> None:
    """A kind of organisation or service, or "" (Streamlit would ask in English for what is None)."""
    options: list[Kind | Literal[""]] = ["", *KINDS]
    st.selectbox(
        _("Kind"),
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
        clicks.outcome(FORM)
        if form.before != known.services:
            form.losing = ()  # it was asked about what is no longer there
            summary(known.services, caption=_("What is saved now"))
            forms.changed_meanwhile(FORM, known.services)
        elif form.losing:
            st.warning(losing_words(form.losing))
            st.form_submit_button(_("Yes, save it like this"), key="sure", on_click=save, args=(form, form.losing))
        st.form_submit_button(
            _("Save services and teams"), type="primary", key="save-roster", on_click=save, args=(form,)
        )


def draw_block(n: int, block: Block) -> None:
    name = st.session_state[f"service-{block.number}"]
    st.subheader(plain(title_of(n, name)), anchor=False)
    left, middle, right = st.columns([3, 2, 2])
    left.text_input(_("Name of service {n}").format(n=n), max_chars=NAME_LENGTH, key=f"service-{block.number}")
    with middle:
        kind_field(f"kind-{block.number}")
    right.text_input(_("Region (may stay empty)"), max_chars=NAME_LENGTH, key=f"region-{block.number}")
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
            "If you save this, it goes away: {units}. A team with another name counts as another team: its "
            "results can not be set beside those of another year. Do you want to keep it? Then fill in its "
            "old name again, or take away the tick."
        ).format(units="; ".join(losing))
    )


@clicks.action(FORM)
def save(guarded: Guarded, form: Form, agreed: tuple[str, ...] = ()) -> str | None:
    """Save all that stands in the form, or nothing and say everything that is wrong with it."""
    services, problems = typed(form)
    if problems:
        form.losing = ()
        clicks.refuse("\n".join([_("Nothing was saved yet."), *map(str, problems)]), FORM)
        return None
    form.losing = lost(form.before, services)
    if not set(form.losing) <= set(agreed):
        return None
    organisation.save_roster(*guarded, services, before=form.before)
    forms.anew(FORM)
    return saved()


def saved() -> str:
    return _("Services and teams were saved. A round that is open keeps those of its opening.")


def typed(form: Form) -> tuple[tuple[Service, ...], list[Problem]]:
    """The services as they stand in the form, and everything that is wrong with it, with the number of its row."""
    services: list[Service] = []
    problems: list[Problem] = []
    names: dict[str, str] = {}
    for n, block in enumerate(form.blocks, 1):
        name, region = text(f"service-{block.number}"), text(f"region-{block.number}")
        rows = [(f"{n}.{m}", text(f"team-{row}"), text(f"invited-{row}")) for m, row in enumerate(block.rows, 1)]
        rows = [row for row in rows if row[1] or row[2]]
        if st.session_state[f"away-{block.number}"] or not (name or rows):
            continue
        place = _("Service {n}").format(n=n)
        wrong = name_problems(name, place) if name else [Problem("no_name", place, _("Fill in its name."))]
        wrong += name_problems(region, place) if region else []
        wrong += repeated(name, place, names)
        if not rows:
            wrong.append(Problem("no_team", place, _("Fill in at least one team.")))
        teams: dict[str, str] = {}
        for number, team, invited in rows:
            wrong += row_problems(_("Team {n}").format(n=number), team, invited, teams)
        problems += wrong
        if not wrong:
            kind = st.session_state[f"kind-{block.number}"] or None
            services.append(
                Service(
                    name=name,
                    kind=kind,
                    region=region or None,
                    teams=tuple(Team(name=team, invited=int(invited)) for _number, team, invited in rows),
                )
            )
    return tuple(services), problems


def text(key: str) -> str:
    """What was typed in a field, with letters and their accents in one."""
    return unicodedata.normalize("NFC", st.session_state[key].strip())


def row_problems(place: str, team: str, invited: str, known: dict[str, str]) -> list[Problem]:
    if not team:
        return [Problem("no_name", place, _("There are people but no team. Fill in its name, or empty the number."))]
    problems = name_problems(team, place) + repeated(team, place, known)
    if not invited:
        sentence = _("Fill in how many people are in “{team}”.").format(team=team)
        return [*problems, Problem("invited", place, sentence)]
    return problems + invited_problems(invited, place)


def repeated(name: str, place: str, known: dict[str, str]) -> list[Problem]:
    """A problem when another place has this name; from here on this place has it."""
    if name and name in known:
        return [
            Problem(
                "repeated",
                place,
                _("{place} is called “{name}” too. Give each its own name.").format(place=known[name], name=name),
            )
        ]
    known[name] = place
    return []


def summary(services: Sequence[Service], caption: str, now: Sequence[Service] = ()) -> None:
    """A table of all teams, beside how many people are invited in them now."""
    teams = [(service, team) for service in services for team in service.teams]
    counts = {(service.name, team.name): str(team.invited) for service in now for team in service.teams}
    columns = {
        _("Service"): [service.name for service, _team in teams],
        _("People invited"): [str(team.invited) for _service, team in teams],
    }
    if now:
        columns[_("Invited as it is now")] = [counts.get((service.name, team.name), "–") for service, team in teams]
    draw_table(pd.DataFrame(columns, index=pd.Index([team.name for _service, team in teams], name=_("Team"))), caption)


def listed(known: Registered) -> None:
    """A list that was copied from a spreadsheet or is in a file: every problem at once, and a look before saving."""
    st.markdown(
        _(
            "Columns: {columns}. The first row holds these names; kind and region may be left out. Kind is one "
            "of: {kinds}. Copy the rows in your spreadsheet and paste them here, or choose the file "
            "roster.csv."
        ).format(columns=plain(", ".join(COLUMNS)), kinds=plain(", ".join(KINDS)))
    )
    label = _("Download the list as it is now") if known.services else _("Download an empty list")
    st.download_button(label, as_csv(known.services), "roster.csv", "text/csv", on_click="ignore")
    n = forms.drawn(LIST, "pasted", None).number
    pasted = st.text_area(
        _("Rows from your spreadsheet"), key=f"{LIST}-{n}-pasted", height=140, placeholder="service;team;invited"
    )
    file = st.file_uploader(_("Or the file roster.csv"), type="csv", key=f"{LIST}-{n}-file")
    st.button(_("Look at the list"), key="look")  # what was typed arrives with a click
    if file is not None:
        data, name = file.getvalue(), file.name
    elif pasted.strip():
        data, name = pasted.encode(), _("your list")
    else:
        clicks.outcome(LIST)
        return
    try:
        found = organisation_of(tables.parse(data, name), name=known.name)
    except AuditError as error:
        st.error(lines(error.sentence))
        return
    proposal(LIST, found.services, known.services, _("Save this list"))


def earlier(guarded: Guarded, known: Registered) -> None:
    """The services and teams that an earlier round was opened with."""
    plans = {one.id: one.plan for one in rounds.all(*guarded) if one.organisation and one.state != "cancelled"}
    if not plans:
        return
    with st.expander(_("Or take over the services and teams of an earlier round")):
        chosen = st.selectbox(
            _("Which round"),
            list(plans),
            None,
            key=EARLIER,
            placeholder=_("Choose a round"),
            format_func=lambda id: f"{plans[id].year} · {plans[id].title}",
        )
        if chosen is None:
            clicks.outcome(EARLIER)
        else:
            proposal(EARLIER, rounds.roster_of(*guarded, chosen), known.services, _("Take over these teams"))


def proposal(form: str, services: tuple[Service, ...], now: tuple[Service, ...], label: str) -> None:
    """How it would be, what that replaces, and doing it once somebody has agreed."""
    summary(services, _("This is how it would be"), now)
    if services == now:
        st.markdown(_("It is like this already: nothing would change."))
        return
    agreement = f"agreed-{form}-{hash((services, now))}"  # a tick holds for one list only
    if now:
        lines = [_("It replaces all services and teams that stand here now.")]
        gone, new = lost(now, services), lost(services, now)
        lines.append(_("This goes away: {units}.").format(units="; ".join(gone)) if gone else _("Nothing goes away."))
        if new:
            lines.append(_("This is new: {units}.").format(units="; ".join(new)))
        lines.append(
            _(
                "Names must stay the same to set years beside each other: a team with another name counts as "
                "another team."
            )
        )
        st.markdown("  \n".join(map(plain, lines)))
        st.checkbox(_("I looked at the names and the numbers. This may replace what stands here now"), key=agreement)
    clicks.outcome(form)
    st.button(label, type="primary", key=f"replace-{form}", on_click=replace, args=(form, services, now, agreement))


@clicks.action(lambda form, *_lists: form)
def replace(
    guarded: Guarded, form: str, services: tuple[Service, ...], now: tuple[Service, ...], agreement: str
) -> str:
    """Save a list in the place of what stood there when people looked at it."""
    if now and not st.session_state.get(agreement):
        raise AuditError(
            "not_agreed", _("Nothing was saved yet. Look at what would be replaced, and tick that you did.")
        )
    organisation.save_roster(*guarded, services, before=now)
    forms.anew(LIST)
    forms.anew(FORM)
    st.session_state[EARLIER] = None
    return saved()
