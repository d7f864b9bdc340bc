"""Overview: how do we look, what is strong, what do we talk about first? The radar, three sentences and three cards."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from audit.questionnaire import Content
from audit.read import explained, glance, sentences
from audit.read.charts.dots import dots
from audit.read.charts.radar import radar
from audit.read.charts.series import Beside
from audit.read.glance import Card
from audit.read.profile import Profile
from audit.texts import _, language
from audit.views.kit import clicks, html, reading, visitor
from audit.views.kit import pictures as kit
from audit.views.kit.text import plain
from audit.views.results import pictures, tabs, theme
from audit.views.results.profiles import Seen


def draw(seen: Seen) -> None:
    profile = seen.profile
    with st.container(key="overview", gap=None):
        with st.container(key="glance"):
            left, right = st.columns([62, 38], gap="medium")
            with left, st.container(key="mirror", gap=None):
                picture = st.empty()
                aside = explanation()
            with right, st.container(key="say"):
                html.draw("said", sentences=glance.at_a_glance(profile))
                for card in glance.cards(profile):
                    draw_card(card)
                beside = switches(profile)
        of = f"{profile.key} {beside}"
        with picture.container():
            numbers = pictures.draw("radar", of, lambda: radar(profile, beside))
        with aside:
            kit.save("radar", pictures.file_name(profile, _("radar")), numbers.heads, numbers.rows)
        with st.container(key="all-themes", gap="small"):
            html.draw("heading", title=_("All themes"))
            reading.beside("dots", explained.chart("dots"))
            numbers = pictures.draw("dots", of, lambda: dots(profile, beside))
            kit.save("dots", pictures.file_name(profile, _("themes")), numbers.heads, numbers.rows)
        with st.container(key="more", gap="small"):
            more(profile, seen.content)
    with st.container(key="print", horizontal=True, vertical_alignment="center"):
        st.html(html.markup("print", label=_("Print this")), width="content")
        themes = st.toggle(_("With all themes"), key="switch-print-themes")
    if themes:
        theme.on_paper(seen)


def draw_card(card: Card) -> None:
    """A card with the way to its theme."""
    with st.container(key=f"card-{card.kind}"):
        title = card.row.title if card.row else ""
        html.draw("card", kind=card.kind, label=glance.label(card.kind), title=title, reason=card.reason)
        if card.row:
            theme = card.row.theme
            label = _("Discuss this")
            st.button(label, key=f"to-{card.kind}", on_click=discuss, args=(theme,), type="tertiary")


@clicks.speaking
def discuss(theme: str) -> None:
    tabs.open_theme(theme)


def switches(profile: Profile) -> Beside:
    """What to draw beside the unit: the round before, the organisation, and how far each score can be off."""
    with st.container(key="switches", horizontal=True, gap="small"):
        earlier = profile.earlier_title is not None and st.toggle(profile.earlier_title, key="switch-earlier")
        whole = profile.unit is not profile.publication.units[0] and st.toggle(_("Organisation"), key="switch-whole")
        return Beside(organisation=whole, earlier=earlier, margin=st.toggle(_("Margin"), key="switch-margin"))


def explanation() -> DeltaGenerator:
    """How to read the radar, in a picture and few words, folded away; what is drawn in it afterwards stands below."""
    with st.container(key="how-to-read"):
        aside = st.popover(_("How to read this"), type="tertiary", icon=":material/help:")
    with aside:
        reading.how_to_read(explained.chart("radar"))
        st.markdown(
            _(
                "Look theme by theme: the shape itself says nothing. “Margin” shows where the score of everybody "
                "together probably lies. The borders at 2.5 and 3.5 are half-way points between the words of the "
                "scale: a reading aid, not norms."
            )
        )
    return aside


def more(profile: Profile, content: Content) -> None:
    """Below the pictures: what differs from the rest of the organisation, what people wrote, and what this is not."""
    beside = sentences.beside_the_rest(profile)
    if beside:
        html.draw("heading", title=_("Beside the rest of the organisation"))
        st.markdown("\n".join(f"- {plain(line)}" for line in beside))
    own_words(profile, content)
    html.draw("foot", sentence=explained.what_this_is())


def own_words(profile: Profile, content: Content) -> None:
    """What people wrote and the reader released, per question, never with a unit; folded away."""
    found = visitor.released(profile.publication)
    if not found:
        return
    with st.expander(_("What people wrote")):
        st.markdown(
            _(
                "From the whole organisation, in no order. One person read it before and left out what could "
                "identify somebody."
            )
        )
        for asked in content.questionnaires:
            for question in asked.open_questions:
                lines = [f"- {plain(' '.join(one.text.split()))}" for one in found if one.question == question.id]
                if lines:
                    title = f"{asked.title.to(language())}: {question.text.to(language())}"
                    st.markdown(f"**{plain(title)}**\n" + "\n".join(lines))
