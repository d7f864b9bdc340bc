"""The numbers of R and of the method, for the data in tests/reference: to 1e-6 (omega 1e-5), the goldens to 1e-9.

R 4.2.2 with psych 2.2.9 (alpha, omega), lavaan 0.6-14 (omega), multilevel 2.7 (agreement, ICC) and survey 4.1-1.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom

from audit import cli
from audit.publication import Publication, UnitResult, from_json
from audit.publish import agreement, intervals, priorities
from audit.publish.scoring import score

REFERENCE = Path(__file__).parents[1] / "reference"
R: dict[str, Any] = json.loads((REFERENCE / "reference_values.json").read_text("utf-8"))
GOLDEN: dict[str, Any] = json.loads((REFERENCE / "golden.json").read_text("utf-8"))
THEMES = {"A": 4, "B": 3, "C": 5}

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PEOPLE = [row for row in rows("synthetic_org.csv") if row["responded"] == "1"]


def answers(theme: str, people: list[dict[str, str]]) -> Floats:
    """People × items, NaN where there is no answer."""
    cells = [[row[f"{theme}{item}"] for item in range(1, THEMES[theme] + 1)] for row in people]
    return np.array([[float(cell) if cell.isdigit() else np.nan for cell in row] for row in cells])


def complete(values: Floats) -> Floats:
    return values[~np.isnan(values).any(axis=1)]


def counts(values: Floats) -> Counts:
    """How often each of 1-5 was given: items × 5."""
    return np.array([[np.sum(column == point) for point in range(1, 6)] for column in values.T])


def correlations(values: Floats) -> Floats:
    return np.asarray(np.corrcoef(values, rowvar=False))


def tiny(name: str) -> Floats:
    return np.array([[float(cell) if cell.isdigit() else np.nan for cell in row.values()] for row in rows(name)])


def near(value: Any, within: float = 1e-6) -> Any:
    return pytest.approx(value, rel=0, abs=within)


# ---- reliability ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES)
def test_alpha_and_its_interval_are_those_of_psych(theme: str) -> None:
    values = complete(answers(theme, PEOPLE))
    assert len(values) == R[theme]["n_complete"]
    assert agreement.alpha(values) == near(R[theme]["alpha_listwise"])
    assert agreement.alpha_interval(agreement.alpha(values), *values.shape) == near(R[theme]["feldt"])


@pytest.mark.parametrize("theme", THEMES)
def test_alpha_of_other_matrices_is_that_of_psych(theme: str) -> None:
    values = answers(theme, PEOPLE)
    items = range(values.shape[1])
    pairwise = np.array([[np.cov(complete(values[:, [a, b]]), rowvar=False)[0, 1] for b in items] for a in items])
    for item in items:
        pairwise[item, item] = np.nanvar(values[:, item], ddof=1)
    assert agreement.alpha_of(pairwise) == near(R[theme]["alpha_pairwise"])
    assert agreement.alpha_of(correlations(complete(values))) == near(R[theme]["alpha_std"])


@pytest.mark.parametrize("theme", THEMES)
def test_omega_is_that_of_lavaan(theme: str) -> None:
    found = agreement.omega(complete(answers(theme, PEOPLE)))
    assert found == near(R[theme]["omega_cfa"]["omega"], 1e-5)
    assert found == near(R[theme]["omega_fa_ml"], 1e-5)


def test_a_heywood_case_is_not_estimable() -> None:
    values = tiny("tiny_complete.csv")
    assert agreement.omega(values) is None
    assert agreement.alpha(values) == near(R["tiny"]["alpha"])
    assert agreement.alpha_of(correlations(values)) == near(R["tiny"]["alpha_std"])


@pytest.mark.parametrize(
    "last",
    [lambda values: 4, lambda values: values[:, 0], lambda values: 6 - values[:, 1]],
    ids=["everybody the same", "twice the same item", "an item turned over"],
)
def test_items_that_say_nothing_of_their_own_are_not_estimable(last: Callable[[Floats], Any]) -> None:
    values = complete(answers("A", PEOPLE))
    values[:, 3] = last(values)
    assert agreement.omega(values) is None
    assert np.isfinite(agreement.alpha(values))


def test_two_items_have_no_omega() -> None:
    assert agreement.omega(complete(answers("A", PEOPLE))[:, :2]) is None


# ---- agreement ------------------------------------------------------------------------------------------------------

UNIFORM, SLIGHT_SKEW = 2.0, 1.34  # the variance of answers given at random: evenly, or slightly to one side


def variances(f: Counts) -> Floats:
    """The variance (n - 1) of each item, from counts; 0 for one answer."""
    values = [np.repeat(np.arange(1, 6), item) for item in f]
    return np.array([value.var(ddof=1) if len(value) > 1 else 0.0 for value in values])


def rwg_j(f: Counts, random: float = UNIFORM) -> float:
    """Agreement on a set of items (James, Demaree and Wolf): shows that the counts are those R had."""
    q, items = float(variances(f).mean()) / random, len(f)
    return 0.0 if q >= 1 else items * (1 - q) / (items * (1 - q) + q)


def ad_median(f: Counts) -> float:
    medians = np.array([np.median(np.repeat(np.arange(1, 6), item)) for item in f])
    return float(((f * np.abs(np.arange(1, 6) - medians[:, None])).sum(axis=1) / f.sum(axis=1)).mean())


AGREEMENT = {
    "rwgj_uniform": rwg_j,
    "rwgj_slight_skew": lambda f: rwg_j(f, SLIGHT_SKEW),
    "lindell": lambda f: 1 - variances(f).mean() / UNIFORM,
    "ad_mean": agreement.ad,
    "ad_median": ad_median,
}
ITEM = {
    ("rwg_item1", "rwg"): lambda f: max(0, 1 - variances(f)[0] / UNIFORM),
    ("ad_item1", None): agreement.ad,
    ("awg_item1", None): agreement.a_wg,
}


def teams(theme: str) -> dict[str, Floats]:
    """The complete answers of each team that has any."""
    names = sorted({row["team"] for row in PEOPLE})
    found = {name: complete(answers(theme, [row for row in PEOPLE if row["team"] == name])) for name in names}
    return {name: values for name, values in found.items() if len(values)}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("measure", AGREEMENT)
def test_agreement_in_every_team_is_that_of_multilevel(theme: str, measure: str) -> None:
    of_r = R[theme]["by_team"]
    by_team = teams(theme)
    assert (list(by_team), [len(values) for values in by_team.values()]) == (of_r["team"], of_r["n"])
    for values, expected in zip(by_team.values(), of_r[measure], strict=True):
        if expected is not None:  # R leaves out a team of one
            assert AGREEMENT[measure](counts(values)) == near(expected)


@pytest.mark.parametrize("theme", THEMES)
def test_a_wg_in_every_team_is_that_of_multilevel(theme: str) -> None:
    """R keeps an item whose mean lies exactly at the border of where the measure exists; so do we."""
    by_team, of_r = teams(theme), R[theme]["by_team"]
    for name, expected in zip(of_r["awg_team"], of_r["awg"], strict=True):
        if expected is not None and len(by_team[name]) > 1:
            assert agreement.a_wg(counts(by_team[name])) == near(expected)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("field", "inner"), ITEM)
def test_agreement_on_one_item_is_that_of_multilevel(theme: str, field: str, inner: str | None) -> None:
    expected = R[theme][field][inner] if inner else R[theme][field]
    compared = 0
    for values, one in zip(teams(theme).values(), expected, strict=True):
        if one is not None:
            assert ITEM[field, inner](counts(values[:, :1])) == near(one)
            compared += 1
    assert compared >= 9


def test_the_tiny_example_is_that_of_r() -> None:
    f = counts(tiny("tiny_complete.csv"))
    assert list(np.maximum(0, 1 - variances(f) / UNIFORM)) == near(R["tiny"]["rwg"])
    assert rwg_j(f) == near(R["tiny"]["rwgj"])
    assert agreement.ad(f) == near(R["tiny"]["ad"])
    assert agreement.a_wg(f) == near(R["tiny"]["awg"])


@pytest.mark.parametrize(
    ("low", "between", "high", "label"),
    [
        (5, 0, 5, "two_camps"),
        (4, 2, 4, "two_camps"),
        (4, 4, 4, "mixed"),  # as many lie in between
        (2, 0, 8, "mixed"),  # a fifth is no camp
        (0, 10, 0, "mixed"),
    ],
)
def test_two_camps_are_a_quarter_on_either_side_and_fewer_in_between(
    low: int, between: int, high: int, label: str
) -> None:
    means = np.array([2.4] * low + [2.5, 3.4] * (between // 2) + [3.5] * high)
    assert agreement.label(0.3, means) == label


@pytest.mark.parametrize(("a_wg", "label"), [(0.6, "in_agreement"), (None, "in_agreement"), (0.59, "mixed")])
def test_who_agrees_is_in_agreement(a_wg: float | None, label: str) -> None:
    assert agreement.label(a_wg, np.array([3.0] * 10)) == label
    assert agreement.label(a_wg, np.array([1.0] * 5 + [5.0] * 5)) == "two_camps"


# ---- differences between teams --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("theme", "searle"), [("A", -0.087650), ("B", 0.138787), ("C", 0.362515)])
def test_the_icc_is_that_of_multilevel_and_of_searle(
    theme: str, searle: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [values.mean(axis=1) for values in teams(theme).values()]
    ours = agreement.between_teams(people)
    monkeypatch.setattr(agreement, "_searle", lambda sizes: sizes.mean())  # as multilevel has it
    plain = agreement.between_teams(people)
    assert plain is not None and ours is not None
    assert (plain.icc1, plain.icc2) == near((R[theme]["icc1"], R[theme]["icc2"]))
    assert (ours.icc1, ours.icc2) == near((searle, R[theme]["icc2"]))


def test_the_interval_of_the_icc_holds_the_truth_as_often_as_it_says() -> None:
    """Six teams of twelve, of whom a fifth of the variance lies between teams."""
    chance = np.random.default_rng(2026)
    held = 0
    for _time in range(400):
        scores = chance.normal(0, 0.5, (6, 1)) + chance.normal(0, 1, (6, 12))
        found = agreement.between_teams(list(scores))
        assert found is not None
        low, high = found.icc1_interval
        held += low <= 0.2 <= high
        assert low < found.icc1 < high
    assert 0.925 <= held / 400 <= 0.975


def test_teams_with_the_same_mean_have_no_icc() -> None:
    """Not even one that computing with decimals would make up: thirds do not add up to whole numbers."""
    people = [np.array([1, 2 + 1 / 3, 3]), np.array([3, 1, 2 + 1 / 3]), np.array([2 + 1 / 3, 3, 1])]
    assert agreement.between_teams(people) is None


# ---- scores and intervals -------------------------------------------------------------------------------------------

SVYRATIO = """
    T11 A 23  90 3.52222222222 0.07151434986 0.14804876951
    T11 B 23  66 3.92424242420 0.06369011770 0.13185107010
    T11 C 23 111 2.96396396396 0.06881549839 0.14246161616
    T05 A 14  53 3.16981132080 0.13762117670 0.18844555720
    T05 B 14  41 4.17073170730 0.15208806110 0.20825515440
    T05 C 14  65 4.01538461538 0.06695806513 0.09168610670
