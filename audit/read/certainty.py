"""Which word for the certainty of a priority the file carries."""

from __future__ import annotations

from typing import Final, get_args

from audit.publication import Certainty, PriorityCell

_STEP: Final = 0.05
"""`top` stands in the file in steps of this size: what it was before lies up to half a step to either side."""
_LEAST: Final[dict[Certainty, float]] = {"almost_certainly": 0.90, "probably": 0.70, "possibly": 0.30}
_ORDER: Final[tuple[Certainty, ...]] = get_args(Certainty)


def carried(cell: PriorityCell) -> PriorityCell:
    """A priority with a word that is true of every share that reads as its `top`: at a border the weaker one. Where the
    file has a weaker word, that stays."""
    if cell.certainty is None or cell.top is None:
        return cell
    lowest = cell.top - _STEP / 2
    possible = _ORDER[_ORDER.index(cell.certainty) :]
    word = next((code for code in possible if lowest >= _LEAST[code]), None)
    return cell.model_copy(update={"certainty": word})
