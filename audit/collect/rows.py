"""One row of `answers.csv`: the answers of a person, checked against the questionnaires."""

from __future__ import annotations

from collections.abc import Sequence

from audit.collect.responses import ANSWERS, FOLLOW_UP, NO_PREFERENCE, NO_ROLE, Response
from audit.errors import Problem
from audit.files.cells import listed, whole
from audit.files.tables import Row, Table
from audit.organisation import Organisation, alike_by
from audit.questionnaire import Questionnaire
from audit.texts import _
from audit.typed import shortened


class RowReader:
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
        answers = tuple(whole(row.cells[item]) for item in self._items)
        for item, answer in zip(self._items, answers, strict=True):
            if answer not in ANSWERS:
                sentence = _("“{value}” is not an answer. Write 1, 2, 3, 4, 5, dk, na or nothing.")
                self._note("value", row, item, sentence, value=answer)
        return Response(
            self._team(row),
            self._role(row),
            answers,
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
            in_service = [known for of, known in self._teams if of == service]
            sentence, column, there = (
                _("The service “{service}” is not in the roster. Correct or add it."),
                "service",
                "",
            )
            if in_service:
                sentence, column = _("“{service}” has no team “{team}” in the roster. Correct or add it."), "team"
                there = _written(team, in_service)
            else:
                there = _written(service, [of for of, _team in self._teams])
            if there:
                sentence += " " + _("The roster writes it “{there}”.")
            self._note("unknown_team", row, column, sentence, team=team, service=service, there=there)
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
        chosen = listed(row.cells["priorities"])
        if not chosen:
            return None
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


def _written(name: str, known: Sequence[str]) -> str:
    """How the roster writes a name that differs only in what makes no other name; empty when none is alike."""
    keys = set(alike_by(name))
    return next((other for other in known if keys & set(alike_by(other))), "")
