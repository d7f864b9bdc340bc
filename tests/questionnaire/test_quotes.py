"""The ground of our questionnaires: their quotes against the text of Bind-Kracht itself, where it is at hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.questionnaire import Content, Item

PROJECT = Path(__file__).resolve().parents[2]
SOURCE = PROJECT.parent / "shared" / "seed" / "tien-krachtlijnen.txt"
HEADINGS = {9: "9. Bind-Kracht groeit", 10: "10. Bind-Kracht vereist", 11: "Tien krachtlijnen als referentiekader"}
TEXT_FILES = {".md", ".py", ".yaml", ".yml", ".toml", ".txt", ".po", ".json", ".csv", ".html", ".css", ".js", ""}
LONGEST_RUN = 11  # words of the source that may stand in a row outside the quotes


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
