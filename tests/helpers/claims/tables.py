"""What stands in tables, on bars, and about the items as measures."""

from __future__ import annotations

import html
from functools import cache
from math import exp, lgamma, sqrt
from pathlib import Path
from typing import Any

import yaml

from tests.helpers.claims import vocabulary as say
from tests.helpers.claims.facts import Cell, Facts
from tests.helpers.claims.grammar import Match, Said, claim, complaint
from tests.helpers.claims.priorities import certainty, outcome
from tests.helpers.claims.vocabulary import wrong

_SCALES = Path(__file__).parents[3] / "questionnaires" / "scales.yaml"
_HEADS = {
    "nl": {
        "between": "Waarschijnlijk",
        "agreement": "Eensgezindheid",
        "rest": "Naast de rest van de organisatie",
        "since": "Verandering sinds {}",
        "chosen": "Koos dit thema",
        "together": "Andere teams samen",
        "apart": "{} vergeleken met {}",
        "alpha": "alfa (waarschijnlijk tussen)",
        "icc": "ICC(1) (waarschijnlijk tussen)",
        "words": "In woorden",
        "or": "{} of {}",
        "answers": "Antwoorden",
    },
    "en": {
        "between": "Probably between",
        "agreement": "Agreement",
        "rest": "Beside the rest of the organisation",
        "since": "Change since {}",
        "chosen": "Chose this theme",
        "together": "Other teams together",
        "apart": "{} compared with {}",
        "alpha": "alpha (probably between)",
        "icc": "ICC(1) (probably between)",
        "words": "In words",
        "or": "{} or {}",
        "answers": "Answers",
    },
}
_ROLES = {
    "medewerker": ("medewerkers", "staff"),
    "ondersteuning": ("ondersteuning", "support"),
    "leiding": ("leiding en bestuur", "managers and board"),
    "vrijwilliger": ("vrijwilligers", "volunteers"),
    "ervaringsdeskundige": ("ervaringsdeskundigen", "experts by experience"),
    "geen": ("liever niet gezegd", "rather not said"),
}


def head(facts: Facts, name: str) -> str:
    return _HEADS[facts.language][name]


@cache
def scale() -> dict[str, Any]:
    """The scale of the questionnaires, from its file."""
    found: dict[str, Any] = yaml.safe_load(_SCALES.read_text("utf-8"))["scales"][0]
    return found


def labels(facts: Facts) -> list[str]:
    return [point["label"][facts.language] for point in scale()["points"]]


@claim("table", r".+")
def _table(facts: Facts, said: Said, found: Match) -> str | None:
    theme, column, text = facts.theme_called(said.row), said.column, found[0]
    cell, series = facts.cells[theme], say.word(facts, facts.unit["level"])
    if column == series:
        return say.theme(facts, cell, text, facts.unit_id)
    if column == say.word(facts, "organisation") and not facts.is_whole:
        return say.theme(facts, facts.whole_cells[theme], text, facts.whole["id"])
    if column == head(facts, "between"):
        return say.probably(facts, cell, text)
    if column == head(facts, "agreement"):
        label = cell["agreement"]["label"] if cell["agreement"] else None
        return wrong(text, say.word(facts, label) if label else say.DASH, "agreement")
    places = {head(facts, "rest"): "contrast cell", head(facts, "chosen"): "chosen"}
    if facts.compared_with is not None:
        if column == facts.compared_with:
            was = facts.was(theme)
            hidden_before = was is not None and not was["shown"]
            return _was_hidden(facts, was, text) if hidden_before else say.theme(facts, was, text, None)
        places[head(facts, "since").format(facts.compared_with)] = "change cell"
    return complaint(facts, Said(places[column], text, said.row))


def _was_hidden(facts: Facts, was: Cell | None, said: str) -> str | None:
    """Why a theme was not shown a round earlier, by the minimum group of that round."""
    if was is None or facts.earlier is None:
        return "there is no earlier round"
    return say.absence(facts, was, said, facts.earlier["rules"]["minimum_group"], None, facts.earlier)


