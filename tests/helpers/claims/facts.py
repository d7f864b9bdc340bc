"""What is true of a unit in a publication, worked out again from its file alone.

Nothing of the product is used here: the file is plain JSON, and every interval, border and comparison is computed anew
from docs/method.md, so that a sentence can be held against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from math import sqrt
from typing import Any, NamedTuple

from scipy import stats

Document = dict[str, Any]
Cell = dict[str, Any]
Key = tuple[str, str, str]
Truth = Mapping[Key, int]
"""How many people answered: by kind ("theme", "item", "vote" or "people"), unit, and theme or item ("" for people)."""

HALF_WORDS = Decimal("2.5"), Decimal("3.5")


class Difference(NamedTuple):
    """Two levels, their difference, and half the width of its interval."""

    before: float
    after: float
    half: float

    @property
    def value(self) -> float:
        return self.after - self.before

    @property
    def verdict(self) -> str:
        """Higher or lower exactly when the interval leaves out 0."""
        if self.value - self.half > 0:
            return "higher"
        return "lower" if self.value + self.half < 0 else "unclear"


@cache
def t(df: int, quantile: float) -> float:
    """The quantile of the t distribution."""
    return float(stats.t.ppf(quantile, df))


def seen(value: float, digits: int = 1) -> Decimal:
    """The number people see: half up, from the shortest decimal that is the number."""
    return Decimal(str(float(value) + 0.0)).quantize(Decimal(10) ** -digits, ROUND_HALF_UP)  # no minus zero


def band_of(value: float) -> str:
    """The band of a score, by the number people see."""
    number = seen(value)
    return "strength" if number >= HALF_WORDS[1] else "growing" if number >= HALF_WORDS[0] else "develop"


def at_border(value: float) -> bool:
    """Whether the number people see is within 0.1 of a border between two bands."""
    return any(line - Decimal("0.1") <= seen(value) <= line + Decimal("0.1") for line in HALF_WORDS)


def flags_of(cell: Cell) -> list[str]:
    """What must be said with the score of a theme: "camps", "sight"."""
    camps = bool(cell["agreement"]) and cell["agreement"]["label"] == "two_camps"
    sight = cell["dk_share"] is not None and cell["dk_share"] >= 1 / 3 and cell["n"] >= 5
    return ["camps"] * camps + ["sight"] * sight


@dataclass(frozen=True)
class Facts:
    """One unit of a publication (and of an earlier one of the same organisation), for texts in a language.

    `truth` is what only whoever made up the round knows: how many people answered what is not shown.
    """

    document: Document
    unit_id: str
    language: str
    earlier: Document | None = None
    truth: Truth | None = None

    @cached_property
    def unit(self) -> Document:
        return next(unit for unit in self.document["units"] if unit["id"] == self.unit_id)

    @property
    def whole(self) -> Document:
        return self.document["units"][0]

    @property
    def is_whole(self) -> bool:
        return self.unit_id == self.whole["id"]

    @property
    def k(self) -> int:
        return self.document["rules"]["minimum_group"]

    @property
    def detail(self) -> int:
        return self.document["rules"]["minimum_detail"]

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of each theme of the unit, in order."""
        said = {line["id"]: line["title"][self.language] for line in self.document["themes"]}
        return {theme: said[theme] for theme in self.cells}

    def theme_called(self, title: str) -> str:
        """The theme with a title."""
        found = [theme for theme, said in self.titles.items() if said == title]
        if len(found) != 1:
            raise ValueError(f"{len(found)} themes are called {title!r}")
        return found[0]

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """The themes of the round: those of a questionnaire that was not in it are none of them."""
        return {cell["theme"]: cell for cell in self.unit["themes"] if self.in_round(cell)}

    def in_round(self, cell: Cell) -> bool:
        return self.whole_cells[cell["theme"]]["reason"] != "not_asked"

    @cached_property
    def whole_cells(self) -> dict[str, Cell]:
        return {cell["theme"]: cell for cell in self.whole["themes"]}

    @cached_property
    def votes(self) -> dict[str, Cell]:
        return {cell["theme"]: cell for cell in self.unit["priorities"]}

    @cached_property
    def shown(self) -> list[str]:
        return [theme for theme, cell in self.cells.items() if cell["shown"]]

    @cached_property
    def most(self) -> int:
        """How many themes a person could choose."""
        offered = sum(cell["reason"] != "not_asked" for cell in self.whole["themes"])
        return 3 if offered >= 8 else 2 if offered >= 4 else 1

    def known(self, kind: str, unit: str, what: str = "") -> int | None:
        """How many people answered, for whoever made up the round; nothing where the round is not known."""
        return None if self.truth is None else self.truth[kind, unit, what]

    def reason(self, cell: Cell, document: Document | None = None) -> str | None:
        """Why something is not shown: as in the file, or "dropped" where all its items were left out."""
        if cell["reason"] != "protects_others" or "chosen" in cell:
            return cell["reason"]
        asked = document or self.document
        of_theme = {item["id"] for item in asked["items"] if item["theme"] == cell.get("theme")}
        items = {cell["item"]} if "item" in cell else of_theme
        return "dropped" if items <= set(asked["dropped_items"]) else "protects_others"

    def level(self, cell: Cell, document: Document) -> tuple[float, float, int]:
        """The score of a cell, its squared standard error as a level, and the degrees of freedom."""
        pooled = document["pooled_sd"][cell["theme"]]
        sd, df = (pooled["sd"], pooled["df"]) if cell["sd"] is None else (cell["sd"], cell["df"])
        return cell["score"], sd**2 / cell["n"], df

    def bounds(self, cell: Cell) -> tuple[float, float]:
        """What the score would be if everybody who did not answer had answered every question with 1, or with 5."""
        questions = [item["id"] for item in self.document["items"] if item["theme"] == cell["theme"]]
        asked = sum(id not in self.document["dropped_items"] for id in questions)
        more = asked * (self.unit["invited"] - cell["n"])
        share = cell["answers"] / (cell["answers"] + more)
        return share * cell["score"] + (1 - share), share * cell["score"] + (1 - share) * 5

    def now(self, cell: Cell) -> tuple[float, float]:
        """Where the score of everyone invited probably lies."""
        score, error, df = self.level(cell, self.document)
        missing = 1 - cell["n"] / self.unit["invited"]
        half = t(df, 0.975) * sqrt(error * missing) + 0.4 * missing
        low, high = self.bounds(cell)
        return max(score - half, low), min(score + half, high)

    def role_level(self, cell: Cell) -> tuple[float, float]:
        """Where the level of a group of roles lies."""
        score, error, df = self.level(cell, self.document)
        half = t(df, 0.975) * sqrt(error)
        return max(score - half, 1.0), min(score + half, 5.0)

    def between(self, before: tuple[float, float, int], after: tuple[float, float, int], quantile: float) -> Difference:
        """The difference of two levels."""
        half = t(before[2] + after[2], quantile) * sqrt(before[1] + after[1])
        return Difference(before[0], after[0], half)

    def all_answered(self, cell: Cell) -> bool:
        return cell["n"] == self.unit["invited"]

    @cached_property
    def before(self) -> Document | None:
        """The same unit in the earlier publication."""
        units = self.earlier["units"] if self.earlier else ()
        return next((unit for unit in units if unit["id"] == self.unit_id), None)

    def counted(self, document: Document, theme: str) -> dict[str, int]:
        """The items of a theme that counted in a round, with their version."""
        mine = {item["id"] for item in document["items"] if item["theme"] == theme}
        return {
            cell["item"]: cell["version"]
            for cell in document["units"][0]["items"]
            if cell["item"] in mine - set(document["dropped_items"]) and cell["reason"] != "not_asked"
        }

    def was(self, theme: str) -> Cell | None:
        """The cell of a theme a round earlier, where the same items counted in the same words."""
        if self.before is None or self.earlier is None:
            return None
        cell = next((cell for cell in self.before["themes"] if cell["theme"] == theme), None)
        return cell if self.counted(self.earlier, theme) == self.counted(self.document, theme) else None

    @cached_property
    def compared_with(self) -> str | None:
        """The title of the earlier round, where a theme can be laid beside it."""
        if self.earlier is None or all(self.was(theme) is None for theme in self.cells):
            return None
        return self.earlier["round"]["title"]

    @cached_property
    def changes(self) -> dict[str, Difference]:
        """The change of each theme that may be compared."""
        found = {}
        for theme, cell in self.cells.items():
            was = self.was(theme)
            if was is None or self.before is None or self.earlier is None:
                continue
            if all(shown["shown"] and 2 * shown["n"] >= unit["invited"] for shown, unit in self._twice(cell, was)):
                levels = self.level(was, self.earlier), self.level(cell, self.document)
                found[theme] = self.between(*levels, 0.975)
        return found

    def _twice(self, cell: Cell, was: Cell) -> list[tuple[Cell, Document]]:
        return [(cell, self.unit), (was, self.before or {})]

    @cached_property
    def contrasts(self) -> dict[str, Difference]:
        """The difference between the rest of the organisation and the unit, per theme."""
        found = {}
        for theme, cell in self.cells.items():
            whole = self.whole_cells[theme]
            if self.is_whole or not (cell["shown"] and whole["shown"]) or 2 * cell["n"] < self.unit["invited"]:
                continue
            n, answers = whole["n"] - cell["n"], whole["answers"] - cell["answers"]
            if n < self.k or answers <= 0:
                continue
            total = whole["score"] * whole["answers"] - cell["score"] * cell["answers"]
            _score, error, df = self.level(whole, self.document)
            rest = total / answers, error * whole["n"] / n, df
            found[theme] = self.between(rest, self.level(cell, self.document), 0.995)
        return found

    @cached_property
    def apart(self) -> list[str]:
        """The themes that differ clearly from the rest of the organisation, the largest difference first."""
        clear = [theme for theme, found in self.contrasts.items() if found.verdict != "unclear"]
        return sorted(clear, key=lambda theme: -abs(self.contrasts[theme].value))
