"""Everything that the reader's side says about a publication: each public function of `audit.read` that makes text."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

import pandas as pd

import audit.read
from audit import texts
from audit.publication import Publication, to_json
from audit.questionnaire import Content
from audit.read import explained, glance, groups, quality, reach, roles, sentences, units, words
from audit.read.charts import answers
from audit.read.profile import Profile, profile_of
from audit.read.table import as_table, rest_table
from tests.helpers import said_pictures
from tests.helpers.claims import Said
from tests.helpers.claims.facts import Facts, Truth

TEXT = ("str", "str | None", "tuple[str, ...]", "dict[str, str]", "pd.DataFrame", "pd.DataFrame | None")
"""How a function that makes text says so."""
ELSEWHERE = {
    "charts.series.text_colour": "a colour",
    "charts.series.absence": "the pictures are collected whole",
    "charts.series.remarks": "the pictures are collected whole",
    "charts.spoken.of_profile": "the pictures are collected whole",
    "charts.measure.lines": "lays out what it is given",
    "charts.measure.shortened": "lays out what it is given",
    "units.nearest_shown": "the id of a unit",
    "explained.chart": "how to read a chart: nothing about anybody",
    "explained.bands": "how to read a word: nothing about anybody",
}
"""The public functions that make no text to check, with the reason."""


def text_functions() -> dict[str, Any]:
    """Every public function of the reading side that gives text, by its name below `audit.read`."""
    found = {}
    for module in pkgutil.walk_packages(audit.read.__path__, "audit.read."):
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            public = function.__module__ == module.name and not name.startswith("_")
            if public and function.__annotations__.get("return") in TEXT:
                found[f"{module.name.removeprefix('audit.read.')}.{name}"] = function
    return {name: function for name, function in found.items() if name not in ELSEWHERE}


def collected(
    publication: Publication,
    content: Content,
    language: str,
    earlier: Publication | None = None,
    truth: Truth | None = None,
    charts: Iterable[str] = (),
    of: Iterable[str] | None = None,
) -> Iterator[tuple[Facts, list[Said]]]:
    """What is said of each unit of a publication, beside what is true of it.

    Args:
        charts: the ids of units whose charts are made as well.
        of: the ids of the units that are read; all where nothing is given.
    """
    texts.use(language)
    document, before = _plain(publication), _plain(earlier) if earlier else None
    drawn = set(charts)
    for unit in publication.units if of is None else [publication.by_id[id] for id in of]:
        facts = Facts(document, unit.id, language, before, truth)
        said = [Said("responses", sentences.responses(unit)), Said("series", sentences.series(unit))]
        if units.is_shown(unit):
            profile = profile_of(publication, unit.id, content, earlier)
            said += [*of_profile(profile), *of_tables(profile, content), *of_hidden(profile)]
            if unit is publication.units[0]:
                said += of_whole(publication, content)
            if unit.id in drawn:
                said += said_pictures.of_profile(profile)
                rounds = [earlier, publication] if earlier else [publication]
                said += said_pictures.of_rounds(rounds, unit.id)
                said += said_pictures.of_units(publication)
            yield facts, said
        else:
            nothing = units.nearest_shown(publication, unit.id) is None
            yield facts, said + [Said("nothing shown", sentences.nothing_shown(publication))] * nothing


def _plain(publication: Publication) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_json(publication))
    return found


def of_profile(profile: Profile) -> Iterator[Said]:
    """The sentences about a unit, and about each of its themes."""
    k = profile.minimum_group
    for place, told in (
        ("warning", sentences.warnings(profile)),
        ("change", sentences.changed(profile)),
        ("beside", sentences.beside_the_rest(profile)),
        ("follow up", sentences.follow_up(profile)),
        ("not shown", sentences.not_shown(profile)),
        ("chosen unseen", map(sentences.chosen_unseen, profile.chosen_unseen)),
        ("glance", glance.at_a_glance(profile)),
        ("order", [sentences.order()]),
    ):
        yield from (Said(place, text) for text in told)
    rules = profile.publication.rules
    for text in (
        explained.what_this_is(),
        explained.small_difference(),
        explained.side_by_side(),
        explained.whom_we_show(rules.minimum_group),
        explained.detail(rules.minimum_detail),
        *([explained.by_role()] if profile.unit.roles is not None else []),
    ):
        yield Said("page", text)
    for card in glance.cards(profile):
        yield Said("label of a card", glance.label(card.kind), "", card.kind)
        yield Said("card", card.reason, card.row.title if card.row else "", card.kind)
    for place, rows in (
        ("strong", profile.strengths),
        ("low", profile.lowest),
        ("to discuss", profile.to_discuss),
        ("the others", profile.others),
        ("in two camps", profile.two_camps),
        ("with little sight", profile.little_sight),
    ):
        yield Said(place, ", ".join(row.title for row in rows))
    for row in profile.rows:
        yield Said("theme", words.theme(row.cell, k), row.title)
        yield Said("reach", reach.of_theme(profile.publication, row.theme), row.title)
        yield Said("outcome", sentences.outcome(row), row.title)
        yield Said("contrast cell", sentences.contrast(row), row.title)
        yield Said("chosen", words.chosen(row.priority, k), row.title)
        if row.cell.shown:
            yield Said("spread", words.spread(row.cell), row.title)
            yield Said("page", sentences.whole_group(row.cell), row.title)
            yield Said("page", glance.lead(row, profile), row.title)
        if row.little_sight:
            yield Said("page", explained.little_sight(), row.title)
        if row.cell.agreement is not None:
            yield Said("agreement explained", words.agreement_explained(row.cell.agreement.label), row.title)
        if row.cell.shown:
            yield Said("why", sentences.why(row, profile.most), row.title)
            yield Said("certain", sentences.certain(row, profile), row.title)


def of_tables(profile: Profile, content: Content) -> Iterator[Said]:
    """What stands in the tables of a unit, and beside each question."""
    yield from _cells("table", as_table(profile))
    yield from _cells("rest", rest_table(profile))
    by_role = roles.as_table(profile, content)
    if by_role is not None and profile.unit.roles is not None:
        yield from _cells("roles", by_role)
        yield from (Said("role group", roles.group(codes, content), "", codes) for codes in profile.unit.roles.groups)
    whole = profile.unit is profile.publication.units[0]
    scale, only = content.scales[0], profile.publication.organisation_only if whole else None
    lines = {line.id: line for line in profile.publication.items}
    asked = [answers.Asked(lines[cell.item], cell) for row in profile.rows for cell in row.items]
    yield from said_pictures.of_items(profile, scale)
    yield from _cells("distribution", answers.as_table(asked, scale, only))


def of_bars(drawn: str) -> Iterator[Said]:
    """The statements of a theme with their bars, from the HTML."""
    for part in drawn.split('<p class="statement">')[1:]:
        statement, _, rest = part.partition("</p>")
        statement = unescape(statement)
        absent, alt = re.search(r'<p class="absent">(.*?)</p>', rest), re.search(r'aria-label="(.*?)"', rest)
        if absent:
            yield Said("bar absent", unescape(absent[1]), statement)
        if alt:
            yield Said("bar", alt[1], statement)
            yield Said("bar number", ", ".join(re.findall(r"<b>(.*?)</b>", rest)), statement)


def of_hidden(profile: Profile) -> Iterator[Said]:
    """What is said of the units that have no result, where their answers count in the unit that is read."""
    publication = profile.publication
    for unit, label in units.unit_labels(publication).items():
        yield Said("label", label, unit=unit)
    for code, hidden in units.units_not_shown(publication):
        for unit in hidden:
            yield Said("no result", words.unit_explained(code, profile.minimum_group), unit=unit.id)
            if (group := groups.group_of(groups.groups(publication), unit.id)) is not None:
                yield Said("why together", groups.why_together(unit, group, publication), "", group.id, unit.id)
            elif units.nearest_shown(publication, unit.id) == profile.unit.id:
                yield Said("why larger", sentences.why_larger(unit, profile), unit=unit.id)


def of_whole(publication: Publication, content: Content) -> Iterator[Said]:
    """What is said of the organisation alone."""
    yield Said("straight lining", sentences.straight_lining(publication))
    worked = quality.worked(publication, content)
    if worked is not None:
        yield Said("worked", worked)
    yield from _cells("reliability", quality.reliability(publication))
    yield from _cells("between teams", quality.between_teams(publication))


def _cells(place: str, table: pd.DataFrame) -> Iterator[Said]:
    for row, told in zip(table.index, table.itertuples(index=False, name=None), strict=True):
        yield from (Said(place, text, row, column) for column, text in zip(table.columns, told, strict=True))
