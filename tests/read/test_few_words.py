"""The overview is read in a minute: how many words it has, of every unit of the sample and of random publications."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from audit import texts
from audit.publication import Publication
from audit.read import glance
from audit.read.archive import Archive
from audit.read.charts.dots import dots
from audit.read.charts.radar import radar
from audit.read.charts.series import Beside
from audit.read.profile import Profile
from audit.views.results.profiles import Chosen, profile, units
from tests.helpers.claim_rounds import Case, case

MOST = 350
AROUND = 53
"""The words that stand there whatever the results are: labels, buttons, what this is not. The test of the first screen
in a browser counts all of them."""
RANDOM = [seed for seed in range(22, 58) if seed % 3]  # the others have themes with random names


def words(seen: Profile) -> int:
    pictures = [text.text for chart in (radar, dots) for text in chart(seen, Beside()).wide.texts]
    cards = [f"{card.row.title if card.row else ''} {card.reason}" for card in glance.cards(seen)]
    return len(re.findall(r"[^\W\d]+(?:[’'-]\w+)*", " ".join([*pictures, *glance.at_a_glance(seen), *cards])))


def looked_at(archive: Archive, publication: Publication) -> Iterator[Profile]:
    for unit in units(publication):
        found, _why = profile(Chosen(archive, publication, unit))
        if found is not None:
            yield found


def of_sample() -> Iterator[Profile]:
    archive = Archive()
    for entry in archive.entries():
        yield from looked_at(archive, archive.read(entry.organisation, entry.round))


@cache
def drawn() -> tuple[Case, ...]:
    return tuple(map(case, RANDOM))


def of_chance() -> Iterator[Profile]:
    for one in drawn():
        made = (one.earlier, one.publication) if one.earlier else (one.publication,)
        yield from looked_at(Archive(None, made), one.publication)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_overview_of_any_unit_is_said_in_few_words(language: str) -> None:
    texts.use(language)
    counted = {seen.key: words(seen) + AROUND for seen in (*of_sample(), *of_chance())}
    assert len(counted) > 250
    assert {key: n for key, n in counted.items() if n > MOST} == {}
