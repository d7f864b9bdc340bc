"""An outline somebody wrote, read from YAML with nothing trusted: plain values, and where each of them stands.

Only text, whole numbers, lists and fields exist here. So `no` is a word, nothing is a date, and what YAML offers
beyond that (tags, anchors, aliases, several documents) is refused: it can hide code or grow without end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from audit.errors import Problem
from audit.texts import _
from audit.typed import unsafe_at

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 20
MAX_NODES: Final = 30_000  # 500 items in three languages are about 10,000
MAX_PROBLEMS: Final = 200  # more than anybody reads

Steps = tuple[str | int, ...]

# libyaml is many times faster; without it the same events come from Python.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_LAYOUT: Final = "\t\n\r"
_NO_CHARACTER: Final = re.compile("[\ufeff\ufffe\uffff]")


class _Stop(Exception):
    """Nothing after this point can be read."""


@dataclass(frozen=True)
class Outline:
    """A file as plain values (`None` where nothing could be read), the line of every step, and what is wrong.

    `broken` holds the places whose value is not known because YAML was used that is refused.
    """

    name: str
    value: Any = None
    lines: Mapping[Steps, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    broken: frozenset[Steps] = frozenset()

    def place(self, steps: Steps = ()) -> str:
        """Where something stands, in words: "ze.yaml, line 12, themes[2].items[0].text.nl"."""
        known = next((steps[:end] for end in range(len(steps), 0, -1) if steps[:end] in self.lines), ())
        line = self.lines.get(known)
        return _place(self.name, line, steps)

    def every(self, *pattern: str | None) -> Iterator[tuple[Steps, Any]]:
        """Every value at a place; `None` stands for any position in a list. What is not there is left out."""
        found: list[tuple[Steps, Any]] = [((), self.value)]
        for wanted in pattern:
            found = [((*steps, step), value) for steps, at in found for step, value in _children(at, wanted)]
        yield from found

    def is_broken(self, steps: Steps) -> bool:
        """Whether the value at this place, or around it, is not known."""
        return any(steps[:end] in self.broken for end in range(len(steps) + 1))


def read(path: Path) -> Outline:
    """Read a file; whatever is wrong with it is in `problems` of the outline."""
    try:
        if not path.is_file():
            return _refused(path.name, "not_found", _("This file does not exist, or is no file. Check the name."))
        if path.stat().st_size <= MAX_BYTES:
            with path.open("rb") as file:
                return parse(file.read(MAX_BYTES + 1), path.name)
    except (OSError, ValueError):
        return _refused(path.name, "not_readable", _("This file cannot be opened. Check who may read it."))
    return _too_large(path.name)


def parse(data: bytes, name: str) -> Outline:
    """Read the bytes of a YAML file, for use with its file name."""
    if len(data) > MAX_BYTES:
        return _too_large(name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _refused(name, "encoding", _("This file is saved as UTF-16. Save it as UTF-8."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = _("A character here is not saved as UTF-8. Save the file as UTF-8.")
        return _refused(name, "encoding", sentence, data[: error.start].count(b"\n") + 1)
    place = _unreadable_at(text)
    if place is not None:
        sentence = _("There is an invisible control character here. Type this line again.")
        return _refused(name, "control_character", sentence, text[:place].count("\n") + 1)
    return _Builder(name).build(text)


class _Builder:
    """Makes an outline of YAML events, one after the other, so that the limits hold while reading."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Steps, int] = {}
        self.problems: list[Problem] = []
        self.broken: set[Steps] = set()
        self.nodes = 0

    def build(self, text: str) -> Outline:
        """The outline of a text; what cannot be read is in its `problems` and `broken`."""
        value: Any = None
        try:
            value = self._document(text)
        except _Stop:
            self.broken.add(())
        except yaml.YAMLError as error:
            self.broken.add(())
            self._unreadable(error, text.rstrip().split("\n"))
        return Outline(self.name, value, self.lines, tuple(self.problems), frozenset(self.broken))

    def _document(self, text: str) -> Any:
        self.events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        value: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    sentence = _("A second document starts here (after “---”). Put each questionnaire in its own file.")
                    self._add("several_documents", (), event, sentence)
                    raise _Stop
            elif isinstance(event, yaml.NodeEvent):
                value = self._node(event, (), 1)
        if not self.problems and value is None:
            self.problems.append(Problem("empty", self.name, _("This file is empty. Fill it in or remove it.")))
            raise _Stop
        return value

    def _node(self, event: Any, steps: Steps, depth: int) -> Any:
        self.nodes += 1
        self.lines.setdefault(steps, event.start_mark.line + 1)
        if self.nodes > MAX_NODES:
            sentence = _("This file holds more than {limit} values. Check that it is the right file.")
            self._add("too_large", steps, event, sentence.format(limit=MAX_NODES))
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            self._add("alias", steps, event, _("A reference (“*…”) is not allowed here. Write the text out."))
            self.broken.add(steps)
            return None
        if event.anchor is not None:
            self._add("anchor", steps, event, _("An anchor (“&…”) is not allowed here. Remove it."))
        if event.tag is not None:
            self._add("tag", steps, event, _("A tag (“!…”) is not allowed here. Remove it and write plain text."))
            self.broken.add(steps)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, steps)
        if depth > MAX_DEPTH:
            sentence = _("Lists and fields stand more than {limit} levels deep here. Check the indentation.")
            self._add("too_deep", steps, event, sentence.format(limit=MAX_DEPTH))
            raise _Stop
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(steps, depth)
        return self._fields(steps, depth)

    def _list(self, steps: Steps, depth: int) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self._node(event, (*steps, len(values)), depth + 1))
        return values

    def _fields(self, steps: Steps, depth: int) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            name = event.value if isinstance(event, yaml.ScalarEvent) else None
            if name is None or event.tag is not None or event.anchor is not None or _unreadable_at(name) is not None:
                self._add("field_name", steps, event, _("The name of a field must be one plain word. Write it so."))
                name = None
                if not isinstance(event, yaml.ScalarEvent):
                    self._node(event, (*steps, "?"), depth + 1)
            elif name in fields:
                sentence = _("“{name}” stands here for the second time. Keep one.")
                self._add("repeated_field", (*steps, name), event, sentence.format(name=name[:40]))
                name = None
            place = (*steps, "?") if name is None else (*steps, name)
            if name is not None:
                self.lines[place] = event.start_mark.line + 1
            value = self._node(next(self.events), place, depth + 1)
            if name is not None:
                fields[name] = value
        return fields

    def _scalar(self, event: Any, steps: Steps) -> str | int | None:
        text = unicodedata.normalize("NFC", event.value)
        if not event.style and text in ("", "~", "null"):
            return None
        if not event.style and _WHOLE_NUMBER.fullmatch(text):
            return int(text)
        if _unreadable_at(text) is not None:
            sentence = _("There is an invisible control character here. Type this line again.")
            self._add("control_character", steps, event, sentence)
            self.broken.add(steps)
        return text

    def _add(self, code: str, steps: Steps, event: Any, sentence: str) -> None:
        self.problems.append(Problem(code, _place(self.name, event.start_mark.line + 1, steps), sentence))
        if len(self.problems) > MAX_PROBLEMS:
            raise _Stop

    def _unreadable(self, error: yaml.YAMLError, lines: list[str]) -> None:
        mark = getattr(error, "problem_mark", None)
        if mark is None or mark.line >= len(lines):  # found at the end of the file: what began is never closed
            mark = getattr(error, "context_mark", None) or mark
        line = min(mark.line, len(lines) - 1) if mark else 0
        sentence = _(
            "From here on the file is not readable as YAML. Check the indentation, close every bracket and "
            "quotation mark, and put text with a colon or a hash sign between quotation marks."
        )
        if "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]:
            sentence = _("There is a tab at the start of this line. Use spaces to indent.")
        self.problems.append(Problem("not_yaml", _place(self.name, line + 1 if mark else None, ()), sentence))


