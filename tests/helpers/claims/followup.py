"""What people say was done with the results of the round before."""

from __future__ import annotations

from tests.helpers.claims import vocabulary as say
from tests.helpers.claims.facts import Facts
from tests.helpers.claims.grammar import Match, Said, claim, required
from tests.helpers.claims.vocabulary import wrong


@claim(
    "follow up",
    r"Van de (?P<n>\d+) mensen die het konden zeggen, (?:antwoordden er (?P<seen>\d+)|antwoordde niemand) “veel” of "
    r"“iets”(?: \((?P<share>[^)]+)\))?\.",
    r"Of the (?P<n>\d+) people who could say, (?:(?P<seen>\d+)|nobody) answered “a lot” or “something”"
    r"(?: \((?P<share>[^)]+)\))?\.",
)
def _seen(facts: Facts, said: Said, found: Match) -> str | None:
    cell = facts.unit["follow_up"]
    seen = cell["counts"]["much"] + cell["counts"]["some"]
    if (found["share"] is None) != (seen == 0):
        return "a share beside nobody, or none beside somebody"
    return (
        wrong(found["seen"] or "0", str(seen), "people who say so")
        or wrong(found["n"], str(cell["n"]), "n")
        or (say.wrong_share(facts, found["share"], seen / cell["n"], "share") if seen else None)
    )


@claim(
    "follow up",
    r"Veel: (\d+)\. Iets: (\d+)\. Bijna niets: (\d+)\. Niets: (\d+)\.",
    r"A lot: (\d+)\. Something: (\d+)\. Hardly anything: (\d+)\. Nothing: (\d+)\.",
)
def _each(facts: Facts, said: Said, found: Match) -> str | None:
    counts = facts.unit["follow_up"]["counts"]
    told = [found[1], found[2], found[3], found[4]]
    right = [str(counts[code]) for code in ("much", "some", "hardly", "nothing")]
    return None if told == right else f"counts are {right}"


@claim(
    "follow up",
    r"Minder dan (\d+) mensen konden dit zeggen\. Daarom tonen we het niet\.",
    r"Fewer than (\d+) people could say this, so it is not shown\.",
)
def _few(facts: Facts, said: Said, found: Match) -> str | None:
    reason = facts.unit["follow_up"]["reason"]
    return wrong(reason, "too_few", "reason") or wrong(found[1], str(facts.detail), "people needed")


@claim(
    "follow up",
    r"Genoeg mensen antwoordden\. We tonen dit niet apart: .+",
    r"Enough people answered\. This is not shown apart: .+",
)
def _protected(facts: Facts, said: Said, found: Match) -> str | None:
    return wrong(facts.unit["follow_up"]["reason"], "protects_others", "reason")


@required("follow up")
def _all(facts: Facts) -> int:
    cell = facts.unit["follow_up"]
    return 0 if cell is None else 2 if cell["shown"] else 1
