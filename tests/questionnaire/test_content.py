"""Our own questionnaires: what they count, the rules of their wording, and the ground they stand on."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit import questionnaire
from audit.frozen import Frozen
from audit.questionnaire import Content, Item
from audit.questionnaire.blocks import Text

PROJECT = Path(__file__).resolve().parents[2]
SOURCE = PROJECT.parent / "shared" / "seed" / "tien-krachtlijnen.txt"
HEADINGS = {9: "9. Bind-Kracht groeit", 10: "10. Bind-Kracht vereist", 11: "Tien krachtlijnen als referentiekader"}
TEXT_FILES = {".md", ".py", ".yaml", ".yml", ".toml", ".txt", ".po", ".json", ".csv", ".html", ".css", ".js", ""}
LONGEST_RUN = 11  # words of the source that may stand in a row outside the quotes


@pytest.fixture(scope="module")
def content() -> Content:
    return questionnaire.read()


@pytest.fixture(scope="module")
def source(content: Content) -> str:
    """The text the quotes were taken from, with every run of white space as one space; it is not in the project."""
    if not SOURCE.is_file():
        pytest.skip(f"quotes were NOT checked against the seed: {SOURCE.name} is not at hand")
    data = SOURCE.read_bytes()
    assert hashlib.sha256(data).hexdigest() == content.source_sha256, "this is another text than the quotes are from"
    return flat(data.decode("utf-8"))


def flat(text: str) -> str:
    return " ".join(text.split())


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


def test_the_wording_of_items(content: Content) -> None:
    """Short, in the we form, without negations and frequency words (the scale does that), one thing at a time."""
    for item in content.items:
        words = item.text.to("nl")
        assert len(words.split()) <= 14, words
        assert not re.search(r"\b(niet|geen|nooit|altijd|vaak|regelmatig|soms|en)\b", words, re.I), words
        assert re.search(r"\b(we|wij|ons|onze)\b", words, re.I), words
        assert words.endswith(".") and item.text.to("en").endswith("."), item.id
        assert re.search(r"\b(we|us|our)\b", item.text.to("en"), re.I), item.id


def test_items_stand_on_the_krachtlijn_of_their_questionnaire(content: Content) -> None:
    for one in content.questionnaires:
        assert {item.source.krachtlijn for item in one.items} == {one.krachtlijn}
    assert Counter(item.source.trace for item in content.items) == {"elaboration": 27, "direct": 21}


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
    promised = " ".join(sentence.to("nl") for sentence in (*content.shared.promise, *content.shared.first_page))
    assert "anoniem" not in promised.lower(), "no server can promise that by itself"
    for words in ("minstens {group} mensen die antwoordden, jij inbegrepen", "door één persoon", "beheert"):
        assert words in promised


# From here on against the text of Bind-Kracht itself, where it is at hand.


def krachtlijn_of(source: str, number: int) -> tuple[int, int]:
    return source.index(HEADINGS[number]), source.index(HEADINGS[number + 1])


def sentences_of(source: str, number: int) -> list[tuple[int, int]]:
    """Where the sentences of a krachtlijn begin and end in the source; the heading first."""
    begin, end = krachtlijn_of(source, number)
    begin += len(f"{number}. ")
    ends = [begin + match.end() for match in re.finditer(r"\.(?=\s)", source[begin:end])]
    return list(zip([begin, *ends], ends, strict=False))


def test_quotes_stand_in_the_source(content: Content, source: str) -> None:
    for item in content.items:
        begin, end = krachtlijn_of(source, item.source.krachtlijn)
        assert item.source.quote in source[begin:end], item.id
        assert item.source.secondary is None or item.source.secondary in source, item.id


def test_quotes_stand_in_the_sentence_they_name(content: Content, source: str) -> None:
    for line in content.krachtlijnen:
        if line.sentences:
            assert len(line.sentences) == len(sentences_of(source, line.number))
    for item in content.items:
        begin, end = sentences_of(source, item.source.krachtlijn)[int(str(item.source.sentence).split("-")[1])]
        places = [match.start() for match in re.finditer(re.escape(item.source.quote), source)]
        assert any(place < end and place + len(item.source.quote) > begin for place in places), item.id


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(length)), strict=False)


def quotes(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield item.source.quote
        if item.source.secondary:
            yield item.source.secondary


def copied(text: str, source: str, items: tuple[Item, ...]) -> list[str]:
    """The runs of words that a text takes from the source, other than the quotes of items."""
    quoted = {run for quote in quotes(items) for run in runs(words_of(quote), LONGEST_RUN + 1)}
    theirs = set(runs(words_of(source), LONGEST_RUN + 1)) - quoted
    return [" ".join(run) for run in runs(words_of(text), LONGEST_RUN + 1) if run in theirs]


def test_the_source_itself_is_not_copied(content: Content, source: str) -> None:
    """Only the short quotes of items stand in the project, no longer run of words anywhere."""
    assert max(len(words_of(quote)) for quote in quotes(content.items)) <= 14
    files = [
        path
        for path in PROJECT.rglob("*")
        if path.suffix in TEXT_FILES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(PROJECT).parts[:-1])
        and path.stat().st_size < 2_000_000
    ]
    assert PROJECT / "questionnaires" / "ze.yaml" in files
    for path in files:
        found = copied(path.read_text(encoding="utf-8", errors="replace"), source, content.items)
        assert not found, f"{path.relative_to(PROJECT)} copies the source: {found[0]}"


def test_a_copied_sentence_is_noticed_and_a_quote_is_not(content: Content, source: str) -> None:
    begin, end = sentences_of(source, 10)[2]
    assert copied(f"# {source[begin:end]}", source, content.items)
    assert not any(copied(quote, source, content.items) for quote in quotes(content.items))
