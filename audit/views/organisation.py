"""Organisation: who it is, its services and teams with head counts, and what people are told before they answer."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from audit import tables, views
from audit.access.passphrase import SHORTEST
from audit.errors import AuditError
from audit.organisation import KINDS, NAME_LENGTH, Kind, Service, Team
from audit.roster import COLUMNS, kind_label, organisation_of
from audit.rounds import FACT_LENGTH, Facts, fact_label
from audit.storage import registry
from audit.storage.registry import Registered
from audit.texts import _, ngettext
from audit.views import Guarded, plain
from audit.views.tables import draw

SPARE_ROWS = 3
LARGEST = 100_000


def kind_field(chosen: Kind | None, key: str) -> Kind | None:
    options: list[Kind | None] = [None, *KINDS]
    return st.selectbox(_("Kind"), options, options.index(chosen), key=key,
                        format_func=lambda kind: kind_label(kind) if kind else _("not filled in"))  # fmt: skip


def saved(what: str) -> None:
    """Say that something was saved, on the fresh page that follows."""
    st.session_state["saved"] = what
    st.session_state["version"] = st.session_state.get("version", 0) + 1
    st.rerun()


def version() -> int:
    """A number in the names of fields: after saving they begin from what was saved."""
    return int(st.session_state.get("version", 0))


def identity(guarded: Guarded, known: Registered) -> None:
    st.header(_("Name"), anchor=False)
    with st.form(f"identity-{version()}"):
        name = st.text_input(_("Name of your organisation"), known.name, max_chars=NAME_LENGTH)
        kind = kind_field(known.kind, "identity-kind")
        region = st.text_input(_("Region (may stay empty)"), known.region or "", max_chars=NAME_LENGTH)
        if not st.form_submit_button(_("Save name")):
            return
    try:
        registry.rename(*guarded, name=name, kind=kind, region=region or None)
    except AuditError as error:
        views.say(error)
    else:
        saved(_("The name was saved."))


def roster(guarded: Guarded, known: Registered) -> None:
    """A form per service, an empty one for the next, and the whole list at once."""
    st.header(_("Services and teams"), anchor=False)
    st.markdown(_("Every person is in one team. How many people you invite decides whether a team can be shown: that "
                  "takes at least five answers."))  # fmt: skip
    if known.services:
        summary(known.services)
    for place, service in enumerate(known.services):
        with st.expander(_("Change: {service}").format(service=plain(service.name))):
            service_form(guarded, known, place, service)
    with st.expander(_("Add a service"), expanded=not known.services):
        service_form(guarded, known, len(known.services), None)
    with st.expander(_("Or take over a list from a spreadsheet")):
        listed(guarded, known)


def summary(services: tuple[Service, ...]) -> None:
    """The whole tree as a table."""
    teams = [(service, team) for service in services for team in service.teams]
    draw(pd.DataFrame({_("Service"): [service.name for service, _team in teams],
                       _("People invited"): [str(team.invited) for _service, team in teams]},
                      index=pd.Index([team.name for _service, team in teams], name=_("Team"))),
         _("Services and teams"))  # fmt: skip
    n = sum(team.invited for service in services for team in service.teams)
    st.markdown(ngettext("{n} person in all.", "{n} people in all.", n).format(n=n))


def service_form(guarded: Guarded, known: Registered, place: int, service: Service | None) -> None:
    """Name, kind and region of a service, and a row per team; an emptied name takes the team away."""
    key = f"service-{version()}-{place}"
    teams: tuple[Team, ...] = service.teams if service else ()
    with st.form(key, border=False):
        name = st.text_input(_("Name of the service"), service.name if service else "", max_chars=NAME_LENGTH,
                             key=f"{key}-name")  # fmt: skip
        rows = []
        for row in range(len(teams) + SPARE_ROWS):
            team = teams[row] if row < len(teams) else None
            left, right = st.columns([3, 2])
            told = left.text_input(_("Team {n}").format(n=row + 1), team.name if team else "", max_chars=NAME_LENGTH,
                                   key=f"{key}-team-{row}")  # fmt: skip
            invited = right.number_input(_("People in team {n}").format(n=row + 1), 1, LARGEST,
                                         team.invited if team else None, key=f"{key}-n-{row}")  # fmt: skip
            rows.append((told.strip(), invited))
        st.markdown(
            _("More teams? Save, and there are three empty rows again. To take a team away, empty its name and number.")
        )
        kind = kind_field(service.kind if service else None, f"{key}-kind")
        region = st.text_input(_("Region (may stay empty)"), (service.region if service else None) or "",
                               max_chars=NAME_LENGTH, key=f"{key}-region")  # fmt: skip
        keep = st.form_submit_button(_("Save service"), type="primary")
        drop = service is not None and st.form_submit_button(_("Take this service away"))
    others = list(known.services)
    if drop:
        del others[place]
    elif keep:
        problems = row_problems(name, rows)
        if problems:
            st.error("  \n".join(plain(problem) for problem in problems))
            return
        made = Service(name=name, kind=kind, region=region.strip() or None,
                       teams=tuple(Team(name=told, invited=int(n)) for told, n in rows if told and n))  # fmt: skip
        others[place : place + 1] = [made]
    else:
        return
    save(guarded, tuple(others))


def row_problems(name: str, rows: list[tuple[str, int | None]]) -> list[str]:
    """What is not filled in yet, in sentences."""
    problems = [] if name.strip() else [_("Fill in the name of the service.")]
    if not any(told for told, _n in rows):
        problems.append(_("Fill in at least one team."))
    for told, n in rows:
        if told and not n:
            problems.append(_("Fill in how many people are in team “{team}”.").format(team=told))
        if n and not told:
            problems.append(_("A number of people has no team. Fill in the name of the team, or empty the number."))
    return problems


def save(guarded: Guarded, services: tuple[Service, ...]) -> None:
    try:
        registry.save_roster(*guarded, services)
    except AuditError as error:
        views.say(error)
    else:
        saved(_("Services and teams were saved. A round that is open keeps those of its opening."))


def listed(guarded: Guarded, known: Registered) -> None:
    """A list that was copied from a spreadsheet or is in a file: every problem at once, and a look before saving."""
    st.markdown(_("Columns: {columns}. The first row holds these names; kind and region may be left out. Copy the "
                  "rows in your spreadsheet and paste them here, or choose the file roster.csv.").format(
                      columns=plain(", ".join(COLUMNS))))  # fmt: skip
    pasted = st.text_area(_("Rows from your spreadsheet"), key=f"pasted-{version()}", height=140,
                          placeholder="service;team;invited")  # fmt: skip
    file = st.file_uploader(_("Or the file roster.csv"), type="csv", key=f"file-{version()}")
    if file is not None:
        data, name = file.getvalue(), file.name
    elif pasted.strip():
        data, name = pasted.encode(), _("your list")
    else:
        st.button(_("Look at the list"), key="look")  # what was typed arrives with a click
        return
    try:
        found = organisation_of(tables.parse(data, name), name=known.name)
    except AuditError as error:
        st.error(plain(error.sentence).replace("\n", "  \n"))
        return
    st.markdown(_("This is how it would be. It replaces all services and teams above."))
    summary(found.services)
    if st.button(_("Save this list"), type="primary"):
        save(guarded, found.services)


def facts(guarded: Guarded, known: Registered) -> None:
    st.header(_("What people are told before they answer"), anchor=False)
    st.markdown(_("This stands on the first page of everybody who answers. Before a round opens all of it must be "
                  "filled in. Ask your data protection officer; only your organisation can decide this."))  # fmt: skip
    examples = {
        "controller": _("For example: OCMW Voorbeeldstad, Kerkstraat 1"),
        "privacy_contact": _("For example: the data protection officer, dpo@voorbeeldstad.example"),
        "confidential_adviser": _("For example: name and telephone number"),
        "purpose": _("For example: a conversation in each team, and the plan for next year"),
        "retention": _("For example: answers until the round is closed, results for five years"),
        "comments_reader": _("For example: name and function. Not the manager of a team"),
    }
    with st.form(f"facts-{version()}"):
        told = {field: st.text_input(fact_label(field), value, max_chars=FACT_LENGTH, placeholder=examples[field],
                                     key=f"fact-{version()}-{field}") for field, value in known.facts}  # fmt: skip
        if not st.form_submit_button(_("Save what people are told"), type="primary"):
            return
    try:
        registry.save_facts(*guarded, Facts(**told))
    except AuditError as error:
        views.say(error)
    else:
        saved(_("What people are told was saved."))


def page() -> None:
    guarded = views.management("organisation")
    known = registry.read(*guarded)
    st.title(_("Organisation"), anchor=False)
    if (done := st.session_state.pop("saved", None)) is not None:
        st.success(done)
    steps(known)
    roster(guarded, known)
    facts(guarded, known)
    identity(guarded, known)
    st.header(_("Passphrase"), anchor=False)
    st.markdown(_("At least {n} characters. Changing it signs out everybody else.").format(n=SHORTEST))
    views.go("passphrase", _("Change the passphrase"), quiet=True)


def steps(known: Registered) -> None:
    """What is still to be done here before a round can open, or the way on."""
    if not known.services:
        st.info(_("First add your services and teams. Then fill in what people are told before they answer."))
    elif known.facts.missing:
        st.info(_("Services and teams are there. Now fill in what people are told before they answer."))
    else:
        with st.container(key="go-rounds"):
            st.page_link("views/rounds.py", label=_("All is filled in. On to the rounds"))


page()