def _unreadable_at(text: str) -> int | None:
    """Where the first character stands that no file may hold: what is unsafe anywhere, a byte order mark, and the two
    code points that are no characters; nothing when there is none."""
    other = _NO_CHARACTER.search(text)
    places = [unsafe_at(text, allowed=_LAYOUT), other.start() if other else None]
    return min((place for place in places if place is not None), default=None)


def _children(value: Any, wanted: str | None) -> Iterator[tuple[str | int, Any]]:
    if wanted is None and isinstance(value, list):
        yield from enumerate(value)
    elif wanted is not None and isinstance(value, dict) and wanted in value:
        yield wanted, value[wanted]


def _place(name: str, line: int | None, steps: Steps) -> str:
    inside = "".join(f"[{step}]" if isinstance(step, int) else f".{step[:40]}" for step in steps).lstrip(".")
    where = _("line {number}").format(number=line) if line else ""
    return ", ".join(part for part in (name, where, inside) if part)


def _refused(name: str, code: str, sentence: str, line: int | None = None) -> Outline:
    return Outline(name, problems=(Problem(code, _place(name, line, ()), sentence),), broken=frozenset([()]))


def _too_large(name: str) -> Outline:
    sentence = _("This file is larger than {limit} MB. Check that it is the right file.")
    return _refused(name, "too_large", sentence.format(limit=MAX_BYTES // 1_000_000))
