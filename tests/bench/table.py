"""A row of the result, with its target, and how it is printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from attrs import frozen

LAYOUT = "{:<66} {:>20}  {:<11} {}"


@frozen
class Row:
    """One figure; ``met`` is None where there is no target or nothing could be measured."""

    what: str
    figure: str
    target: str = ""
    met: bool | None = None


def at_most(what: str, value: float | None, limit: float, unit: str = "") -> Row:
    """A figure that should be small."""
    met = None if value is None else value <= limit
    return Row(what, shown(value, unit), f"<= {_number(limit)} {unit}".rstrip(), met)


def at_least(what: str, value: float | None, limit: float, unit: str = "") -> Row:
    """A figure that should be large."""
    met = None if value is None else value >= limit
    return Row(what, shown(value, unit), f">= {_number(limit)} {unit}".rstrip(), met)


def holds(what: str, figure: str, met: bool) -> Row:
    """Something that must be so."""
    return Row(what, figure, "must hold", met)


def shown(value: float | None, unit: str = "") -> str:
    """A figure with its unit, to three digits."""
    return "not measured here" if value is None else f"{_number(value)} {unit}".rstrip()


def spread(values: Iterable[float], unit: str = "") -> str:
    """From the least to the greatest, for figures that were taken several times."""
    ordered = sorted(values)
    return f"{_number(ordered[0])} to {_number(ordered[-1])} {unit}".rstrip()


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def show(title: str, rows: Iterable[Row]) -> None:
    """Print the rows as they come; the whole takes minutes."""
    print(f"\n{title.capitalize()}\n" + LAYOUT.format("what", "measured", "target", ""))
    for row in rows:
        print(LAYOUT.format(row.what, row.figure, row.target, {None: "", True: "ok", False: "MISSED"}[row.met]).rstrip())
        sys.stdout.flush()