@claim("rest", r".+")
def _rest(facts: Facts, said: Said, found: Match) -> str | None:
    theme = facts.theme_called(said.row)
    rests = [rest for rest in facts.document["rest"] if rest["parent"] == facts.unit_id]
    cell = next(cell for rest in rests for cell in rest["themes"] if cell["theme"] == theme)
    whole, parts = facts.cells[theme], _parts(facts, facts.unit_id, theme)
    n = whole["n"] - sum(part["n"] for part in parts)
    answers = whole["answers"] - sum(part["answers"] for part in parts)
    total = whole["score"] * whole["answers"] - sum(part["score"] * part["answers"] for part in parts)
    if (n, answers) != (cell["n"], cell["answers"]) or abs(total / answers - cell["score"]) > 1e-9 or n < facts.k:
        return f"what is left is {n} people, {answers} answers, {total / answers}; the file has {cell}"
    if said.column == head(facts, "between"):
        inside = cell["interval_now"][0] <= cell["score"] <= cell["interval_now"][1]
        must = say.scores(facts, cell["interval_now"])
        return wrong(found[0], must, "interval") if inside else "the score is outside its interval"
    as_theme = {**cell, "shown": True, "agreement": None, "dk_share": None}
    return wrong(said.column, head(facts, "together"), "column") or say.score(facts, as_theme, found[0])


def _parts(facts: Facts, unit_id: str, theme: str) -> list[Cell]:
    """The largest parts of a unit that show a theme."""
    found = []
    for unit in facts.document["units"]:
        if unit["parent"] == unit_id:
            cell = next(cell for cell in unit["themes"] if cell["theme"] == theme)
            found += [cell] if cell["shown"] else _parts(facts, unit["id"], theme)
    return found


def group(facts: Facts, codes: str) -> str:
    return ", ".join(_ROLES[code][facts.language == "en"] for code in codes.split("+"))


@claim("role group", r".+")
def _role_group(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found[0], group(facts, said.column), "group of roles")


@claim("roles", r".+")
def _roles(facts: Facts, said: Said, found: Match) -> str | None:
    theme, split = facts.theme_called(said.row), facts.unit["roles"]
    cells = {(cell["role_group"], cell["theme"]): cell for cell in split["themes"]}
    called = {group(facts, codes): codes for codes in split["groups"]}
    if said.column in called:
        cell = cells.get((called[said.column], theme))
        if cell is None:
            return wrong(found[0], say.word(facts, "absent"), "role that is not shown")
        ends = say.scores(facts, facts.role_level(cell))
        must = f"{say.number(facts, cell['score'])} ({ends}) · {say.people(facts, cell['n'])}"
        return wrong(found[0], must, "role") or (None if cell["n"] >= facts.k else "too few people")
    staff = next(codes for codes in split["groups"] if "medewerker" in codes.split("+"))
    name = head(facts, "apart").format(group(facts, "leiding"), group(facts, staff))
    pair = [cells.get((codes, theme)) for codes in (staff, "leiding")]
    whole = facts.cells[theme]
    if None in pair or not whole["shown"] or 2 * whole["n"] < facts.unit["invited"]:
        return wrong(said.column, name, "column") or wrong(found[0], say.DASH, "gap that is not known")
    levels = [facts.level(cell, facts.document) for cell in pair if cell]
    return wrong(said.column, name, "column") or say.gap(facts, facts.between(*levels, 0.975), found[0])


def _item(facts: Facts, text: str, theme: str = "") -> Cell:
    """The cell of the item with a text."""
    found = [item["id"] for item in facts.document["items"] if item["text"][facts.language] == text]
    if len(found) != 1:
        raise ValueError(f"{len(found)} items say {text!r}")
    return next(cell for cell in facts.unit["items"] if cell["item"] == found[0])


def _shares(facts: Facts, cell: Cell) -> list[str]:
    return [say.percent(facts, cell["counts"][str(point)] / cell["n"]) for point in range(1, 6)]


@claim("bar", r"Antwoorden: (.+)\.", r"Answers: (.+)\.")
def _bar(facts: Facts, said: Said, found: Match) -> str | None:
    pairs = zip(labels(facts), _shares(facts, _item(facts, said.row)), strict=True)
    return wrong(html.unescape(found[1]), ", ".join(f"{label} {share}" for label, share in pairs), "answers")


@claim("bar number", r".*")
def _bar_numbers(facts: Facts, said: Said, found: Match) -> str | None:
    cell = _item(facts, said.row)
    shown = [share for point, share in enumerate(_shares(facts, cell), 1) if cell["counts"][str(point)]]
    return wrong(found[0], ", ".join(shown), "numbers on the bar")


@claim("bar absent", r".+")
def _bar_absent(facts: Facts, said: Said, found: Match) -> str | None:
    cell = _item(facts, said.row)
    return say.absence(facts, cell, found[0], facts.detail, facts.known("item", facts.unit_id, cell["item"]))