"""
"""Team, theme, people, answers, score, standard error with 30 invited and without that: R's survey::svyratio."""


def measured(values: Floats) -> tuple[int, int, float, float]:
    """People, answers, score and variance of a group, from people × items."""
    given = (~np.isnan(values)).sum(axis=1)
    totals = np.nansum(values, axis=1).astype(int)
    variance = float(intervals.theme_variances(totals, given, np.ones((1, len(values)), dtype=np.bool_))[0])
    return int((given > 0).sum()), int(given.sum()), float(score(int(totals.sum()), int(given.sum()))), variance


@pytest.mark.parametrize("line", [line.split() for line in SVYRATIO.strip().splitlines()], ids=lambda line: line[0])
def test_the_mean_of_all_answers_and_its_standard_error_are_those_of_survey(line: list[str]) -> None:
    team, theme, n, m, mean, with_30, without = line
    values = answers(theme, [row for row in PEOPLE if row["team"] == team])
    people, given_answers, found, variance = measured(values)
    assert (people, given_answers) == (int(n), int(m))
    assert found == near(float(mean), 1e-9)
    assert sqrt(variance / people * (1 - people / 30)) == near(float(with_30), 1e-9)
    assert sqrt(variance / people) == near(float(without), 1e-9)


def test_the_tiny_example_with_gaps_is_that_of_survey() -> None:
    n, given_answers, mean, variance = measured(tiny("tiny_missing.csv"))
    assert (n, given_answers) == (6, 18)
    assert mean == near(3.3888888889, 1e-9)
    assert sqrt(variance / 6) == near(0.3909410872, 1e-9)
    assert sqrt(variance / 6 * (1 - 6 / 8)) == near(0.1954705436, 1e-9)


