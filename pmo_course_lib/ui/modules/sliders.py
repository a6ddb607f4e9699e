"""Numbers to play with: each begins at a value, keeps within its range, and is kept in the workbook's ``values``."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from attrs import evolve, frozen

from pmo_course_lib.ui.modules.kept import forget
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Number
from pmo_course_lib.workbook.model import Workbook


@frozen
class Slider:
    """A number kept under ``name``, from ``low`` to ``high``; ``whole`` ones have no fraction."""

    name: str
    label: str
    start: float
    low: float
    high: float
    unit: str = ""
    whole: bool = False
    help: str = ""

    @property
    def id(self) -> str:
        """The id of its field."""
        return at("values", self.name)

    def fits(self, value: Any) -> bool:
        """Is this a number that it can stand at?"""
        return (not isinstance(value, bool) and isinstance(value, int | float) and isfinite(value)
                and self.low <= value <= self.high and (not self.whole or value == int(value)))

    def value(self, workbook: Workbook) -> float:
        """Where it stands; at its start for what does not fit."""
        kept = workbook.values.get(self.name)
        return kept if isinstance(kept, int | float) and self.fits(kept) else self.start

    def block(self, workbook: Workbook) -> Number:
        """Its field."""
        return Number(self.id, self.label, self.value(workbook), self.low, self.high, 1, self.unit, self.help)

    def put(self, workbook: Workbook, value: Any) -> Workbook:
        """The workbook with it moved; ``None`` brings it back to its start. Raises ``ValueError`` beyond its range."""
        if value is None:
            return forget(workbook, self.name)
        if not self.fits(value):
            kind = "a whole number" if self.whole else "a number"
            raise ValueError(f"Write {kind} from {self.low:g} to {self.high:g}.")
        return evolve(workbook, values={**workbook.values, self.name: int(value) if self.whole else value})


def moved(workbook: Workbook, sliders: Iterable[Slider]) -> bool:
    """Has anybody moved one of them?"""
    return any(one.fits(workbook.values.get(one.name)) for one in sliders)


def slide(workbook: Workbook, sliders: Iterable[Slider], id: str, value: Any) -> Workbook:
    """The workbook with the slider of this id moved. Raises ``ValueError``, also for an id that is none of them."""
    for one in sliders:
        if one.id == id:
            return one.put(workbook, value)
    raise ValueError("There is no such field here. Load the page again.")
