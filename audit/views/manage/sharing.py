"""Links for teams: made for a unit, shown once, listed, and withdrawn."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from audit.access import links
from audit.access.links import Link
from audit.manage import organisation, results
from audit.organisation import Organisation
from audit.principal import LinkKind
from audit.texts import _, day, ngettext
from audit.views.kit import clicks, html, visitor
from audit.views.kit import links as ways
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded
from audit.views.manage import reach
from audit.web.reach import known

_MADE = "made-link"


def page() -> None:
    guarded = visitor.management("sharing")
    tree = organisation.read(*guarded).organisation
    st.title(_("Links for teams"), anchor=False)
    st.markdown(
        _(
            "With a link a team looks at its results without a passphrase: its own, those of its service and those of "
            "the organisation, and no other team's. Whoever has the link can open it, so give it to that team only."
        )
    )
    with clicks.news():
        if tree is None:
            st.info(_("There are no services and teams yet. Fill those in first."))
            ways.view("organisation", _("First fill in your organisation"))
            return
        if not results.publications(*guarded):
            st.info(_("No round was closed yet, so a link has nothing to show. After closing it shows the results."))
        making(tree)
        listed(guarded, tree)


def named(tree: Organisation) -> dict[str, str]:
    """What each unit is called in a list, by its id: a team after its service."""
    names = {unit.id: unit.name for unit in tree.units}
    return {
        unit.id: f"{names[unit.parent]} · {unit.name}" if unit.level == "team" and unit.parent else unit.name
        for unit in tree.units
    }


def kinds() -> dict[LinkKind, str]:
    """What a link is for."""
    return {
        "read": _("to read the results"),
        "meeting": _("to read, and to write in the meeting of this team"),
    }


def making(tree: Organisation) -> None:
    """The form that makes a link, and the link that was made last in this tab."""
    names = named(tree)
    st.header(_("Make a link"), anchor=False)
    with st.form("make-link", border=False):
        st.selectbox(_("For which team or service?"), list(names)[1:], format_func=names.__getitem__, key="link-unit")
        st.radio(_("What for?"), get_args(LinkKind), format_func=kinds().__getitem__, key="link-kind")
        st.selectbox(
            _("How long may they read? (A link to a meeting works until two weeks after the last check.)"),
            links.DAYS,
            index=links.DAYS.index(links.USUAL_DAYS),
            format_func=lambda days: ngettext("{n} day", "{n} days", days).format(n=days),
            key="link-days",
        )
        clicks.outcome("make-link", keep=False)
        st.form_submit_button(_("Make the link"), type="primary", on_click=make)
    if _MADE in st.session_state:
        unit, address = st.session_state[_MADE]
        st.session_state["link-made"] = address
        with st.container(key="made"):
            label = _("The link for {unit}. It is shown only now").format(unit=plain(names.get(unit, unit)))
            st.text_area(label, key="link-made", height=90)
            html.draw("copy", source=".st-key-link-made textarea", label=_("Copy this link"), done=_("Copied"))
            if known().answer == "unset":
                st.markdown(_("It works on this computer only: other computers cannot reach this one."))


def listed(guarded: Guarded, tree: Organisation) -> None:
    """Every link that works, and those that ended not long ago."""
    st.header(_("Links that were made"), anchor=False)
    found, names = links.all(*guarded), named(tree)
    if not found:
        st.markdown(_("None yet. Choose a team above and make its link."))
    for link in found:
        with st.container(border=True, key=f"link-{link.id}"):
            row(link, names.get(link.unit, link.unit), works=link.until >= guarded[0].today())


def row(link: Link, name: str, *, works: bool) -> None:
    """A link in the list; withdrawing it asks first."""
    sentence = _("Made on {made}, works until {until}.") if works else _("Made on {made}, ended on {until}.")
    st.markdown(
        f"**{plain(name)}** · {kinds()[link.kind]}  \n" + sentence.format(made=day(link.made_on), until=day(link.until))
    )
    if not works:
        return
    asks = f"withdraw-{link.id}"
    if not clicks.asked(asks):
        label = _("Withdraw the link of {unit}").format(unit=plain(name))
        st.button(label, key=asks, on_click=clicks.ask, args=(asks,), type="tertiary")
        return
    st.warning(_("Whoever has this link then sees nothing any more, at once. You can make another one."))
    with st.container(horizontal=True):
        st.button(_("No, leave it"), key=f"leave-{link.id}", on_click=clicks.ask)
        st.button(_("Yes, withdraw it"), key=f"yes-{link.id}", on_click=withdraw, args=(link.id, name))


@clicks.action("make-link")
def make(guarded: Guarded) -> str:
    """Make the link, which is shown in this tab alone."""
    unit, kind, days = (st.session_state[f"link-{field}"] for field in ("unit", "kind", "days"))
    token = links.make(*guarded, unit, kind, days)
    st.session_state[_MADE] = unit, f"{reach.address()}/link#{token}"
    return _("The link was made. Copy it below.")


@clicks.action()
def withdraw(guarded: Guarded, link_id: str, name: str) -> str:
    clicks.ask()
    links.withdraw(*guarded, link_id)
    st.session_state.pop(_MADE, None)
    return _("The link of {unit} was withdrawn.").format(unit=name)


if __name__ == "__main__":  # Streamlit runs it; importing it draws nothing
    page()