@given(st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=2, max_size=12))
def test_where_nobody_skipped_an_item_it_is_the_variance_of_the_means_of_people(people: list[list[int]]) -> None:
    values = np.array(people, dtype=float)
    assert measured(values)[3] == near(values.mean(axis=1).var(ddof=1), 1e-9)


def test_the_interval_of_a_mean_is_the_golden_one() -> None:
    """Its level interval and bounds; the one for everyone invited has an allowance more on both sides."""
    golden = GOLDEN["interval_of_a_mean"]
    scores, n, invited = np.array(golden["person_scores"]), 9, golden["invited"]
    mean, variance = float(scores.mean()), float(scores.var(ddof=1))
    spread = intervals.moderated(variance, n, golden["prior_variance"])
    assert (mean, variance) == near((golden["mean"], golden["variance"]), 1e-9)
    assert (spread.sd**2, spread.df) == near((golden["moderated_variance"], golden["df"]), 1e-9)
    half = golden["half_level"]
    assert intervals.interval_level(mean, spread, n) == near((mean - half, mean + half), 1e-9)
    total = round(12 * scores.sum())  # of twelve answers each
    bounds = intervals.bounds(total, 12 * n, 12 * (invited - n))
    assert bounds == near(tuple(golden["worst_case"]), 1e-9)
    low, high = golden["interval_now"]
    allowance = 0.4 * (1 - n / invited)
    within = max(low - allowance, golden["worst_case"][0]), min(high + allowance, golden["worst_case"][1])
    assert intervals.interval_now(mean, spread, n, invited, bounds) == near(within, 1e-9)


