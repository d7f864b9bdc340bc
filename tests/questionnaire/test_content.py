"""Our own questionnaires: what they count, the rules of their wording, and what must be said around them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import get_args

import pytest

from audit import texts
from audit.frozen import Frozen, canonical
from audit.questionnaire import Content, Reach
from audit.questionnaire.blocks import Text

# The items that still have their first wording, by theme; all others have a second.
FIRST_WORDING = {
    "ze1": {1, 3, 4},
    "ze2": {1, 2, 3, 4},
    "ze3": {4},
    "ze4": {1, 2},
    "gw1": {2, 4},
    "gw2": {4},
    "gw3": {1, 3, 4},
    "nw1": {2, 4},
    "nw2": set(),
    "nw3": {3},
    "nw4": set(),
    "nw5": set(),
}
# By version of an item: the fingerprint of all wordings and helps that have it.
WORDINGS = {1: "a2665daf264d", 2: "1a87c061ceb7"}


def test_the_counts(content: Content) -> None:
    assert [(one.id, len(one.themes), len(one.items)) for one in content.questionnaires] == [
        ("ze", 4, 16),
        ("gw", 3, 12),
        ("nw", 5, 20),
    ]
    assert (len(content.themes), len(content.items)) == (12, 48)
    assert {len(theme.items) for theme in content.themes} == {4}
    assert [line.number for line in content.krachtlijnen] == list(range(1, 11))
    assert [role.code for role in content.shared.roles] == [
        "medewerker",
        "ondersteuning",
        "leiding",
        "vrijwilliger",
        "ervaringsdeskundige",
        "geen",
    ]
    assert content.shared.order == ("ze", "gw", "nw")


def test_every_theme_has_everything_a_meeting_needs(content: Content) -> None:
    for theme in content.themes:
        assert theme.short and theme.summary and theme.example_action, theme.id
        assert len(theme.discussion) == 3, theme.id
    for one in content.questionnaires:
        assert len(one.open_questions) == 2, one.id
        assert all(item.id.startswith(f"{theme.id}_") for theme in one.themes for item in theme.items)


def wordings(content: Content, version: int) -> str:
    asked = [
        [item.id, *(text and text.model_dump() for text in (item.text, item.help))]
        for item in content.items
        if item.version == version
    ]
    return hashlib.sha256(canonical(asked)).hexdigest()[:12]


def test_another_wording_or_help_is_another_version(content: Content) -> None:
    """People answer to an item and its help: between two wordings there is no trend."""
    for theme in content.themes:
        for n, item in enumerate(theme.items, start=1):
            assert item.version == (1 if n in FIRST_WORDING[theme.id] else 2), item.id
    for version, known in WORDINGS.items():
        assert wordings(content, version) == known, f"an item of version {version} changed: give it its next version"
    for one in content.questionnaires:
        assert one.version >= max(item.version for item in one.items), one.id


def test_no_client_consultation_is_not_applicable_to_every_question_about_how_it_goes(content: Content) -> None:
    """Not done yet is "not at all"; where there is nothing to do it with, it does not apply."""
    for item in content.theme("nw2").items[1:]:
        assert item.help is not None and "Is er bij ons geen cliëntoverleg? Kies dan" in item.help.to("nl"), item.id


@pytest.mark.parametrize("language", ["nl", "en"])
def test_whoever_needs_support_reads_where_it_is(content: Content, language: str) -> None:
    before = texts.language()
    texts.use(language)
    label = texts._("Who asks this, and why")
    texts.use(before)
    told = {theme.id: theme.support.to(language) for theme in content.themes if theme.support}
    assert list(told) == ["ze2"]
    assert f"‘{label}’" in told["ze2"]


def test_every_theme_says_who_can_change_something(content: Content) -> None:
    for theme in content.themes:
        assert theme.reach and len(set(theme.reach)) == len(theme.reach), theme.id
    assert set(chain.from_iterable(theme.reach for theme in content.themes)) == set(get_args(Reach))


def test_what_was_done_with_the_results_is_asked(content: Content) -> None:
    asked = content.shared.follow_up
    assert asked is not None
    assert asked.question.to("nl") == "Is er iets gedaan met de vorige resultaten?"
    assert asked.options[-1].label == content.scale("extent").dk, "not knowing is called the same everywhere"


def every_text(part: object, place: str = "") -> Iterator[tuple[str, Text]]:
    """Every text in a model, with where it stands."""
    if isinstance(part, Text):
        yield place, part
    elif isinstance(part, Frozen):
        for name, value in part:
            yield from every_text(value, f"{place}.{name}")
    elif isinstance(part, tuple):
        for number, value in enumerate(part):
            yield from every_text(value, f"{place}[{number}]")


def test_every_language_is_complete(content: Content) -> None:
    found = dict(every_text(content))
    assert len(found) > 200
    for place, text in found.items():
        assert text.languages == ("nl", "en"), place


def test_no_text_was_left_half_done(content: Content) -> None:
    """Nothing in it is a note to ourselves, and the spelling is today's, not that of the scanned source."""
    for place, text in every_text(content):
        for words in map(text.to, text.languages):
            assert not re.search(r"TODO|XXX|\.\.\.|…|\s\s|creé|cliént|iént", words), (place, words)
            assert words == words.strip() and words[0] == words[0].upper(), (place, words)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_short_names_fit_on_a_phone_and_differ(content: Content, language: str) -> None:
    names = [theme.short.to(language) for theme in content.themes if theme.short]
    assert len(set(names)) == 12
    assert max(map(len, names)) <= 14, names


