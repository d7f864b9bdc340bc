"""Reading a random publication in one language, and holding all that is said against its file."""

from __future__ import annotations

import random

from tests.helpers import said
from tests.helpers.claim_rounds import Case
from tests.helpers.claims import complaints

LANGUAGES = ("nl", "en")
UNITS = 4
"""How many units are read beside the organisation."""
CHARTS_EVERY = 31
"""Charts are slow to make: only of one unit of every so many publications."""


def contradictions(made: Case, seed: int) -> list[str]:
    """What is said of some units of a publication and is not true of it; Dutch and English in turn."""
    ids = [unit.id for unit in made.publication.units]
    some = [ids[0], *random.Random(seed).sample(ids[1:], min(UNITS, len(ids) - 1))]
    charts = [] if seed % CHARTS_EVERY else [some[seed // CHARTS_EVERY % len(some)]]
    language = LANGUAGES[seed // 3 % 2]
    parts = made.publication, made.content, language, made.earlier, made.truth
    read = said.collected(*parts, charts=charts, of=some)
    found = [wrong for facts, told in read for wrong in complaints(facts, told)]
    return [f"publication {seed} ({language}): {wrong}" for wrong in found]
