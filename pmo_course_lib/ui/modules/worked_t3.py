"""Worked examples of module 3, with the numbers of its text."""

from __future__ import annotations

from pmo_course_lib.domain.topology import Load, Pmo, Provides, Service, Topology, index, load_of
from pmo_course_lib.domain.value_ring import Group, RingInputs, benefit_relevance, compare, service_relevance
from pmo_course_lib.ui.modules.worked_table import WorkedTable

_DECISIONS, _LESS, _SKILLS = "faster decisions", "less administration", "skilled project managers"
_RING = RingInputs(
    groups=(Group("executives", 0.6, {_DECISIONS: 10, _LESS: 3, _SKILLS: 7}),
            Group("project managers", 0.4, {_DECISIONS: 5, _LESS: 8, _SKILLS: 7})),
    chances={"coaching": {_DECISIONS: 0.1, _LESS: 0.1, _SKILLS: 0.8}, "governance": {_DECISIONS: 0.7, _SKILLS: 0.1},
             "status reporting": {_DECISIONS: 0.5, _LESS: 0.3}, "documentation": {_DECISIONS: 0.1, _LESS: 0.7}},
    profiles={"coaching": (0.5, 0.4, 0.1), "governance": (0.3, 0.5, 0.2), "status reporting": (0.7, 0.2, 0.1),
              "documentation": (0.9, 0.1, 0.0)})
_PROMISED = {"monthly portfolio report": 24, "project health check": 90, "planning help": 72, "coaching": 60, "demand intake": 50,
             "resource conflict board": 32}
_CAPACITY = 420


def ranking_example() -> WorkedTable:
    """Relevance of the four services, with the parts that it is made of.

    >>> ranking_example().rows[0]
    ('coaching', '0.40 × 0.1 + 0.25 × 0.1 + 0.35 × 0.8', '0.345')
    """
    benefits = benefit_relevance(_RING.groups)
    found = service_relevance(benefits, _RING.chances)
    rows = tuple((name, " + ".join(f"{benefits[one]:.2f} × {chance}" for one, chance in row.items()), f"{found[name]:.3f}")
                 for name, row in _RING.chances.items())
    return WorkedTable("Service relevance (Course model)", ("service", "R × chance", "relevance"), rows)


def mix_example() -> WorkedTable:
    """The two mixes with their figures.

    >>> mix_example().rows[0][1:]
    ('0.604', '0.40 / 0.45 / 0.15', '0.814')
    """
    mixes = {"coaching and governance": ("coaching", "governance"),
             "status reporting and documentation": ("status reporting", "documentation"),
             "all four": tuple(_RING.chances)}
    rows = tuple((one.name, f"{one.expectations:.3f}", " / ".join(f"{part:.2f}" for part in one.shares), f"{one.balance:.3f}")
                 for one in compare(_RING, mixes))
    head = ("mix", "fit with expectations", "short / medium / long", "balance")
    return WorkedTable("Mixes compared (Course model)", head, rows)


def capacity_example() -> WorkedTable:
    """The load of the PMO before and after two candidates.

    >>> [row[1:] for row in capacity_example().rows][1]
    ('360', '414', '98.6 %', 'yes')
    """
    steps = {"promised so far": (), "with the lessons exchange (32)": (32,), "and a further service (20)": (32, 20)}
    loads = {name: _load(more) for name, more in steps.items()}
    rows = tuple((name, f"{load.hours:g}", f"{load.with_reserve:g}", f"{100 * (load.committed or 0):.1f} %",
                  "yes" if load.fits else "no") for name, load in loads.items())
    return WorkedTable(f"Capacity {_CAPACITY} hours a month (Course model)",
                       ("services", "hours", "hours × 1.15", "committed", "fits"), rows)


def _load(more: tuple[int, ...]) -> Load:
    hours = _PROMISED | {f"candidate {n}": one for n, one in enumerate(more)}
    services = tuple(Service(name, hours_per_month=one) for name, one in hours.items())
    lines = tuple(Provides("pmo", one.id) for one in services)
    return load_of(index(Topology((Pmo("pmo", capacity_hours_per_month=_CAPACITY),), services=services, provides=lines)), "pmo")
