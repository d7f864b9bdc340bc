"""What was agreed and asked in a meeting, to send on: a text for a mail, and a calendar file with the days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from audit.act.meeting import Meeting
from audit.texts import _, day

Title = Callable[[str], str]
"""What a theme is called, by its id."""
_LINE: Final = 73  # bytes of a line in a calendar file, beside its end


def as_text(meeting: Meeting, name: str, round_title: str, title: Title) -> str:
    """The minutes as plain text, exactly as it was typed but for line ends within a text.

    Args:
        name: what the unit is called.
        round_title: what the round is called.
    """
    head = _("Meeting of {unit} about {round}").format(unit=name, round=round_title)
    found = [head, day(meeting.begun_on), ""]
    reasons = {one.theme: one.reason for one in meeting.chosen}
    about = [*meeting.themes, *(one.theme for one in meeting.agreements), *(one.theme for one in meeting.requests)]
    for theme in dict.fromkeys(about):
        reason = flat(reasons.get(theme, ""))
        found += [title(theme), *([reason] if reason else []), *_agreed(meeting, theme), *_asked(meeting, theme), ""]
    looking = _("We look back on {first} and {second}.")
    return "\n".join([*found, looking.format(first=day(meeting.first_check), second=day(meeting.second_check)), ""])


def _agreed(meeting: Meeting, theme: str) -> Iterator[str]:
    for one in meeting.agreements:
        if one.theme == theme and one.what:
            until = _("by {day}").format(day=day(one.until)) if one.until else ""
            yield "- " + " · ".join(part for part in (flat(one.what), flat(one.who), until) if part)
            if one.notice:
                yield "  " + _("We notice it by: {notice}").format(notice=flat(one.notice))


def _asked(meeting: Meeting, theme: str) -> Iterator[str]:
    for one in meeting.requests:
        if one.theme == theme and one.what:
            yield "- " + _("Asked: {what}").format(what=flat(one.what))
            if one.answer:
                yield "  " + _("Answer: {answer}").format(answer=flat(one.answer))


def flat(text: str) -> str:
    """A text of several lines in one."""
    return " ".join(text.split())


def calendar(meeting: Meeting, name: str, now: datetime) -> bytes:
    """The days of a meeting as a calendar file (iCalendar, RFC 5545): those of its agreements and of both checks.

    Args:
        now: when the file is made, in UTC.
    """
    days = [(one.id, one.until, one.what) for one in meeting.agreements if one.until and one.what]
    again = _("Look back on the agreements of {unit}").format(unit=name)
    days += [("check-1", meeting.first_check, again), ("check-2", meeting.second_check, again)]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Krachtspiegel//NL"]
    for id, on, what in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{id}.{meeting.id}@krachtspiegel",
            f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{_after(on):%Y%m%d}",
            f"SUMMARY:{escaped(flat(what))}",
            "END:VEVENT",
        ]
    return "".join(folded(line) for line in [*lines, "END:VCALENDAR"]).encode()


def _after(day: date) -> date:
    return day + timedelta(days=1)


def escaped(text: str) -> str:
    r"""A text as the value of a line in a calendar file.

    >>> escaped("koffie, thee; of C:\\x")
    'koffie\\, thee\\; of C:\\\\x'
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text


def folded(line: str) -> str:
    """A line with its end, broken where it has more bytes than fit; never within a character."""
    parts, used = [""], 0
    for sign in line:
        size = len(sign.encode())
        if used + size > _LINE:
            parts.append("")
            used = 1  # the blank that a further part begins with
        parts[-1] += sign
        used += size
    return "\r\n ".join(parts) + "\r\n"
