"""Welcome: what this is for, for whom, what it is not, and a way to look around."""

from __future__ import annotations

import html

import streamlit as st

from audit import questionnaire, texts
from audit.errors import AuditError
from audit.texts import _
from audit.views.kit import links, text, visitor
from audit.web.page import EMBLEM

SAMPLE = "ocmw-voorbeeldstad-fictief"  # the largest of the sample organisations: three services, three rounds


def ways_in() -> None:
    """What somebody may come for: to answer, to manage, to look around; to set up only where nothing is yet."""
    who, empty = visitor.principal(), False
    try:
        empty = not visitor.is_set_up()
    except AuditError as error:
        text.say(error)
    if who.has_link:
        links.view("results", _("To the results of my team"))
        return
    if who.is_manager:
        links.view("rounds", _("To the rounds of my organisation"))
    elif empty:
        links.go("set-up", _("Set up my organisation"))
    else:
        links.code_form()
        links.go("sign-in", _("Sign in as management"), quiet=True)
    with st.container(key="go-sample" if empty and not who.is_signed_in else "sample"):
        label = _("Look around in the sample organisation")
        links.view("results", label, organisation=SAMPLE)
    st.markdown(_("The sample organisation is made up. Nobody really gave the answers in it."))


def page() -> None:
    content, say = questionnaire.read(), texts.language()
    words, picture = st.columns([3, 1], gap="large", vertical_alignment="center")
    with words:
        st.title(_("A mirror of your strengths as an organisation"), anchor=False)
        st.markdown(
            _(
                "Krachtspiegel helps a social service look at itself, through two of the ten guiding lines of "
                "Bind-Kracht. The answers of colleagues to three short questionnaires become one clear picture: "
                "what is strong, what can grow, and what people want to work on first."
            )
        )
        ways_in()
    with picture:
        st.html(f'<img class="welcome-emblem" src="{html.escape(EMBLEM)}" alt="">')

    st.header(_("For whom"), anchor=False)
    st.markdown(
        _(
            "- **Teams and services** see what goes well and what needs attention, and talk about it together.\n"
            "- **Management** sees the organisation, each service and each team that is large enough, with last year "
            "behind it.\n"
            "- **Whoever answers** can be open: scores of fewer than five people are never shown."
        )
    )

    st.header(_("What it asks about"), anchor=False)
    for column, asked in zip(st.columns(len(content.questionnaires)), content.questionnaires, strict=True):
        with column.container(border=True, height="stretch", key=f"about-{asked.id}"):
            st.subheader(text.plain(asked.title.to(say)), anchor=False)
            st.markdown("\n".join(f"- {text.plain(theme.title.to(say))}" for theme in asked.themes))

    st.header(_("What it is, and what it is not"), anchor=False)
    st.markdown("\n".join(f"- {text.plain(sentence.to(say))}" for sentence in content.shared.warning))


if __name__ == "__main__":  # Streamlit runs it; importing it draws nothing
    page()