# What an item may not hold. The scale does the quantifying; "mogen" asks for a rule where the practice is meant.
REFUSED = {
    "nl": r"\b(niet|geen|nooit|altijd|vaak|regelmatig|soms|en|mag|mogen|domein\w*)\b",
    "en": r"\b(not|no|never|always|often|regularly|sometimes|may|domains?)\b",
}
WE = {"nl": r"\b(we|wij|ons|onze)\b", "en": r"\b(we|us|our)\b"}


@pytest.mark.parametrize(("language", "longest"), [("nl", 14), ("en", 16)])
def test_the_wording_of_items(content: Content, language: str, longest: int) -> None:
    """Short, in the we form, without negations, frequency words and jargon, one thing at a time."""
    for item in content.items:
        words = item.text.to(language)
        assert len(words.split()) <= longest, words
        assert not re.search(REFUSED[language], words, re.I), words
        assert re.search(WE[language], words, re.I), words
        assert re.fullmatch(r"[^.?!:;()]+\.", words), f"not one plain sentence: {words}"


def test_sentences_are_short(content: Content) -> None:
    """At most 21 words in a row in everything people read while they fill in or meet."""
    stop = re.compile(r"(?<=[.?!:])\s")
    for place, text in every_text(content):
        if ".krachtlijnen" not in place and ".source" not in place:
            for sentence in stop.split(text.to("nl")):
                assert len(sentence.split()) <= 21, (place, sentence)


@pytest.mark.parametrize(
    ("language", "dk", "na"), [("nl", "Weet ik niet", "Niet van toepassing"), ("en", "I don’t know", "Not applicable")]
)
def test_answers_are_called_as_they_stand_on_screen(content: Content, language: str, dk: str, na: str) -> None:
    """Whoever is told to choose an answer finds it in these words."""
    scale = content.scale("extent")
    assert (scale.dk.to(language), scale.na.to(language)) == (dk, na)
    answers = {dk, na, *(point.label.to(language) for point in scale.points)}
    told = [item.help.to(language) for item in content.items if item.help]
    told += [sentence.to(language) for sentence in content.shared.first_page]
    choose = {"nl": r"[Kk]ies(?: dan)? ‘(.+?)’(?!\w)", "en": r"[Cc]hoose ‘(.+?)’(?!\w)"}[language]
    named = re.findall(choose, " ".join(told))
    assert len(named) >= 8
    assert set(named) <= answers
    assert all(("‘" in text) == bool(re.search(choose, text)) for text in told), "every quoted answer was looked at"