def test_who_all_answered_has_an_interval_of_a_point() -> None:
    spread = intervals.moderated(0.4, 9, 0.5)
    assert intervals.interval_now(3.5, spread, 9, 9, (3.5, 3.5)) == (3.5, 3.5)


def test_the_interval_of_a_unanimous_group_stays_within_what_the_others_can_change() -> None:
    spread = intervals.moderated(0.0, 8, 0.5184)
    low, high = intervals.interval_now(5.0, spread, 8, 10, intervals.bounds(40, 8, 2))
    assert low >= 8 / 10 * 5 + 2 / 10 * 1
    assert high == 5.0


def test_the_variance_is_pooled_from_thirty_degrees_of_freedom_on() -> None:
    assert intervals.pooled([(0.4, 15), (0.6, 14)]) == intervals.Spread(0.72, 30)
    spread = intervals.pooled([(0.4, 15), (0.6, 15)])
    assert (spread.sd, spread.df) == near((sqrt(0.5), 30))


@given(st.floats(0, 4, allow_nan=False), st.floats(0, 1))
def test_a_published_spread_is_in_twentieths_and_never_small(sd: float, least: float) -> None:
    found = intervals.Spread(sd, 12).coarse(least).sd
    assert found >= 0.5
    assert round(found * 20) == near(found * 20, 1e-9)
    assert found == near(sd, 0.025 + 1e-9) or found == near(max(0.5, least), 0.025 + 1e-9)


