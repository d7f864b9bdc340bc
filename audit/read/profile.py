"""The profile of one unit: a row per theme, beside the whole organisation and the same unit a round earlier.

Charts, table and sentences are all made from these rows, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from audit.publication import ItemCell, PriorityCell, Publication, Reason, Rest, ThemeCell, UnitResult
from audit.questionnaire import Content
from audit.read import words
from audit.read.change import Change, changes, items_asked, why_not_compared
from audit.texts import _, language, number

_LITTLE_SIGHT = 1 / 3
_LITTLE_SIGHT_PEOPLE = 5
_TIERS = ("almost_certainly", "probably", "possibly", None)
_ACT = ("work_on_together", "strength_to_build_on", "ask_why")


@dataclass(frozen=True)
class Row:
    """One theme: what is known at the unit, at the whole organisation (empty where that is the unit itself) and at the
    same unit a round earlier (empty where there is none, or where other questions were asked).

    `change` since that round is there where both show the theme; `no_change` says why it is not, and is empty where
    there is no earlier round at all. `items` are the cells of the theme's items.
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

    @property
    def divided(self) -> bool:
        """Whether people see the theme very differently (ten people or more)."""
        return self.cell.agreement is not None and self.cell.agreement.label == "divided"

    @property
    def little_sight(self) -> bool:
        """Whether a third or more answered "I don't know", among at least five people who did answer."""
        return (
            self.cell.dk_share is not None
            and self.cell.dk_share >= _LITTLE_SIGHT
            and ((self.cell.n or 0) >= _LITTLE_SIGHT_PEOPLE)
        )


@dataclass(frozen=True)
class Profile:
    """A unit in a round, theme by theme in questionnaire order."""

    publication: Publication
    unit: UnitResult
    rows: tuple[Row, ...]
    questionnaires: tuple[tuple[str, str], ...]
    earlier_title: str | None
    most: int
    """How many themes a person could choose to work on first."""
    key: str
    """What this profile was made from: two with the same key, in the same language, are the same."""

    @property
    def minimum_group(self) -> int:
        """The threshold of the round: the fewest people that anything is shown of."""
        return self.publication.rules.minimum_group

    @cached_property
    def shown(self) -> tuple[Row, ...]:
        """The themes that have a score."""
        return tuple(row for row in self.rows if row.cell.shown)

    @property
    def strengths(self) -> tuple[Row, ...]:
        """The themes in the band strength, the highest score first."""
        strong = [row for row in self.shown if row.cell.band == "strength"]
        return tuple(sorted(strong, key=lambda row: -_score(row.cell)))

    @property
    def priorities(self) -> tuple[Row, ...]:
        """The themes that have both a score and a number of people who chose them: the most certain to be among the
        first come first, and the equally certain ones by their index, the highest first."""
        ranked = [row for row in self.shown if row.priority.index is not None and row.priority.outcome is not None]
        return tuple(sorted(ranked, key=lambda row: (_TIERS.index(row.priority.certainty), -(row.priority.index or 0))))

    @property
    def to_discuss(self) -> tuple[Row, ...]:
        """The priorities that are at least possibly among the first. Where that cannot be said of any theme: those to
        work on together, the strengths to build on, and those where the score and the choices disagree."""
        certain = tuple(row for row in self.priorities if row.priority.certainty is not None)
        return certain or tuple(row for row in self.priorities if row.priority.outcome in _ACT)

    @property
    def others(self) -> tuple[Row, ...]:
        """The rest of the priorities."""
        first = self.to_discuss
        return tuple(row for row in self.priorities if row not in first)

    @property
    def lowest(self) -> tuple[Row, ...]:
        """The themes with the lowest scores, for a unit whose choices are hidden: the lowest first, none in the band
        strength, and no more than a person could have chosen."""
        weak = [row for row in self.shown if row.cell.band != "strength"]
        return tuple(sorted(weak, key=lambda row: _score(row.cell))[: self.most])

    @property
    def little_sight(self) -> tuple[Row, ...]:
        """The themes that a third or more of the answers could not judge."""
        return tuple(row for row in self.rows if row.little_sight)

    @property
    def divided(self) -> tuple[Row, ...]:
        """The themes that people see very differently."""
        return tuple(row for row in self.rows if row.divided)

    @property
    def rest(self) -> tuple[Rest, ...]:
        """The remainders of this unit (its people outside the parts that are shown) that reach the threshold."""
        return tuple(rest for rest in self.publication.rest if rest.parent == self.unit.id)


