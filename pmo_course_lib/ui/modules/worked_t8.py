"""Worked examples of module 8: uptake against demand, hours that an end frees, and two PMOs before the inflection point."""

from __future__ import annotations

from pmo_course_lib.domain.maturity import Scores, assess, guide
from pmo_course_lib.domain.topology import Pmo, Provides, Service, State, Topology, index, load_of
from pmo_course_lib.domain.worth import uptake
from pmo_course_lib.ui.modules.worked_table import WorkedTable


def uptake_example() -> WorkedTable:
    """Fewer users twice: once because fewer could use the service, once because they stay away.

    >>> [row[3:] for row in uptake_example().rows]
    [('60 % to 60 %', 'no reason: demand fell'), ('50 % to 25 %', 'a reason')]
    """
    cases = (("fewer projects", (30, 50), (21, 35)), ("same projects", (30, 60), (12, 48)))
    head = ("case", "users / could, before", "now", "uptake", "for the board")
    return WorkedTable("Is falling use a reason? (Course model)", head, tuple(_use(*case) for case in cases))


def _use(name: str, before: tuple[int, int], now: tuple[int, int]) -> tuple[str, ...]:
    was, is_ = uptake(*before) or 0, uptake(*now) or 0
    return (name, f"{before[0]} / {before[1]}", f"{now[0]} / {now[1]}", f"{100 * was:.0f} % to {100 * is_:.0f} %",
            "a reason" if is_ < was else "no reason: demand fell")


def hours_example() -> WorkedTable:
    """A PMO of 600 hours: before the decision, while the service is retiring, and after G7.

    >>> [row[2:] for row in hours_example().rows]
    [('644', 'no'), ('644', 'no'), ('575', 'yes')]
    """
    rows = tuple(_load(name, state) for name, state in (
        ("before the decision", State.LIVE), ("retiring, until G7", State.RETIRING), ("retired", State.RETIRED)))
    head = ("service of 60 hours", "hours agreed", "with reserve", "fits")
    return WorkedTable("Capacity 600 hours a month (Course model)", head, rows)


def _load(name: str, state: State) -> tuple[str, ...]:
    load = load_of(index(Topology(
        pmos=(Pmo("pmo", capacity_hours_per_month=600),),
        services=(Service("rest", hours_per_month=500), Service("ends", hours_per_month=60, state=state)),
        provides=(Provides("pmo", "rest"), Provides("pmo", "ends")))), "pmo")
    return name, f"{load.hours:g}", f"{load.with_reserve:.4g}", "yes" if load.fits else "no"


def ladder_example() -> WorkedTable:
    """PMO A and PMO B: the higher index stays below the inflection point.

    >>> [row[:3] for row in ladder_example().rows]
    [('A', '2.90', '3 Defined provider'), ('B', '2.75', '4 Adaptive service partner')]
    """
    two = {name: Scores(one.scores, one.orientation_index, one.partnering_share)
           for name, one in zip("AB", guide().examples[:2], strict=True)}
    head = ("PMO", "index", "level", "the next level asks for")
    return WorkedTable("Two PMOs on the ladder (Course model)", head, tuple(_rung(name, one) for name, one in two.items()))


def _rung(name: str, scores: Scores) -> tuple[str, ...]:
    now = assess(scores)
    level = f"{now.level.level} {now.level.name}" if now.level else "none"
    asked = (f"{one.text.partition(';')[0]} (at least {one.condition.least:g})" for one in now.missing)
    return name, f"{now.index or 0:.2f}", level, "; ".join(asked)
