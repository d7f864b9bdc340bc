"""How we count: from answers to words, how certain that is, whom it protects, and what it stands on.

Formulas, proofs and what is not protected stand in docs/method.md.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from audit import questionnaire
from audit.publication import Publication
from audit.questionnaire import Content
from audit.read import explained, quality, sentences
from audit.read.archive import Archive
from audit.texts import _, language
from audit.views.about import krachtlijnen
from audit.views.kit import html, reading, tables
from audit.views.kit.text import plain
from audit.views.kit.visitor import own_publications, sees_only_own

Section = Callable[[], None]


def scores() -> None:
    """From answers to a score, with a worked example."""
    st.markdown(
        _(
            "Everybody answers on a scale from 1 (not at all) to 5 (fully). The score of a theme is the mean of all "
            "answers to its questions. An example: six people gave 18 answers, together 61 points. 61 ÷ 18 = 3.39; "
            "you read 3.4."
        )
    )
    st.markdown(
        _(
            "“I don't know”, “not applicable” and an empty question do not count. From a third “I don't know” on, we "
            "write “little sight”."
        )
    )
    st.markdown(explained.bands())


def _radar() -> None:
    """How to read a radar."""
    reading.how_to_read(explained.chart("radar"))


def intervals() -> None:
    """How far a score can be off because not everybody answered."""
    st.markdown(
        _(
            "Not everybody answers. “Probably between 3.0 and 3.6” tells where the score of everyone invited lies: in "
            "our trials with invented answers, nearly always. It allows for those who did not answer thinking a little "
            "differently. In a small team in two camps it goes wrong more often."
        )
    )
    st.markdown(
        _(
            "If a quarter did not answer, and would score 0.4 lower, the score shifts by 0.1. When fewer than half "
            "answered, the results describe those who answered."
        )
    )


def change() -> None:
    """What is called higher or lower."""
    st.markdown(
        _(
            "We write “higher” or “lower” only when chance is an unlikely explanation. Else we write “no clear "
            "change”: that does not mean that nothing changed. In a small team we only see large changes. Of twelve "
            "themes, one may look higher or lower by chance. We only compare years with the same questions."
        )
    )


def agreement() -> None:
    """What the words for agreement mean."""
    st.markdown(
        _(
            "From 10 people on. “Two camps”: at least a quarter score low, at least a quarter high, fewer in between. "
            "“In agreement”: most see it alike. Else “mixed”."
        )
    )


def priorities() -> None:
    """What decides the order of themes to talk about."""
    st.markdown(
        _(
            "Mostly the number of choices decides the order; the score helps to choose. “Almost certainly”, “likely” "
            "and “possibly” tell how sure that is. You choose together, and may choose otherwise."
        )
    )


def anonymous() -> None:
    """What protects people, as the tests show it, and what nothing protects against."""
    st.markdown(
        "\n".join(
            f"- {line}"
            for line in (
                _("You see scores of at least 5 people, and the answers to each question of at least 10."),
                _(
                    "Hiding a small team is not enough: whoever subtracts the others would find it. So we hide a "
                    "second team then."
                ),
                _(
                    "Before a result is kept, the program attacks it: when anything about fewer people comes out, "
                    "nothing is published. In tests a second program attacks invented results. Both can miss "
                    "something."
                ),
                _(
                    "While a round is open, no screen shows an answer. Closing erases answers, codes and what was half "
                    "filled in."
                ),
                _("Sending erases your code. Your answers are kept without name, time or order."),
                _("Only one reader, with a key, opens your own words."),
            )
        )
    )
    st.markdown(_("What we cannot prevent:"))
    st.markdown(
        "\n".join(
            f"- {line}"
            for line in (
                _("Colleagues who put their answers together can work out what the rest of a small group said."),
                _("Whoever manages the server could read answers while a round is open."),
                _("Whoever makes the codes can use them."),
                _("People may guess, and your own words may give you away."),
            )
        )
    )


def warning(content: Content) -> None:
    """What this is not, in the words of the questionnaires."""
    st.markdown(" ".join(plain(text.to(language())) for text in (*content.shared.warning, content.shared.missing)))


def measures(publication: Publication | None, content: Content) -> None:
    """How well the questions of a round work, and a priority of it worked out."""
    st.markdown(
        _(
            "Alpha and omega tell whether the questions of a theme belong together: 0 is not at all, 1 is fully. "
            "From about 0.70 on, the theme can be read as one thing. They are shown from 30 complete answers on, "
            "and not for themes whose questions are about different practices."
        )
    )
    st.markdown(
        _(
            "ICC(1) tells which part of the differences between people has to do with their team. With 0.10 that "
            "is a tenth; the rest lies between people of the same team. ICC(2) tells how well the means of teams "
            "can be told apart: from about 0.70 on, well. A negative outcome reads 0."
        )
    )
    if publication is None:
        return
    if publication.organisation_only.reliability:
        tables.draw(quality.reliability(publication), _("Do the questions of a theme belong together?"))
    else:
        st.markdown(_("In this round too few people gave complete answers for alpha and omega."))
    if publication.organisation_only.between_teams:
        tables.draw(quality.between_teams(publication), _("Do teams differ?"))
    else:
        st.markdown(_("In this round too few teams are shown to compare them."))
    for told in (sentences.straight_lining(publication), quality.worked(publication, content)):
        if told:
            st.markdown(plain(told))


def chosen() -> Publication | None:
    """The round whose numbers stand below, chosen by the visitor; nothing where there is none."""
    own = own_publications()
    archive = Archive(None, own) if sees_only_own() else Archive(own=own)
    entries = archive.entries()
    if not entries:
        return None
    said = [f"{entry.name} · {entry.title}" for entry in entries]
    first = next(
        (place for place, entry in enumerate(entries) if entry.organisation == st.query_params.get("organisation")), 0
    )
    entry = entries[st.selectbox(_("Whose numbers?"), range(len(said)), first, format_func=said.__getitem__)]
    return archive.read(entry.organisation, entry.round)


def page() -> None:
    content = questionnaire.read()
    sections: dict[str, tuple[str, Section]] = {
        "score": (_("From answers to a score"), scores),
        "picture": (_("How to read the picture"), _radar),
        "interval": (_("How far a score can be off"), intervals),
        "change": (_("Higher, lower or chance"), change),
        "first": (_("What to talk about first"), priorities),
        "agreement": (_("How far people agree"), agreement),
        "anonymous": (_("Is this anonymous?"), anonymous),
        "not": (_("What this is not"), lambda: warning(content)),
    }
    st.title(_("How we count"), anchor=False)
    html.draw("contents", label=_("On this page"), sections=[(id, title) for id, (title, _draw) in sections.items()])
    for id, (title, draw) in sections.items():
        st.header(title, anchor=id)
        draw()
    st.header(_("More"), anchor=False)
    with st.expander(_("How well the questions work, in numbers")):
        measures(chosen(), content)
    with st.expander(_("The ten krachtlijnen, and on which words the questions stand")):
        krachtlijnen.draw(content)
    st.markdown(_("Formulas, proofs and trials stand in the file docs/method.md of the program."))


if __name__ == "__main__":  # Streamlit runs it; importing it draws nothing
    page()
