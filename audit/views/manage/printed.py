"""The questionnaire on paper, for people who do not answer on a screen: to print, hand out with a slip, and type in."""

from __future__ import annotations

from typing import Any

import streamlit as st

from audit.manage import organisation, rounds
from audit.questionnaire import Content
from audit.rounds import Facts, Round, fact_label
from audit.texts import _, day, language
from audit.typed import NAME_LENGTH
from audit.views.kit import clicks, html, links
from audit.views.kit.text import plain
from audit.views.kit.visitor import Guarded
from audit.views.manage import reach
from audit.web.page import STATIC

STYLE = STATIC / "printed.css"
LINES = 4
"""Lines to write an answer on in one's own words."""


def offer(round: Round) -> None:
    """The way to the questionnaire on paper, and to where it is typed in."""
    with st.expander(_("On paper, for people who do not answer on a screen")):
        st.markdown(
            _(
                "Print a questionnaire for everybody who wants paper, and let each person draw a slip as well: its "
                "code belongs to the form. Somebody who leads none of them types the forms in afterwards, at "
                "**{address}**. Whoever does that needs no passphrase: the code on each form is enough."
            ).format(address=plain(f"{reach.address()}/entry"))
        )
        st.button(
            _("See the questionnaire on paper"),
            key=f"paper-{round.id}",
            on_click=clicks.ask,
            args=(asked_for(round),),
        )
        links.go("entry", _("Type in a paper form"), quiet=True)
        st.markdown(_("Typing in a code on this device signs you out here."))


def asked_for(round: Round) -> str:
    """What `clicks.asked` knows this page by."""
    return f"printed-{round.id}"


def draw(guarded: Guarded, round: Round) -> None:
    """The questionnaire of a round as it is printed, with who types it in."""
    st.title(_("The questionnaire on paper"), anchor=False)
    st.button(_("Back to the round"), key="leave-printed", on_click=clicks.ask)
    st.markdown(
        _(
            "Print it on both sides and staple it, so that no sheet gets lost. Hand it out with a closed envelope. The "
            "paper says who types it in: fill that in here, or by hand."
        )
    )
    typist = st.text_input(
        _("Who types the forms in? Not somebody who leads them"), max_chars=NAME_LENGTH, key=f"typist-{round.id}"
    )
    html.draw("print", label=_("Print the questionnaire"))
    st.html(STYLE)
    known = organisation.read(*guarded)
    whole = round.organisation or known.organisation
    name = whole.name if whole else ""
    html.draw(
        "printed", name=name, typist=typist.strip(), **told(round, rounds.content(*guarded, round.id), known.facts)
    )


def told(round: Round, content: Content, now: Facts) -> dict[str, Any]:
    """All that stands on the paper, in the language in use; `now` are the facts of a round that is not open yet."""
    plan, shared, say = round.plan, content.shared, language()
    low, high = content.minutes
    own = shared.own_words_promise if content.own_words else ()
    first = [
        text.to(say).replace("{group}", str(plan.minimum_group)) for text in (*shared.first_page, *shared.promise, *own)
    ]
    facts = [(name, value) for name, value in round.facts or now if content.own_words or name != "comments_reader"]
    return {
        "say": say,
        "content": content,
        "title": plan.title,
        "group": plan.minimum_group,
        "length": _("{n} short questions, about {low} to {high} minutes.").format(
            n=len(content.items), low=low, high=high
        ),
        "until": _("Give it back by {day}.").format(day=day(plan.last_day)),
        "sentences": first,
        "facts": [(fact_label(name), value or _("not filled in yet")) for name, value in facts],
        "choose": shared.priority.asked(say, shared.priority.maximum(len(content.themes))),
        "scales": {scale.id: _columns(content, scale.id, say) for scale in content.scales},
        "lines": range(LINES),
    }


def _columns(content: Content, scale: str, say: str) -> list[tuple[str, str]]:
    """The sign in the box of each answer, and what stands above it."""
    found = content.scale(scale)
    points = [(str(point.value), point.label.to(say)) for point in found.points]
    return [*points, ("?", found.dk.to(say)), ("n", found.na.to(say))]
