"""How we count: from answers to words, how certain that is, whom it protects, and what all of it stands on."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from audit import questionnaire
from audit.publication import Publication
from audit.questionnaire import Content
from audit.read import quality
from audit.read.archive import Archive
from audit.texts import _, language
from audit.views.about import krachtlijnen, trust
from audit.views.kit import tables
from audit.views.kit.text import plain
from audit.views.kit.visitor import own_publications


def scores() -> None:
    st.header(_("From answers to a score"), anchor=False)
    st.markdown(
        _(
            "Everybody answers on a scale from 1 (not at all) to 5 (fully). We keep that scale everywhere: no "
            "percentages, no marks, no total over the themes."
        )
    )
    st.markdown(
        _(
            "A question has the mean of all its answers. A theme has the mean of its questions, each counting as "
            "much as the others. An example: four questions with 3.2, 3.8, 3.5 and 3.0 make a theme of 3.375. On "
            "screen you read 3.4: one decimal, a half rounded up."
        )
    )
    st.markdown(
        _(
            "In a service or organisation every person counts as much as every other. It is not the mean of the "
            "scores of its teams."
        )
    )
    st.markdown(
        _(
            "Who answers fewer than half of the questions of a questionnaire does not count for it. “I don't "
            "know” and “not applicable” count as answering here."
        )
    )
    st.markdown(
        _(
            "There are four ways to have no score, and we keep them apart. “I don't know” is never a low score; "
            "when it is a third or more of the answers to a theme, we call that “little sight”. “Not applicable” "
            "counts nowhere. Neither does a question left empty, nor a questionnaire that was skipped."
        )
    )
    st.markdown(
        _(
            "When more than 30 % of the whole organisation says “not applicable”, the question does not suit "
            "that organisation. It is then left out of its theme for everyone in that round."
        )
    )


def reading() -> None:
    st.header(_("From a score to words"), anchor=False)
    st.markdown(
        _(
            "A score of 3.5 or more reads “Strength”, 2.5 to 3.4 “Growing”, lower “To be developed”. The borders "
            "lie half-way between two words of the scale. They are a reading aid, not norms: nobody has "
            "determined what a good score is. The word follows the number that you see."
        )
    )
    st.markdown(_("“n = 14” means that 14 people gave at least one answer to the theme."))


def intervals() -> None:
    st.header(_("How far a score can be off"), anchor=False)
    st.markdown(
        _(
            "Beside each score stands between what it probably lies: the score of everyone invited, today. Only "
            "what the others would have said is uncertain. So the interval is smaller when more people answer, "
            "and gone when everyone does. If those who did not answer are no different from those who did, it is "
            "right in about 95 of 100 cases; in a very small team that is split in two camps, in about 90."
        )
    )
    st.markdown(
        _(
            "A few answers alone do not tell how much people differ. We therefore draw that spread a little "
            "towards the spread in the other groups that are shown. (A t interval with a moderated variance and "
            "a correction for a small, known group.)"
        )
    )
    st.markdown(
        _(
            "To compare years or roles we ask something else: what is the level of this group, on another day "
            "as well? That interval is wider, because nothing is taken off for how many answered."
        )
    )
    st.markdown(
        _(
            "“At the very most” is what the score would be if all who did not answer had chosen only 1, or only "
            "5. That is wide: 4 × the share that did not answer. With 25 % missing it is one whole step."
        )
    )
    st.markdown(
        _(
            "When fewer than 70 % answered we ask to be cautious. When fewer than half answered, the results "
            "describe those who answered and not the whole unit."
        )
    )


def agreement() -> None:
    st.header(_("How far people agree"), anchor=False)
    st.markdown(
        _(
            "From 10 people on, a theme gets a word: shared, mixed or divided. We compare how far the answers "
            "lie apart with how far they could lie apart around the same mean (a_wg, from −1 to 1). 0.60 or more "
            "is shared, 0.40 to 0.60 mixed, lower is divided. It is divided as well when answers lie more than "
            "0.83 step from the mean on average. These borders are habits of researchers, no laws."
        )
    )


def change() -> None:
    st.header(_("What changed"), anchor=False)
    st.markdown(
        _(
            "We compare with the round before where the theme had the same questions in the same words, and both "
            "rounds show it for the same unit. We write “higher” or “lower” only when the interval of the "
            "difference leaves out 0, and when it still stands among all themes together: of all changes that we "
            "call real, on average at most one in ten is chance (Benjamini-Hochberg)."
        )
    )
    st.markdown(
        _(
            "Otherwise we write “no clear change”. That does not mean that nothing changed: beside it stands "
            "from which difference on we could have seen it. In a small team that is often a whole step."
        )
    )


def measures(publication: Publication | None, content: Content) -> None:
    st.header(_("How well the questions work"), anchor=False)
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
        tables.draw(quality.reliability(publication, content), _("Do the questions of a theme belong together?"))
    else:
        st.markdown(_("In this round too few people gave complete answers for alpha and omega."))
    if publication.organisation_only.between_teams:
        tables.draw(quality.between_teams(publication, content), _("Do teams differ?"))
    else:
        st.markdown(_("In this round too few teams are shown to compare them."))


def chosen() -> Publication | None:
    """The round whose numbers stand on this page, chosen by the visitor; nothing where there is none."""
    archive = Archive(own=own_publications())
    entries = archive.entries()
    if not entries:
        return None
    said = [f"{entry.name} · {entry.title}" for entry in entries]
    label = _("Whose numbers stand in the examples on this page?")
    first = next(
        (place for place, entry in enumerate(entries) if entry.organisation == st.query_params.get("organisation")), 0
    )
    entry = entries[st.selectbox(label, range(len(said)), first, format_func=said.__getitem__)]
    return archive.read(entry.organisation, entry.round)


def priorities(publication: Publication | None, content: Content) -> None:
    st.header(_("What to talk about first"), anchor=False)
    st.markdown(
        _(
            "Two signals stand side by side: the score of a theme, and how many people chose it to work on. "
            "“Often chosen” means: by at least a third of the people, and no less than the average theme."
        )
    )
    columns = {
        _("Score below 3.5"): [_("Work on together"), _("below 2.5: Ask why; 2.5 to 3.4: Keep an eye on")],
        _("Score of 3.5 or more"): [_("Strength to build on"), _("Maintain")],
    }
    index = pd.Index([_("Often chosen"), _("Not often chosen")], name=_("How often chosen"))
    tables.draw(pd.DataFrame(columns, index=index), _("The five outcomes"))
    st.markdown(
        _("When views are divided or there is little sight on a theme, “First explore” comes before the outcome.")
    )
    st.markdown(
        _(
            "The order comes from what there is to gain: far from 5 and chosen by many. Both weigh as much "
            "(we multiply them and take the square root). This is a proposal: you choose together, at most three "
            "themes, and you may choose otherwise."
        )
    )
    st.markdown(
        _(
            "Not everybody answered, so the order is not certain either. We fill in the missing people a "
            "thousand times with what others answered, and count how often a theme is among the first. 90 % or "
            "more reads “almost certainly”, 70 to 90 % “probably”, 30 to 70 % “possibly”, less gets no word. "
            "With fewer than 10 people, or when fewer than half answered, we never say more than “possibly”. "
            "Themes stand by certainty first."
        )
    )
    example = quality.worked(publication, content) if publication else None
    if example:
        st.markdown(plain(example))


def page() -> None:
    content = questionnaire.read()
    st.title(_("How we count"), anchor=False)
    publication = chosen()
    scores()
    reading()
    intervals()
    agreement()
    change()
    priorities(publication, content)
    trust.shown()
    trust.readers()
    trust.proof()
    trust.limits()
    measures(publication, content)
    st.header(_("What this is not"), anchor=False)
    st.markdown(" ".join(plain(text.to(language())) for text in (*content.shared.warning, content.shared.missing)))
    krachtlijnen.draw(content)


if __name__ == "__main__":  # Streamlit runs it; importing it draws nothing
    page()