def profile_of(publication: Publication, unit_id: str, content: Content, earlier: Publication | None = None) -> Profile:
    """The profile of a unit of a publication, in the language in use.

    Themes that the questionnaires no longer know keep their id as title. The earlier round is only compared where the
    same items, in the same wording, took part in the theme.

    Raises:
        KeyError: the publication has no unit with this id.
    """
    rows = _rows(publication, publication.by_id[unit_id], content, earlier)
    asked = {row.questionnaire for row in rows}
    compared = any(row.earlier is not None for row in rows)
    offered = sum(cell.reason != "not_asked" for cell in publication.units[0].themes)
    return Profile(
        publication=publication,
        unit=publication.by_id[unit_id],
        rows=rows,
        questionnaires=tuple(
            (questionnaire.id, questionnaire.title.to(language()))
            for questionnaire in content.questionnaires
            if questionnaire.id in asked
        ),
        earlier_title=earlier.round.title if earlier and compared else None,
        most=content.shared.priority.maximum(offered),
        key=" ".join([publication.sha256, earlier.sha256 if earlier else "-", unit_id]),
    )


def _rows(publication: Publication, unit: UnitResult, content: Content, earlier: Publication | None) -> tuple[Row, ...]:
    """The rows of a profile: the themes of the unit in the order of the publication."""
    whole = publication.units[0]
    before = earlier.by_id.get(unit.id) if earlier else None
    themes = {
        theme.id: (theme, questionnaire.id)
        for questionnaire in content.questionnaires
        for theme in questionnaire.themes
    }
    known = [themes[cell.theme][0] for cell in unit.themes if cell.theme in themes]
    changed = changes(earlier, publication, unit.id, known) if earlier else {}
    items = {cell.item: cell for cell in unit.items}
    rows = []
    for cell, priority in zip(unit.themes, unit.priorities, strict=True):
        theme, questionnaire = themes.get(cell.theme, (None, ""))
        same = (
            theme is not None and earlier is not None and items_asked(publication, theme) == items_asked(earlier, theme)
        )
        was = before.theme(cell.theme) if before else None
        title = theme.title.to(language()) if theme else cell.theme
        rows.append(
            Row(
                theme=cell.theme,
                title=title,
                short=theme.short.to(language()) if theme and theme.short else title,
                questionnaire=questionnaire,
                cell=cell,
                organisation=None if unit is whole else whole.theme(cell.theme),
                earlier=was if same else None,
                priority=priority,
                items=tuple(items[item.id] for item in theme.items if item.id in items) if theme else (),
                change=changed.get(cell.theme),
                no_change=why_not_compared(earlier, publication, theme, before, unit) if earlier and theme else "",
            )
        )
    return tuple(rows)


def as_table(profile: Profile) -> pd.DataFrame:
    """The numbers of the charts in words: a row per theme (the index), a column per series and one for the choices."""
    k = profile.minimum_group
    columns = {
        words.series(profile.unit): [words.theme(row.cell, k) for row in profile.rows],
        _("Probably between"): [words.probably(row.cell) for row in profile.rows],
        _("Agreement"): [words.agreement(row.cell) for row in profile.rows],
    }
    if profile.unit is not profile.publication.units[0]:
        columns[_("The organisation")] = [words.theme(row.organisation, k) for row in profile.rows]
    if profile.earlier_title is not None:
        columns[profile.earlier_title] = [words.theme(row.earlier, k) for row in profile.rows]
        name = _("Change since {round}").format(round=profile.earlier_title)
        columns[name] = [words.change(row.change) if row.change else row.no_change or "–" for row in profile.rows]
    columns[_("Chose this theme")] = [words.chosen(row.priority, k) for row in profile.rows]
    return pd.DataFrame(columns, index=pd.Index([row.title for row in profile.rows], name=_("Theme")))