@claim("distribution", r".+")
def _distribution(facts: Facts, said: Said, found: Match) -> str | None:
    cell, points, only = _item(facts, said.row), labels(facts), facts.document["organisation_only"]
    unscored = {scale()["dk"][facts.language]: "dk_counts", scale()["na"][facts.language]: "na_counts"}
    if sum(cell["counts"].values()) != cell["n"] or cell["n"] < facts.detail:
        return "the counts do not add up, or are too few"
    if said.column in points:
        return wrong(found[0], str(cell["counts"][str(points.index(said.column) + 1)]), "count")
    if said.column == head(facts, "answers"):
        return wrong(found[0], str(cell["n"]), "n")
    if said.column in unscored:
        return wrong(found[0], str(only[unscored[said.column]].get(cell["item"], 0)), said.column)
    name = head(facts, "or").format(points[3], points[4].lower())
    return wrong(said.column, name, "column") or wrong(found[0], _favourable(facts, cell), "favourable share")


def _favourable(facts: Facts, cell: Cell) -> str:
    """The share of the two highest answers, with its interval for everyone invited (beta-binomial)."""
    good, n, invited = cell["counts"]["4"] + cell["counts"]["5"], cell["n"], facts.unit["invited"]
    if n == invited:
        return say.percent(facts, good / n)
    ends = [(good + more) / invited for more in _more(good, n, invited - n)]
    if ends[0] == ends[1]:
        return say.percent(facts, good / n)
    between = say.interval(facts, *(say.percent(facts, end) for end in ends))
    alike = {"nl": "als de anderen net zo denken", "en": "if the others think the same"}[facts.language]
    return f"{say.percent(facts, good / n)} ({between} {alike})"


@cache
def _more(good: int, n: int, unseen: int) -> tuple[int, int]:
    """Between how many of the unseen answers probably are favourable: quantiles of a beta-binomial with Jeffreys."""
    up, down, total = good + 0.5, n - good + 0.5, 0.0
    found = []
    for more in range(unseen + 1):
        ways = lgamma(unseen + 1) - lgamma(more + 1) - lgamma(unseen - more + 1)
        top = lgamma(up + more) + lgamma(down + unseen - more) - lgamma(up + down + unseen)
        total += exp(ways + top - lgamma(up) - lgamma(down) + lgamma(up + down))
        while len(found) < 2 and total >= (0.025, 0.975)[len(found)] - 1e-10:
            found.append(more)
    return found[0], found[-1] if len(found) > 1 else unseen


