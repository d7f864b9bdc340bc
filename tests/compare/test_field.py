"""What is said of services side by side, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from audit.compare import table
from audit.compare.field import field_of
from audit.errors import AuditError
from audit.publication import Publication, from_json
from audit.publish.sharing import shared

SAMPLE = sorted(Path("sample_data/publications").glob("*/2026.json"))


@pytest.fixture(scope="module")
def files() -> list[Publication]:
    return [shared(from_json(path.read_bytes())) for path in SAMPLE]


def test_the_whole_sample_is_compared_in_the_order_of_the_alphabet(files: list[Publication]) -> None:
    field = field_of(files)
    names = [(place.organisation, place.unit.name) for place in field.places]
    assert names == sorted(names)
    assert {place.unit.level for place in field.places} == {"service"}
    for theme in field.themes:
        assert theme.mean is not None
        assert all(standing.verdict for standing in theme.standings)
        for standing in theme.standings:
            cell = standing.place.unit.theme(theme.theme)
            assert cell == standing.cell
            assert cell
            assert cell.shown
    verdicts = [standing.verdict for theme in field.themes for standing in theme.standings]
    assert {"higher", "lower", "not_clear"} == set(verdicts)
    assert verdicts.count("not_clear") > len(verdicts) / 2


def test_the_order_in_which_files_are_given_does_not_matter(files: list[Publication]) -> None:
    language = "nl"
    rows = [list(table.service_rows(field_of(given), language)) for given in (files, files[::-1])]
    assert rows[0] == rows[1]


def test_no_row_says_which_place_a_service_takes(files: list[Publication]) -> None:
    names = [column.name for column in (*table.services(), *table.themes())]
    assert not [name for name in names if "rank" in name or "quart" in name or "best" in name]
    assert all(len(row) == len(table.services()) for row in table.service_rows(field_of(files), "nl"))
    assert all(len(row) == len(table.themes()) for row in table.theme_rows(field_of(files), "en"))


def test_like_is_compared_with_like(files: list[Publication]) -> None:
    field = field_of(files, kind="ocmw")
    assert {place.kind for place in field.places} == {"ocmw"}
    with pytest.raises(AuditError, match="3 organisations or more"):
        field_of(files, kind="vereniging")


def test_a_theme_that_two_organisations_show_has_no_field(files: list[Publication]) -> None:
    for theme in field_of(files).themes:
        organisations = {standing.place.organisation for standing in theme.standings}
        assert (theme.mean is None) == (len(organisations) < 3)
    with_it = sorted(
        files, key=lambda one: -sum(bool((cell := unit.theme("gw1")) and cell.shown) for unit in one.units)
    )
    few = with_it[:2] + [one for one in files if "gw1" not in one.theme_ids]
    (theme,) = [theme for theme in field_of(few).themes if theme.theme == "gw1"]
    assert len(theme.standings) >= 5
    assert theme.mean is None


def test_nobody_counts_twice_with_a_name_and_without(files: list[Publication]) -> None:
    again = shared(from_json(SAMPLE[0].read_bytes()), "dienst 07")
    with pytest.raises(AuditError, match="hold the same answers"):
        field_of([*files, again])


def test_two_organisations_of_one_name_are_told_apart_before_anything_is_compared(files: list[Publication]) -> None:
    both = [shared(from_json(path.read_bytes()), "dienst 07") for path in SAMPLE[:2]]
    day = both[0].round.model_copy(update={"closed_on": date(2026, 6, 30)})
    both = [one.model_copy(update={"round": day}) for one in both]
    with pytest.raises(AuditError, match="Two different files are called “dienst 07”"):
        field_of([*files[2:], *both])


def test_two_organisations_are_no_field(files: list[Publication]) -> None:
    with pytest.raises(AuditError, match="3 organisations or more"):
        field_of(files[:2])


def test_a_file_with_teams_is_refused(files: list[Publication]) -> None:
    whole = from_json(SAMPLE[0].read_bytes())
    with pytest.raises(AuditError, match=r"holds its teams.*Make a shared file of it"):
        field_of([*files[1:], whole])


def test_of_two_files_of_one_organisation_the_one_closed_last_counts(files: list[Publication]) -> None:
    again = files[0].round.model_copy(update={"closed_on": date(2030, 1, 1), "title": "Later"})
    later = files[0].model_copy(update={"round": again, "sha256": "f" * 64})
    field = field_of([later, *files])
    assert field.left_out == (files[0],)
    name = files[0].organisation.name
    titles = {place.publication.round.title for place in field.places if place.organisation == name}
    assert titles == {"Later"}
    assert field_of([*files, files[0]]).left_out == ()  # the same file twice is one file


def test_who_was_asked_in_other_words_is_left_out_of_that_theme(files: list[Publication]) -> None:
    other = tuple(line.model_copy(update={"sha256": "0" * 64}) for line in files[0].questionnaires)
    field = field_of([files[0].model_copy(update={"questionnaires": other}), *files[1:]])
    theme = field.themes[0]
    names = {place.organisation for place in theme.other_words}
    assert names == {files[0].organisation.name}
    assert names.isdisjoint(standing.place.organisation for standing in theme.standings)


def test_with_fewer_than_five_services_only_their_own_intervals_are_there(files: list[Publication]) -> None:
    field = field_of(files[:4], by="organisation")
    assert len(field.places) == 4
    for theme in field.themes:
        assert (theme.mean, theme.tau) == (None, None)
        assert {standing.level for standing in theme.standings} <= {None}
