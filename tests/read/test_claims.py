"""Every sentence that is said about a publication is true of its file, for random publications.

`make prove` reads three thousand of them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

from audit.publish import certainty
from audit.read import change, contrast, differences, priorities, profile, quality, reasons, sentences, words
from tests.helpers import claims, said
from tests.helpers.claim_rounds import Case, case
from tests.helpers.claims import Said, complaint, complaints
from tests.helpers.claims.facts import Facts
from tests.helpers.reading import contradictions

PUBLICATIONS, PARTS = 300, 10
RICH = (10, 14, 5, 22, 9, 1, 2, 8, 11, 28, 50, 26, 30, 6, 40, 18)
"""Seeds of publications in which, together, everything is said."""
MARK = "☞"

the_rich = pytest.mark.xdist_group("claims")
"""Tests of the rich publications stay in one process, which makes them once."""


@pytest.fixture(autouse=True, scope="module")
def few_draws() -> Iterator[None]:
    """How often a theme is among the first may come from a few draws: the words follow from the number in the file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certainty, "DRAWS", 50)
        yield


@cache
def rich(seed: int) -> Case:
    return case(seed)


@pytest.mark.parametrize("part", range(PARTS))
def test_all_that_is_said_is_true(part: int) -> None:
    found = [wrong for seed in range(part, PUBLICATIONS, PARTS) for wrong in contradictions(case(seed), seed)]
    assert not found, "\n".join(found[:20])


@the_rich
def test_both_languages_and_the_charts_say_the_same() -> None:
    for seed in RICH[:6]:
        made = rich(seed)
        first = [made.publication.units[0].id]
        for language in ("nl", "en"):
            for facts, told in _collected(made, language, first):
                assert complaints(facts, told) == []


def _collected(made: Case, language: str, charts: list[str] | None = None) -> Iterator[tuple[Facts, list[Said]]]:
    parts = made.publication, made.content, language, made.earlier, made.truth
    return said.collected(*parts, charts=charts or [])


def _marked(value: Any) -> Any:
    if isinstance(value, pd.DataFrame):
        return value.map(_marked)
    if isinstance(value, tuple):
        return tuple(map(_marked, value))
    if isinstance(value, dict):
        return {key: _marked(text) for key, text in value.items()}
    if isinstance(value, str):
        return re.sub(r">([^<>]+)<", rf">\1{MARK}<", value) if "</" in value else value + MARK
    return value


