"""Worked examples of module 5: the figures of Halden Water's map, and how much its Networks hub can still take."""

from __future__ import annotations

from pmo_course_lib.domain.topology import (
    Body,
    Consumer,
    Consumes,
    DependsOn,
    Load,
    Pmo,
    Provides,
    ReportsTo,
    Role,
    Service,
    Support,
    Topology,
    figures,
    findings,
    guide,
    index,
    load_of,
)
from pmo_course_lib.ui.modules.worked_table import WorkedTable

_FOUR = ("plans that hold", "skills", "people on time", "learning")
#: Service, its name, hours a month, outcome, who answers, who shares in the work, front desk, users.
_ROWS = (
    ("report", "Portfolio report", 72, "sound decisions", "epmo", "", "hub", ("board",)),
    ("check", "Health check", 90, "early warning", "epmo", "hub", "", ("board",)),
    ("coach", "Coaching", 60, "skills", "epmo", "", "", ("networks", "plants")),
    ("nplan", "Planning help, Networks", 84, "plans that hold", "hub", "", "", ("networks", "plants")),
    ("clash", "Resource conflict board", 64, "people on time", "hub", "", "", ("networks",)),
    ("data", "Status data", 40, "", "hub", "plant", "", ("epmo",)),
    ("pplan", "Planning help, Plant", 48, "plans that hold", "plant", "", "", ("plants",)),
    ("lessons", "Lessons exchange", 24, "learning", "plant", "", "", ("plants",)),
    ("cockpit", "Programme cockpit", 50, "", "plant", "", "", ("plants",)),
)


def halden() -> Topology:
    """The map of module 5. An invented utility; who shares in work has no hours of its own here."""
    return Topology(
        pmos=(Pmo("epmo", "Enterprise PMO", "enterprise"), Pmo("hub", "Networks hub", "divisional", capacity_hours_per_month=240),
              Pmo("plant", "Plant office", "programme")),
        consumers=(Consumer("board", "Executive committee", needs=("sound decisions", "early warning")),
                   Consumer("networks", "Networks project managers", needs=_FOUR),
                   Consumer("plants", "Plant project managers", needs=_FOUR)),
        services=tuple(Service(id, name, outcome=outcome, hours_per_month=hours, outlives_pmo=id == "lessons")
                       for id, name, hours, outcome, *_ in _ROWS),
        supports=(Support("extract", "Extract from the finance system"),), bodies=(Body("council", "Services board"),),
        reports_to=(ReportsTo("epmo", "council"), ReportsTo("hub", "epmo"), ReportsTo("plant", "epmo")),
        provides=tuple(line for row in _ROWS for line in _lines(row[0], row[4], row[5], row[6])),
        consumes=tuple(Consumes(user, row[0]) for row in _ROWS for user in row[7]),
        depends_on=(DependsOn("report", "data"), DependsOn("data", "extract")),
        role=(Role("epmo", "board", 0.30, 0.20, 0.50), Role("epmo", "hub", 0.20, 0.30, 0.50),
              Role("epmo", "plant", 0.15, 0.70, 0.15), Role("epmo", "networks", 0.60, 0.20, 0.20)))


def _lines(service: str, answers: str, shares: str, front: str) -> tuple[Provides, ...]:
    part = (Provides(shares, service, 0.1, hours_per_month=0, accountable=False),) if shares else ()
    desk = (Provides(front, service, 0, accountable=False),) if front else ()
    return (Provides(answers, service), *part, *desk)


def figures_example() -> WorkedTable:
    """The five figures of Halden's map, and the check that its relations fail.

    >>> [row[1] for row in figures_example().rows]
    ['8 / 10 = 0.80', '1 / 8 = 0.125', '222 / 532 = 0.417', '2', '2 / 4 = 0.50', 'V10']
    """
    table = index(halden())
    now = figures(table)
    said = {"coverage": str(now.coverage), "overlap_rate": str(now.overlap_rate), "concentration": str(now.concentration),
            "chain_length": str(now.chain_length), "partnering_share": str(now.partnering_share["epmo"])}
    police = next(one for one in findings(table) if one.check == "V10")
    return WorkedTable("Halden Water, figures of the map (Course model)", ("figure", "Halden", "how"), (
        *((one.name.lower(), said[one.id], one.formula) for one in guide().figures),
        ("police pattern", police.check, police.message.partition(". Ask")[0])))


def capacity_example() -> WorkedTable:
    """The Networks hub as it is, filled to the brim, and with one hour more.

    >>> [row[1:] for row in capacity_example().rows]
    [('188', '216.2', '20.7'), ('208.7', '240.0', '0.0'), ('209.7', '241.2', '-1.0')]
    """
    free = _hub().free or 0
    cases = (("as it is", 0.0), (f"with {free:.1f} hours more", free), ("with one hour beyond that", free + 1))
    rows = tuple((name, f"{load.hours:.4g}", f"{load.with_reserve:.1f}", f"{round(load.free or 0, 6) + 0:.1f}")
                 for name, more in cases for load in (_hub(more),))
    return WorkedTable("Networks hub, capacity 240 hours a month (Course model)",
                       ("services of the hub", "hours agreed", "with reserve", "hours still free"), rows)


def _hub(more: float = 0) -> Load:
    map = halden()
    added = Topology(pmos=map.pmos, services=(*map.services, Service("more", hours_per_month=more)),
                     provides=(*map.provides, Provides("hub", "more")))
    return load_of(index(added), "hub")
