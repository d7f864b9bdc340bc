"""Made-up teams of which everybody's opinion is known, also of who does not answer."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

POPULATIONS = ("typical", "ceiling", "low", "two camps")


def opinions(population: str, teams: int, people: int, items: int, chance: np.random.Generator) -> Floats:
    """Answers 1-5 of everybody in so many teams: teams × people × items.

    A person has a view, and each item a chance of its own; two camps lie a step to either side of the middle. Standard
    deviations are those of small organisations as far as known: about 1 for an item and 0.7 for a theme.
    """
    return answered(views(population, teams, people, chance), items, chance)


def views(population: str, teams: int, people: int, chance: np.random.Generator, between: float = 0.25) -> Floats:
    """What people think of a theme, before it is squeezed into answers: teams × people. Teams differ by `between`."""
    centre = {"typical": 3.4, "ceiling": 4.6, "low": 1.8, "two camps": 3.1}[population]
    found = centre + chance.normal(0, between, (teams, 1)) + chance.normal(0, 0.6, (teams, people))
    if population == "two camps":
        found = found + 1.1 * chance.choice((-1.0, 1.0), (teams, people))
    return found


def answered(views: Floats, items: int, chance: np.random.Generator) -> Floats:
    """The answers to some items of people with a view of the theme: one more axis."""
    return np.clip(np.rint(views[..., None] + chance.normal(0, 0.75, (*views.shape, items))), 1, 5)
