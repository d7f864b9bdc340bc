"""How we count: scores, priorities, who may be shown, who sees what, and what all of it stands on."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from audit import questionnaire
from audit.frame import Krachtlijn, Sentence
from audit.questionnaire import Content
from audit.texts import _, language
from audit.views import plain, tables

_INDENT = 'style="padding-inline-start: 1.25rem"'  # little, for lists within lists on a phone


def scores() -> None:
    st.header(_("From answers to a score"), anchor=False)
    st.markdown(_("Everybody answers on a scale from 1 (not at all) to 5 (fully). We keep that scale everywhere: no "
                  "percentages, no marks, no total over the themes."))  # fmt: skip
    st.markdown(_("A question has the mean of all its answers. A theme has the mean of its questions, each counting as "
                  "much as the others. An example: four questions with 3.2, 3.8, 3.5 and 3.0 make a theme of 3.375. On "
                  "screen you read 3.4: one decimal, a half rounded up."))  # fmt: skip
    st.markdown(_("In a service or organisation every person counts as much as every other. It is not the mean of the "
                  "scores of its teams."))  # fmt: skip
    st.markdown(_("Who answers fewer than half of the questions of a questionnaire does not count for it. “I don't "
                  "know” and “not applicable” count as answering here."))  # fmt: skip
    st.markdown(_("There are four ways to have no score, and we keep them apart. “I don't know” is never a low score; "
                  "when it is a third or more of the answers to a theme, we call that “little sight”. “Not applicable” "
                  "counts nowhere. Neither does a question left empty, nor a questionnaire that was skipped."
                  ))  # fmt: skip
    st.markdown(_("When more than 30 % of the whole organisation says “not applicable”, the question does not suit "
                  "that organisation. It is then left out of its theme for everyone in that round."))  # fmt: skip
    st.markdown(_("We compare with an earlier round only where the same questions were asked of the same unit. A small "
                  "difference means nothing: other people may have answered, or on another day."))  # fmt: skip


def reading() -> None:
    st.header(_("From a score to words"), anchor=False)
    st.markdown(_("A score of 3.5 or more reads “Strength”, 2.5 to 3.4 “Growing”, lower “To be developed”. The borders "
                  "lie half-way between two words of the scale. They are a reading aid, not norms: nobody has "
                  "determined what a good score is. The word follows the number that you see."))  # fmt: skip
    st.markdown(_("“n = 14” means that 14 people gave at least one answer to the theme."))


def priorities() -> None:
    st.header(_("What to talk about first"), anchor=False)
    st.markdown(_("Two signals stand side by side: the score of a theme, and how many people chose it to work on. "
                  "“Often chosen” means: by at least a third of the people, and no less than the average theme."
                  ))  # fmt: skip
    columns = {_("Score below 3.5"): [_("Work on together"), _("below 2.5: Ask why; 2.5 to 3.4: Keep an eye on")],
               _("Score of 3.5 or more"): [_("Strength to build on"), _("Maintain")]}  # fmt: skip
    index = pd.Index([_("Often chosen"), _("Not often chosen")], name=_("How often chosen"))
    tables.draw(pd.DataFrame(columns, index=index), _("The five outcomes"))
    st.markdown(_("With little sight on a theme, “First explore” comes before the outcome."))
    st.markdown(_("The list begins where there is most to gain: far from 5 and chosen by many. Both weigh as much "
                  "(we multiply them and take the square root). This is a proposal: you choose together, at most three "
                  "themes, and you may choose otherwise."))  # fmt: skip


def protection(content: Content) -> None:
    st.header(_("Who may be shown"), anchor=False)
    st.markdown(_("A score is only shown for at least 5 people; an organisation may ask for more, never for fewer. "
                  "Each question of the theme needs that many answers."))  # fmt: skip
    st.markdown(_("Hiding a small team is not enough, because subtracting is easy. An example with one question: a "
                  "service has 20 answers with a mean of 3.4, so together 68. Team North: 9 answers, mean 3.0, "
                  "together 27. Team South: 8 answers, mean 4.0, together 32. Who sees these three numbers knows "
                  "team West as well: 68 − 27 − 32 = 9 for its 3 people, a mean of 3.0."))  # fmt: skip
    st.markdown(_("So we also hide a second team, here South. What can then be worked out is South and West "
                  "together: 11 people. That number is shown, as “other teams together”. Which teams are hidden "
                  "depends on counts alone, never on what people answered; we hide as few as possible."))  # fmt: skip
    st.markdown(_("Each theme is weighed in this way, and so is the question what to work on first. That is why a unit "
                  "may show one theme and not another. What is not shown is not in the file either."))  # fmt: skip
    st.header(_("Who sees what"), anchor=False)
    st.markdown(_("This app only shows publications. A publication is a file with the results of a closed round, "
                  "without the answers of persons. Everyone who has the file sees the same numbers; there is no reader "
                  "with a view of smaller groups."))  # fmt: skip
    st.markdown(_("The answers come in as a table and stay with whoever makes the publication. Answers to open "
                  "questions are not in a publication."))  # fmt: skip
    st.markdown(_("A publication carries a fingerprint, with which the app notices damage. It is no signature: it does "
                  "not prove who made the file."))  # fmt: skip
    st.header(_("What this does not protect against"), anchor=False)
    st.markdown("\n".join(f"- {line}" for line in (
        _("You know your own answer. In a group of 5 you can work out what the other 4 answered together; when several "
          "people put their answers together, less remains."),
        _("People may guess, from what they know of each other."),
        _("When the same people answer the same every year and one person joins or leaves, the difference says more "
          "than you want."),
        _("Someone may photograph or pass on their own answers."),
        _("Whoever keeps the table of answers can read it, until it is deleted."),
    )))  # fmt: skip
    st.header(_("What this is not"), anchor=False)
    st.markdown(" ".join(plain(text.to(language())) for text in (*content.shared.warning, content.shared.missing)))


def ground(content: Content) -> None:
    st.header(_("The ten krachtlijnen"), anchor=False)
    st.markdown(_("Bind-Kracht describes strength-based help in ten guiding lines, in Dutch “krachtlijnen”. Here is "
                  "each of them in a sentence of our own. The questionnaires stand on the last two, so those follow "
                  "sentence by sentence, with the words on which the questions stand."))  # fmt: skip
    ten = "".join(f"<li>{_escaped(line.text.to(language()))}</li>" for line in content.krachtlijnen)
    st.html(f"<ol {_INDENT}>{ten}</ol>")
    for line in content.krachtlijnen:
        if line.sentences:
            st.subheader(_("Krachtlijn {number}, sentence by sentence").format(number=line.number), anchor=False)
            st.html(sentences(line, content))
    st.markdown(_("Source: {source}").format(source=plain(content.source.to(language()))))


def sentences(line: Krachtlijn, content: Content) -> str:
    """The sentences of a krachtlijn as a list: a summary of our own, the phrases, the items on them."""
    return f"<ul {_INDENT}>" + "".join(f"<li>{_escaped(one.summary.to(language()))}{_under(one, content)}</li>"
                            for one in line.sentences) + "</ul>"  # fmt: skip


def _under(sentence: Sentence, content: Content) -> str:
    phrases: dict[str, list[str]] = {}
    for item in content.items:
        if item.source.sentence == sentence.id:
            phrases.setdefault(item.source.quote, []).append(item.text.to(language()))
    told = [f'<li><q lang="nl">{_escaped(quote)}</q><br>{"<br>".join(_escaped(text) for text in items)}</li>'
            for quote, items in phrases.items()]  # fmt: skip
    if sentence.not_covered is not None:
        told.append(f"<li>{_escaped(sentence.not_covered.to(language()))}</li>")
    return f"<ul {_INDENT}>{''.join(told)}</ul>" if told else ""


def _escaped(text: str) -> str:
    return html.escape(text)


def page() -> None:
    content = questionnaire.read()
    st.title(_("How we count"), anchor=False)
    scores()
    reading()
    priorities()
    protection(content)
    ground(content)


page()
