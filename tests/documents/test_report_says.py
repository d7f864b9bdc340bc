"""Every text of a report is one that is checked, and true of its file: the same grammar as that of the screen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from audit import questionnaire, texts
from audit.documents import blocks
from audit.documents.report import report
from audit.publication import Publication, to_json
from audit.publish import certainty
from audit.read import words
from audit.read.archive import Archive
from audit.read.units import nearest_shown
from tests.helpers.claim_rounds import case
from tests.helpers.claims import Said, complaints
from tests.helpers.claims.facts import Facts
from tests.helpers.said_document import of_document

pytestmark = pytest.mark.xdist_group("claims")
SAMPLE = "ocmw-voorbeeldstad-fictief"


def wrong(rounds: Sequence[Publication], unit: str, language: str) -> list[str]:
    """What is wrong in the report of a unit about the last of one or two rounds."""
    texts.use(language)
    made, earlier = rounds[-1], rounds[0] if len(rounds) > 1 else None
    content = questionnaire.read()
    document = report(rounds, unit, content)
    before = json.loads(to_json(earlier)) if earlier else None
    facts = Facts(json.loads(to_json(made)), nearest_shown(made, unit) or unit, language, before)
    told = list(of_document(document))
    assert {said.place for said in told} >= {"title", "glance", "card", "table", "why", "page", "heading of a document"}
    return complaints(facts, told, whole=False)


@pytest.mark.parametrize(
    ("round", "unit", "language"),
    [
        ("2026", "org", "nl"),
        ("2026", "sociale-dienst/schuldhulp", "nl"),
        ("2026", "sociale-dienst", "en"),
        ("2025", "sociale-dienst/wijkteam-zuid", "en"),
    ],
)
def test_the_report_of_a_sample_says_nothing_that_is_not_checked(round: str, unit: str, language: str) -> None:
    archive = Archive()
    made = archive.read(SAMPLE, round)
    before = archive.before(made)
    assert before is not None
    assert wrong((before, made), unit, language) == []


@pytest.mark.parametrize(
    ("seed", "place", "language"), [(10, 0, "nl"), (5, 2, "nl"), (2, 1, "en"), (14, 0, "nl"), (22, 0, "en")]
)
def test_the_report_of_a_random_publication_says_nothing_that_is_not_true(
    monkeypatch: pytest.MonkeyPatch, seed: int, place: int, language: str
) -> None:
    monkeypatch.setattr(certainty, "DRAWS", 50)
    made = case(seed)
    rounds = (made.earlier, made.publication) if made.earlier else (made.publication,)
    assert wrong(rounds, made.publication.units[place].id, language) == []


def test_a_number_that_is_not_true_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Archive().read(SAMPLE, "2026")
    monkeypatch.setattr(words, "flags", lambda cell: ())
    assert any("what must be said with a score" in found for found in wrong((made,), "org", "nl"))


def test_a_text_that_nobody_knows_is_found() -> None:
    made = Archive().read(SAMPLE, "2026")
    texts.use("nl")
    document = report((made,), "org", questionnaire.read())
    spoiled = replace(document, blocks=(*document.blocks, blocks.Paragraph("Jullie zijn de beste.")))
    facts = Facts(json.loads(to_json(made)), "org", "nl", None)
    said = [saying for saying in of_document(spoiled) if "beste" in saying.text]
    assert said == [Said("page", "Jullie zijn de beste.", "", "Wat we niet tonen")]
    assert complaints(facts, said, whole=False)
