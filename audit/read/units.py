"""The units of a publication: what they are called, which have something to show, and which do not."""

from __future__ import annotations

from audit.publication import Publication, Reason, UnitResult
from audit.read import reasons


def is_shown(unit: UnitResult) -> bool:
    """Whether there is anything to see at this unit."""
    return any(cell.shown for cell in unit.themes)


def nearest_shown(publication: Publication, unit_id: str) -> str | None:
    """The unit itself, or the first one above it that has something to show; nothing where none has."""
    here: str | None = unit_id
    while here is not None and not is_shown(publication.by_id[here]):
        here = publication.by_id[here].parent
    return here


def units_not_shown(publication: Publication) -> tuple[tuple[Reason, tuple[UnitResult, ...]], ...]:
    """The units with nothing to see at all, by reason: too few answers, or shown neither because that would give
    away a small group beside it."""
    hidden = [unit for unit in publication.units if not is_shown(unit)]
    found: dict[Reason, list[UnitResult]] = {"too_few": [], "protects_others": []}
    for unit in hidden:
        found[reasons.of_unit(unit, publication)].append(unit)
    return tuple((reason, tuple(units)) for reason, units in found.items() if units)


def unit_labels(publication: Publication) -> dict[str, str]:
    """What each unit is called in a list to choose from: a team after its service; the same name twice gets its id."""
    names = {unit.id: unit.name for unit in publication.units}
    labels = {
        unit.id: f"{names[unit.parent]} · {unit.name}" if unit.level == "team" and unit.parent else unit.name
        for unit in publication.units
    }
    said = list(labels.values())
    return {unit: f"{label} ({unit})" if said.count(label) > 1 else label for unit, label in labels.items()}
