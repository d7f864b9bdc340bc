"""A publication made fit for people outside the organisation: the organisation and its services, at the detail minimum.

Everything in it stands in the publication too, so it can tell nothing more. Of some services numbers are left out, so
that what is left over beside the others is about nobody, or about as many people again. With a pseudonym nothing says
who it is, except to whoever knows the numbers: people invited are rounded, with all that is worked out from them.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any, Literal

from audit.errors import AuditError
from audit.organisation import slug
from audit.publication import (
    ItemCell,
    OrganisationOnly,
    PriorityCell,
    Publication,
    Reason,
    ThemeCell,
    UnitResult,
    Words,
    fingerprint,
)
from audit.publish import intervals
from audit.publish.cells import item_cell, reason
from audit.texts import _
from audit.typed import NAME_LENGTH

NO_RANKING = Words(
    nl=(
        "Dit bestand is geen rangschikking en geen bewijs. Het zegt hoe mensen hun eigen organisatie zien, op één "
        "moment, met de onzekerheid die erbij staat."
    ),
    en=(
        "This file is no ranking and no proof. It says how people see their own organisation, at one moment, with the "
        "uncertainty that stands beside it."
    ),
)
Shown = frozenset[str]


def shared(publication: Publication, pseudonym: str | None = None, *, keep_kind: bool = False) -> Publication:
    """The file that an organisation may give to people outside.

    Args:
        pseudonym: what it is called instead of its own name, such as "dienst 07".
        keep_kind: whether the kind of organisation and services is said under a pseudonym.

    Raises:
        AuditError: it was shared already.
    """
    if publication.audience != "organisation":
        raise AuditError("already_shared", _("This file is already one for people outside the organisation."))
    units = [unit for unit in publication.units if unit.level != "team"]
    found = _Shared(publication, units, hide_who=pseudonym is not None)
    rules = publication.rules
    made = publication.model_copy(
        update={
            "audience": "outside",
            "notice": NO_RANKING,
            "rules": rules.model_copy(update={"minimum_group": rules.minimum_detail}),
            "units": tuple(found.unit(unit) for unit in units),
            "dropped_items": (),
            "rest": (),
            "organisation_only": OrganisationOnly(
                dk_counts={}, na_counts={}, reliability=(), between_teams=(), straight_lining=None
            ),
        }
    )
    if pseudonym is not None:
        made = _renamed(made, pseudonym, keep_kind=keep_kind)
    return made.model_copy(update={"sha256": fingerprint(made.model_dump(mode="json", by_alias=True))})


class _Shared:
    """Which numbers of a publication stay, for each theme, and the units with these."""

    def __init__(self, publication: Publication, units: list[UnitResult], *, hide_who: bool) -> None:
        self._publication, self._units, self._hide_who = publication, units, hide_who
        self._k = publication.rules.minimum_detail
        self._items = {theme: [line.id for line in publication.items if line.theme == theme] for theme in self._themes}
        # that an item was dropped tells of whoever said it does not fit them: too few to share, perhaps
        whole = {theme for theme, items in self._items.items() if not set(items) & set(publication.dropped_items)}
        self._scores = {
            theme: self._of_cells(theme, "themes") if theme in whole else frozenset() for theme in self._themes
        }
        self._votes = {theme: self._of_cells(theme, "priorities") for theme in self._themes}
        self._detail = {theme for theme in self._themes if self._in_detail(theme) == self._scores[theme]}
        self._responses = self._safe({unit.id: unit.invited for unit in units if unit.responses is not None})

    @property
    def _themes(self) -> list[str]:
        return [cell.theme for cell in self._units[0].themes]

    def unit(self, unit: UnitResult) -> UnitResult:
        """A unit with the numbers that stay."""
        invited = self._invited(unit)
        themes = {cell.theme: self._theme(cell, unit, invited) for cell in unit.themes}
        return unit.model_copy(
            update={
                "invited": invited,
                "added": 0,
                "responses": unit.responses if unit.id in self._responses else None,
                "themes": tuple(themes.values()),
                "items": tuple(self._item(cell, invited) for cell in unit.items),
                "priorities": tuple(self._priority(cell, unit, themes[cell.theme]) for cell in unit.priorities),
                "roles": None,
            }
        )

    def _of_cells(self, theme: str, kind: Literal["themes", "priorities"]) -> Shown:
        """Where the score of a theme, or how many chose it, stays."""
        cells: list[tuple[str, ThemeCell | PriorityCell]] = [
            (unit.id, cell) for unit in self._units for cell in getattr(unit, kind) if cell.theme == theme
        ]
        return self._safe({id: cell.n for id, cell in cells if cell.shown and cell.n})

    def _safe(self, n: dict[str, int]) -> Shown:
        """Of the units with so many people, those that can be shown: enough people, also in none of the services.

        Of whoever was added after opening everything is known, so that they protect nobody.
        """
        added = {unit.id: unit.added for unit in self._units}
        shown = {id: people for id, people in n.items() if people - added[id] >= self._k}
        services = sorted(shown.keys() - {"org"}, key=lambda id: (added[id] - shown[id], id))
        if "org" in shown and services:
            left, known = (of["org"] - sum(of[id] for id in services) for of in (shown, added))
            if not _left_over_is_safe(left, known, self._k):
                del shown[services[-1]]
        return frozenset(shown)

    def _in_detail(self, theme: str) -> Shown:
        items = self._items[theme]
        return frozenset(unit.id for unit in self._units for cell in unit.items if cell.item in items and cell.shown)

    def _theme(self, cell: ThemeCell, unit: UnitResult, invited: int) -> ThemeCell:
        if unit.id not in self._scores[cell.theme]:
            return ThemeCell(theme=cell.theme, shown=False, reason=self._reason(cell))
        update: dict[str, Any] = {
            "agreement": cell.agreement if cell.theme in self._detail else None,
            # how many only said "weet ik niet" is not known here: beside services it could be about a few
            "dk_share": cell.dk_share if unit.id == "org" else None,
        }
        if self._hide_who:
            update |= self._for_so_many(cell, invited)
        return cell.model_copy(update=update)

    def _for_so_many(self, cell: ThemeCell, invited: int) -> dict[str, Any]:
        """What is worked out from the number of people invited, which would give it away."""
        score, n, answers = cell.score or 0.0, cell.n or 0, cell.answers or 0
        pooled = self._publication.pooled_sd[cell.theme]
        spread = intervals.Spread(cell.sd or pooled.sd, cell.df or pooled.df)
        bounds = intervals.bounds(round(score * answers), answers, len(self._items[cell.theme]) * (invited - n))
        return {"bounds": bounds, "interval_now": intervals.interval_now(score, spread, n, invited, bounds)}

    def _item(self, cell: ItemCell, invited: int) -> ItemCell:
        theme = next(theme for theme, items in self._items.items() if cell.item in items)
        if not cell.shown or not cell.counts or theme not in self._detail:
            return ItemCell(item=cell.item, version=cell.version, shown=False, reason=self._reason(cell))
        return item_cell(cell.item, cell.version, list(cell.counts.values()), invited)

    def _priority(self, cell: PriorityCell, unit: UnitResult, theme: ThemeCell) -> PriorityCell:
        """How many chose a theme, and what follows from that and from what is shown of the theme."""
        if unit.id not in self._votes[cell.theme]:
            return PriorityCell(theme=cell.theme, shown=False, reason=self._reason(cell))
        if not theme.shown:
            return cell.model_copy(update=dict.fromkeys(("index", "top", "certainty", "outcome", "explore_first")))
        update: dict[str, Any] = {"explore_first": theme.two_camps or theme.little_sight}
        if self._hide_who:  # where there is no certainty, everybody answered
            update |= {"top": None, "certainty": None}
        return cell.model_copy(update=update)

    def _reason(self, cell: ThemeCell | ItemCell | PriorityCell) -> Reason:
        """Why it is hidden: as in the publication, or because of what is shown to outsiders."""
        return cell.reason or reason((cell.n if cell.n is not None else self._k) < self._k)

    def _invited(self, unit: UnitResult) -> int:
        """The people invited; where nobody may be told who it is, the next ten above that: what is worked out from it
        is then never surer than it should be, and nothing says that everybody answered."""
        return 10 * (unit.invited // 10) + 10 if self._hide_who else unit.invited


def _left_over_is_safe(people: int, known: int, k: int) -> bool:
    """Whether what so many people said together, in no service that is shown, may be worked out."""
    return people == 0 or people - known >= k


def _renamed(made: Publication, pseudonym: str, *, keep_kind: bool) -> Publication:
    """The same with nothing that says who it is: another name, numbered services, no region, the year as the round, the
    month in which it was closed."""
    services = (unit.id for unit in made.units if unit.level == "service")
    ids = {"org": "org"} | {id: f"d{number}" for number, id in enumerate(services, start=1)}
    names = {id: pseudonym if id == "org" else _numbered(pseudonym, new[1:]) for id, new in ids.items()}
    units = tuple(
        unit.model_copy(
            update={
                "id": ids[unit.id],
                "name": names[unit.id],
                "parent": unit.parent and ids[unit.parent],
                "region": None,
                "kind": unit.kind if keep_kind else None,
            }
        )
        for unit in made.units
    )
    year = str(made.round.year)
    return made.model_copy(
        update={
            "organisation": made.organisation.model_copy(
                update={
                    "id": slug(pseudonym),
                    "name": pseudonym,
                    "region": None,
                    "kind": made.organisation.kind if keep_kind else None,
                }
            ),
            "round": made.round.model_copy(update={"id": year, "title": year, "closed_on": _end_of_month(made)}),
            "units": units,
        }
    )


def _numbered(pseudonym: str, number: str) -> str:
    """The name of a service, no longer than a name may be."""
    behind = f" – {number}"
    return f"{pseudonym[: NAME_LENGTH - len(behind)]}{behind}"


def _end_of_month(made: Publication) -> date:
    """The last day of the month in which the round was closed: the day itself could tell who it is."""
    closed = made.round.closed_on
    return closed.replace(day=monthrange(closed.year, closed.month)[1])
