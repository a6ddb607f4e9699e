"""What the checks find on a map, but for what teams look for themselves in exercise E4: overlaps and gaps of the case company."""

from __future__ import annotations

from functools import cache

from pmo_course_lib.domain.topology import Finding, Index, findings, index
from pmo_course_lib.ui.modules.case import case_workbook

_HELD_BACK = ("V7", "V8")
HELD_BACK = ("Overlaps (V7) and gaps (V8) of the case company's own map are not told here: your team looks for them in "
             "exercise E4.")


def found(table: Index) -> tuple[Finding, ...]:
    """The findings that may be told in a module."""
    return tuple(one for one in findings(table) if (one.check, one.nodes) not in _of_case())


def held_back(table: Index) -> bool:
    """Whether anything is found that may not be told yet."""
    return len(found(table)) < len(findings(table))


@cache
def _of_case() -> frozenset[tuple[str, tuple[str, ...]]]:
    case = case_workbook()
    there = findings(index(case.topology)) if case else ()
    return frozenset((one.check, one.nodes) for one in there if one.check in _HELD_BACK)
