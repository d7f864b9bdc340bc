"""What intervals, words and thresholds do with made-up people: `make simulate`.

Prints tables for docs/benchmarks.md, and ends with 1 when a promise is not kept.
"""

from __future__ import annotations

import sys
import time

from tests.simulations.coverage import LOWER, coverage
from tests.simulations.differences import named
from tests.simulations.fields import fields
from tests.simulations.usefulness import SIZES, usefulness
from tests.simulations.words import camps, stated

ORGANISATIONS, UNITS, GROUPS, TEAMS, FIELDS = 200, 1000, 500, 1200, 100


def main() -> int:
    start = time.monotonic()
    kept = [
        table() for table in (useful_table, coverage_table, difference_table, certainty_table, camps_table, field_table)
    ]
    print(f"\n{'Every promise is kept' if all(kept) else 'A PROMISE IS NOT KEPT'} ({time.monotonic() - start:.0f} s).")
    return 0 if all(kept) else 1


def useful_table() -> bool:
    found = list(usefulness(ORGANISATIONS))
    sizes = " | ".join(f"{low}-{high}" for low, high in SIZES)
    print(f"| response | missing | counted | themes shown, teams with 5+ | staff with 9+ themes | {sizes} | of five |")
    print("|---|---|---|---|---|" + "---|" * (len(SIZES) + 1))
    for one in found:
        by_size = " | ".join(f"{100 * share:.0f} %" for share in one.by_size)
        what = {"before": "answers to each item", "after": "people"}[one.rule]
        print(
            f"| {100 * one.response:.0f} % | {100 * one.missing:.0f} % | {what} | {100 * one.themes:.0f} % | "
            f"{100 * one.staff:.0f} % | {by_size} | {one.of_five:.1f} |"
        )
    after = [one for one in found if one.rule == "after"]
    usual = next(one for one in after if (one.response, one.missing) == (0.80, 0.12))
    return usual.staff >= 0.75 and all(one.of_five >= 9 for one in after)


def coverage_table() -> bool:
    found = list(coverage(UNITS))
    heads = " | ".join(f"{lower:.1f} lower" for lower in LOWER)
    print(
        f"\n| population | invited | answered | spread | {heads} | width |\n|---|---|---|---|"
        + "---|" * (len(LOWER) + 1)
    )
    for first in range(0, len(found), len(LOWER)):
        row = found[first : first + len(LOWER)]
        shares = " | ".join(f"{100 * one.share:.1f} %" for one in row)
        spread = "own" if row[0].own else "pooled"
        print(f"| {row[0].population} | {row[0].invited} | {row[0].n} | {spread} | {shares} | {row[0].width:.2f} |")
    return all(one.kept for one in found)


def difference_table() -> bool:
    found = list(named(4 * UNITS))
    print("\n| people | true difference | named between rounds | named beside the rest |\n|---|---|---|---|")
    for one in found:
        print(f"| {one.n} | {one.true:.1f} | {100 * one.change:.1f} % | {100 * one.contrast:.1f} % |")
    return all(one.change <= 0.06 and one.contrast <= 0.02 for one in found if not one.true)


def certainty_table() -> bool:
    words = stated(GROUPS)
    print("\n| certainty as stated | themes | of them first priorities |\n|---|---|---|")
    for band in words:
        print(f"| {band.low:.2f} to {band.high:.2f} | {band.themes} | {100 * band.true:.0f} % |")
    return all(band.low <= band.true <= band.high for band in words)


def camps_table() -> bool:
    found = list(camps(TEAMS))
    print("\n| people | two camps, called so | a bell curve, called so |\n|---|---|---|")
    for one in found:
        print(f"| {one.n} | {100 * one.planted:.0f} % | {100 * one.bell:.0f} % |")
    return all(one.planted >= 0.8 and one.bell <= 0.08 for one in found)


def field_table() -> bool:
    found = list(fields(FIELDS))
    print("\n| services | differ by | levels in their interval | fields with any word | words that are wrong |")
    print("|---|---|---|---|---|")
    for one in found:
        shares = " | ".join(f"{100 * share:.1f} %" for share in (one.covered, one.said, one.wrong))
        print(f"| {one.services} | {one.differ:.2f} | {shares} |")
    return all(one.kept for one in found)


if __name__ == "__main__":
    sys.exit(main())
