"""What stands beside results on every screen and in every document: how to read a chart, whom we show, and what this is
not. None of it is about one unit."""

from __future__ import annotations

from audit.texts import _


def chart(name: str) -> tuple[str, ...]:
    """How to read a chart, in short sentences one after the other: radar, dots, trends, items or heat."""
    said = {
        "radar": _(
            "1. Each line from the middle is a theme.\n"
            "1. Further out is higher: 1 in the middle, 5 at the edge.\n"
            "1. A cross is a theme that is not shown.\n"
            "1. An open circle means little sight, a split one two camps."
        ),
        "dots": _(
            "1. Each row is a theme. Its dot is the score: further to the right is higher.\n"
            "1. The colours behind it are “to be developed”, “in between” and “strength”.\n"
            "1. An open dot means little sight, a split one two camps."
        ),
        "trends": _(
            "1. Each dot is a round: higher up is a higher score.\n"
            "1. A cross is a round that is not shown or cannot be compared.\n"
            "1. A small difference can be chance; below stands which ones are clear."
        ),
        "items": _(
            "1. Each bar is a question, and holds everybody who gave a score.\n"
            "1. Left of the line stand the low answers, right of it the high ones; a longer part is more people."
        ),
        "heat": _(
            "1. Each row is a service or team, each column a theme.\n"
            "1. The colour says the same as the word in the cell. An outline is a clear difference."
        ),
    }
    return tuple(line.removeprefix("1. ") for line in said[name].split("\n"))


def what_this_is() -> str:
    """Whose view this is, and what it is not."""
    return _(
        "This is how we see it ourselves; people who ask for help were not asked. An aid for a conversation: no "
        "official instrument of Bind-Kracht, not scientifically tested, no analysis of psychosocial risks. Judge "
        "nobody by it."
    )


def small_difference() -> str:
    """How much a difference of 0.2 is."""
    return _("A difference of 0.2 is small: it is as if one in five people answered one step higher on every question.")


def whom_we_show(minimum_group: int) -> str:
    """How many people a group needs to be shown."""
    return _(
        "We only show groups of at least {k} people, and nothing from which a smaller group could be worked "
        "out. All answers do count in the larger whole."
    ).format(k=minimum_group)


def side_by_side() -> str:
    """How to look at units beside each other."""
    return _(
        "In alphabetical order, no ranking. “Higher” and “lower” mean: clearly different from the rest of the "
        "organisation. Teams differ in task and size: a difference is a question, no verdict."
    )


def by_role() -> str:
    """How to read scores by role."""
    return _(
        "In brackets stands where the score of that group in general probably lies. Where two groups overlap "
        "widely, do not read a difference. A clear difference can be chance too, now and then. Who did not say a "
        "role counts in the last group. In small services scores by role cannot be shown."
    )


def little_sight() -> str:
    """What little sight means."""
    return _(
        "Little sight: a third or more of the answers were “I don't know”. First explore together what "
        "people know about this."
    )


def bands() -> str:
    """What the words for a score mean."""
    return _(
        "3.5 or more reads “Strength”, 2.5 to 3.4 “In between”, lower “To be developed”. These are half-way points "
        "between words of the scale, not norms."
    )


def detail(minimum_detail: int) -> str:
    """From how many answers on it is shown how people answered a question."""
    return _(
        "How people answered each question is only shown from {n} answers on, and where it gives nobody away."
    ).format(n=minimum_detail)
