"""One person's answers, checked against the questionnaires, and `answers.csv`: one row per person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.errors import InputError, Problem
from audit.files.tables import Row, Table
from audit.organisation import Organisation
from audit.questionnaire import Content, Questionnaire
from audit.texts import _
from audit.typed import shortened

POINTS = ("1", "2", "3", "4", "5")
ANSWERS = (*POINTS, "dk", "na", "")
NO_ROLE = "geen"
NO_PREFERENCE = "none"
FOLLOW_UP = {"veel": "much", "iets": "some", "nauwelijks": "hardly", "niets": "nothing", "dk": "dk", "": ""}
"""What stands in a table about the results of the round before, and the code of that answer."""


@dataclass(frozen=True, slots=True)
class Response:
    """All answers of one person.

    `answers` holds one of `ANSWERS` for each item asked, in questionnaire order (empty: no answer; a questionnaire
    with only empty answers was skipped). `priorities` is None when the question was not answered, and empty for
    "no preference". `follow_up` is the code of what was done with the results of the round before (empty: not asked or
    not answered). No name, no time, no order.
    """

    team: str
    role: str
    answers: tuple[str, ...]
    priorities: tuple[str, ...] | None
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one round: which questionnaires were asked, and everybody's responses."""

    asked: tuple[Questionnaire, ...]
    responses: tuple[Response, ...]
    ignored: tuple[str, ...] = ()


def answers_of(table: Table, organisation: Organisation | None, content: Content) -> Answers:
    """The answers in a table, for a roster and its questionnaires. Open answers are left out and named in `ignored`.

    Without an organisation (the roster was refused) everything but the teams is looked at; what comes out has no teams.

    Raises:
        InputError: every problem at once, with row and column; nothing is read half.
    """
    items = {item.id for questionnaire in content.questionnaires for item in questionnaire.items}
    open_questions = {
        question.id for questionnaire in content.questionnaires for question in questionnaire.open_questions
    }
    fixed = ("service", "team", "role", "priorities")
    problems = [
        *table.problems,
        *table.column_problems(fixed, (*fixed, "follow_up", *sorted(items), *sorted(open_questions))),
    ]
    asked = tuple(
        questionnaire
        for questionnaire in content.questionnaires
        if any(item.id in table.columns for item in questionnaire.items)
    )
    incomplete = list(_incomplete_questionnaires(table, asked))
    if not asked:
        sentence = _("There is no column of any questionnaire. Add a column for each item.")
        incomplete.append(Problem("no_questionnaire", table.place(), sentence))
    if incomplete or any(column not in table.columns for column in fixed):
        raise InputError([*problems, *incomplete])
    most = content.shared.priority.maximum(sum(len(questionnaire.themes) for questionnaire in asked))
    reader = _RowReader(table, organisation, asked, tuple(role.code for role in content.shared.roles), most)
    responses = tuple(reader.response(row) for row in table.rows)
    problems += reader.problems
    if organisation is not None:
        problems += _too_many(table, organisation, responses)
    if problems:
        raise InputError(problems)
    return Answers(asked, responses, tuple(column for column in table.columns if column in open_questions))


def _incomplete_questionnaires(table: Table, asked: Sequence[Questionnaire]) -> Iterator[Problem]:
    for questionnaire in asked:
        for item in questionnaire.items:
            if item.id not in table.columns:
                sentence = _("The column “{name}” is missing. Add it, or leave out all columns of “{questionnaire}”.")
                yield Problem(
                    "missing_column", table.place(), sentence.format(name=item.id, questionnaire=questionnaire.id)
                )


def _too_many(table: Table, organisation: Organisation, responses: Sequence[Response]) -> Iterator[Problem]:
    """More people answered in a team than were invited: the roster or the answers are wrong."""
    invited = {unit.id: unit for unit in organisation.units}
    answered = Counter(response.team for response in responses if response.team)
    so_far: Counter[str] = Counter()
    for row, response in zip(table.rows, responses, strict=True):
        so_far[response.team] += 1
        unit = invited.get(response.team)
        if unit is not None and so_far[unit.id] == unit.invited + 1:
            sentence = _("“{team}” has {answered} answers but {invited} people invited. Correct the roster.")
            filled = sentence.format(team=unit.name, answered=answered[unit.id], invited=unit.invited)
            yield Problem("more_than_invited", table.place(row, "team"), filled)


