"""The krachtlijnen of Bind-Kracht in our own words, and which items stand on which phrase."""

from __future__ import annotations

from typing import Any

import streamlit as st

from audit.questionnaire import Content
from audit.questionnaire.blocks import Sentence
from audit.texts import _, language
from audit.views.kit import html
from audit.views.kit.text import plain


def draw(content: Content) -> None:
    """Draw all ten in a sentence, and those of the questionnaires sentence by sentence."""
    st.header(_("The ten krachtlijnen"), anchor=False)
    st.markdown(
        _(
            "Bind-Kracht describes strength-based help in ten guiding lines, in Dutch “krachtlijnen”. Here is "
            "each of them in a sentence of our own. The questionnaires stand on the last two, so those follow "
            "sentence by sentence, with the words on which the questions stand."
        )
    )
    html.draw("krachtlijnen", krachtlijnen=[line.text.to(language()) for line in content.krachtlijnen])
    for line in content.krachtlijnen:
        if line.sentences:
            st.subheader(_("Krachtlijn {number}, sentence by sentence").format(number=line.number), anchor=False)
            html.draw("krachtlijn", sentences=[_sentence(sentence, content) for sentence in line.sentences])
    st.markdown(_("Source: {source}").format(source=plain(content.source.to(language()))))


def _sentence(sentence: Sentence, content: Content) -> dict[str, Any]:
    """A sentence of a krachtlijn: a summary of our own, its phrases with the items on each, and what is not asked."""
    phrases: dict[str, list[str]] = {}
    for item in content.items:
        if item.source.sentence == sentence.id:
            phrases.setdefault(item.source.quote, []).append(item.text.to(language()))
    missing = sentence.not_covered
    return {
        "summary": sentence.summary.to(language()),
        "phrases": phrases,
        "not_covered": missing.to(language()) if missing else "",
    }
