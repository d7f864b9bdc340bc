"""On paper: charts that were drawn for a dark screen get the colours of a light one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache

from audit.read.charts.palette import DARK, LIGHT, Palette


@cache
def style() -> str:
    """A style sheet for print, from each colour of the dark palette to that of the light one."""
    rules = [
        f'svg.marks [{part}="{dark}" i] {{ {part}: {light} !important }}'
        for dark, light in dict(zip(_colours(DARK), _colours(LIGHT), strict=True)).items()
        for part in ("fill", "stroke")
    ]
    return f"<style>@media print {{ {' '.join(rules)} }}</style>"


def _colours(palette: Palette) -> Iterator[str]:
    for field in fields(palette):
        value = getattr(palette, field.name)
        yield from (value,) if isinstance(value, str) else value
