"""The services of several organisations side by side: what each shared, and what that says of the field and of each.

No ranks, no lowest quarter: with a dozen services the lowest is mostly not the same one a year later. What is said is
how the field as a whole scores, how much services differ at all, and who is clearly above or below the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from audit.compare.pooling import clear, plug_in, pooled
from audit.errors import AuditError
from audit.publication import Publication, ThemeCell, UnitResult
from audit.texts import _

By = Literal["service", "organisation"]
Verdict = Literal["higher", "lower", "not_clear"]
ORGANISATIONS: Final = 3
"""Fewer organisations are no field: each could work out what the others have in common."""
SERVICES: Final = 5
"""With fewer services only the interval of each is shown."""


@dataclass(frozen=True)
class Place:
    """A service, or an organisation as a whole, that is compared."""

    publication: Publication
    unit: UnitResult

    @property
    def organisation(self) -> str:
        return self.publication.organisation.name

    @property
    def kind(self) -> str | None:
        return self.unit.kind or self.publication.organisation.kind

    @property
    def region(self) -> str | None:
        return self.unit.region or self.publication.organisation.region


@dataclass(frozen=True)
class Standing:
    """One place on one theme: what it published, and its level beside the field, with a 95 % interval.

    `chance` is the probability that it lies on the other side of the mean of the field, times two; `plug_in` is the
    level by the method of Paule and Mandel, to work it out again. All are empty where too few places show the theme.
    """

    place: Place
    cell: ThemeCell
    level: float | None = None
    low: float | None = None
    high: float | None = None
    chance: float | None = None
    plug_in: float | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True)
class ThemeField:
    """One theme over all places that show it; `mean`, `tau` and its interval are empty with fewer than five of these.
    `other_words`: who was asked in other words, and is left out."""

    theme: str
    standings: tuple[Standing, ...]
    other_words: tuple[Place, ...]
    mean: float | None = None
    tau: float | None = None
    tau_interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Field:
    """Everything that can be said of some shared files together."""

    places: tuple[Place, ...]
    themes: tuple[ThemeField, ...]
    left_out: tuple[Publication, ...]
    """Older files of an organisation of which a newer one is here."""


def field_of(
    publications: Iterable[Publication], by: By = "service", kind: str | None = None, region: str | None = None
) -> Field:
    """Compare what some organisations shared.

    Args:
        by: services beside each other, or organisations as a whole.
        kind: only of this kind: like with like.
        region: only of this region.

    Raises:
        AuditError: a file is not one for outsiders, or these are not three organisations.
    """
    newest, left_out = _newest(publications)
    level = "service" if by == "service" else "organisation"
    places = tuple(
        place
        for one in sorted(newest, key=lambda one: one.organisation.name)
        for place in sorted((Place(one, unit) for unit in one.units), key=lambda place: place.unit.name)
        if place.unit.level == level and kind in (None, place.kind) and region in (None, place.region)
    )
    if len({place.organisation for place in places}) < ORGANISATIONS:
        sentence = _("To compare, {n} organisations or more are needed: with fewer, each could work out the others.")
        raise AuditError("no_field", sentence.format(n=ORGANISATIONS))
    themes = dict.fromkeys(theme for place in places for theme in place.publication.theme_ids)
    return Field(places, _judged([_theme_field(theme, places) for theme in themes]), left_out)


def _newest(publications: Iterable[Publication]) -> tuple[list[Publication], tuple[Publication, ...]]:
    """Of each organisation the file that was closed last, and the others."""
    newest: dict[tuple[str, str], Publication] = {}
    left_out = []
    different = {one.sha256: one for one in publications}.values()
    for one in sorted(different, key=lambda one: (one.round.closed_on, one.sha256)):
        if one.audience != "outside":
            sentence = _("The file of {name} holds its teams as well. Make a shared file of it first.")
            raise AuditError("not_shared", sentence.format(name=one.organisation.name))
        name = one.organisation.id, one.organisation.name
        if older := newest.get(name):
            _require_later(one, older)
            left_out.append(older)
        newest[name] = one
    found = list(newest.values())
    _require_different(found)
    return found, tuple(left_out)


def _require_later(one: Publication, older: Publication) -> None:
    """Two files of one name are of one organisation only where one was closed later.

    Raises:
        AuditError: they were not.
    """
    if one.round.closed_on == older.round.closed_on:
        sentence = _("Two different files are called “{name}”. Ask one of the two for a file with another name.")
        raise AuditError("one_name", sentence.format(name=one.organisation.name))


def _require_different(publications: Sequence[Publication]) -> None:
    """Nobody counts twice, with a name and without.

    Raises:
        AuditError: two files hold the same answers.
    """
    found: dict[tuple[object, ...], str] = {}
    for one in publications:
        told = tuple((cell.theme, cell.n, cell.answers, cell.score) for cell in one.units[0].themes if cell.shown)
        name = one.organisation.name
        if told and (other := found.setdefault(told, name)) != name:
            sentence = _("“{name}” and “{other}” hold the same answers: they are one organisation. Leave one out.")
            raise AuditError("same_answers", sentence.format(name=name, other=other))


def _theme_field(theme: str, places: Sequence[Place]) -> ThemeField:
    """One theme, over those who were asked in the words of most."""
    shown = [(place, cell) for place in places if (cell := place.unit.theme(theme)) and cell.shown]
    words = Counter(_asked(place, theme) for place, _cell in shown)
    usual = max(words, key=lambda text: (words[text], text), default="")
    same = [(place, cell) for place, cell in shown if _asked(place, theme) == usual]
    other_words = tuple(place for place, _cell in shown if _asked(place, theme) != usual)
    organisations = {place.publication.organisation.name for place, _cell in same}
    if len(same) < SERVICES or len(organisations) < ORGANISATIONS:
        return ThemeField(theme, tuple(Standing(place, cell) for place, cell in same), other_words)
    scores = np.array([cell.score for _place, cell in same], dtype=np.float64)
    variances = np.array([_variance(place, cell) for place, cell in same])
    found, checked = pooled(scores, variances), plug_in(scores, variances)
    each = zip(found.level.tolist(), found.low.tolist(), found.high.tolist(), found.chance.tolist(), strict=True)
    standings = (
        Standing(place, cell, *of_place, plug_in=again)
        for (place, cell), of_place, again in zip(same, each, checked.level.tolist(), strict=True)
    )
    return ThemeField(theme, tuple(standings), other_words, found.mean, found.tau, found.tau_interval)


def _asked(place: Place, theme: str) -> str:
    """The fingerprint of the questionnaire that a theme was asked in."""
    made = place.publication
    line = next(line for line in made.themes if line.id == theme)
    return next(one.sha256 for one in made.questionnaires if one.id == line.questionnaire)


def _variance(place: Place, cell: ThemeCell) -> float:
    """How far a score can be off as the level of a unit, squared: of everyone who could have worked there."""
    spread = cell.sd if cell.sd is not None else place.publication.pooled_sd[cell.theme].sd
    return spread**2 / (cell.n or 1)


def _judged(themes: Sequence[ThemeField]) -> tuple[ThemeField, ...]:
    """The themes with who is clearly higher or lower than the field: over all places and themes together."""
    of_theme = [standing for theme in themes for standing in theme.standings if standing.chance is not None]
    found = iter(clear([standing.chance or 0.0 for standing in of_theme]).tolist())

    def judged(standing: Standing, mean: float | None) -> Standing:
        if standing.level is None or mean is None:
            return standing
        side: Verdict = "higher" if standing.level > mean else "lower"
        return replace(standing, verdict=side if next(found) else "not_clear")

    return tuple(
        replace(theme, standings=tuple(judged(standing, theme.mean) for standing in theme.standings))
        for theme in themes
    )
