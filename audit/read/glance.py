"""A profile at one glance: three sentences and three cards. How do we look, what is strong, what comes first?

What the words stand on: docs/method.md, 5 to 7. `**…**` is what stands out in a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from audit.publication import Band
from audit.read import differences, priorities, words
from audit.read.profile import Profile, Row
from audit.texts import _, listing, ngettext, number

Kind = Literal["strong", "discuss", "unclear"]
_VOTED = 2
"""How many of the themes that most people chose are named; one more where people chose them equally often."""


@dataclass(frozen=True)
class Card:
    """One of the three things to see first: a theme (`row`, empty where no theme is like that) and one reason."""

    kind: Kind
    row: Row | None
    reason: str


def at_a_glance(profile: Profile) -> tuple[str, ...]:
    """How the unit looks, what people voted for, and what changed, in three sentences or a few more words."""
    return tuple(
        said
        for said in (" ".join([_counted(profile), _lowest(profile)]).strip(), _voted(profile), _since(profile))
        if said
    )


def _counted(profile: Profile) -> str:
    """How many themes are in each band, and how many are not shown."""
    found = Counter(row.cell.band for row in profile.shown)
    said: dict[Band, str] = {
        "strength": _("**{n} strong**"),
        "growing": _("**{n} in between**"),
        "develop": _("**{n} to be developed**"),
    }
    parts = [words.format(n=found[band]) for band, words in said.items() if found[band]]
    sentence = ngettext("Of {n} theme, {parts}.", "Of {n} themes, {parts}.", len(profile.shown))
    hidden = len(profile.rows) - len(profile.shown)
    unseen = ngettext("{n} is not shown.", "{n} are not shown.", hidden).format(n=hidden) if hidden else ""
    return f"{sentence.format(n=len(profile.shown), parts=listing(parts))} {unseen}".strip()


def _lowest(profile: Profile) -> str:
    """The theme with the lowest score, where no card names it: it always stands in the open."""
    on_cards = {card.row.theme for card in cards(profile) if card.row}
    low = next((row for row in profile.shown if row.lowest), None)
    if low is None or low.theme in on_cards or low.cell.score is None:
        return ""
    said = " · ".join([number(low.cell.score), *words.flags(low.cell)])
    return _("The lowest is **{theme}** ({score}).").format(theme=low.title, score=said)


def _voted(profile: Profile) -> str:
    """The themes that most people chose, or how many share that place; and that many chose a theme whose score is not
    shown; or that all this is not shown."""
    by_votes = sorted((row for row in profile.rows if row.priority.chosen), key=lambda row: -(row.priority.chosen or 0))
    if not by_votes:
        return _("How many people chose each theme is not shown here.")
    least = by_votes[:_VOTED][-1].priority.chosen or 0
    first = [row for row in by_votes if (row.priority.chosen or 0) >= least]
    most = [row for row in by_votes if row.priority.chosen == by_votes[0].priority.chosen]
    named = first if len(first) <= _VOTED + 1 else most
    if len(named) <= _VOTED + 1:
        said = _("Chosen most often to work on: {themes}.").format(
            themes=listing([f"**{row.title}**" for row in named])
        )
    else:
        said = ngettext(
            "{n} themes were chosen by {chosen} person each, and none by more.",
            "{n} themes were chosen by {chosen} people each, and none by more.",
            by_votes[0].priority.chosen or 0,
        ).format(n=len(named), chosen=by_votes[0].priority.chosen)
    return " ".join([said, *(priorities.chosen_unseen(row) for row in profile.chosen_unseen[:1])])


def _since(profile: Profile) -> str:
    """What changed clearly since the round before, and that one of it may be chance; or why nothing can be said."""
    compared = [row for row in profile.rows if row.change]
    if not profile.earlier_title or not compared:
        there_is = any(row.no_change for row in profile.rows)
        if not there_is:
            return _("This is the first round: there is nothing to compare with yet.")
        return _("This cannot be compared with the round before.")
    up, down = (
        [f"**{row.title}**" for row in compared if row.change and row.change.verdict == verdict]
        for verdict in ("higher", "lower")
    )
    if not up and not down:
        return _("Since {round} nothing changed clearly: the differences can be chance.").format(
            round=profile.earlier_title
        )
    parts = [_("clearly higher: {themes}").format(themes=listing(up))] * bool(up)
    parts += [_("clearly lower: {themes}").format(themes=listing(down))] * bool(down)
    chance = differences.by_chance(len(compared)) if len(compared) > 1 else ""
    return (
        _("Since {round} {what}. {others}")
        .format(round=profile.earlier_title, what="; ".join(parts), others=chance)
        .strip()
    )


def cards(profile: Profile) -> tuple[Card, Card, Card]:
    """What is strong, what to discuss first and what is not clear yet."""
    strong = _first(_clear_ones_first(profile.strengths))
    named = {strong.theme} if strong else set()
    to_discuss = profile.to_discuss or profile.lowest
    discuss = _first(_clear_ones_first(row for row in to_discuss if row.theme not in named))
    named |= {discuss.theme} if discuss else set()
    unclear = _first(_unclear(profile, named))
    return (
        Card("strong", strong, _scored(strong, profile) if strong else _nothing_strong()),
        Card("discuss", discuss, _scored(discuss, profile) if discuss else _nothing_to_discuss()),
        Card("unclear", unclear, _why_unclear(unclear, profile) if unclear else _nothing_unclear(profile)),
    )


def label(kind: Kind) -> str:
    """What a card is called."""
    named: dict[Kind, str] = {
        "strong": _("Strong"),
        "discuss": _("Discuss first"),
        "unclear": _("Not clear yet"),
    }
    return named[kind]


def _first(rows: Iterable[Row]) -> Row | None:
    return next(iter(rows), None)


def _clear_ones_first(rows: Iterable[Row]) -> list[Row]:
    """Rows in their order, those with two camps or little sight after the others: these have a card of their own."""
    return sorted(rows, key=lambda row: row.explore_first)


def _unclear(profile: Profile, named: set[str]) -> list[Row]:
    """The themes with two camps or little sight, those that people want to work on first; else what is not shown,
    what many chose first."""
    seen = [row for row in profile.shown if row.explore_first and row.theme not in named]
    hidden = [row for row in profile.rows if not row.cell.shown and row.cell.reason != "not_asked"]
    return sorted(seen, key=lambda row: -(row.priority.index or 0)) or sorted(
        hidden, key=lambda row: -(row.priority.share or 0)
    )


def _scored(row: Row, profile: Profile) -> str:
    """The score in words with one number, the votes, and one real difference where there is one."""
    parts = [score(row), votes(row), *words.flags(row.cell), difference(row, profile)]
    return " · ".join(part for part in parts if part)


def score(row: Row) -> str:
    """The band of a theme that is shown with its number: "**Growing 2.7**"."""
    if row.cell.band is None or row.cell.score is None:
        raise ValueError("a theme that is not shown has no score")
    return f"**{words.border(row.cell.band, row.cell.score)} {number(row.cell.score)}**"


def lead(row: Row, profile: Profile) -> str:
    """What is known about a theme that is shown, in a line: its score, the votes, and one clear difference."""
    return " · ".join(part for part in (words.score(row.cell), votes(row), difference(row, profile)) if part)


def votes(row: Row) -> str:
    """How many people want to work on a theme first; empty where that is not shown."""
    if row.priority.chosen is None or row.priority.n is None:
        return ""
    wanted = ngettext(
        "{chosen} of {n} wants to work on this", "{chosen} of {n} want to work on this", row.priority.chosen
    )
    return wanted.format(chosen=row.priority.chosen, n=row.priority.n)


def difference(row: Row, profile: Profile) -> str:
    """One clear difference of a theme: with the rest of the organisation, else with the round before; else empty."""
    if row.contrast and row.contrast.verdict != "no_clear_change":
        higher = row.contrast.verdict == "higher"
        return _("higher than the rest of the organisation") if higher else _("lower than the rest of the organisation")
    if row.change and row.change.verdict != "no_clear_change":
        said = _("higher than in {round}") if row.change.verdict == "higher" else _("lower than in {round}")
        return said.format(round=profile.earlier_title)
    return ""


def _why_unclear(row: Row, profile: Profile) -> str:
    if not row.cell.shown:
        reason = words.reason(row.cell.reason or "too_few", profile.minimum_group)
        return f"{reason[:1].upper()}{reason[1:]}. " + _("What do you see yourselves?")
    camps = [_("Two camps: some score this high and others low.")] * row.two_camps
    sight = []
    if row.little_sight and not camps:
        tenths = round(10 * (row.cell.dk_share or 0))
        sight = [_("Little sight: about {n} in 10 answers are “I don't know”.").format(n=tenths)]
    return " · ".join([score(row), " ".join([*camps, *sight])])


def _nothing_strong() -> str:
    return _("No theme has a score of 3.5 or more. Ask each other what does go well.")


def _nothing_to_discuss() -> str:
    return _("No theme stands out. Choose together what you want to talk about.")


def _nothing_unclear(profile: Profile) -> str:
    if any(row.cell.agreement for row in profile.shown):
        return _("On no theme do we see two camps or little sight.")
    return _("On no theme do we see little sight. Whether people are in two camps is not shown here.")
