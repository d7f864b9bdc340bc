"""From answers to one publication: count, decide what may be shown, fill in only that, and try to break it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from math import sqrt
from typing import Literal, NamedTuple

import numpy as np

from audit import __version__
from audit.collect.responses import Answers
from audit.organisation import Organisation, slug
from audit.publication import (
    Agreement,
    ItemCell,
    OrganisationLine,
    PriorityCell,
    Publication,
    QuestionnaireLine,
    Reason,
    Rest,
    RestTheme,
    RoleSplit,
    RoleTheme,
    RoundLine,
    Rules,
    ThemeCell,
    UnitResult,
)
from audit.publish import agreement, intervals, priorities, quality
from audit.publish.disclosure import remainders
from audit.publish.patterns import Patterns, in_group, patterns_of, role_counts
from audit.publish.scoring import DK, Counts, Flags, Measured, Tally, band, score, tally
from audit.publish.selfcheck import check
from audit.questionnaire import Content

_LITTLE_SIGHT = 1 / 3
_FEWEST = 5
_FEW_ITEMS = 2
_POINTS: tuple[Literal["1"], Literal["2"], Literal["3"], Literal["4"], Literal["5"]] = ("1", "2", "3", "4", "5")


def compose(
    organisation: Organisation, round: RoundLine, rules: Rules, content: Content, answers: Answers
) -> Publication:
    """The publication of a round: a pure function of its answers, roster, questionnaires and rules.

    Raises:
        AuditError: the finished publication could give somebody away; nothing of it may be shown.
    """
    counted = tally(answers, organisation.units, rules.minimum_group)
    patterns = patterns_of(counted, rules, tuple(role.code for role in content.shared.roles))
    cells = Cells(counted, rules, content, patterns)
    publication = Publication(
        organisation=OrganisationLine(
            id=organisation.id, name=organisation.name, kind=organisation.kind, region=organisation.region
        ),
        round=round,
        rules=rules,
        made_with=f"krachtspiegel {__version__}",
        questionnaires=tuple(
            QuestionnaireLine(id=one.id, version=one.version, sha256=one.sha256) for one in answers.asked
        ),
        dropped_items=counted.dropped,
        units=tuple(cells.units()),
        rest=tuple(cells.rest()),
        organisation_only=quality.organisation_only(counted, patterns, rules),
    )
    check(publication, counted)
    return publication


def rules_of(minimum_group: int) -> Rules:
    """The rules of a round for its minimum group: detail and outsiders need at least ten people."""
    return Rules(minimum_group=minimum_group, minimum_detail=max(10, minimum_group))


def round_of(name: str, closed_on: date) -> RoundLine:
    """A round from its name alone: "2026" or "Voorjaar 2026"; its year is the first that stands in it."""
    year = re.search(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", name)
    return RoundLine(
        id=slug(name), title=name.strip(), year=int(year[0]) if year else closed_on.year, closed_on=closed_on
    )


class _Group(NamedTuple):
    """How some people differ on a theme: the variance between the `n` who answered it (of use from two people on), and
    whether one of them answered some of its items and skipped others."""

    variance: float
    n: int
    skipped: bool


class Cells:
    """The cells of one round, filled in only where they may be shown."""

    def __init__(self, counted: Tally, rules: Rules, content: Content, patterns: Patterns) -> None:
        self._tally, self._k, self._detail = counted, rules.minimum_group, rules.minimum_detail
        self._content = content
        self._measured = {one.theme.id: one for one in counted.themes}
        self._number = {id: number for number, id in enumerate(self._measured)}
        self._patterns = patterns
        self._voters = counted.per_unit(counted.asked_priorities)
        self._chosen = counted.per_unit(counted.chosen)
        self._f = {id: counted.f[:, list(one.columns)] for id, one in self._measured.items()}
        self._differ = {id: self._groups(one, counted.members) for id, one in self._measured.items()}
        self._prior = {id: self._pooled(id) for id in self._measured}
        with np.errstate(divide="ignore", invalid="ignore"):  # units without answers, which are not shown
            self._agree = {
                id: (agreement.a_wg(f[..., :DK]), agreement.ad(f[..., :DK])) for id, f in self._f.items() if f.size
            }
        self._by_group = {group: role_counts(counted, group) for group in patterns.groups}

    def units(self) -> Iterator[UnitResult]:
        """The result of each unit, in roster order."""
        for number, unit in enumerate(self._tally.units):
            themes = tuple(self._theme(theme.id, number) for theme in self._content.themes)
            yield UnitResult(
                id=unit.id,
                name=unit.name,
                level=unit.level,
                parent=unit.parent,
                kind=unit.kind,
                region=unit.region,
                invited=unit.invited,
                responses=self._responses(number) if unit.invited >= _FEWEST else None,
                themes=themes,
                items=tuple(self._items(number)),
                priorities=tuple(self._priorities(number, themes)),
                roles=self._roles(number),
            )

    def rest(self) -> Iterator[Rest]:
        """What is left over of each shown unit beside its shown parts: derivable anyway, so shown.

        Themes that leave over the same teams stand together.
        """
        place = {unit.id: number for number, unit in enumerate(self._tally.units)}
        parents = {unit.id: unit.parent for unit in self._tally.units}
        n_teams = Counter(
            above
            for unit in self._tally.units
            if unit.level == "team"
            for above in (unit.parent, parents[unit.parent or ""])
        )
        found: dict[tuple[int, tuple[int, ...]], list[RestTheme]] = {}
        for id, one in self._measured.items():
            for unit, teams in remainders(self._tally.units, self._patterns.themes[id]):
                if len(teams) < n_teams[unit.id] and self._tally.n_items(one)[list(teams)].any():
                    found.setdefault((place[unit.id], teams), []).append(self._rest_theme(one, teams))
        for (number, teams), cells in sorted(found.items(), key=lambda entry: entry[0]):
            n = int(self._tally.n_responses[list(teams)].sum())
            yield Rest(parent=self._tally.units[number].id, n=n, themes=tuple(cells))

    def _responses(self, number: int) -> int:
        return int(self._tally.n_responses[number])

    def _groups(self, one: Measured, groups: Flags) -> list[_Group]:
        """How the people of each group (groups × people) differ on a theme."""
        counted, id = self._tally, one.theme.id
        variances = intervals.theme_variances(counted.answers[:, list(one.columns)], groups)
        n, skipped = (groups & counted.in_theme[id]).sum(axis=1), (groups & counted.incomplete[id]).sum(axis=1)
        return [_Group(float(variances[row]), int(n[row]), skipped[row] > 0) for row in range(len(groups))]

    def _pooled(self, id: str) -> float:
        """The variance of a theme within the teams shown for it.

        Every spread leans on it, so it may not tell what one spread must not: where somebody skipped an item it is
        blurred like a spread, and in a theme of two items, which that does not hide enough, it is the usual one.
        """
        shown = [
            group
            for group, unit in zip(self._differ[id], self._tally.units, strict=True)
            if unit.level == "team" and unit.id in self._patterns.themes[id]
        ]
        pooled = intervals.pooled_variance([(one.variance, one.n - 1) for one in shown], intervals.THEME_VARIANCE)
        if pooled == intervals.THEME_VARIANCE or not any(one.skipped for one in shown):
            return pooled
        few = len(self._measured[id].columns) <= _FEW_ITEMS
        return intervals.THEME_VARIANCE if few else intervals.Spread(sqrt(pooled), 0).blurred().sd ** 2

    def _spread(self, id: str, group: _Group) -> intervals.Spread:
        """The spread of a theme over some people, blurred where one of them skipped an item.

        Answers are whole numbers and the means they are measured from are fractions, so that in full it would tell the
        sum of what they did answer.
        """
        spread = intervals.moderated(group.variance, group.n, self._prior[id])
        return spread.blurred() if group.skipped else spread

    def _theme(self, id: str, number: int) -> ThemeCell:
        if id not in self._measured:
            return ThemeCell(theme=id, shown=False, reason="not_asked")
        one, unit = self._measured[id], self._tally.units[number]
        f = self._f[id][number]
        n_items = f[:, :DK].sum(axis=1)
        if unit.id not in self._patterns.themes[id]:
            return ThemeCell(theme=id, shown=False, reason=self._reason(n_items))
        mean = float(score(f))
        group = self._differ[id][number]
        spread, n = self._spread(id, group), group.n
        dk = int(f[:, DK].sum())
        return ThemeCell(
            theme=id,
            shown=True,
            n=n,
            n_min=int(n_items.min()),
            score=mean,
            sd=spread.sd,
            df=spread.df,
            interval_now=intervals.interval_now(mean, spread, n, unit.invited),
            interval_level=intervals.interval_level(mean, spread, n),
            bounds=intervals.bounds(mean, n, unit.invited),
            band=band(mean),
            dk_share=dk / (dk + int(n_items.sum())) if unit.id in self._patterns.dk[id] else None,
            agreement=self._agreement(one, number),
        )

    def _agreement(self, one: Measured, number: int) -> Agreement | None:
        """How far people agree, where the answers to every item of the theme may be shown."""
        unit = self._tally.units[number].id
        if any(unit not in self._patterns.items[self._tally.items[column]] for column in one.columns):
            return None
        found, ad = self._agree[one.theme.id]
        a_wg = None if np.isnan(found[number]) else float(found[number])
        return Agreement(a_wg=a_wg, ad=float(ad[number]), label=agreement.label(a_wg, float(ad[number])))

    def _items(self, number: int) -> Iterator[ItemCell]:
        unit = self._tally.units[number]
        for questionnaire in self._content.questionnaires:
            for item in questionnaire.items:
                if item.id not in self._tally.items:
                    yield ItemCell(item=item.id, version=item.version, shown=False, reason="not_asked")
                else:
                    counts = self._tally.f[number, self._tally.items.index(item.id), :DK]
                    yield self._item(item.id, item.version, counts, unit.id, unit.invited)

    def _item(self, id: str, version: int, counts: Counts, unit: str, invited: int) -> ItemCell:
        times = counts.tolist()
        n = sum(times)
        if unit not in self._patterns.items.get(id, ()):
            few = id in self._patterns.items and n < self._detail
            return ItemCell(item=id, version=version, shown=False, reason="too_few" if few else "protects_others")
        favourable, total = sum(times[3:]), sum(point * given for point, given in enumerate(times, start=1))
        return ItemCell(
            item=id,
            version=version,
            shown=True,
            n=n,
            score=total / n,
            counts=dict(zip(_POINTS, times, strict=True)),
            favourable=favourable / n,
            favourable_interval=intervals.favourable_interval(favourable, n, invited),
        )

    def _rest_theme(self, one: Measured, teams: tuple[int, ...]) -> RestTheme:
        f = self._tally.f[np.ix_(teams, one.columns)].sum(axis=0)
        mean = float(score(f))
        who = self._tally.members[list(teams)].any(axis=0) & self._tally.in_theme[one.theme.id]
        return RestTheme(
            theme=one.theme.id, n=int(who.sum()), n_min=int(f[:, :DK].sum(axis=1).min()), score=mean, band=band(mean)
        )

    def _reason(self, counts: Counts) -> Reason:
        """Why a unit is not shown: too few people, or else because others would be exposed (whatever the cause)."""
        return "too_few" if len(counts) and counts.min() < self._k else "protects_others"

    def _priorities(self, number: int, themes: tuple[ThemeCell, ...]) -> Iterator[PriorityCell]:
        unit = self._tally.units[number]
        votes = {id: self._votes(id, number) for id in self._measured if unit.id in self._patterns.votes[id]}
        often = priorities.often_chosen(votes)
        tops = self._tops(number, [cell.theme for cell in themes if cell.shown and cell.theme in votes])
        for cell in themes:
            if cell.theme not in self._measured:
                yield PriorityCell(theme=cell.theme, shown=False, reason="not_asked")
            elif cell.theme not in votes:
                reason = self._reason(self._voters[number, [self._number[cell.theme]]])
                yield PriorityCell(theme=cell.theme, shown=False, reason=reason)
            else:
                yield self._priority(cell, number, cell.theme in often, tops.get(cell.theme))

    def _votes(self, id: str, number: int) -> tuple[int, int]:
        """How many people of a unit chose a theme, of how many who were asked."""
        return int(self._chosen[number, self._number[id]]), int(self._voters[number, self._number[id]])

    def _priority(self, cell: ThemeCell, number: int, often: bool, top: float | None) -> PriorityCell:
        chosen, n = self._votes(cell.theme, number)
        if cell.score is None or cell.n is None:
            return PriorityCell(theme=cell.theme, shown=True, n=n, chosen=chosen, share=chosen / n)
        divided = cell.agreement is not None and cell.agreement.label == "divided"
        invited = self._tally.units[number].invited
        certain = None
        if top is not None:
            certain = priorities.certainty_of(top, n=min(n, cell.n), responses=self._responses(number), invited=invited)
        return PriorityCell(
            theme=cell.theme,
            shown=True,
            n=n,
            chosen=chosen,
            share=chosen / n,
            index=float(priorities.index(cell.score, chosen, n)),
            top=top,
            certainty=certain,
            outcome=priorities.outcome(cell.score, often),
            explore_first=divided or little_sight(cell),
        )

    def _tops(self, number: int, ids: list[str]) -> dict[str, float]:
        """How often each of these themes is among the first priorities of a unit."""
        most = self._content.shared.priority.maximum(len(self._measured))
        if len(ids) <= most:  # all of them would be among the first
            return {}
        counted, columns = self._tally, [self._number[id] for id in ids]
        who = counted.members[number] & (counted.counts.any(axis=1) | counted.asked_priorities.any(axis=1))
        shares = priorities.tops(
            counted.answers[who],
            [list(self._measured[id].columns) for id in ids],
            counted.asked_priorities[np.ix_(who, columns)].astype(np.float64),
            counted.chosen[np.ix_(who, columns)].astype(np.float64),
            invited=counted.units[number].invited,
            most=most,
        )
        return dict(zip(ids, shares, strict=True))

    def _roles(self, number: int) -> RoleSplit | None:
        """The themes of a unit by role, where that is safe."""
        unit = self._tally.units[number]
        if unit.id not in self._patterns.roles:
            return None
        groups = self._patterns.groups
        who = self._tally.members[number] & np.stack([in_group(self._tally, group) for group in groups])
        differ = {id: self._groups(self._measured[id], who) for id in self._patterns.role_themes}
        cells = []
        for place, group in enumerate(groups):
            for id in self._patterns.role_themes:
                f = self._by_group[group][number, list(self._measured[id].columns)]
                if unit.id in self._patterns.themes[id] and f.sum(axis=1).min() >= self._k:
                    spread = self._spread(id, differ[id][place])
                    cells.append(
                        RoleTheme(
                            role_group="+".join(group),
                            theme=id,
                            n=differ[id][place].n,
                            score=float(score(f)),
                            sd=spread.sd,
                            df=spread.df,
                        )
                    )
        if not cells:
            return None
        return RoleSplit(groups=tuple("+".join(group) for group in groups), themes=tuple(cells))


def little_sight(cell: ThemeCell) -> bool:
    """Whether a third or more said "weet ik niet" on a theme that at least five people answered."""
    return cell.dk_share is not None and cell.dk_share >= _LITTLE_SIGHT and (cell.n or 0) >= _FEWEST
