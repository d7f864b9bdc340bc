"""Roles and the quality of the themes, in words: with an interval of their own, and for people without statistics."""

from __future__ import annotations

from math import sqrt

import pytest
from scipy.stats import t

from audit import texts
from audit.publication import BetweenTeams, OrganisationOnly, Reliability, RoleSplit, RoleTheme
from audit.read import quality, roles, words
from audit.read.archive import SAMPLE, Archive
from audit.read.change import compared
from audit.read.profile import profile_of
from audit.read.spread import level
from tests.helpers.publications import CONTENT, publication, spaced

LEAD = RoleTheme(role_group="leiding", theme="ze1", n=9, score=4.8, sd=None, df=None)
SPLIT = RoleSplit(
    groups=("leiding", "medewerker+ondersteuning+geen"),
    themes=(
        LEAD,
        RoleTheme(role_group="medewerker+ondersteuning+geen", theme="ze1", n=36, score=2.75, sd=0.7, df=39),
        RoleTheme(role_group="leiding", theme="ze3", n=9, score=3.0, sd=None, df=None),
    ),
)
ONLY = OrganisationOnly(
    dk_counts={},
    na_counts={},
    straight_lining=None,
    reliability=(
        Reliability(theme="ze1", n=90, alpha=0.81, alpha_interval=(0.74, 0.86), omega=0.8),
        Reliability(theme="ze2", n=88, alpha=0.58, alpha_interval=(0.42, 0.71), omega=None),
    ),
    between_teams=(
        BetweenTeams(theme="ze1", icc1=0.12, icc1_interval=(0.03, 0.3), icc2=0.6),
        BetweenTeams(theme="ze2", icc1=-0.1, icc1_interval=(-0.2, 0.1), icc2=-17994.45),
    ),
)


def test_the_interval_of_a_role_is_that_of_its_level_within_the_scale():
    low, high = roles.interval(LEAD, publication())  # below ten people by the pooled spread
    assert low == pytest.approx(4.8 - t.ppf(0.975, 40) * 0.7 / sqrt(9))
    assert high == 5.0


def test_roles_stand_beside_each_other_by_theme():
    texts.use("nl")
    table = roles.as_table(profile_of(publication(roles=SPLIT), "org", CONTENT), CONTENT)
    assert table is not None
    lead, staff = "leiding en bestuur", "medewerkers, ondersteuning, liever niet gezegd"
    assert list(table.columns) == [lead, staff, f"{lead} vergeleken met {staff}"]
    assert list(table.index) == [CONTENT.theme(theme).title.to("nl") for theme in ("ze1", "ze3")]
    assert spaced(table.iloc[0]) == [
        "4,8 (4,3 tot 5,0) · 9 mensen",
        "2,8 (2,5 tot 3,0) · 36 mensen",
        "2,1 hoger (waarschijnlijk 1,5 tot 2,6)",
    ]
    assert table.iloc[1].tolist()[1:] == ["niet getoond", "–"]


def test_the_gap_between_managers_and_staff_is_that_of_two_independent_groups():
    staff, lead = (level(cell, publication()) for cell in (SPLIT.themes[1], LEAD))
    assert compared(staff, lead).half == pytest.approx(t.ppf(0.975, 40 + 39) * sqrt(0.7**2 / 9 + 0.7**2 / 36))
    assert "no clear difference" in words.gap(compared(staff, lead._replace(score=3.0)))


def test_where_fewer_than_half_answered_no_gap_is_told():
    made = publication(roles=SPLIT)
    whole = made.units[0].model_copy(update={"invited": 300})
    table = roles.as_table(
        profile_of(made.model_copy(update={"units": (whole, *made.units[1:])}), "org", CONTENT), CONTENT
    )
    assert table is not None
    assert len(table.columns) == 2


def test_without_managers_apart_there_is_no_gap():
    groups = ("medewerker", "geen")
    split = RoleSplit(groups=groups, themes=tuple(LEAD.model_copy(update={"role_group": group}) for group in groups))
    table = roles.as_table(profile_of(publication(roles=split), "org", CONTENT), CONTENT)
    assert table is not None
    assert len(table.columns) == 2


def test_without_roles_there_is_no_table():
    assert roles.as_table(profile_of(publication(), "org", CONTENT), CONTENT) is None


def test_a_role_of_another_questionnaire_keeps_its_code():
    assert roles.group("leiding+kapitein", CONTENT) == "managers and board, kapitein"


def test_reliability_in_a_table():
    texts.use("nl")
    table = quality.reliability(publication(only=ONLY))
    assert table.iloc[0].tolist() == ["90", "0,81 (0,74 – 0,86)", "0,80"]
    assert table.iloc[1].tolist() == ["88", "0,58 (0,42 – 0,71)", "niet te schatten"]


def test_a_negative_icc_reads_nought():
    texts.use("nl")
    table = quality.between_teams(publication(only=ONLY))
    ends = "3\u00a0% tot 30\u00a0%"
    assert table.iloc[0].tolist() == [
        "0,12 (0,03 – 0,30)",
        "0,60",
        f"waarschijnlijk ligt {ends} van de verschillen tussen teams",
    ]
    assert table.iloc[1].tolist() == ["0,00 (0,00 – 0,10)", "0,00", "geen duidelijk verschil tussen teams"]


def test_the_worked_example_is_that_of_the_file():
    this = Archive(SAMPLE).read("ocmw-voorbeeldstad-fictief", "2026")
    whole = this.units[0]
    first = max(whole.priorities, key=lambda cell: (cell.top or 0, cell.index or 0))
    score = next(cell.score for cell in whole.themes if cell.theme == first.theme)
    assert score is not None
    assert first.n
    need, demand = (5 - score) / 4, ((first.chosen or 0) + 0.5) / (first.n + 1)
    assert 100 * sqrt(need * demand) == pytest.approx(first.index)
    said = quality.worked(this, CONTENT) or ""
    for number in (
        texts.number(score, 2),
        texts.percentage(need),
        texts.percentage(demand),
        f"{first.chosen} chose it",
        f"that makes {texts.number(first.index or 0)}",
        "more than 95%",
        "almost certainly",
    ):
        assert number in said


def test_without_priorities_there_is_no_example():
    assert quality.worked(publication(), CONTENT) is None