@claim("legend", r".+")
def _legend(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(found[0], ", ".join(labels(facts)), "answers in the legend")


def _of_theme(facts: Facts, kind: str, title: str) -> Cell:
    theme = facts.theme_called(title)
    cell: Cell = next(cell for cell in facts.document["organisation_only"][kind] if cell["theme"] == theme)
    return cell


@claim("reliability", r".+")
def _reliability(facts: Facts, said: Said, found: Match) -> str | None:
    cell = _of_theme(facts, "reliability", said.row)
    if said.column == "n":
        return wrong(found[0], str(cell["n"]), "n")
    if said.column == "omega":
        absent = {"nl": "niet te schatten", "en": "cannot be estimated"}[facts.language]
        return wrong(found[0], absent if cell["omega"] is None else say.number(facts, cell["omega"], 2), "omega")
    low, high = (say.number(facts, end, 2) for end in cell["alpha_interval"])
    must = f"{say.number(facts, cell['alpha'], 2)} ({low} – {high})"
    return wrong(said.column, head(facts, "alpha"), "column") or wrong(found[0], must, "alpha")


@claim("between teams", r".+")
def _between_teams(facts: Facts, said: Said, found: Match) -> str | None:
    cell = _of_theme(facts, "between_teams", said.row)

    def positive(value: float) -> str:
        return say.number(facts, max(value, 0), 2)

    low, high = cell["icc1_interval"]
    if said.column == "ICC(2)":
        return wrong(found[0], positive(cell["icc2"]), "ICC(2)")
    if said.column == head(facts, "icc"):
        return wrong(found[0], f"{positive(cell['icc1'])} ({positive(low)} – {positive(high)})", "ICC(1)")
    unclear = {"nl": "geen duidelijk verschil tussen teams", "en": "no clear difference between teams"}
    ends = say.percent(facts, low), say.percent(facts, high)
    share = {
        "nl": ("waarschijnlijk ligt {} van de verschillen tussen teams", "{} tot {}", "ongeveer {}"),
        "en": ("probably {} of the differences are between teams", "{} to {}", "about {}"),
    }[facts.language]
    clear = share[0].format(share[1].format(*ends) if len(set(ends)) > 1 else share[2].format(ends[0]))
    must = clear if low > 0 else unclear[facts.language]
    return wrong(said.column, head(facts, "words"), "column") or wrong(found[0], must, "difference between teams")


@claim(
    "straight lining",
    r"(.+) van de mensen gaf overal hetzelfde antwoord\. Ook die antwoorden tellen mee\.",
    r"(.+) of the people gave the same answer everywhere\. These answers count as well\.",
)
def _straight(facts: Facts, said: Said, found: Match) -> str | None:
    share = facts.document["organisation_only"]["straight_lining"]
    return say.wrong_share(facts, found[1], share, "straight-lining")


@claim(
    "straight lining",
    r"Niemand, of bijna niemand, gaf overal hetzelfde antwoord\.",
    r"Nobody, or hardly anybody, gave the same answer everywhere\.",
)
def _nobody_straight(facts: Facts, said: Said, found: Match) -> str | None:
    share = facts.document["organisation_only"]["straight_lining"]
    return None if share == 0 else f"it is {share}"


@claim("straight lining", r"")
def _no_straight(facts: Facts, said: Said, found: Match) -> str | None:
    return None if facts.document["organisation_only"]["straight_lining"] is None else "it is in the file"


@claim(
    "worked",
    r"Een voorbeeld: “(?P<title>.+)” in (?P<unit>.+)\. De score is (?P<score>\S+), dus (?P<need>.+) "
    r"van de weg naar 5 is "
    r"nog te gaan: \(5 − (?P<again>\S+)\) ÷ 4\. Van de (?P<n>\d+) mensen kozen er (?P<chosen>\d+) dit thema: "
    r"\((?P=chosen) \+ ½\) ÷ \((?P=n) \+ 1\) = (?P<demand>.+)\. Vermenigvuldig die twee en neem de "
    r"vierkantswortel: dat "
    r"geeft (?P<index>\S+) op 100\.(?P<certain>.*)",
    r"An example: “(?P<title>.+)” in (?P<unit>.+)\. The score is (?P<score>\S+), so (?P<need>.+) of "
    r"the way to 5 is still "
    r"to go: \(5 − (?P<again>\S+)\) ÷ 4\. Of the (?P<n>\d+) people, (?P<chosen>\d+) chose it: \((?P=chosen) \+ ½\) ÷ "
    r"\((?P=n) \+ 1\) = (?P<demand>.+)\. Multiplied, and the square root taken, that makes "
    r"(?P<index>\S+) out of 100\.(?P<certain>.*)",
)
def _worked(facts: Facts, said: Said, found: Match) -> str | None:
    theme = facts.theme_called(found["title"])
    cell, vote = facts.cells[theme], facts.votes[theme]
    need, demand = (5 - cell["score"]) / 4, (vote["chosen"] + 0.5) / (vote["n"] + 1)
    if abs(100 * sqrt(need * demand) - vote["index"]) > 1e-9 or outcome(facts, theme) is None:
        return f"index in the file {vote['index']}"
    return (
        wrong(found["unit"], facts.whole["name"], "unit")
        or wrong(found["score"] + found["again"], 2 * say.number(facts, cell["score"], 2), "score")
        or say.wrong_share(facts, found["need"], need, "need")
        or wrong(found["chosen"] + " " + found["n"], f"{vote['chosen']} {vote['n']}", "votes")
        or say.wrong_share(facts, found["demand"], demand, "demand")
        or wrong(found["index"], say.number(facts, vote["index"]), "index")
        or _worked_certainty(facts, vote, found["certain"].strip())
    )


def _worked_certainty(facts: Facts, vote: Cell, said: str) -> str | None:
    if vote["top"] is None:
        return wrong(said, "", "certainty")
    code = certainty(facts, vote["theme"])
    word = say.certain(facts, code) if code else ""
    first = {
        "nl": f"bij de eerste {facts.most}" if facts.most > 1 else "op de eerste plaats",
        "en": f"among the first {facts.most}" if facts.most > 1 else "the first",
    }[facts.language]
    must = {
        "nl": "Voor wie niet antwoordde, vulden we 1000 keer antwoorden van anderen in. In {} van die keren stond het "
        "thema {}. " + (f"Dus schrijven we: “{word}”." if word else ""),
        "en": "For those who did not answer, we filled in answers of others, 1,000 times. In {} of those times, the "
        "theme was {}. " + (f"So we write: “{word}”." if word else ""),
    }[facts.language].format(say.steps(facts, vote["top"]), first)
    nothing = {"nl": "Dus schrijven we er niets bij.", "en": "So we write nothing."}[facts.language]
    return wrong(said, must if word else must + nothing, "certainty")
