"""From answers to one publication: count, decide what may be shown, fill in only that, and try to break it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from audit import __version__
from audit.collect.responses import Answers
from audit.organisation import Organisation, slug
from audit.publication import (
    ItemLine,
    OrganisationLine,
    Publication,
    QuestionnaireLine,
    RoundLine,
    Rules,
    ThemeLine,
    UnitResult,
    Words,
)
from audit.publish import quality
from audit.publish.cells import Cells
from audit.publish.counting import tally
from audit.publish.patterns import patterns_of
from audit.publish.remainders import rest
from audit.publish.selfcheck import check
from audit.publish.votes import Votes
from audit.questionnaire import Content, Questionnaire
from audit.questionnaire.blocks import Text


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
        questionnaires=tuple(map(_questionnaire_line, answers.asked)),
        dropped_items=counted.dropped,
        themes=tuple(_theme_lines(content)),
        items=tuple(_item_lines(content)),
        units=tuple(units(cells, Votes(cells, round))),
        rest=tuple(rest(cells)),
        pooled_sd=cells.pooled_sd(),
        organisation_only=quality.organisation_only(counted, patterns, rules),
    )
    check(publication, counted)
    return publication


def units(cells: Cells, votes: Votes) -> Iterator[UnitResult]:
    """The result of each unit, in roster order."""
    for number, unit in enumerate(cells.tally.units):
        themes = tuple(cells.themes(number))
        yield UnitResult(
            id=unit.id,
            name=unit.name,
            level=unit.level,
            parent=unit.parent,
            kind=unit.kind,
            region=unit.region,
            invited=unit.invited,
            added=unit.added,
            responses=cells.responses(number),
            themes=themes,
            items=tuple(cells.items(number)),
            priorities=tuple(votes.priorities(number, themes)),
            follow_up=cells.follow_up(number),
            roles=cells.roles(number),
        )


def rules_of(minimum_group: int) -> Rules:
    """The rules of a round for its minimum group: detail and outsiders need at least ten people."""
    return Rules(minimum_group=minimum_group, minimum_detail=max(10, minimum_group))


def round_of(name: str, closed_on: date) -> RoundLine:
    """A round from its name alone: "2026" or "Voorjaar 2026"; its year is the first that stands in it."""
    year = re.search(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", name)
    return RoundLine(
        id=slug(name), title=name.strip(), year=int(year[0]) if year else closed_on.year, closed_on=closed_on
    )


def _questionnaire_line(asked: Questionnaire) -> QuestionnaireLine:
    return QuestionnaireLine(id=asked.id, version=asked.version, sha256=asked.sha256, title=_words(asked.title))


def _theme_lines(content: Content) -> Iterator[ThemeLine]:
    for questionnaire in content.questionnaires:
        for theme in questionnaire.themes:
            yield ThemeLine(
                id=theme.id,
                questionnaire=questionnaire.id,
                title=_words(theme.title),
                short=_words(theme.short or theme.title),
                reach=theme.reach,
            )


def _item_lines(content: Content) -> Iterator[ItemLine]:
    for theme in content.themes:
        for item in theme.items:
            yield ItemLine(id=item.id, theme=theme.id, text=_words(item.text))


def _words(text: Text) -> Words:
    return Words(nl=text.to("nl"), en=text.to("en"))
