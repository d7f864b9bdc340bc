"""`answers.csv`: one row per person, read into the answers of a round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from audit.collect import columns
from audit.collect.responses import Answers, Response
from audit.collect.rows import RowReader
from audit.errors import InputError, Problem
from audit.files.tables import Row, Table, gathered
from audit.organisation import Organisation
from audit.questionnaire import Content, Questionnaire
from audit.texts import _


def answers_of(table: Table, organisation: Organisation | None, content: Content) -> Answers:
    """The answers in a table, for a roster and its questionnaires. Open answers are left out and named in `ignored`; a
    row without any answer is no person.

    Without an organisation (the roster was refused) everything but the teams is looked at; what comes out has no teams.

    Raises:
        InputError: every problem at once, with row and column; nothing is read half.
    """
    table = table.named(columns.headings(content))
    problems = [*table.problems, *table.column_problems(columns.FIXED, columns.known(content))]
    asked = tuple(
        questionnaire
        for questionnaire in content.questionnaires
        if any(item.id in table.columns for item in questionnaire.items)
    )
    incomplete = list(_incomplete_questionnaires(table, asked))
    if not asked:
        sentence = _("There is no column of any questionnaire. Add a column for each item.")
        incomplete.append(Problem("no_questionnaire", table.place(), sentence))
    if incomplete or any(column not in table.columns for column in columns.FIXED):
        raise InputError(gathered([*problems, *incomplete]))
    most = content.shared.priority.maximum(sum(len(questionnaire.themes) for questionnaire in asked))
    reader = RowReader(table, organisation, asked, tuple(role.code for role in content.shared.roles), most)
    read = [(row, reader.response(row)) for row in table.rows]
    problems += reader.problems
    people = [(row, response) for row, response in read if _answered(response)]
    if organisation is not None:
        problems += _too_many(table, organisation, people)
    if not people and not problems:
        sentence = _("Nobody answered anything in this file. Check that it is the right file.")
        problems.append(Problem("no_rows", table.place(), sentence))
    if problems:
        raise InputError(gathered(problems))
    return Answers(
        asked,
        tuple(response for _row, response in people),
        tuple(column for column in table.columns if column in columns.open_questions(content)),
        tuple(gathered([*_blank(table, read), *_twins(table, people)])),
    )


def _answered(response: Response) -> bool:
    """Whether somebody answered anything at all."""
    return any(response.answers) or response.priorities is not None or bool(response.follow_up)


def _blank(table: Table, read: Sequence[tuple[Row, Response]]) -> Iterator[Problem]:
    for row, response in read:
        if not _answered(response):
            sentence = _("This row has no answer at all and does not count as a person.")
            yield Problem("no_answers", table.place(row), sentence)


def _twins(table: Table, people: Sequence[tuple[Row, Response]]) -> Iterator[Problem]:
    """The same answers of the same team in two rows: probably one person, pasted twice."""
    first: dict[Response, Row] = {}
    for row, response in people:
        other = first.setdefault(response, row)
        if other is not row:
            sentence = _("These are the same answers as in row {number}. Check that nobody stands here twice.")
            yield Problem("same_answers", table.place(row), sentence.format(number=other.number))


def _incomplete_questionnaires(table: Table, asked: Sequence[Questionnaire]) -> Iterator[Problem]:
    for questionnaire in asked:
        for item in questionnaire.items:
            if item.id not in table.columns:
                sentence = _("The column “{name}” is missing. Add it, or leave out all columns of “{questionnaire}”.")
                yield Problem(
                    "missing_column", table.place(), sentence.format(name=item.id, questionnaire=questionnaire.id)
                )


def _too_many(table: Table, organisation: Organisation, people: Sequence[tuple[Row, Response]]) -> Iterator[Problem]:
    """More people answered in a team than were invited: the roster or the answers are wrong."""
    invited = {unit.id: unit for unit in organisation.units}
    answered = Counter(response.team for _row, response in people if response.team)
    so_far: Counter[str] = Counter()
    for row, response in people:
        so_far[response.team] += 1
        unit = invited.get(response.team)
        if unit is not None and so_far[unit.id] == unit.invited + 1:
            sentence = _("“{team}” has {answered} answers but {invited} people invited. Correct the roster.")
            filled = sentence.format(team=unit.name, answered=answered[unit.id], invited=unit.invited)
            yield Problem("more_than_invited", table.place(row, "team"), filled)