def changed(profile: Profile) -> tuple[str, ...]:
    """What changed since the earlier round, in sentences: each theme with a clear change, the others by name, and why
    themes are not compared. Empty where there is no earlier round."""
    clear = [row for row in profile.rows if row.change and row.change.verdict != "no_clear_change"]
    sentences = [f"{row.title}: {words.change(row.change)}." for row in clear if row.change]
    same = [row for row in profile.rows if row.change and row not in clear]
    if same:
        widest = max(row.change.half for row in same if row.change)
        sentence = _("No clear change: {themes}. Here a change of up to {half} can go unseen.")
        sentences.append(sentence.format(themes=", ".join(row.title for row in same), half=number(widest)))
    for reason in dict.fromkeys(row.no_change for row in profile.rows if row.no_change):
        rows = [row.title for row in profile.rows if row.no_change == reason]
        themes = _("All themes") if len(rows) == len(profile.rows) else ", ".join(rows)
        sentences.append(f"{themes} ({reason}).")
    return tuple(sentences)


def rest_table(profile: Profile) -> pd.DataFrame:
    """The remainder: the teams that are not shown separately, together. A row per theme for which they reach the
    threshold."""
    titles = {row.theme: row.title for row in profile.rows}
    cells = {cell.theme: cell for rest in profile.rest for cell in rest.themes}
    found = [cells[theme] for theme in titles if theme in cells]
    index = pd.Index([titles[cell.theme] for cell in found], name=_("Theme"))
    return pd.DataFrame({_("Other teams together"): [words.score(cell) for cell in found]}, index=index)


def not_shown(profile: Profile) -> tuple[str, ...]:
    """What of this unit is not shown, a sentence per reason, with the themes by name."""
    sentences = []
    reasons: tuple[Reason, ...] = ("too_few", "protects_others", "not_asked")
    for code in reasons:
        titles = [row.title for row in profile.rows if row.cell.reason == code]
        if titles:
            sentences.append(f"{', '.join(titles)} ({words.reason(code, profile.minimum_group)}).")
    without = [row.title for row in profile.shown if not row.priority.shown]
    if without:
        sentences.append(_("How many people chose {themes} is not shown.").format(themes=", ".join(without)))
    unsure = [row.title for row in profile.shown if row.cell.dk_share is None]
    if unsure:
        sentence = _("How many people answered “I don't know” is not shown for {themes}.")
        sentences.append(sentence.format(themes=", ".join(unsure)))
    return tuple(sentences)


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
    """The units with no result at all, by reason: fewer answers than the threshold, or hidden so that such a unit
    cannot be worked out by subtraction (complementary suppression)."""
    hidden = [unit for unit in publication.units if not is_shown(unit)]
    small = tuple(unit for unit in hidden if all(cell.reason != "protects_others" for cell in unit.themes))
    others = tuple(unit for unit in hidden if unit not in small)
    groups: list[tuple[Reason, tuple[UnitResult, ...]]] = [("too_few", small), ("protects_others", others)]
    return tuple((reason, units) for reason, units in groups if units)


def unit_labels(publication: Publication) -> dict[str, str]:
    """What each unit is called in a list to choose from: a team after its service; the same name twice gets its id."""
    names = {unit.id: unit.name for unit in publication.units}
    labels = {
        unit.id: f"{names[unit.parent]} · {unit.name}" if unit.level == "team" and unit.parent else unit.name
        for unit in publication.units
    }
    said = list(labels.values())
    return {unit: f"{label} ({unit})" if said.count(label) > 1 else label for unit, label in labels.items()}


def description(profile: Profile) -> str:
    """The whole profile in words, for who cannot see a chart."""
    intro = _("Scores of {unit} on a scale from 1 to 5.").format(unit=profile.unit.name)
    themes = "; ".join(f"{row.title}: {words.theme(row.cell, profile.minimum_group)}" for row in profile.rows)
    return f"{intro} {themes}. " + _("The table below holds the same numbers.")


def _score(cell: ThemeCell) -> float:
    if cell.score is None:
        raise ValueError("a shown theme has a score")
    return cell.score
