"""The profile of one unit: a row per theme, beside the whole organisation and the same unit a round earlier.

Charts, table and sentences are all made from these rows, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from audit.publication import ItemCell, PriorityCell, Publication, Rest, ThemeCell, UnitResult
from audit.questionnaire import Content
from audit.read.change import Change, changes, items_asked, same_unit, why_not_compared
from audit.read.contrast import contrasts
from audit.read.reasons import told
from audit.texts import language

_TIERS = ("almost_certainly", "probably", "possibly", None)
_ACT = ("work_on_together", "strength_to_build_on", "ask_why")
_OFTEN = 1 / 3
RESPONDENTS = 0.5
"""With a smaller part of those invited, results are only about those who answered."""


@dataclass(frozen=True)
class Row:
    """One theme: what is known at the unit, at the whole organisation (empty where that is the unit itself) and at the
    same unit a round earlier (empty where there is none, or where other questions counted).

    `change` since that round is there where both show the theme; `no_change` says why it is not, and is empty where
    there is no earlier round at all. `contrast` goes from the rest of the organisation to the unit. `items` are the
    cells of the theme's items. `lowest`: of the themes shown, none scores lower; one theme of a unit at most is so.
    """

    theme: str
    title: str
    short: str
    questionnaire: str
    cell: ThemeCell
    organisation: ThemeCell | None
    earlier: ThemeCell | None
    priority: PriorityCell
    items: tuple[ItemCell, ...] = ()
    change: Change | None = None
    no_change: str = ""
    contrast: Change | None = None
    lowest: bool = False

    @property
    def explore_first(self) -> bool:
        """Whether the score cannot be read as it stands: people are in two camps, or there is little sight."""
        return self.two_camps or self.little_sight or bool(self.priority.explore_first)

    @property
    def two_camps(self) -> bool:
        """Whether people are in two camps on the theme (ten people or more)."""
        return self.cell.two_camps

    @property
    def little_sight(self) -> bool:
        """Whether a third or more answered "I don't know", among at least five people who did answer."""
        return self.cell.little_sight

    @property
    def often_chosen(self) -> bool:
        """Whether a third or more of the people chose the theme, as far as that is shown."""
        return (self.priority.share or 0) >= _OFTEN


@dataclass(frozen=True)
class Profile:
    """A unit in a round, theme by theme in questionnaire order."""

    publication: Publication
    unit: UnitResult
    rows: tuple[Row, ...]
    questionnaires: tuple[tuple[str, str], ...]
    earlier_title: str | None
    earlier_minimum: int | None
    """The minimum group of the earlier round; empty as its title is."""
    most: int
    """How many themes a person could choose to work on first."""
    key: str
    """What this profile was made from: two with the same key, in the same language, are the same."""

    @property
    def minimum_group(self) -> int:
        return self.publication.rules.minimum_group

    @cached_property
    def shown(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.cell.shown)

    @cached_property
    def few_answered(self) -> tuple[Row, ...]:
        """The themes that fewer than half answered, where at least half answered something; none where the response is
        not told."""
        unit = self.unit
        if unit.responses is None or unit.responses < RESPONDENTS * unit.invited:
            return ()
        return tuple(row for row in self.shown if (row.cell.n or 0) < RESPONDENTS * unit.invited)

    @property
    def strengths(self) -> tuple[Row, ...]:
        """The themes in the band strength, the highest score first; after them those that are to be explored first."""
        strong = [row for row in self.shown if row.cell.band == "strength"]
        return tuple(sorted(strong, key=lambda row: (row.explore_first, -_score(row))))

    @property
    def priorities(self) -> tuple[Row, ...]:
        """The themes with both signals: the most certain to be among the first come first, and among equally certain
        ones those where little goes well and many want to work."""
        ranked = [row for row in self.shown if row.priority.index is not None and row.priority.outcome is not None]
        return tuple(sorted(ranked, key=lambda row: (_TIERS.index(row.priority.certainty), -(row.priority.index or 0))))

    @property
    def to_discuss(self) -> tuple[Row, ...]:
        """The priorities that are at least possibly among the first; where that cannot be said of any theme, those that
        ask for a talk: chosen by many, or low while few chose them. The theme with the lowest score is always there,
        also where it is not shown how many people chose it."""
        certain = [row for row in self.priorities if row.priority.certainty is not None]
        first = certain or [row for row in self.priorities if row.priority.outcome in _ACT]
        ranked = [row for row in self.priorities if row in first or row.lowest]
        return (*ranked, *(row for row in self.shown if row.lowest and row not in ranked))

    @property
    def others(self) -> tuple[Row, ...]:
        """The rest of the priorities."""
        first = self.to_discuss
        return tuple(row for row in self.priorities if row not in first)

    @property
    def chosen_unseen(self) -> tuple[Row, ...]:
        """The themes that many chose while their score is not shown."""
        return tuple(row for row in self.rows if not row.cell.shown and row.often_chosen)

    @property
    def lowest(self) -> tuple[Row, ...]:
        """The themes with most to gain by their score alone, the lowest first, no more than a person could have chosen;
        strengths only where there is nothing else."""
        by_score = sorted(self.shown, key=_score)
        weak = [row for row in by_score if row.cell.band != "strength"]
        return tuple((weak or by_score[:1])[: self.most])

    @property
    def little_sight(self) -> tuple[Row, ...]:
        """The themes that a third or more of the answers could not judge."""
        return tuple(row for row in self.rows if row.little_sight)

    @property
    def two_camps(self) -> tuple[Row, ...]:
        """The themes on which people are in two camps."""
        return tuple(row for row in self.rows if row.two_camps)

    @property
    def rest(self) -> tuple[Rest, ...]:
        """What is left of this unit beside its shown parts, where that is large enough to show."""
        return tuple(rest for rest in self.publication.rest if rest.parent == self.unit.id)


def profile_of(publication: Publication, unit_id: str, content: Content, earlier: Publication | None = None) -> Profile:
    """The profile of a unit of a publication, in the language in use, with the titles that stand in the file.

    The earlier round is only compared where the same items, in the same wording, took part in the theme.

    Raises:
        KeyError: the publication has no unit with this id.
    """
    rows = _rows(publication, publication.by_id[unit_id], earlier)
    compared = earlier if any(row.earlier is not None for row in rows) else None
    return Profile(
        publication=publication,
        unit=publication.by_id[unit_id],
        rows=rows,
        questionnaires=tuple((line.id, line.title.to(language())) for line in publication.questionnaires),
        earlier_title=compared.round.title if compared else None,
        earlier_minimum=compared.rules.minimum_group if compared else None,
        most=content.shared.priority.maximum(len(publication.theme_ids)),
        key=" ".join([publication.sha256, earlier.sha256 if earlier else "-", unit_id]),
    )


def _rows(publication: Publication, unit: UnitResult, earlier: Publication | None) -> tuple[Row, ...]:
    """The rows of a profile: the themes of the round in the order of the publication."""
    asked, whole = publication.theme_ids, publication.units[0]
    before = same_unit(earlier, publication, unit.id) if earlier else None
    was = {cell.theme: cell for cell in before.themes} if before else {}
    whole_cells = {cell.theme: cell for cell in whole.themes}
    changed = changes(earlier, publication, unit.id) if earlier else {}
    beside = contrasts(publication, unit.id)
    lines = {line.id: line for line in publication.themes}
    theme_of = {item.id: item.theme for item in publication.items}
    rows = []
    for cell, priority in zip(unit.themes, unit.priorities, strict=True):
        if cell.theme not in asked:
            continue
        line = lines[cell.theme]
        same = earlier is not None and items_asked(publication, line.id) == items_asked(earlier, line.id)
        rows.append(
            Row(
                theme=line.id,
                title=line.title.to(language()),
                short=line.short.to(language()),
                questionnaire=line.questionnaire,
                cell=told(cell, publication),
                organisation=None if unit is whole else told(whole_cells[line.id], publication),
                earlier=told(was[line.id], earlier) if earlier and same and line.id in was else None,
                priority=priority,
                items=tuple(told(item, publication) for item in unit.items if theme_of.get(item.item) == line.id),
                change=changed.get(line.id),
                no_change=why_not_compared(earlier, publication, unit, cell) if earlier else "",
                contrast=beside.get(line.id),
            )
        )
    lowest = min((row for row in rows if row.cell.shown), key=_score, default=None)
    return tuple(replace(row, lowest=row is lowest) for row in rows)


def _score(row: Row) -> float:
    if row.cell.score is None:
        raise ValueError("a shown theme has a score")
    return row.cell.score
