"""The cells of one round, filled in only where they may be shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from audit.publication import (
    Agreement,
    FollowUp,
    Interval,
    ItemCell,
    PooledSd,
    Reason,
    RoleSplit,
    RoleTheme,
    Rules,
    ThemeCell,
)
from audit.publish import agreement, intervals
from audit.publish.patterns import Patterns
from audit.publish.scoring import band, score
from audit.publish.tally import DK, FOLLOW_UPS, NO_FOLLOW_UP, Counts, Flags, Tally
from audit.questionnaire import Content

_POINTS: tuple[Literal["1"], Literal["2"], Literal["3"], Literal["4"], Literal["5"]] = ("1", "2", "3", "4", "5")
_FOLLOW_UPS: tuple[Literal["much"], Literal["some"], Literal["hardly"], Literal["nothing"]]
_FOLLOW_UPS = ("much", "some", "hardly", "nothing")


class Group(NamedTuple):
    """Some people who answered a theme: how many, how many of them count for thresholds (see `Tally.sizes`), their
    answers, and the sum of these."""

    n: int
    protecting: int
    answers: int
    total: int


class Cells:
    """The cells of one round: every method gives what may be shown of a unit, by its number."""

    def __init__(self, counted: Tally, rules: Rules, content: Content, patterns: Patterns) -> None:
        self.tally, self.content, self.patterns = counted, content, patterns
        self.k, self._detail = rules.minimum_group, rules.minimum_detail
        self.number = {theme.id: number for number, theme in enumerate(counted.themes)}
        everybody = [np.array(counted.sizes(counted.in_theme)), counted.members]
        self._groups = {id: self._described(number, *everybody) for id, number in self.number.items()}
        f = counted.f[..., :DK]
        with np.errstate(divide="ignore", invalid="ignore"):  # units without answers, which are not shown
            self._agree = {
                theme.id: (agreement.a_wg(f[:, theme.columns]), agreement.ad(f[:, theme.columns]))
                for theme in counted.themes
                if theme.columns
            }
        self._n_dk = counted.per_unit(counted.unsure)

    def pooled_sd(self) -> dict[str, PooledSd]:
        """The spread within teams of each theme that was asked."""
        pooled = {id: self.patterns.spreads[id].pooled for id in self.number}
        return {id: PooledSd(sd=spread.sd, df=spread.df) for id, spread in pooled.items()}

    def bounds(self, theme: str, group: Group, invited: int) -> Interval:
        """What everyone invited would score if whoever did not answer had said only 1, or only 5."""
        items = len(self.tally.themes[self.number[theme]].columns)
        return intervals.bounds(group.total, group.answers, items * (invited - group.n))

    def interval_now(self, theme: str, group: Group, invited: int, own: intervals.Spread | None = None) -> Interval:
        """What everyone invited would score, for a group with a spread of its own or without."""
        spread, furthest = own or self.patterns.spreads[theme].pooled, self.bounds(theme, group, invited)
        return intervals.interval_now(group.total / group.answers, spread, group.n, invited, furthest)

    def responses(self, number: int) -> int | None:
        """How many people of a unit answered."""
        shown = self.tally.units[number].id in self.patterns.responses
        return int(self.tally.n_responses[number]) if shown else None

    def themes(self, number: int) -> Iterator[ThemeCell]:
        """The themes of a unit, in questionnaire order."""
        for theme in self.content.themes:
            yield self._theme(theme.id, number)

    def _described(self, number: int, sizes: Counts, groups: Flags) -> list[Group]:
        """Each of some groups of people (groups × people) on a theme; `sizes` is what `Tally.sizes` says of them."""
        given, totals = self.tally.given[:, number], self.tally.totals[:, number]
        sums = (groups.astype(np.float64) @ np.stack([given, totals], axis=1).astype(np.float64)).astype(np.int64)
        n_themes = len(self.number)
        return [
            Group(
                int(sizes[row, number]),
                int(sizes[row, number - n_themes]),
                int(sums[row, 0]),
                int(sums[row, 1]),
            )
            for row in range(len(groups))
        ]

    def _theme(self, id: str, number: int) -> ThemeCell:
        if id not in self.number:
            return ThemeCell(theme=id, shown=False, reason="not_asked")
        unit, group = self.tally.units[number], self._groups[id][number]
        if unit.id not in self.patterns.themes[id]:
            few = group.n < self.k and bool(self.tally.themes[self.number[id]].columns)
            return ThemeCell(theme=id, shown=False, reason=reason(few))
        mean = float(score(group.total, group.answers))
        spreads = self.patterns.spreads[id]
        own = spreads.units.get(number)
        dk = int(self._n_dk[number, self.number[id]])
        return ThemeCell(
            theme=id,
            shown=True,
            n=group.n,
            answers=group.answers,
            score=mean,
            sd=own.sd if own else None,
            df=own.df if own else None,
            interval_now=self.interval_now(id, group, unit.invited, own),
            interval_level=intervals.interval_level(mean, own or spreads.pooled, group.n),
            bounds=self.bounds(id, group, unit.invited),
            band=band(mean),
            dk_share=dk / (dk + group.answers) if unit.id in self.patterns.dk[id] else None,
            agreement=self._agreement(id, number),
        )

    def _agreement(self, id: str, number: int) -> Agreement | None:
        """How far people agree, where the answers to the items of the theme may be shown."""
        if self.tally.units[number].id not in self.patterns.items[id]:
            return None
        place, (found, ad) = self.number[id], self._agree[id]
        who = self.tally.members[number] & self.tally.in_theme[:, place]
        means = self.tally.totals[who, place] / self.tally.given[who, place]
        a_wg = None if np.isnan(found[number]) else round(float(found[number]), 2)
        return Agreement(a_wg=a_wg, ad=float(ad[number]), label=agreement.label(a_wg, means))

    def items(self, number: int) -> Iterator[ItemCell]:
        """The items of a unit, in questionnaire order."""
        unit = self.tally.units[number]
        columns = {item: column for column, item in enumerate(self.tally.items)}
        for theme in self.content.themes:
            shown = unit.id in self.patterns.items.get(theme.id, ())
            for item in theme.items:
                if item.id not in columns:
                    yield ItemCell(item=item.id, version=item.version, shown=False, reason="not_asked")
                    continue
                counts = self.tally.f[number, columns[item.id], :DK].tolist()
                dropped = item.id in self.tally.dropped
                if shown and not dropped:
                    yield item_cell(item.id, item.version, counts, unit.invited)
                else:
                    few = not dropped and sum(counts) < self._detail
                    yield ItemCell(item=item.id, version=item.version, shown=False, reason=reason(few))

    def follow_up(self, number: int) -> FollowUp | None:
        """What people of a unit say was done with the results of the round before; nothing where nobody was asked."""
        if not self.tally.asked_follow_up:
            return None
        given = self.tally.follow_up[self.tally.members[number]]
        counts = np.bincount(given[given != NO_FOLLOW_UP], minlength=len(FOLLOW_UPS)).tolist()
        n = sum(counts)
        if self.tally.units[number].id not in self.patterns.follow_up:
            return FollowUp(shown=False, reason=reason(n < self._detail))
        return FollowUp(
            shown=True, n=n, counts=dict(zip(_FOLLOW_UPS, counts, strict=True)), share=(counts[0] + counts[1]) / n
        )

    def roles(self, number: int) -> RoleSplit | None:
        """The themes of a unit by role, where that is safe."""
        unit, split = self.tally.units[number], self.patterns.split
        if unit.id not in split.units:
            return None
        names = tuple("+".join(group) for group in split.groups)
        who = self.tally.members[number] & np.stack(split.members)
        sizes = np.array([self.tally.sizes(self.tally.in_theme & members[:, None])[number] for members in who])
        found: list[RoleTheme] = []
        described = {id: self._described(self.number[id], sizes, who) for id in split.themes}
        for place, name in enumerate(names):
            for id, cells in described.items():
                if unit.id in self.patterns.themes[id] and cells[place].protecting >= self.k:
                    spread = self.patterns.spreads[id].roles.get((number, place))
                    found.append(_role_theme(name, id, cells[place], spread))
        return RoleSplit(groups=names, themes=tuple(found)) if found else None


def _role_theme(name: str, id: str, group: Group, spread: intervals.Spread | None) -> RoleTheme:
    return RoleTheme(
        role_group=name,
        theme=id,
        n=group.n,
        score=float(score(group.total, group.answers)),
        sd=spread.sd if spread else None,
        df=spread.df if spread else None,
    )


def item_cell(id: str, version: int, counts: list[int], invited: int) -> ItemCell:
    """An item that is shown, from how many gave each answer from 1 to 5."""
    n, favourable = sum(counts), sum(counts[3:])
    return ItemCell(
        item=id,
        version=version,
        shown=True,
        n=n,
        score=float(score(sum(point * given for point, given in enumerate(counts, start=1)), n)),
        counts=dict(zip(_POINTS, counts, strict=True)),
        favourable=favourable / n,
        favourable_interval=intervals.favourable_interval(favourable, n, invited),
    )


def reason(few: bool) -> Reason:
    """Why something is not shown: too few people, or else because others would be exposed (whatever the cause)."""
    return "too_few" if few else "protects_others"