def test_the_interval_of_a_favourable_share_is_the_golden_one() -> None:
    golden = GOLDEN["percent_favourable"]
    found = intervals.favourable_interval(golden["x"], golden["n"], golden["N"])
    assert [100 * limit for limit in found] == near(golden["betabinom_jeffreys"], 1e-9)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(1, 60))))
def test_the_interval_of_a_favourable_share_is_that_of_scipy(case: tuple[int, int, int]) -> None:
    favourable, n, unseen = case
    model = betabinom(unseen, favourable + 0.5, n - favourable + 0.5)
    reached = model.cdf(np.arange(unseen + 1))
    assume(not np.isclose(reached[:, None], (0.025, 0.975), rtol=0, atol=1e-9).any())  # decimals decide: see below
    expected = [(favourable + float(model.ppf(tail))) / (n + unseen) for tail in (0.025, 0.975)]
    assert list(intervals.favourable_interval(favourable, n, n + unseen)) == near(expected, 1e-12)


def test_a_quantile_that_is_reached_exactly_is_reached() -> None:
    """Four of four are favourable and two did not answer: neither of these is, with a chance of exactly 1 in 40."""
    assert intervals.favourable_interval(4, 4, 6) == near((4 / 6, 1.0), 1e-12)


def test_the_index_of_a_priority_is_the_golden_one() -> None:
    golden = GOLDEN["priority"]
    found = priorities.index(np.array(golden["score"]), np.array(golden["chosen_by"]), golden["answered"])
    assert list(found) == near(golden["index"], 1e-9)


# ---- the same, through the command line -----------------------------------------------------------------------------

ROLE = {"manager": "leiding", "staff": "medewerker"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """The synthetic organisation, published with a questionnaire folder of three themes of 4, 3 and 5 items."""
    folder = tmp_path_factory.mktemp("reference")
    source = {"krachtlijn": 9, "quote": "steunsystemen", "trace": "elaboration"}
    themes: list[dict[str, Any]] = [
        {
            "id": theme.lower(),
            "title": {"nl": theme},
            "measurement": "mixed",
            "items": [
                {"id": f"{theme.lower()}{item}", "version": 1, "text": {"nl": "Vraag"}, "source": source}
                for item in range(1, items + 1)
            ],
        }
        for theme, items in THEMES.items()
    ]
    whole = {
        "id": "ref",
        "version": 1,
        "krachtlijn": 9,
        "title": {"nl": "Referentie"},
        "intro": {"nl": "Referentie"},
        "minutes": [1, 2],
        "scale": "extent",
        "themes": themes,
    }
    (folder / "questionnaires").mkdir()
    (folder / "questionnaires" / "ref.yaml").write_text(json.dumps(whole), "utf-8")
    items = [item["id"] for theme in themes for item in theme["items"]]
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["service", "team", "role", *items, "priorities"])
        for row in PEOPLE:
            cells = ["na" if row[item.upper()] == "n.a." else row[item.upper()] for item in items]
            writer.writerow([row["service"], row["team"], ROLE[row["role"]], *cells, ""])
    invited = Counter((row["service"], row["team"]) for row in rows("synthetic_org.csv"))
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("service", "team", "invited"), *((*team, n) for team, n in invited.items())])
    arguments = [
        "publish",
        str(folder / "answers.csv"),
        "--roster",
        str(folder / "roster.csv"),
        "--organisation",
        "Referentie",
        "--round",
        "2026",
        "--questionnaires",
        str(folder / "questionnaires"),
        "--out",
        str(folder / "publication.json"),
    ]
    result = CliRunner().invoke(cli.main, arguments)
    assert result.exit_code == 0, result.output
    return from_json((folder / "publication.json").read_bytes())


