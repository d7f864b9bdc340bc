"""All units of a round beside each other: the organisation, then each service with its teams, by name."""

from __future__ import annotations

import pandas as pd

from audit.publication import Publication, UnitResult
from audit.read import words
from audit.read.groups import as_unit, groups
from audit.read.reasons import told
from audit.texts import _, language


def in_order(publication: Publication) -> tuple[UnitResult, ...]:
    """The units by name, each followed by its parts, and after these the teams that have a result together only."""
    found: list[UnitResult] = []
    together = [as_unit(publication, group) for group in groups(publication).values()]

    def add(unit: UnitResult) -> None:
        found.append(unit)
        for part in sorted((part for part in publication.units if part.parent == unit.id), key=_name):
            add(part)
        found.extend(group for group in together if group.parent == unit.id and unit.level == "service")

    add(publication.units[0])
    found.extend(group for group in together if group.parent == publication.units[0].id)
    return tuple(found)


def as_table(publication: Publication) -> pd.DataFrame:
    """A row per unit, a column per theme: the score in words, or why there is none."""
    lines, units = {line.id: line for line in publication.themes}, in_order(publication)
    columns = {
        lines[theme].short.to(language()): [
            words.theme(told(cell, publication), publication.rules.minimum_group)
            for unit in units
            if (cell := unit.theme(theme)) is not None
        ]
        for theme in publication.theme_ids
    }
    names = ["– " * (unit.level == "team") + unit.name for unit in units]
    return pd.DataFrame(columns, index=pd.Index(names, name=_("Unit")))


def _name(unit: UnitResult) -> str:
    return unit.name.casefold()
