"""Whom the results protect: who may be shown, who sees what, the proof, and what it does not protect against."""

from __future__ import annotations

import streamlit as st

from audit.texts import _


def shown() -> None:
    st.header(_("Who may be shown"), anchor=False)
    st.markdown(
        _(
            "A score is only shown for at least 5 people; an organisation may ask for more, never for fewer. "
            "Each question of the theme needs that many answers."
        )
    )
    st.markdown(
        _(
            "Hiding a small team is not enough, because subtracting is easy. An example with one question: a "
            "service has 20 answers with a mean of 3.4, so together 68. Team North: 9 answers, mean 3.0, "
            "together 27. Team South: 8 answers, mean 4.0, together 32. Who sees these three numbers knows "
            "team West as well: 68 − 27 − 32 = 9 for its 3 people, a mean of 3.0."
        )
    )
    st.markdown(
        _(
            "So we also hide a second team, here South. What can then be worked out is South and West "
            "together: 11 people. That number is shown, as “other teams together”. We hide as few as "
            "possible, by counts alone. There is one exception: where a mean lies so near 1 or 5 that it "
            "would give away what everyone answered, we do not show it, with the same words as any other."
        )
    )
    st.markdown(
        _(
            "Each theme is weighed in this way, and so is the question what to work on first. That is why a unit "
            "may show one theme and not another. What is not shown is not in the file either."
        )
    )
    st.markdown(
        _(
            "How people answered each question, and how far they agree, is shown from 10 answers on, and only "
            "where it gives nobody away. A question where more than 90 % gave the same answer is not shown "
            "either."
        )
    )
    st.markdown(
        _(
            "Scores by role are shown for the organisation and, where it is safe, for a service; never for a "
            "team. Roles are put together in larger groups until no small group comes out. Often, and in small "
            "services nearly always, that is not possible at all."
        )
    )


def readers() -> None:
    st.header(_("Who sees what"), anchor=False)
    st.markdown(
        _(
            "While a round is open, nobody sees any answer on a screen. Management only sees how many people "
            "answered, once a day, and not for small groups. Closing the round makes its result, without the "
            "answers of persons. Everyone who may see the result sees the same numbers; there is no reader with "
            "a view of smaller groups."
        )
    )
    st.markdown(
        _(
            "What people send waits on the server until the round is closed, without name, time or order. What "
            "is half filled in can only be opened with the code of that person. Closing erases the answers, the "
            "codes and everything half filled in. Whoever manages the server while the round is open could read "
            "the answers that wait there."
        )
    )
    st.markdown(
        _(
            "Answers to open questions are never a part of the result. When at least 10 people answered, one "
            "person reads them, without team or role; everybody knew beforehand who that is. What that person "
            "releases, people see beside the results of the whole organisation. That list has no lock of its own "
            "yet: it opens with the passphrase of management."
        )
    )
    st.markdown(
        _(
            "A result is one file. It carries a fingerprint, with which the app notices damage. That is no "
            "signature: it does not prove who made the file."
        )
    )


def proof() -> None:
    st.header(_("The proof, for a data protection officer"), anchor=False)
    st.markdown(
        _(
            "**Remainders.** What is published of a theme is a set of sums: of the organisation, of services and "
            "of teams. Take of each shown unit the people who are in none of its shown parts: its remainder. "
            "Everyone is in exactly one remainder. However one adds and subtracts published sums, all people of "
            "a remainder get the same weight, so every outcome is about whole remainders. Each remainder is "
            "empty or has at least k people who answered (k is 5, or more where the organisation wants). So "
            "nothing about fewer than k people can be worked out. The rule is not too strict either: each "
            "remainder can be worked out, so a smaller one would be a leak."
        )
    )
    st.markdown(
        _(
            "**Roles.** Scores by role cut through remainders. Divide the groups of roles in two in every "
            "possible way, and count in each remainder the people on its smaller side. Together these must be 0 "
            "or at least k. Exactly then no combination is about fewer than k people."
        )
    )
    st.markdown(
        _(
            "**Several numbers.** Counts, means, shares and choices are sums over the same people. Where each "
            "question has k answers in every remainder, no mix of them is about fewer. That is why a theme is "
            "the mean of its questions and not of its people: with the latter, one question left empty could "
            "give one person away."
        )
    )
    st.markdown(
        _(
            "**Detail inside.** What needs 10 people is chosen within what is shown for k people. Chosen apart, "
            "the two could be subtracted from each other. Numbers that are no sums, such as ICC and the spread "
            "shared by units, are made of shown units only; alpha, omega and ICC are rounded to two decimals."
        )
    )
    st.markdown(
        _(
            "**The last look.** Before the file is written, the remainders are worked out again from the lines "
            "that are about to be written, and attacked. If anything comes out, nothing is published."
        )
    )


def limits() -> None:
    st.header(_("What this does not protect against"), anchor=False)
    st.markdown(
        "\n".join(
            f"- {line}"
            for line in (
                _(
                    "Sums are shown exactly, and everyone knows their own answer. When c people put their "
                    "answers together, a "
                    "group of k protects the other k − c. In a group of 5, you alone can work out what the "
                    "other 4 answered "
                    "together."
                ),
                _("People may guess, from what they know of each other."),
                _(
                    "When the same people answer the same every year and one person joins or leaves, the "
                    "difference says more "
                    "than you want."
                ),
                _(
                    "The interval tells how much the answers in a group differ. Where it is very narrow for a "
                    "small group, "
                    "everyone in it has about that score."
                ),
                _(
                    "The score of a theme is exact. With a computer, the score of one question can be worked "
                    "out from it for a "
                    "group of 5 to 9 when somebody left a question empty; never what a person answered."
                ),
                _(
                    "The numbers of votes are exact. Where all five people of a team chose a theme, each of "
                    "them chose it."
                ),
                _(
                    "A group in which nearly all chose 1 or nearly all chose 5 is hidden. Who finds out why may "
                    "learn that, and "
                    "sometimes which of the two."
                ),
                _("Someone may photograph or pass on their own answers."),
                _("Who makes a result from a table of answers can read that table, until it is deleted."),
                _(
                    "How much people usually differ is an assumption in the numbers on certainty. It has to be "
                    "checked on the "
                    "first real rounds."
                ),
            )
        )
    )
