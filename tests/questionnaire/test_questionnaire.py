"""Questionnaire files: a good one is read, a bad one is refused whole with every error, its place and its remedy."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from pydantic import ValidationError

from audit import questionnaire, texts
from audit.errors import InputError, Problem
from audit.questionnaire import OURS, Questionnaire, outlines, proofreading
from audit.questionnaire.blocks import Krachtlijnen, Scales, Shared, Text

GOOD = """\
id: ab
version: 1
krachtlijn: 9
title: {nl: Een lijst, en: A list}
intro: {nl: Welkom.}
minutes: [2, 3]
scale: extent
themes:
  - id: ab1
    title: {nl: Een thema}
    measurement: mixed
    items:
      - id: ab1_1
        version: 1
        text: {nl: We doen dit.}
        source: {krachtlijn: 9, quote: "…", trace: direct}
"""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = texts.language()
    texts.use("en")
    yield
    texts.use(before)


def refused(folder: Path, content: str | bytes, name: str = "ab.yaml") -> tuple[Problem, ...]:
    """The problems of a folder with only this file."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as refusal:
        questionnaire.read(folder)
    assert questionnaire.check(folder) == list(refusal.value.problems)
    return refusal.value.problems


def swap(old: str, new: str) -> str:
    """The good questionnaire with one thing changed."""
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def test_the_good_questionnaire_is_read_with_what_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "ab.yaml").write_text(GOOD, encoding="utf-8")
    content = questionnaire.read(tmp_path)
    assert questionnaire.check(tmp_path) == questionnaire.check(tmp_path / "ab.yaml") == []
    only = content.questionnaires[0]
    assert [theme.id for theme in content.themes] == ["ab1"]
    assert content.questionnaire_of("ab1") is only
    assert content.item("ab1_1").text.to("en") == "We doen dit.", "a missing language falls back to Dutch"
    assert only.title.to("en") == "A list"
    assert only.themes[0].short is None and only.themes[0].discussion == () and only.open_questions == ()
    assert content.scale("extent").points[4].label.to("nl") == "Volledig", "scales come from ours when missing"


