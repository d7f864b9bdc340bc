"""Why something is not shown, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeVar

from audit.publication import ItemCell, Publication, Reason, ThemeCell, UnitResult

Why = Reason | Literal["not_applicable"]
"""`not_applicable`: a theme or an item that was left out because many called it so. In the file it has the reason
`protects_others`, as everything that is hidden for all, and stands in `dropped_items`."""
C = TypeVar("C", ThemeCell, ItemCell)


def told(cell: C, publication: Publication) -> C:
    """A theme or an item with the reason that people read."""
    return cell.model_copy(update={"reason": "not_applicable"}) if _left_out(cell, publication) else cell


def of_unit(unit: UnitResult, publication: Publication) -> Reason:
    """Why a unit shows nothing: too few answers to every theme, or else that it would give others away."""
    themes = [cell for cell in unit.themes if not _left_out(cell, publication)]
    reasons = {cell.reason for cell in themes} - {"not_asked"}
    return "too_few" if reasons == {"too_few"} else "protects_others"


def _left_out(cell: ThemeCell | ItemCell, publication: Publication) -> bool:
    if cell.reason != "protects_others":
        return False
    return all(item in publication.dropped_items for item in _items(cell, publication))


def _items(cell: ThemeCell | ItemCell, publication: Publication) -> Iterable[str]:
    if isinstance(cell, ItemCell):
        return (cell.item,)
    return (line.id for line in publication.items if line.theme == cell.theme)
