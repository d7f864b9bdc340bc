"""From answers to one publication: count, decide what may be shown, fill in only that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import numpy as np

from audit import __version__
from audit.collect.responses import Answers
from audit.organisation import Organisation
from audit.publication import (
    OrganisationLine,
    PriorityCell,
    Publication,
    QuestionnaireLine,
    Reason,
    Rest,
    RestTheme,
    RoundLine,
    Rules,
    ThemeCell,
    UnitResult,
)
from audit.publish import priorities
from audit.publish.disclosure import Sizes, remainders, tree_pattern
from audit.publish.scoring import Counts, Flags, Tally, ThemeItems, band, score, tally
from audit.questionnaire import Content

_LITTLE_SIGHT = Fraction(1, 3)
_INVITED_FOR_RESPONSES = 5


def compose(organisation: Organisation, round: RoundLine, rules: Rules, content: Content,
            answers: Answers) -> Publication:  # fmt: skip
    """The publication of a round: a pure function of its answers, roster, questionnaires and rules."""
    press = _Press(organisation, rules, content, answers)
    return Publication(
        organisation=OrganisationLine(id=organisation.id, name=organisation.name, kind=organisation.kind,
                                      region=organisation.region),
        round=round, rules=rules, made_with=f"krachtspiegel {__version__}",
        questionnaires=tuple(QuestionnaireLine(id=one.id, version=one.version, sha256=one.sha256)
                             for one in answers.asked),
        dropped_items=press.tally.dropped, units=tuple(press.units()), rest=tuple(press.rest()),
    )  # fmt: skip


def rules_of(minimum_group: int) -> Rules:
    """The rules of a round for its minimum group: detail and outsiders need at least ten people."""
    return Rules(minimum_group=minimum_group, minimum_detail=max(10, minimum_group))


def round_of(name: str, closed_on: date) -> RoundLine:
    """A round from its name alone: "2026" or "Voorjaar 2026"; its year is the first four digits that make one."""
    from audit.organisation import slug

    years = [int(piece) for piece in slug(name).split("-") if len(piece) == 4 and piece.isdigit()]
    return RoundLine(id=slug(name), title=name.strip(), year=years[0] if years else closed_on.year, closed_on=closed_on)


class _Press:
    """One round on its way to a publication: what was counted, and the pattern of each variable."""

    def __init__(self, organisation: Organisation, rules: Rules, content: Content, answers: Answers) -> None:
        self.tally: Tally = tally(answers, organisation.units)
        self._k = rules.minimum_group
        self._themes = [theme.id for theme in content.themes]
        self._asked = {theme.id: number for number, theme in enumerate(self.tally.themes)}
        self._units = self.tally.units
        self._sizes = {theme.id: _sizes(self.tally.n_items(theme)) for theme in self.tally.themes}
        self._patterns = {id: tree_pattern(self._units, sizes, self._k) for id, sizes in self._sizes.items()}
        self._dk_patterns = {theme.id: self._dk_pattern(theme) for theme in self.tally.themes}
        self._voters, self._chosen = _votes(answers, self.tally)
        self._vote_patterns = {id: tree_pattern(self._units, [(int(n),) for n in voters], self._k)
                               for id, voters in self._voters.items()}  # fmt: skip

    def units(self) -> Iterator[UnitResult]:
        """The result of each unit, in roster order."""
        responses = self.tally.n_responses()
        for number, unit in enumerate(self._units):
            themes = tuple(self._theme(id, number) for id in self._themes)
            yield UnitResult(id=unit.id, name=unit.name, level=unit.level, parent=unit.parent, kind=unit.kind,
                             region=unit.region, invited=unit.invited,
                             responses=int(responses[number]) if unit.invited >= _INVITED_FOR_RESPONSES else None,
                             themes=themes, priorities=tuple(self._priorities(number, themes)))  # fmt: skip

    def rest(self) -> Iterator[Rest]:
        """What is left over of each shown unit and large enough: derivable anyway, so shown.

        Themes that leave over the same teams stand together.
        """
        found: dict[tuple[int, tuple[int, ...]], list[RestTheme]] = {}
        for theme in self.tally.themes:
            for unit, teams in remainders(self._units, self._patterns[theme.id]):
                if unit.level != "team" and self.tally.n_items(theme)[list(teams)].any():
                    cell = self._rest_theme(theme, teams)
                    found.setdefault((self._units.index(unit), teams), []).append(cell)
        responses = self.tally.n_responses()
        for (number, teams), cells in sorted(found.items(), key=lambda entry: entry[0]):
            yield Rest(parent=self._units[number].id, n=int(responses[list(teams)].sum()), themes=tuple(cells))

    def _dk_pattern(self, theme: ThemeItems) -> frozenset[str]:
        """Where the share of "weet ik niet" may be shown: someone who only said dk is in no score, but is here."""
        sizes = _sizes(self.tally.n_items(theme) + self.tally.n_dk(theme))
        return tree_pattern(self._units, sizes, self._k, allowed=self._patterns[theme.id])

    def _theme(self, id: str, number: int) -> ThemeCell:
        if id not in self._asked:
            return ThemeCell(theme=id, shown=False, reason="not_asked")
        theme, unit = self.tally.themes[self._asked[id]], self._units[number]
        if unit.id not in self._patterns[id]:
            return ThemeCell(theme=id, shown=False, reason=self._reason(self._sizes[id][number]))
        value = float(score(self.tally.f[number, list(theme.columns)]))
        n, dk = self.tally.n_items(theme)[number], int(self.tally.n_dk(theme)[number].sum())
        return ThemeCell(theme=id, shown=True, n=int(self.tally.n(self._asked[id])[number]), n_min=int(n.min()),
                         score=value, band=band(value),
                         dk_share=dk / (dk + int(n.sum())) if unit.id in self._dk_patterns[id] else None)  # fmt: skip

    def _rest_theme(self, theme: ThemeItems, teams: tuple[int, ...]) -> RestTheme:
        f = self.tally.f[list(teams)][:, list(theme.columns)].sum(axis=0)
        value = float(score(f))
        n = int(self.tally.n(self._asked[theme.id])[list(teams)].sum())
        n_min = int(self.tally.n_items(theme)[list(teams)].sum(axis=0).min())
        return RestTheme(theme=theme.id, n=n, n_min=n_min, score=value, band=band(value))

    def _reason(self, sizes: Sizes) -> Reason:
        """Why a unit is not shown: too few people, or else because others would be exposed (whatever the cause)."""
        return "too_few" if sizes and min(sizes) < self._k else "protects_others"

    def _priorities(self, number: int, themes: tuple[ThemeCell, ...]) -> Iterator[PriorityCell]:
        unit = self._units[number]
        shown = [id for id in self._asked if unit.id in self._vote_patterns[id]]
        shares = {id: Fraction(int(self._chosen[id][number]), int(self._voters[id][number])) for id in shown}
        for cell in themes:
            id = cell.theme
            if id not in self._asked:
                yield PriorityCell(theme=id, shown=False, reason="not_asked")
            elif id not in shares:
                yield PriorityCell(theme=id, shown=False, reason=self._reason((int(self._voters[id][number]),)))
            else:
                yield self._priority(cell, int(self._chosen[id][number]), int(self._voters[id][number]),
                                     priorities.often_chosen(shares[id], shares.values()))  # fmt: skip

    def _priority(self, cell: ThemeCell, chosen: int, n: int, often: bool) -> PriorityCell:
        if cell.score is None:
            return PriorityCell(theme=cell.theme, shown=True, n=n, chosen=chosen, share=chosen / n)
        return PriorityCell(theme=cell.theme, shown=True, n=n, chosen=chosen, share=chosen / n,
                            index=priorities.index(cell.score, chosen, n),
                            outcome=priorities.outcome(cell.score, often),
                            explore_first=little_sight(cell))  # fmt: skip


def little_sight(cell: ThemeCell) -> bool:
    """Whether a third or more said "weet ik niet" on a theme that at least five people answered."""
    return cell.dk_share is not None and cell.dk_share >= float(_LITTLE_SIGHT) and (cell.n or 0) >= 5


def _sizes(counts: Counts) -> list[Sizes]:
    return [tuple(int(count) for count in row) for row in counts]


def _votes(answers: Answers, tally: Tally) -> tuple[dict[str, Counts], dict[str, Counts]]:
    """Per theme and unit: people who answered the priority question and were offered the theme, and who chose it."""
    voters: dict[str, Counts] = {}
    chosen: dict[str, Counts] = {}
    first = 0
    for questionnaire in answers.asked:
        last = first + len(questionnaire.items)
        offered = _flags(one.priorities is not None and any(one.answers[first:last]) for one in answers.responses)
        for theme in questionnaire.themes:
            ticked = _flags(theme.id in (one.priorities or ()) for one in answers.responses)
            voters[theme.id] = np.asarray(tally.members @ offered.astype(np.int64))
            chosen[theme.id] = np.asarray(tally.members @ ticked.astype(np.int64))
        first = last
    return voters, chosen


def _flags(values: Iterator[bool]) -> Flags:
    return np.fromiter(values, np.bool_)