class _RowReader:
    """Reads rows and remembers every problem on the way."""

    def __init__(
        self,
        table: Table,
        organisation: Organisation | None,
        asked: Sequence[Questionnaire],
        roles: tuple[str, ...],
        most: int,
    ) -> None:
        self.problems: list[Problem] = []
        self._table, self._roles = table, roles
        self._teams = None if organisation is None else organisation.team_ids
        self._items = [item.id for questionnaire in asked for item in questionnaire.items]
        self._offers = [
            ([item.id for item in questionnaire.items], [theme.id for theme in questionnaire.themes])
            for questionnaire in asked
        ]
        self._most = most

    def response(self, row: Row) -> Response:
        cells = row.cells
        for item in self._items:
            if cells[item] not in ANSWERS:
                self._note(
                    "value",
                    row,
                    item,
                    _("“{value}” is not an answer. Write 1, 2, 3, 4, 5, dk, na or nothing."),
                    value=cells[item],
                )
        return Response(
            self._team(row),
            self._role(row),
            tuple(cells[item] for item in self._items),
            self._priorities(row),
            self._follow_up(row),
        )

    def _note(self, code: str, row: Row, column: str, sentence: str, **names: str) -> None:
        filled = sentence.format(**{name: shortened(value, 200) for name, value in names.items()})
        self.problems.append(Problem(code, self._table.place(row, column), filled))

    def _team(self, row: Row) -> str:
        service, team = row.cells["service"], row.cells["team"]
        if self._teams is None:
            return ""
        if (service, team) not in self._teams:
            sentence, column = _("The service “{service}” is not in the roster. Correct or add it."), "service"
            if any(known == service for known, _team in self._teams):
                sentence, column = _("“{service}” has no team “{team}” in the roster. Correct or add it."), "team"
            self._note("unknown_team", row, column, sentence, team=team, service=service)
        return self._teams.get((service, team), "")

    def _role(self, row: Row) -> str:
        role = row.cells["role"] or NO_ROLE
        if role not in self._roles:
            self._note(
                "role",
                row,
                "role",
                _("“{value}” is not a role. Choose from: {roles}."),
                value=role,
                roles=", ".join(self._roles),
            )
        return role

    def _follow_up(self, row: Row) -> str:
        answer = row.cells.get("follow_up", "")
        if answer not in FOLLOW_UP:
            self._note(
                "follow_up",
                row,
                "follow_up",
                _("“{value}” is not an answer to this question. Choose from: {answers}; or write nothing."),
                value=answer,
                answers=", ".join(filter(None, FOLLOW_UP)),
            )
        return FOLLOW_UP.get(answer, "")

    def _priorities(self, row: Row) -> tuple[str, ...] | None:
        cell = row.cells["priorities"]
        if not cell:
            return None
        chosen = tuple(theme.strip() for theme in cell.split(";"))
        if chosen == (NO_PREFERENCE,):
            return ()
        offered = {
            theme for items, themes in self._offers if any(row.cells[item] for item in items) for theme in themes
        }
        known = {theme for _items, themes in self._offers for theme in themes}
        for theme in dict.fromkeys(chosen):
            if theme not in known:
                self._note(
                    "unknown_theme",
                    row,
                    "priorities",
                    _("“{value}” is not a theme of this round. Choose from: {themes}; or write none."),
                    value=theme,
                    themes=", ".join(sorted(known)),
                )
            elif theme not in offered:
                self._note(
                    "not_offered",
                    row,
                    "priorities",
                    _("“{value}” was not offered: this person skipped its questionnaire. Remove the theme."),
                    value=theme,
                )
        if len(set(chosen)) < len(chosen):
            self._note("repeated_priority", row, "priorities", _("A theme stands here twice. Keep it once."))
        if len(chosen) > self._most:
            self._note(
                "too_many_priorities",
                row,
                "priorities",
                _("{found} themes are chosen; at most {most} are allowed. Remove some."),
                found=str(len(chosen)),
                most=str(self._most),
            )
        return chosen
