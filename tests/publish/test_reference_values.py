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
from audit.publication import Publication, from_json
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

AGREEMENT = {
    "rwgj_uniform": agreement.rwg_j,
    "rwgj_slight_skew": lambda f: agreement.rwg_j(f, agreement.SLIGHT_SKEW),
    "lindell": agreement.lindell,
    "ad_mean": agreement.ad,
    "ad_median": agreement.ad_median,
}
ITEM = {
    ("rwg_item1", "rwg"): lambda f: agreement.rwg(f)[0],
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
    assert list(agreement.rwg(f)) == near(R["tiny"]["rwg"])
    assert agreement.rwg_j(f) == near(R["tiny"]["rwgj"])
    assert agreement.lindell(f) == near(R["tiny"]["lindell"])
    assert agreement.ad(f) == near(R["tiny"]["ad"])
    assert agreement.a_wg(f) == near(R["tiny"]["awg"])


# ---- differences between teams --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("theme", "searle"), [("A", -0.087650), ("B", 0.138787), ("C", 0.362515)])
def test_the_icc_is_that_of_multilevel_and_of_searle(theme: str, searle: float) -> None:
    people = [values.mean(axis=1) for values in teams(theme).values()]
    plain, ours = agreement.between_teams(people, mean_size=True), agreement.between_teams(people)
    assert plain is not None and ours is not None
    assert (plain.icc1, plain.icc2) == near((R[theme]["icc1"], R[theme]["icc2"]))
    assert (ours.icc1, ours.icc2) == near((searle, R[theme]["icc2"]))


def test_teams_with_the_same_mean_have_no_icc() -> None:
    """Not even one that computing with decimals would make up: thirds do not add up to whole numbers."""
    people = [np.array([1, 2 + 1 / 3, 3]), np.array([3, 1, 2 + 1 / 3]), np.array([2 + 1 / 3, 3, 1])]
    assert agreement.between_teams(people) is None


# ---- scores and intervals -------------------------------------------------------------------------------------------


def test_the_standard_error_with_gaps_is_that_of_survey() -> None:
    values = answers("C", [row for row in PEOPLE if row["team"] == "T11"])
    values = values[~np.isnan(values).all(axis=1)]
    n = len(values)
    assert n == R["lin"]["n"]
    assert float(score(counts(values))) == near(R["lin"]["theme_mean_1_5"], 1e-9)
    error = sqrt(intervals.theme_variance(values) / n * (1 - n / R["lin"]["N"]))
    assert error == near(R["lin"]["se_fpc"], 1e-9)


def test_the_standard_error_of_one_item_is_that_of_survey() -> None:
    values = answers("A", [row for row in PEOPLE if row["team"] == "T05"])[:, :1]
    values = complete(values)
    assert (len(values), values.mean()) == (R["fpc"]["n_item"], near(R["fpc"]["mean"]))
    error = sqrt(intervals.theme_variance(values) / len(values) * (1 - R["fpc"]["n"] / R["fpc"]["N"]))
    assert error == near(R["fpc"]["se_survey_domain"], 1e-3)  # R corrects for the 14 who answered at all


def test_the_score_of_the_tiny_example_is_the_mean_of_item_means() -> None:
    values = tiny("tiny_missing.csv")
    assert float(score(counts(values))) == 3.375
    assert sqrt(intervals.theme_variance(values) / 6 * (1 - 6 / 8)) == near(0.19183488, 1e-8)


@given(st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=2, max_size=12))
def test_where_nobody_skipped_an_item_it_is_the_variance_of_the_means_of_people(people: list[list[int]]) -> None:
    values = np.array(people, dtype=float)
    assert intervals.theme_variance(values) == near(values.mean(axis=1).var(ddof=1), 1e-12)


def test_the_interval_of_a_mean_is_the_golden_one() -> None:
    golden = GOLDEN["interval_of_a_mean"]
    people, n, invited = np.array(golden["person_scores"])[:, None], 9, golden["invited"]
    variance = intervals.theme_variance(people)
    spread = intervals.moderated(variance, n, golden["prior_variance"])
    mean = float(people.mean())
    assert (mean, variance) == near((golden["mean"], golden["variance"]), 1e-9)
    assert (spread.sd**2, spread.df) == near((golden["moderated_variance"], golden["df"]), 1e-9)
    assert intervals.interval_now(mean, spread, n, invited) == near(tuple(golden["interval_now"]), 1e-9)
    half = golden["half_level"]
    assert intervals.interval_level(mean, spread, n) == near((mean - half, mean + half), 1e-9)
    assert intervals.bounds(mean, n, invited) == near(tuple(golden["worst_case"]), 1e-9)


def test_who_all_answered_has_an_interval_of_a_point() -> None:
    spread = intervals.moderated(0.4, 9, 0.5)
    assert intervals.interval_now(3.5, spread, 9, 9) == (3.5, 3.5)


def test_the_interval_of_a_unanimous_group_stays_within_what_the_others_can_change() -> None:
    spread = intervals.moderated(0.0, 8, 0.5184)
    low, high = intervals.interval_now(5.0, spread, 8, 10)
    assert low >= 8 / 10 * 5 + 2 / 10 * 1
    assert high == 5.0


def test_the_variance_is_pooled_from_thirty_degrees_of_freedom_on() -> None:
    assert intervals.pooled_variance([(0.4, 15), (0.6, 14)], 0.5184) == 0.5184
    assert intervals.pooled_variance([(0.4, 15), (0.6, 15)], 0.5184) == near(0.5)


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


@pytest.mark.parametrize("theme", THEMES)
def test_the_published_differences_between_teams_are_over_the_teams_shown(theme: str, published: Publication) -> None:
    shown = [
        unit.id
        for unit in published.units
        if unit.level == "team" and any(cell.theme == theme.lower() and cell.shown for cell in unit.themes)
    ]
    assert 2 <= len(shown) < 14
    people = []
    for team in shown:
        service, name = (part.upper() for part in team.split("/"))
        values = answers(theme, [row for row in PEOPLE if (row["service"], row["team"]) == (service, name)])
        enough = 2 * (~np.isnan(values)).sum(axis=1) >= THEMES[theme]
        people.append(np.nanmean(values[enough], axis=1))
    expected = agreement.between_teams(people)
    found = next(cell for cell in published.organisation_only.between_teams if cell.theme == theme.lower())
    assert expected is not None
    assert (found.icc1, found.icc2) == (round(expected.icc1, 2), round(expected.icc2, 2))


@pytest.mark.parametrize("theme", THEMES)
def test_the_published_score_of_everybody_is_the_mean_of_item_means(theme: str, published: Publication) -> None:
    values = answers(theme, PEOPLE)
    found = published.units[0].theme(theme.lower())
    assert found is not None
    assert found.score == near(np.nanmean(values, axis=0).mean(), 1e-12)
    assert found.agreement is not None
    assert found.agreement.a_wg == near(agreement.a_wg(counts(values)), 1e-12)