@pytest.mark.parametrize("theme", THEMES)
def test_the_published_reliability_is_that_of_r(theme: str, published: Publication) -> None:
    found = next(cell for cell in published.organisation_only.reliability if cell.theme == theme.lower())
    of_r = R[theme]
    assert (found.n, found.alpha) == (of_r["n_complete"], round(of_r["alpha_listwise"], 2))
    assert found.alpha_interval == (round(of_r["feldt"][0], 2), round(of_r["feldt"][1], 2))
    assert found.omega == round(of_r["omega_cfa"]["omega"], 2)


def shown_teams(theme: str, published: Publication) -> list[UnitResult]:
    """The teams of ten and more that are shown for a theme."""
    teams = [unit for unit in published.units if unit.level == "team"]
    return [unit for unit in teams if (cell := unit.theme(theme.lower())) and cell.shown and (cell.n or 0) >= 10]


def values_of(unit: UnitResult, theme: str) -> Floats:
    """The answers of a team."""
    service, name = (part.upper() for part in unit.id.split("/"))
    return answers(theme, [row for row in PEOPLE if (row["service"], row["team"]) == (service, name)])


@pytest.mark.parametrize("theme", THEMES)
def test_the_published_differences_between_teams_are_over_the_large_teams_shown(
    theme: str, published: Publication
) -> None:
    shown = shown_teams(theme, published)
    assert len(shown) >= 2
    people = []
    for unit in shown:
        values = values_of(unit, theme)
        enough = 2 * (~np.isnan(values)).sum(axis=1) >= THEMES[theme]
        people.append(np.nanmean(values[enough], axis=1))
    expected = agreement.between_teams(people)
    found = next(cell for cell in published.organisation_only.between_teams if cell.theme == theme.lower())
    assert expected is not None
    assert (found.icc1, found.icc2) == (round(expected.icc1, 2), round(expected.icc2, 2))


@pytest.mark.parametrize("theme", THEMES)
def test_the_published_spreads_are_those_of_the_large_teams_shown(theme: str, published: Publication) -> None:
    each = [measured(values_of(unit, theme)) for unit in shown_teams(theme, published)]
    expected = intervals.pooled([(variance, n - 1) for n, _answers, _mean, variance in each])
    found = published.pooled_sd[theme.lower()]
    assert (found.sd, found.df) == near((round(20 * expected.sd) / 20, expected.df) if expected.df > 30 else (0.72, 30))
    for unit in published.units:
        cell = unit.theme(theme.lower())
        assert cell is not None
        if cell.shown and cell.n is not None:
            assert (cell.sd is None) == (cell.n < 10)
    n, _answers, _mean, variance = each[0]
    own = shown_teams(theme, published)[0].theme(theme.lower())
    assert own is not None
    assert own.sd == near(max(0.5, intervals.moderated(variance, n, found.sd**2).sd), 0.025 + 1e-9)


@pytest.mark.parametrize("theme", THEMES)
def test_the_published_score_of_everybody_is_the_mean_of_all_answers(theme: str, published: Publication) -> None:
    values = answers(theme, PEOPLE)
    found = published.units[0].theme(theme.lower())
    assert found is not None
    assert found.score == near(np.nanmean(values), 1e-12)
    assert found.answers == np.isfinite(values).sum()
    assert found.agreement is not None
    assert found.agreement.a_wg == near(agreement.a_wg(counts(values)), 0.005)
    assert found.agreement.ad == near(agreement.ad(counts(values)), 1e-12)
