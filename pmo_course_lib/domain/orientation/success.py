"""Words of success, the chain from capabilities to success, and the measures of the Spirit of Agile. *Course model*."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from attrs import field, frozen

from pmo_course_lib.domain.orientation.model import guide


def _not_negative(_instance: object, attribute: object, value: float) -> None:
    if value < 0:
        raise ValueError(f"{getattr(attribute, 'name', '')} is {value!r}; allowed: 0 or more")


@frozen
class Sphere:
    """Benefits possible and reached within control or within influence, in one unit for both."""

    possible: float = field(validator=_not_negative)
    reached: float = field(validator=_not_negative)


def success_share(control: Sphere, influence: Sphere) -> float | None:
    """Share of the possible benefits that is reached; what is only of concern counts neither above nor below the line.

    ``None`` when nothing was possible. *Course model*, after Jain (2023). PMO Rowan, in thousand euros:

    >>> success_share(Sphere(400, 300), Sphere(600, 240))
    0.54
    """
    possible = control.possible + influence.possible
    return (control.reached + influence.reached) / possible if possible else None


def first_unproven(evidence: Mapping[str, str]) -> str | None:
    """The first link of the chain without evidence: where to work, since each later link rests on it. *Course model*.

    ``None`` when every link has evidence. Raises ``ValueError`` for an unknown link.

    >>> first_unproven({"capabilities": "two trained reviewers", "use": "30 of 50 managers"})
    'services at agreed levels'
    """
    links = guide().chain.links
    if unknown := [one for one in evidence if one not in links]:
        raise ValueError(f"link is {unknown[0]!r}; allowed: {', '.join(links)}")
    return next((link for link in links if not evidence.get(link, "").strip()), None)


def renewal_rate(transformed: int, retired: int, live_at_start: int) -> float | None:
    """AG3: services transformed or retired in 12 months / services live at the start; new ones do not count.

    ``None`` when none was live. *Course model*.

    >>> renewal_rate(transformed=4, retired=2, live_at_start=16)
    0.375
    """
    return (transformed + retired) / live_at_start if live_at_start else None


def lead_time(measure: str, days: Mapping[str, datetime.date],
              working_days: Callable[[datetime.date, datetime.date], int]) -> int | None:
    """AG1, AG2 or AG4 in working days; ``None`` while its first or last day is not known. *Course model*.

    ``days`` holds the days of G1, G3, G4, feedback, action; ``working_days(first, last)`` counts by the PMO's calendar.
    Raises ``ValueError`` when ``measure`` has no first and last day.
    """
    rows = {one.id: (one.start, one.end) for one in guide().agile_measures.measures if one.start and one.end}
    if measure not in rows:
        raise ValueError(f"measure is {measure!r}; allowed: {', '.join(rows)}")
    first, last = (days.get(name or "") for name in rows[measure])
    return working_days(first, last) if first and last else None