@the_rich
@pytest.mark.parametrize("name", said.text_functions())
def test_every_function_that_makes_text_is_heard(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a function says comes back in what is collected: a new one is collected, or named with a reason."""
    spoken = said.text_functions()[name]

    def louder(*given: Any, **named: Any) -> Any:
        return _marked(spoken(*given, **named))

    for module in [loaded for key, loaded in sys.modules.items() if key.startswith(("audit.read", "tests.helpers"))]:
        for key, value in list(vars(module).items()):
            if value is spoken:
                monkeypatch.setattr(module, key, louder)
    heard = (
        MARK in each.text + each.row + each.column
        for seed in RICH
        for _facts, told in _collected(rich(seed), "nl")
        for each in told
    )
    assert any(heard), f"nobody checks what {name} says: collect it in tests/helpers/said.py"


def test_the_checker_shares_nothing_with_the_product() -> None:
    room = Path(claims.__file__).parent
    sources = {path.name: path.read_text("utf-8") for path in room.glob("*.py")}
    assert len(sources) > 5
    assert [name for name, source in sources.items() if re.search(r"^\s*(?:from|import) audit", source, re.M)] == []


def test_what_is_left_out_is_still_there() -> None:
    for name in said.ELSEWHERE:
        module, _, function = name.rpartition(".")
        assert hasattr(sys.modules[f"audit.read.{module}"], function)


def _flipped(difference: float, half: float) -> str:
    verdict = _verdict(difference, half)
    return {"higher": "lower", "lower": "higher"}.get(verdict, verdict)


_verdict, _band = change._verdict, words.band
FAULTS: dict[str, tuple[ModuleType, str, Any]] = {
    "a band off by one": (
        words,
        "band",
        lambda code: _band({"develop": "growing", "growing": "strength"}.get(code, code)),
    ),
    "no border": (words, "border", lambda code, value: _band(code)),
    "no two camps and no little sight": (words, "flags", lambda cell: ()),
    "everyone answered": (words, "everyone", lambda cell: True),
    "a verdict turned round": (change, "_verdict", _flipped),
    "no clear change, whatever the interval": (change, "_verdict", lambda difference, half: "no_clear_change"),
    "higher or lower, whatever the interval": (change, "_verdict", lambda d, half: "higher" if d > 0 else "lower"),
    "a quantile of one comparison for twelve": (contrast, "_QUANTILE", 0.975),
    "a narrow interval of a change": (change, "half_width", lambda quantile, *levels: 0.1),
    "a rest that is the whole": (contrast, "rest_of", lambda whole, part, made: contrast.level(whole, made)),
    "always almost certain": (
        words,
        "certainty",
        lambda code, most: "bijna zeker bij de eerste 3 prioriteiten" if code else "",
    ),
    "a certainty in full": (words, "stepped", words.share),
    "the first without how certain": (priorities, "_first_but_few", lambda row: False),
    "often from a fifth on": (profile, "_OFTEN", 0.2),
    "no caution": (sentences, "_CAUTIOUS", 0.5),
    "half is enough from 40 % on": (sentences, "RESPONDENTS", 0.4),
    "small teams that would protect others": (reasons, "of_unit", lambda unit, made: "protects_others"),
    "protection where fewer answered": (reasons, "of_unit", lambda unit, made: "too_few"),
    "what was left out protects": (profile, "told", lambda cell, made: cell),
    "bounds for the interval": (words, "probably", lambda cell: words.between(cell.bounds) if cell.bounds else "–"),
    "two differences with the rest": (differences, "_NAMED", 2),
    "the widest half for every theme": (differences, "rounded_down", lambda half: 0.9),
    "teams that differ clearly": (quality, "_apart", lambda cell: f"{words.share(cell.icc1)} van de verschillen"),
}


@the_rich
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, name, faulty = FAULTS[fault]
    monkeypatch.setattr(module, name, faulty)
    assert any(complaints(facts, told) for seed in RICH for facts, told in _collected(rich(seed), "nl"))


@cache
def _all_told() -> tuple[tuple[Facts, tuple[Said, ...]], ...]:
    return tuple((facts, tuple(told)) for seed in RICH for facts, told in _collected(rich(seed), "nl"))


Change = Callable[[Said], Said]


def _spaced(saying: Said) -> str:
    return saying.text.replace("\u00a0", " ")


def _put(pattern: str, by: str) -> Change:
    return lambda saying: replace(saying, text=re.sub(pattern, by, _spaced(saying), count=1))


SLIPS: dict[str, tuple[str, Change]] = {
    "a score off by a tenth": ("theme", _put(r"(\d),(\d) · ", lambda m: f"{m[1]},{(int(m[2]) + 1) % 10} · ")),
    "another n": ("theme", _put(r"(\d+) mensen", lambda m: f"{int(m[1]) + 1} mensen")),
    "higher for lower": ("change", _put(r" hoger ", " lager ")),
    "no clear change beside an interval without 0": (
        "change cell of a table",
        _put(r"^\S+ (?:hoger|lager)", "geen duidelijke verandering"),
    ),
    "two camps left out": ("theme", _put(r" · twee kampen", "")),
    "little sight left out": ("theme", _put(r" · weinig zicht", "")),
    "almost certain": ("certain", _put(r"^(?:vrij zeker|misschien)", "bijna zeker")),
    "fewer than k": ("not shown", _put(r": Genoeg .*", ": Minder dan 5 mensen antwoordden hierop.")),
    "enough answered": ("not shown", _put(r": Minder dan .*", ": Dit is in deze meting niet gevraagd.")),
    "another half width": ("change", _put(r"kleiner dan (\d),(\d)", lambda m: f"kleiner dan {m[1]},{9 - int(m[2])}")),
    "another number of themes": ("change", _put(r"Bij (\d+) thema’s", lambda m: f"Bij {int(m[1]) + 1} thema’s")),
    "everyone answered": ("spread", _put(r"^waarschijnlijk.*", "vast, want iedereen antwoordde")),
    "narrower bounds": ("spread", _put(r"geval tussen (\d),(\d)", lambda m: f"geval tussen {m[1]},{9 - int(m[2])}")),
    "another outcome": ("outcome", _put(r"Samen aanpakken", "Behouden")),
    "one more chose it": ("why", _put(r"^(\d+)", lambda m: str(int(m[1]) + 1))),
    "not first explored": ("why", _put(r" Er zijn twee kampen: .*", "")),
    "the lowest left out": ("why", _put(r" Geen van de getoonde thema’s scoort lager\.", "")),
    "another share of answers": ("bar", _put(r"(\d+) %", lambda m: f"{int(m[1]) + 1} %")),
    "one more answer": (
        "distribution",
        lambda saying: replace(saying, text=f"{int(saying.text) + 1}") if saying.column == "Antwoorden" else saying,
    ),
    "another alpha": ("reliability", _put(r"^0,(\d)", lambda m: f"0,{9 - int(m[1])}")),
    "another score of a role": ("roles", _put(r"^(\d),(\d)", lambda m: f"{m[1]},{9 - int(m[2])}")),
    "the rest off by one": ("rest", _put(r"(\d+) mensen", lambda m: f"{int(m[1]) - 1} mensen")),
    "another worked score": ("worked", _put(r"De score is (\d)", lambda m: f"De score is {6 - int(m[1])}")),
    "nobody knows this sentence": ("warning", _put(r"\.$", ", echt waar.")),
}


@the_rich
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_sentence_is_found(slip: str) -> None:
    place, change_it = SLIPS[slip]
    place = "table" if place == "change cell of a table" else place
    slipped = [
        (facts, changed)
        for facts, told in _all_told()
        for saying in told
        if saying.place == place and _spaced(changed := change_it(saying)) != _spaced(saying)
    ]
    assert slipped, "nothing to plant this in"
    assert [changed for facts, changed in slipped if complaint(facts, changed) is None] == []


@the_rich
@pytest.mark.parametrize("place", ["theme", "spread", "why", "chosen", "table", "roles", "distribution", "bar"])
def test_titles_that_change_places_are_found(place: str) -> None:
    swapped = [
        (facts, replace(saying, text=other.text))
        for facts, told in _all_told()
        for column in sorted({saying.column for saying in told if saying.place == place})
        for saying, other in pairwise([saying for saying in told if (saying.place, saying.column) == (place, column)])
        if saying.text != other.text
    ]
    assert swapped, "nothing to swap"
    assert [changed for facts, changed in swapped if complaint(facts, changed) is None] == []


@the_rich
def test_the_interval_of_another_unit_is_found() -> None:
    found = 0
    for (facts, told), (_other, there) in zip(_all_told(), _all_told()[1:], strict=False):
        theirs = {saying.row: saying.text for saying in there if saying.place == "spread"}
        for saying in told:
            if saying.place == "spread" and theirs.get(saying.row, saying.text) != saying.text:
                assert complaint(facts, replace(saying, text=theirs[saying.row]))
                found += 1
    assert found


@the_rich
@pytest.mark.parametrize("place", ["warning", "change", "not shown", "beside", "chosen unseen"])
def test_a_sentence_that_is_left_out_is_missed(place: str) -> None:
    found = 0
    for facts, told in _all_told():
        left = [saying for saying in told if saying.place != place]
        if len(left) < len(told):
            assert complaints(facts, left)
            found += 1
    assert found
