"""Lists of services and teams that replace what there is: from a spreadsheet, a file, or an earlier round."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from audit.errors import AuditError
from audit.files import tables
from audit.files.renamed import carried, questions
from audit.files.renamed import renamed as same_as
from audit.files.roster import COLUMNS, as_csv, lost, organisation_of, unnamed
from audit.manage import organisation, rounds
from audit.manage.organisation import Registered
from audit.organisation import KINDS, Service
from audit.texts import _
from audit.views.kit import clicks, forms, html
from audit.views.kit.text import lines, plain
from audit.views.kit.visitor import Guarded
from audit.views.manage import outlook, renamed
from audit.views.manage.roster import EARLIER, FORM, LIST, saved, summary


def listed(known: Registered) -> None:
    """A list that was copied from a spreadsheet or is in a file: every problem at once, and a look before saving."""
    st.markdown(
        _(
            "Columns: {columns}. The first row may hold these names, and kind and region may be left out. Kind is "
            "one of: {kinds}. Copy the rows in your spreadsheet and paste them here, or choose a file: .xlsx or "
            ".csv."
        ).format(columns=plain(", ".join(COLUMNS)), kinds=plain(", ".join(KINDS)))
    )
    label = _("Download the list as it is now") if known.services else _("Download an empty list")
    st.download_button(label, as_csv(known.services), "roster.csv", "text/csv", on_click="ignore")
    n = forms.drawn(LIST, "pasted", None).number
    with st.form(f"{LIST}-form", border=False):
        pasted = st.text_area(
            _("Rows from your spreadsheet"),
            key=f"{LIST}-{n}-pasted",
            height=140,
            placeholder=_("For example: service; team; 8"),
        )
        clicks.kept(f"{LIST}-pasted", LIST)
        st.form_submit_button(_("Look at the list"), key="look")
    file = _chosen(f"{LIST}-{n}-file")
    if file is not None:
        data, name = file.getvalue(), file.name
    elif pasted.strip():
        data, name = pasted.encode(), _("your list")
    else:
        clicks.outcome(LIST)
        return
    try:
        found = organisation_of(tables.parse(data, name, unnamed), name=known.name)
    except AuditError as error:
        st.error(lines(error.sentence))
        return
    proposal(LIST, found.services, known.services, _("Save this list"))


def _chosen(key: str) -> UploadedFile | None:
    """A file chosen instead, of any kind: what cannot be read gets a sentence of ours, and not one of Streamlit's."""
    html.draw(
        "upload",
        text=_(
            "This file is larger than 2 MB, so it is no list of teams. Keep only the sheet with the list, and save it "
            "as .xlsx or as “CSV UTF-8”."
        ),
    )
    return st.file_uploader(_("Or a file: .xlsx or .csv"), key=key)


def earlier(guarded: Guarded, known: Registered) -> None:
    """The services and teams that an earlier round was opened with."""
    every = rounds.all(*guarded)
    plans = {round.id: round.plan for round in every if round.organisation and round.state != "cancelled"}
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
    try:
        services = asked_about(form, carried(now, services), now)
    except AuditError as error:
        st.error(lines(error.sentence))
        return
    summary(services, _("This is how it would be"), now)
    outlook.forecast(services)
    if services == now:
        st.markdown(_("It is like this already: nothing would change."))
        return
    agreement = f"agreed-{form}-{hash((services, now))}"  # a tick holds for one list only
    if now:
        told = [_("It replaces all services and teams that stand here now.")]
        gone, new = lost(now, services), lost(services, now)
        told.append(_("This goes away: {units}.").format(units="; ".join(gone)) if gone else _("Nothing goes away."))
        if new:
            told.append(_("This is new: {units}.").format(units="; ".join(new)))
        told.append(
            _(
                "Names must stay the same to set years beside each other: a team with another name counts as "
                "another team."
            )
        )
        st.markdown(lines("\n".join(told)))
        st.checkbox(_("I looked at the names and the numbers. This may replace what stands here now"), key=agreement)
    clicks.outcome(form)
    st.button(label, type="primary", key=f"replace-{form}", on_click=replace, args=(form, services, now, agreement))


def asked_about(form: str, services: tuple[Service, ...], now: tuple[Service, ...]) -> tuple[Service, ...]:
    """Ask which of those that are new are others under another name; the services with the ids that follow."""
    known: set[str] = set()
    for _level in ("service", "team"):  # teams of a service with another name are asked about after it
        asked = [question for question in questions(now, services) if question.new.id not in known]
        services = same_as(now, services, renamed.ask(asked, form))
        known |= {question.new.id for question in asked}
    return services


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
