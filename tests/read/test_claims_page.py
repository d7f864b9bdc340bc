"""Every line that the view of results really shows is one that is checked, and true of its file."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from audit.publication import Publication, to_json
from audit.publish import certainty
from audit.read import sentences, words
from audit.read.archive import Archive
from audit.read.units import nearest_shown
from audit.views.kit import visitor
from tests.helpers.claim_rounds import case
from tests.helpers.claims import Said, complaints
from tests.helpers.claims.facts import Facts
from tests.helpers.claims.page import is_asked
from tests.helpers.said_page import of_page
from tests.helpers.visiting import Open, jar, opened

__all__ = ["jar", "opened"]

pytestmark = pytest.mark.xdist_group("claims")
TABS = ("overview", "themes", "change", "beside", "roles", "table", "take")
Read = Callable[[Publication, Publication | None, str, str], list[str]]


@pytest.fixture
def read(opened: Open, monkeypatch: pytest.MonkeyPatch) -> Read:
    """What is wrong on the page of a unit."""

    def go(publication: Publication, earlier: Publication | None, unit: str, language: str) -> list[str]:
        monkeypatch.setattr(visitor, "own_publications", lambda: (publication, *([earlier] if earlier else [])))
        query = {"organisation": publication.organisation.id, "round": publication.round.id, "unit": unit}
        seen = nearest_shown(publication, unit) or unit
        before = json.loads(to_json(earlier)) if earlier else None
        facts = Facts(json.loads(to_json(publication)), seen, language, before)
        told: list[Said] = []
        for tab in TABS if facts.shown else TABS[:1]:
            app = opened("results", language, **query, tab=tab)
            assert not app.exception
            told += [said for said in of_page(app) if not (said.place == "page" and is_asked(said.text))]
        everything = {"title", "heading", "page", "table", "glance", "card", "theme title", "all units"}
        assert {said.place for said in told} >= (everything if facts.shown else {"title", "info"})
        return complaints(facts, told, whole=False)

    return go


@pytest.mark.parametrize(
    ("round", "unit", "language"),
    [
        ("2026", "org", "nl"),
        ("2026", "sociale-dienst/schuldhulp", "nl"),
        ("2026", "sociale-dienst", "en"),
        ("2025", "sociale-dienst/schuldhulp", "en"),
    ],
)
def test_the_sample_shows_nothing_that_is_not_checked(read: Read, round: str, unit: str, language: str) -> None:
    archive = Archive()
    publication = archive.read("ocmw-voorbeeldstad-fictief", round)
    assert read(publication, archive.before(publication), unit, language) == []


@pytest.mark.parametrize(
    ("seed", "place", "language"),
    [(10, 0, "nl"), (5, 2, "nl"), (2, 1, "en"), (3, 4, "nl"), (18, 0, "en"), (2022, 0, "nl")],
)
def test_a_random_publication_shows_nothing_that_is_not_true(
    read: Read, monkeypatch: pytest.MonkeyPatch, seed: int, place: int, language: str
) -> None:
    monkeypatch.setattr(certainty, "DRAWS", 50)
    made = case(seed)
    assert read(made.publication, made.earlier, made.publication.units[place].id, language) == []


def test_a_line_that_is_not_true_is_found(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Archive().read("ocmw-voorbeeldstad-fictief", "2026")
    monkeypatch.setattr(words, "flags", lambda cell: ())
    monkeypatch.setattr(sentences, "responses", lambda unit: "Bijna iedereen antwoordde.")
    found = "\n".join(read(made, None, "org", "nl"))
    assert "what must be said with a score" in found
    assert "templates know Said(place='responses'" in found