def test_words_of_our_own_are_explained_where_they_are_used(content: Content) -> None:
    for one in content.questionnaires:
        intro = one.intro.to("nl").lower()
        for item in one.items:
            for term in ("hulpvrager", "deelnemer"):
                assert term not in item.text.to("nl").lower() or f"‘{term}s’" in intro, (item.id, term)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_questions_side_by_side_differ(content: Content, language: str) -> None:
    """The open questions stand on one page, the themes in one list of priorities."""
    asked = [question.text.to(language) for one in content.questionnaires for question in one.open_questions]
    titles = [theme.title.to(language) for theme in content.themes]
    assert len(set(asked)) == 6 and len(set(titles)) == 12


def test_questions_of_a_meeting_ask_for_no_names(content: Content) -> None:
    """Whoever is asked to tell about people who ask for help is told in the same breath to name none."""
    told = [question.to("nl") for theme in content.themes for question in theme.discussion]
    assert all("zonder namen" in question for question in told if "Vertel" in question)
    assert all(
        question.endswith("?") for question in told if "Vertel" not in question and "Bijvoorbeeld" not in question
    )
    assert not [question for question in told if re.search(r"\b(vergeten|niemand|schuld|bij wie)\b", question, re.I)]


def test_an_example_action_fits_in_eight_weeks(content: Content) -> None:
    for theme in content.themes:
        action = theme.example_action
        assert action and not re.search(r"\b(maand\w*|jaar\w*|kwartaal)\b", action.to("nl")), theme.id
        for weeks in re.findall(r"(\w+) weken", action.to("nl").lower()):
            assert weeks in ("twee", "vier", "zes", "acht"), theme.id


def test_items_stand_on_the_krachtlijn_of_their_questionnaire(content: Content) -> None:
    for one in content.questionnaires:
        assert {item.source.krachtlijn for item in one.items} == {one.krachtlijn}
    assert Counter(item.source.trace for item in content.items) == {"elaboration": 32, "direct": 16}


def test_every_sentence_is_covered_or_named_as_not_covered(content: Content) -> None:
    stood_on = {item.source.sentence for item in content.items}
    for line in content.krachtlijnen:
        assert bool(line.sentences) == (line.number in (9, 10))
        assert [one.id for one in line.sentences] == [f"k{line.number}-{n}" for n in range(len(line.sentences))]
        for one in line.sentences:
            assert (one.id in stood_on) != (one.not_covered is not None), one.id


def test_what_must_be_said_is_said(content: Content) -> None:
    """An aid for conversation, not official, not tested, not of the people who ask for help, no risk analysis."""
    said = " ".join(sentence.to("nl") for sentence in content.shared.warning)
    for words in (
        "hulpmiddel voor een gesprek",
        "geen officieel instrument",
        "nog niet wetenschappelijk getest",
        "niet hoe hulpvragers",
        "niet om mensen of teams te beoordelen",
        "geen risicoanalyse",
    ):
        assert words in said
    shared = content.shared
    every = (*shared.promise, *shared.own_words_promise, *shared.first_page)
    promised = " ".join(sentence.to("nl") for sentence in every)
    assert "anoniem" not in promised.lower(), "no server can promise that by itself"
    for words in (
        "Weet je het niet?",
        "Doen we iets nog niet?",
        "minstens {group} mensen die antwoordden, jij inbegrepen",
        "leest één persoon, met een eigen sleutel",
        "kan je tekst tonen bij de resultaten",
        "beheert",
        "aan je eigen woorden",
    ):
        assert words in promised


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_promise_names_a_part_of_the_page_as_it_is_called_there(content: Content, language: str) -> None:
    before = texts.language()
    texts.use(language)
    label = texts._("Who asks this, and why")
    texts.use(before)
    assert any(f"‘{label}’" in sentence.to(language) for sentence in content.shared.own_words_promise)
