"""Organisation: who it is, its services and teams with head counts, and what people are told before they answer."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from audit.access.passphrase import SHORTEST
from audit.errors import AuditError, InputError
from audit.manage import organisation, rounds
from audit.manage.organisation import Registered
from audit.rounds import FACT_LENGTH, Facts, Round, fact_label
from audit.texts import _
from audit.typed import NAME_LENGTH
from audit.views.kit import clicks, forms, links, visitor
from audit.views.kit.tables import draw
from audit.views.kit.text import lines, plain
from audit.views.kit.visitor import Guarded
from audit.views.manage import lists, reader, teams
from audit.views.manage.checklist import needed
from audit.views.manage.roster import LIST

IDENTITY, FACTS = "identity", "facts"


def page() -> None:
    guarded = visitor.management("organisation")
    known = organisation.read(*guarded)
    st.title(_("Organisation"), anchor=False)
    with clicks.news():
        ready(known, rounds.all(*guarded))
        roster(guarded, known)
        facts(known)
        reader.draw(guarded)
        way_on(known, "go-rounds-below")  # where one is after the last save
        identity(known)
    st.header(_("Passphrase"), anchor=False)
    st.markdown(_("At least {n} characters. Changing it signs out everybody else.").format(n=SHORTEST))
    links.go("passphrase", _("Change the passphrase"), quiet=True)


def ready(known: Registered, rounds: tuple[Round, ...]) -> None:
    """What a round needs before it can open, at a glance: what is there (●) and what is not (○)."""
    running = [round.plan.title for round in rounds if round.state == "open"]
    found = [
        *needed(known),
        _("○ “{title}” is open. Close it before you open another round.").format(title=running[0])
        if running
        else _("● No other round is open."),
    ]
    st.markdown(_("This is needed before a round can open (● is there, ○ is not there yet):"))
    st.markdown(lines("\n".join(found)))
    way_on(known, "go-rounds")


def way_on(known: Registered, key: str) -> None:
    """The way to the rounds, once all is filled in."""
    if known.services and not known.facts.missing:
        with st.container(key=key):
            links.view("rounds", _("All is filled in. On to the rounds"))


def roster(guarded: Guarded, known: Registered) -> None:
    st.header(_("Services and teams"), anchor=False)
    st.markdown(
        _(
            "Every person is in one team. How many people you invite decides whether a team can be shown: that "
            "takes at least five answers."
        )
    )
    st.markdown(
        _(
            "Keep the names of services and teams the same from year to year. Only then can you set the years "
            "beside each other."
        )
    )
    teams.draw(known)
    with st.expander(_("Or take over a list from a spreadsheet"), expanded=not known.services or clicks.tells(LIST)):
        lists.listed(known)
    lists.earlier(guarded, known)


def facts(known: Registered) -> None:
    st.header(_("What people are told before they answer"), anchor=False)
    st.markdown(
        _(
            "This stands on the first page of everybody who answers. Before a round opens all of it must be "
            "filled in. Ask your data protection officer; only your organisation can decide this."
        )
    )
    if known.facts.missing:
        asks = asked()
        st.markdown(
            _("Still to be filled in:")
            + "\n\n"
            + "\n".join(f"- **{plain(fact_label(field))}.** {plain(asks[field])}" for field in known.facts.missing)
        )
    facts_form(known)


def facts_form(known: Registered) -> None:
    """The form with a field for each fact; what is saved now stands in it when another tab changed that."""
    shown = examples()
    drawn = forms.drawn(FACTS, "purpose", known.facts)
    with st.form(f"{FACTS}-{drawn.number}"):
        for field, value in drawn.before:
            st.text_input(
                fact_label(field),
                value,
                max_chars=FACT_LENGTH,
                placeholder=shown[field],
                key=f"{FACTS}-{drawn.number}-{field}",
            )
        clicks.outcome(FACTS)
        if drawn.before != known.facts:
            told = {fact_label(field): value or "–" for field, value in known.facts}
            draw(
                pd.DataFrame({_("Answer"): told.values()}, index=pd.Index(told, name=_("Question"))),
                _("What is saved now"),
            )
            forms.changed_meanwhile(FACTS, known.facts)
        st.form_submit_button(_("Save what people are told"), type="primary", on_click=save_facts, args=(drawn,))


def examples() -> dict[str, str]:
    """An example of an answer for each of the facts."""
    return {
        "controller": _("For example: OCMW Voorbeeldstad, Kerkstraat 1"),
        "privacy_contact": _("For example: the data protection officer, dpo@voorbeeldstad.example"),
        "confidential_adviser": _("For example: name and telephone number"),
        "purpose": _("For example: a conversation in each team, and the plan for next year"),
        "retention": _("For example: answers until the round is closed, results for five years"),
        "comments_reader": _("For example: name and function. Not the manager of a team"),
    }


def asked() -> dict[str, str]:
    """What the data protection officer, or whoever decides, must answer for each of the facts."""
    return {
        "controller": _("Which organisation decides what happens with the answers? Write its name and address."),
        "privacy_contact": _("Who answers questions about privacy? Write how people reach that person."),
        "confidential_adviser": _("Whom can people talk to in confidence? Write a name and how to reach that person."),
        "purpose": _("What will you do with the results? Write only what you will really do."),
        "retention": _("How long do you keep the results? Write when they are erased."),
        "comments_reader": _("Who reads what people write in their own words? Write one name, with the function."),
    }


def by_fact(error: AuditError) -> str:
    """What is wrong in words, each problem with the name of its fact."""
    if not isinstance(error, InputError):
        return error.sentence
    return "\n".join(f"{fact_label(problem.place)}: {problem.sentence}" for problem in error.problems)


@clicks.action(FACTS, wording=by_fact)
def save_facts(guarded: Guarded, drawn: forms.Drawn[Facts]) -> str:
    told = {field: st.session_state[f"{FACTS}-{drawn.number}-{field}"] for field in Facts.model_fields}
    organisation.save_facts(*guarded, Facts(**told), before=drawn.before)
    forms.anew(FACTS)
    return _("What people are told was saved.")


def identity(known: Registered) -> None:
    st.header(_("Name"), anchor=False)
    drawn = forms.drawn(IDENTITY, "name", known)
    key, before = f"{IDENTITY}-{drawn.number}", drawn.before
    with st.form(key):
        st.text_input(_("Name of your organisation"), before.name, max_chars=NAME_LENGTH, key=f"{key}-name")
        st.session_state.setdefault(f"{key}-kind", before.kind or "")
        teams.kind_field(f"{key}-kind", _("Kind"))
        st.text_input(_("Region (may stay empty)"), before.region or "", max_chars=NAME_LENGTH, key=f"{key}-region")
        clicks.outcome(IDENTITY)
        if (before.name, before.kind, before.region) != (known.name, known.kind, known.region):
            st.markdown(_("This is saved now: {name}.").format(name=plain(known.name)))
            forms.changed_meanwhile(IDENTITY, known)
        st.form_submit_button(_("Save name"), on_click=save_identity, args=(drawn,))


@clicks.action(IDENTITY)
def save_identity(guarded: Guarded, drawn: forms.Drawn[Registered]) -> str:
    told = {field: st.session_state[f"{IDENTITY}-{drawn.number}-{field}"] for field in ("name", "kind", "region")}
    told["kind"] = told["kind"] or None
    organisation.rename(*guarded, **told, before=drawn.before)
    forms.anew(IDENTITY)
    return _("The name was saved.")


if __name__ == "__main__":  # Streamlit runs it; importing it draws nothing
    page()