# Each row: what is changed, the place where people find it, and words of the sentence that say what to write instead.
BAD: dict[str, tuple[str, str, str]] = {
    # One value that does not fit
    "version in quotation marks": (
        swap("id: ab\nversion: 1", 'id: ab\nversion: "1"'),
        "ab.yaml, line 2, version",
        "not a whole number",
    ),
    "version with a decimal": (
        swap("id: ab\nversion: 1", "id: ab\nversion: 1.5"),
        "ab.yaml, line 2, version",
        "not a whole number",
    ),
    "version zero": (swap("id: ab\nversion: 1", "id: ab\nversion: 0"), "ab.yaml, line 2, version", "1 or more"),
    "krachtlijn eleven": (
        swap("krachtlijn: 9\ntitle", "krachtlijn: 11\ntitle"),
        "ab.yaml, line 3, krachtlijn",
        "10 or less",
    ),
    "title as one text": (
        swap("title: {nl: Een lijst, en: A list}", "title: Een lijst"),
        "ab.yaml, line 4, title",
        "{nl: …, en: …}",
    ),
    "title without Dutch": (
        swap("{nl: Een lijst, en: A list}", "{en: A list}"),
        "ab.yaml, line 4, title.nl",
        "Add “nl: …”",
    ),
    "empty Dutch": (swap("{nl: Welkom.}", "{nl: '  '}"), "ab.yaml, line 5, intro.nl", "This text is empty"),
    "nothing after nl": (swap("{nl: Welkom.}", "{nl: }"), "ab.yaml, line 5, intro.nl", "nothing after “nl”"),
    "a number as text": (swap("{nl: Welkom.}", "{nl: 2026}"), "ab.yaml, line 5, intro.nl", "quotation marks: “2026”"),
    "a list as text": (swap("{nl: Welkom.}", "{nl: [Welkom]}"), "ab.yaml, line 5, intro.nl", "one text"),
    "text of 2001 characters": (swap("Welkom.", "a" * 2001), "ab.yaml, line 5, intro.nl", "at most 2000"),
    "language in a word": (swap("en: A list", "engels: A list"), "ab.yaml, line 4, title.engels", "such as nl, en"),
    "minutes as one number": (swap("[2, 3]", "3"), "ab.yaml, line 6, minutes", "Write a list"),
    "minutes descending": (swap("[2, 3]", "[3, 2]"), "ab.yaml, line 6, minutes", "minutes: [3, 4]"),
    "one minute only": (swap("[2, 3]", "[3]"), "ab.yaml, line 6, minutes", "minutes: [3, 4]"),
    "minutes in words": (swap("[2, 3]", "[twee, 3]"), "ab.yaml, line 6, minutes[0]", "minutes: [3, 4]"),
    "no themes": (GOOD.split("themes:")[0] + "themes: []\n", "ab.yaml, line 8, themes", "at least one"),
    "themes left empty": (GOOD.split("themes:")[0] + "themes:\n", "ab.yaml, line 8, themes", "nothing after"),
    "themes missing": (GOOD.split("themes:")[0], "ab.yaml, line 1, themes", "“themes” is missing. Add"),
    "a theme is a text": (
        GOOD.split("themes:")[0] + "themes:\n  - ab1\n",
        "ab.yaml, line 9, themes[0]",
        "Write fields here",
    ),
    "no items": (GOOD.split("    items:")[0] + "    items: []\n", "ab.yaml, line 12, themes[0].items", "at least one"),
    "measurement unknown": (
        swap("mixed", "gemengd"),
        "ab.yaml, line 11, themes[0].measurement",
        "reflective, formative, mixed",
    ),
    "reach unknown": (
        swap("mixed", "mixed\n    reach: [team, world]"),
        "ab.yaml, line 12, themes[0].reach[1]",
        "team, service, organisation, network, policy",
    ),
    "reach as one word": (
        swap("mixed", "mixed\n    reach: team"),
        "ab.yaml, line 12, themes[0].reach",
        "Write a list",
    ),
    "reach left empty": (
        swap("mixed", "mixed\n    reach:"),
        "ab.yaml, line 12, themes[0].reach",
        "reach: [team, service]",
    ),
    "trace unknown": (
        swap("trace: direct", "trace: guess"),
        "ab.yaml, line 16, themes[0].items[0].source.trace",
        "direct, elaboration",
    ),
    "no source": (
        swap('        source: {krachtlijn: 9, quote: "…", trace: direct}\n', ""),
        "ab.yaml, line 13, themes[0].items[0].source",
        "Add, for example: source: {krachtlijn: 9",
    ),
    "no item text": (
        swap("        text: {nl: We doen dit.}\n", ""),
        "ab.yaml, line 13, themes[0].items[0].text",
        "text: {nl: …, en: …}",
    ),
    "misspelt field": (
        swap("    measurement", "    sumary: {nl: Kort.}\n    measurement"),
        "ab.yaml, line 11, themes[0].sumary",
        "Did you mean “summary”?",
    ),
    "field nobody knows": (GOOD + "zzz: 1\n", "ab.yaml, line 17, zzz", "Remove it"),
    "id with a capital": (
        swap("id: ab1_1", "id: Ab1_1"),
        "ab.yaml, line 13, themes[0].items[0].id",
        "Start with a small letter",
    ),
    "id with an accent": (swap("- id: ab1\n", "- id: één\n"), "ab.yaml, line 9, themes[0].id", "without accents"),
    "id that is a number": (swap("- id: ab1\n", "- id: 1\n"), "ab.yaml, line 9, themes[0].id", "quotation marks"),
    "quotation mark not closed": (swap("Welkom.", "'Welkom."), "ab.yaml, line 5", "quotation mark"),
    # What does not fit with the rest
    "scale unknown": (swap("scale: extent", "scale: agree"), "ab.yaml, line 7, scale", "Choose from: extent"),
    "item id twice": (
        GOOD + GOOD[GOOD.index("      - id: ab1_1") :],
        "ab.yaml, line 17, themes[0].items[1].id",
        "already used (ab.yaml, line 13",
    ),
    "theme id twice": (
        GOOD + GOOD[GOOD.index("  - id: ab1\n") :].replace("ab1_1", "ab1_2"),
        "ab.yaml, line 17, themes[1].id",
        "already used",
    ),
    "item called after a column": (
        swap("id: ab1_1", "id: team"),
        "ab.yaml, line 13, themes[0].items[0].id",
        "table of answers",
    ),
    "item called follow_up": (
        swap("- id: ab1_1\n", "- id: follow_up\n"),
        "ab.yaml, line 13, themes[0].items[0].id",
        "table of answers",
    ),
    "theme called none": (swap("- id: ab1\n", "- id: none\n"), "ab.yaml, line 9, themes[0].id", "table of answers"),
    "open question with the id of an item": (
        GOOD + "open_questions: [{id: ab1_1, text: {nl: Wat?}}]\n",
        "ab.yaml, line 17, open_questions[0].id",
        "already used",
    ),
    "sentence unknown": (
        swap("{krachtlijn: 9, quote", "{krachtlijn: 9, sentence: k9-99, quote"),
        "ab.yaml, line 16, themes[0].items[0].source.sentence",
        "Choose from: k9-0",
    ),
    "sentence of another krachtlijn": (
        swap("{krachtlijn: 9, quote", "{krachtlijn: 9, sentence: k10-2, quote"),
        "ab.yaml, line 16, themes[0].items[0].source.sentence",
        "krachtlijn 10",
    ),
    "file called otherwise": (swap("id: ab\n", "id: zz\n"), "ab.yaml, line 1, id", "Rename it to “zz.yaml”"),
    "more than 500 items": (
        GOOD + "".join(GOOD[GOOD.index("      - id: ab1_1") :].replace("ab1_1", f"x{n}") for n in range(500)),
        "ab.yaml",
        "more than 500 items",
    ),
    # What YAML offers and a questionnaire may not use
    "alias": (
        swap("{nl: Welkom.}", "{nl: *x}").replace("Een lijst", "&x Een lijst"),
        "ab.yaml, line 5, intro.nl",
        "Write the text out",
    ),
    "anchor": (swap("Een lijst", "&x Een lijst"), "ab.yaml, line 4, title.nl", "anchor"),
    "alias bomb": (
        "a: &a [x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        "ab.yaml, line 2, b[0]",
        "reference",
    ),
    "python object": (
        swap("{nl: Welkom.}", "!!python/object/apply:os.system ['true']"),
        "ab.yaml, line 5, intro",
        "A tag",
    ),
    "tag of one's own": (swap("{nl: Welkom.}", "!mine {nl: Welkom.}"), "ab.yaml, line 5, intro", "A tag"),
    "tag on a field name": (GOOD + "!!str open_questions: []\n", "ab.yaml, line 17", "one plain word"),
    "field twice": (GOOD + "version: 2\n", "ab.yaml, line 17, version", "Keep one"),
    "text in one language twice": (swap("en: A list", "nl: Nog een"), "ab.yaml, line 4, title.nl", "Keep one"),
    "list as the name of a field": (GOOD + "? [a, b]\n: c\n", "ab.yaml, line 17", "one plain word"),
    "two documents": (GOOD + "---\n" + GOOD, "ab.yaml, line 17", "its own file"),
    "21 levels deep": (GOOD + "x: " + "[" * 21 + "]" * 21 + "\n", "ab.yaml, line 17, x" + "[0]" * 19, "20 levels"),
    "bracket not closed": (GOOD + "x: [1, 2\n", "ab.yaml, line 17", "close every bracket"),
    "text with a colon": (swap("{nl: Welkom.}", "nl: a"), "ab.yaml, line 5", "text with a colon"),
    "indented with a tab": (GOOD + "x:\n\t- 1\n", "ab.yaml, line 18", "Use spaces"),
    "only comments": ("# nothing yet\n", "ab.yaml", "Fill it in"),
    "empty": ("", "ab.yaml", "Fill it in"),
    "a list instead of fields": ("- a\n- b\n", "ab.yaml, line 1", "Write fields here"),
    "NUL": (swap("Welkom.", "Wel\0kom."), "ab.yaml, line 5", "control character"),
    "escape character": (swap("Welkom.", "Wel\x1bkom."), "ab.yaml, line 5", "control character"),
    "text that turns around": (swap("Welkom.", "Wel\u202ekom."), "ab.yaml, line 5", "control character"),
    "NUL behind an escape": (swap("Welkom.", '"Wel\\0kom."'), "ab.yaml, line 5, intro.nl", "control character"),
    "half a character behind an escape": (swap("Welkom.", '"\\ud800"'), "ab.yaml, line 5", ""),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_questionnaire_says_where_and_what_to_write(name: str, tmp_path: Path) -> None:
    content, place, words = BAD[name]
    problems = refused(tmp_path, content)
    found = {problem.place: problem.sentence for problem in problems}
    assert place in found, problems
    assert any(words in problem.sentence for problem in problems if problem.place == place), problems
    assert len(problems) == 1 or name in ("alias bomb", "alias"), "one mistake is one problem, or it hides the cause"
    for problem in problems:
        assert problem.sentence[-1] in ".}]…?" or "for example: " in problem.sentence
        assert not re.search(r"(?i)pydantic|input should|value error|traceback", problem.sentence)


BYTES: dict[str, tuple[bytes, str, str]] = {
    "cp1252": (GOOD.replace("Welkom.", "één").replace("…", "x").encode("cp1252"), "ab.yaml, line 5", "UTF-8"),
    "UTF-16": (GOOD.encode("utf-16"), "ab.yaml", "UTF-16"),
    "a zip": (b"PK\x03\x04\x00\x00", "ab.yaml, line 1", "control character"),
    "more than 1 MB": (GOOD.encode() + b"#" * 1_000_000, "ab.yaml", "1 MB"),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_text_are_refused(name: str, tmp_path: Path) -> None:
    content, place, words = BYTES[name]
    (problem,) = refused(tmp_path, content)
    assert problem.place == place
    assert words in problem.sentence


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    (tmp_path / "ab.yaml").write_bytes(GOOD.replace("\n", "\r\n").encode("utf-8-sig"))
    assert questionnaire.check(tmp_path) == []


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "ab.yaml").open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(outlines, "parse", lambda *_anything: pytest.fail("a file of 50 MB was read"))
    monkeypatch.setattr(proofreading, "across", lambda *_anything: [])
    assert "1 MB" in outlines.read(tmp_path / "ab.yaml").problems[0].sentence


def test_an_unquoted_no_or_date_is_text(tmp_path: Path) -> None:
    """What YAML would take for yes, no, a date or a time is text here."""
    for word in ("no", "Yes", "on", "2026-06-30", "12:30:00", "0x1F", ".inf", "1_000"):
        (tmp_path / "ab.yaml").write_text(swap("Welkom.", word), encoding="utf-8")
        assert questionnaire.read(tmp_path).questionnaires[0].intro.to("nl") == word


def test_every_error_of_every_file_comes_at_once(tmp_path: Path) -> None:
    (tmp_path / "ab.yaml").write_text(swap("mixed", "gemengd").replace("[2, 3]", "[3]"), encoding="utf-8")
    (tmp_path / "cd.yaml").write_text("id: cd\nversion: [", encoding="utf-8")
    (tmp_path / "ef.yaml").write_text(GOOD.replace("ab", "ef").replace("ef1_1", "ab1_1"), encoding="utf-8")
    problems = questionnaire.check(tmp_path)
    assert [problem.place for problem in problems] == [
        "ab.yaml, line 6, minutes",
        "ab.yaml, line 11, themes[0].measurement",
        "cd.yaml, line 2",
        "ef.yaml, line 13, themes[0].items[0].id",
    ]
    with pytest.raises(InputError) as refusal:
        questionnaire.read(tmp_path)
    assert refusal.value.sentence.splitlines() == [str(problem) for problem in problems]


def test_a_file_reports_a_limited_number_of_problems(tmp_path: Path) -> None:
    problems = refused(tmp_path, GOOD + "".join(f"x{n}: 1\n" for n in range(1000)))
    assert len(problems) == outlines.MAX_PROBLEMS + 1
    assert problems[-1].sentence == "There are more problems in this file than stand here. Solve these first."


def test_problems_are_in_the_language_in_use(tmp_path: Path) -> None:
    texts.use("nl")
    (problem,) = refused(tmp_path, swap("mixed", "gemengd"))
    assert str(problem) == (
        "ab.yaml, regel 11, themes[0].measurement: “gemengd” kan hier niet. Kies uit: reflective, formative, mixed."
    )


def test_one_file_is_checked_with_the_scales_beside_it(tmp_path: Path) -> None:
    (tmp_path / "ab.yaml").write_text(swap("scale: extent", "scale: mine"), encoding="utf-8")
    assert [problem.code for problem in questionnaire.check(tmp_path / "ab.yaml")] == ["unknown_scale"]
    scales = (OURS / "scales.yaml").read_text(encoding="utf-8")
    (tmp_path / "scales.yaml").write_text(scales.replace("id: extent", "id: mine"), encoding="utf-8")
    assert questionnaire.check(tmp_path / "ab.yaml") == []
    (tmp_path / "cd.yaml").write_text("broken: [", encoding="utf-8")
    assert questionnaire.check(tmp_path / "ab.yaml") == [], "problems of a neighbour are not this file's"


AROUND: dict[str, tuple[str, str, str, str]] = {
    "scale with four points": (
        "scales.yaml",
        "      - {value: 5, label: {nl: Volledig, en: Fully}}\n",
        "",
        "five points",
    ),
    "scale from zero": ("scales.yaml", "value: 1", "value: 0", "five points"),
    "role code in capitals": ("shared.yaml", "code: leiding", "code: LEIDING", "Start with a small letter"),
    "priority without its number": ("shared.yaml", "hoogstens {max}", "hoogstens drie", "Write {max} once"),
    "allowances upside down": ("shared.yaml", "themes: 4", "themes: 9", "go up"),
    "follow-up without dk": (
        "shared.yaml",
        "    - {code: dk, label: {nl: Weet ik niet, en: I don’t know}}\n",
        "",
        "much, some, hardly, nothing and dk",
    ),
    "krachtlijn zero": ("krachtlijnen.yaml", "number: 1\n", "number: 0\n", "1 or more"),
    "sentence id": ("krachtlijnen.yaml", "id: k9-0", "id: zin 0", "like k9-2"),
    "no sha": ("krachtlijnen.yaml", "24ada9", "24ADA9", "64 digits"),
}


@pytest.mark.parametrize("name", AROUND)
def test_the_files_around_the_questionnaires_are_checked_too(name: str, tmp_path: Path) -> None:
    file, old, new, words = AROUND[name]
    text = (OURS / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    (problem,) = questionnaire.check(tmp_path / file)
    assert problem.place.startswith(f"{file}, line ") and words in problem.sentence
    (tmp_path / "ab.yaml").write_text(GOOD, encoding="utf-8")
    assert questionnaire.check(tmp_path) == [problem]


def test_a_path_without_questionnaires_is_reported(tmp_path: Path) -> None:
    """Each says in a sentence that there is nothing to read."""
    (tmp_path / "folder.yaml").mkdir()
    for path in (tmp_path / "nowhere", tmp_path / "nowhere.yaml", tmp_path / "folder.yaml", tmp_path):
        problems = questionnaire.check(path)
        assert problems and all(problem.sentence for problem in problems), path
    for folder in (tmp_path / "nowhere", tmp_path, tmp_path / "folder.yaml"):
        with pytest.raises(InputError):
            questionnaire.read(folder)


def test_hidden_files_and_other_types_are_no_questionnaires(tmp_path: Path) -> None:
    (tmp_path / "ab.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "._ab.yaml").write_bytes(b"\x00\x05\x16\x07")
    (tmp_path / "README.md").write_text("Ours", encoding="utf-8")
    assert questionnaire.check(tmp_path) == []


@pytest.mark.parametrize("n", [1, 3, 4, 5, 16])
def test_a_folder_of_somebody_else_may_have_themes_of_any_size(n: int, tmp_path: Path) -> None:
    items = [
        {
            "id": f"zz1_{i}",
            "version": 1,
            "text": {"nl": f"We doen {i}."},
            "source": {"krachtlijn": 3, "quote": "…", "trace": "direct"},
        }
        for i in range(n)
    ]
    own = yaml.safe_load(GOOD.replace("ab", "zz"))
    own["themes"][0]["items"] = items
    (tmp_path / "zz.yaml").write_text(yaml.safe_dump(own), encoding="utf-8")
    for name in ("aa", "ze"):  # ours come first in their order, others follow by the alphabet
        (tmp_path / f"{name}.yaml").write_text(GOOD.replace("ab", name), encoding="utf-8")
    shutil.copy(OURS / "scales.yaml", tmp_path)
    content = questionnaire.read(tmp_path)
    assert [asked.id for asked in content.questionnaires] == ["ze", "aa", "zz"]
    assert len(content.theme("zz1").items) == n


def test_the_fingerprint_follows_the_content_and_nothing_else(tmp_path: Path) -> None:
    def fingerprint(text: str) -> str:
        (tmp_path / "ab.yaml").write_text(text, encoding="utf-8")
        return questionnaire.read(tmp_path).questionnaires[0].sha256

    first = fingerprint(GOOD)
    assert re.fullmatch("[0-9a-f]{64}", first)
    turned = swap("{nl: Een lijst, en: A list}", "\n  en: A list\n  nl: Een lijst")
    assert fingerprint("# a comment\n" + turned) == first
    assert fingerprint(swap("We doen dit.", "We doen dat.")) != first
    assert fingerprint(swap("mixed", "mixed\n    reach: [team]")) != first
    assert fingerprint(swap("mixed", "mixed\n    reach: []")) == first


def test_nothing_in_content_can_be_changed() -> None:
    content = questionnaire.read()
    text = content.themes[0].title
    for part, field in ((content, "scales"), (text, "root"), (content.items[0], "version")):
        with pytest.raises(ValidationError):
            setattr(part, field, None)
    assert hash(content.themes[0]) == hash(content.themes[0].model_copy(deep=True))
    assert Questionnaire.model_validate_json(content.questionnaires[0].model_dump_json()) == content.questionnaires[0]


def test_ours_is_read_once_and_quickly() -> None:
    questionnaire.read()
    began = time.perf_counter()
    assert questionnaire.read(OURS) is questionnaire.read(OURS / ".." / OURS.name) is questionnaire.read()
    assert time.perf_counter() - began < 0.1


@pytest.mark.parametrize(("themes", "choices"), [(1, 1), (3, 1), (4, 2), (7, 2), (8, 3), (12, 3), (30, 3)])
def test_how_many_priorities_a_person_may_choose(themes: int, choices: int) -> None:
    """3 from eight themes on, 2 from four, else 1."""
    priority = questionnaire.read().shared.priority
    assert priority.maximum(themes) == choices
    assert f"hoogstens {choices}." in priority.asked("nl", choices)


# Files made to cost time or memory: each is refused before it does.
MILLION = 1_000_000
HOSTILE: dict[str, Callable[[], str]] = {
    "brackets": lambda: "[" * MILLION,
    "braces": lambda: "{" * MILLION,
    "dashes": lambda: "- " * (MILLION // 2),
    "questions": lambda: "? " * (MILLION // 2),
    "many short values": lambda: "[" + "{}," * (MILLION // 3 - 1) + "]",
    "many items": lambda: "id: ab\nthemes:\n- items:\n" + "  - {id: a}\n" * (MILLION // 12 - 5),
    "the same field": lambda: "a: 1\n" * (MILLION // 5),
    "many fields": lambda: "".join(f"k{n}: 1\n" for n in range(70_000)),
    "anchors": lambda: "- &a b\n" * (MILLION // 7),
    "aliases": lambda: "- &a b\n" + "- *a\n" * (MILLION // 5 - 5),
    "tags": lambda: "- !!python/object:os.system x\n" * (MILLION // 30),
    "documents": lambda: "---\n" * (MILLION // 4),
    "open quotation mark": lambda: '"' + "a" * (MILLION - 1),
    "digits": lambda: "version: " + "9" * (MILLION - 20),
    "stairs": lambda: "".join(" " * n + "a:\n" for n in range(1300)),
    "line ends": lambda: "\n" * MILLION,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_within_a_second(name: str) -> None:
    data = HOSTILE[name]().encode()
    assert len(data) <= outlines.MAX_BYTES
    began = time.process_time()
    outline = outlines.parse(data, "ab.yaml")
    _nothing, problems = proofreading.validated(Questionnaire, outline)
    problems += proofreading.across([outline], outlines.Outline("scales.yaml"), outlines.Outline("krachtlijnen.yaml"))
    assert problems
    assert time.process_time() - began < 1


WORDS = some.sampled_from(
    [
        "id",
        "nl",
        "themes",
        "items",
        "text",
        "&a",
        "*a",
        "!!int",
        "---",
        "...",
        "- ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "\n",
        "  ",
        "\t",
        "'",
        '"',
        "|",
        ">",
        "#",
        "%",
        "?",
        "<<",
        "9",
        "é",
        "\u2028",
        "\0",
        "😀",
        "null",
        "version",
        ",",
        "k9-1",
    ]
)
VALUES: Any = some.recursive(
    some.none() | some.integers() | some.text(max_size=8) | some.booleans() | some.floats(),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(
            some.sampled_from(["id", "nl", "text", "themes", "items", "source", "x"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)
OUR_TEXTS = [path.read_text(encoding="utf-8") for path in sorted(OURS.glob("*.yaml"))]


def require_only_problems(data: bytes) -> None:
    """Reading, modelling and comparing never fail otherwise, and never fall back to a sentence that says nothing."""
    outline = outlines.parse(data, "ab.yaml")
    scales = outlines.read(OURS / "scales.yaml")
    krachtlijnen = outlines.read(OURS / "krachtlijnen.yaml")
    problems = list(proofreading.across([outline], scales, krachtlijnen))
    problems += proofreading.across([], outline, outline)
    for model in (Questionnaire, Scales, Shared, Krachtlijnen):
        made, its_problems = proofreading.validated(model, outline)
        assert (made is None) == bool(its_problems)
        problems += its_problems
    for problem in problems:
        assert problem.place.startswith("ab.yaml") and problem.sentence
        assert "does not belong here" not in problem.sentence, problem


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(
    some.one_of(
        some.lists(WORDS, max_size=30).map("".join).map(str.encode),
        some.binary(max_size=60),
        VALUES.map(yaml.safe_dump).map(str.encode),
    )
)
def test_random_documents_are_refused_in_sentences(data: bytes) -> None:
    require_only_problems(data)


@settings(
    max_examples=100, deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(some.sampled_from(OUR_TEXTS), some.integers(0, 10**6), some.integers(0, 12), WORDS)
def test_our_files_with_a_slip_are_read_or_refused_in_sentences(text: str, at: int, gone: int, word: str) -> None:
    at %= len(text)
    require_only_problems((text[:at] + word + text[at + gone :]).encode("utf-8", "replace"))


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(some.sampled_from(OUR_TEXTS), VALUES, some.randoms(use_true_random=False))
def test_our_files_with_another_value_are_refused_in_sentences(text: str, value: Any, random: Any) -> None:
    document = yaml.safe_load(text)
    at = document
    while True:
        place = random.choice(list(at) if isinstance(at, dict) else range(len(at)))
        if not isinstance(at[place], dict | list) or not at[place] or random.random() < 0.1:
            break
        at = at[place]
    at[place] = value
    require_only_problems(yaml.safe_dump(document, allow_unicode=True).encode("utf-8", "replace"))


@pytest.mark.parametrize("path", sorted(OURS.glob("*.yaml")), ids=lambda path: path.stem)
def test_other_yaml_readers_read_our_files_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where libyaml is missing, and in the tools of whoever edits them."""
    ours = outlines.read(path)
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == ours.value
    monkeypatch.setattr(outlines, "_LOADER", yaml.SafeLoader)
    assert outlines.read(path) == ours


def test_a_text_needs_dutch() -> None:
    assert Text({"nl": "Ja", "fr": "Oui"}).to("en") == "Ja"
    with pytest.raises(ValidationError):
        Text({"en": "Yes"})
