"""Topology: what a person waits for after each change of a large map."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from pmo_course_lib.domain.topology import (
    Body,
    Consumer,
    Consumes,
    DependsOn,
    Pmo,
    Provides,
    ReportsTo,
    Role,
    Service,
    Support,
    Topology,
    advice,
    figures,
    findings,
    guide,
    index,
    problems,
)
from tests.bench.table import Row, at_most, shown

TIMES = 5
PMOS, SERVICES, CONSUMERS, SUPPORTS = 200, 2000, 400, 50


def rows(_folder: Path) -> Iterator[Row]:
    """All figures of the topology: a map of 200 PMOs and 2,000 services, medians of several runs."""
    guide()
    map = large()
    yield at_most(f"all checks and figures, {PMOS} PMOs, {SERVICES:,} services", _timed(lambda: _all(map)), 1, "s")
    tables = index(map)
    for name, work in (("index", lambda: index(map)), ("checks V1 to V12", lambda: findings(tables)),
                       ("five figures", lambda: figures(tables)), ("placement", lambda: advice(tables)),
                       ("problems", lambda: problems(map))):
        yield Row(f"  {name}", shown(_timed(work) * 1000, "ms"))


def large(seed: int = 7) -> Topology:
    """A map with some of everything: overlaps, gaps, overbooked PMOs, odd weights, a few circles."""
    draw = random.Random(seed)
    pmos, services, consumers = ([f"{kind}{n}" for n in range(size)] for kind, size in
                                 (("pmo", PMOS), ("service", SERVICES), ("group", CONSUMERS)))
    supports = [f"support{n}" for n in range(SUPPORTS)]
    kinds = [kind.id for kind in guide().pmo_kinds]
    return Topology(
        pmos=tuple(Pmo(id, kind=draw.choice(kinds), capacity_hours_per_month=draw.randint(300, 900)) for id in pmos),
        consumers=tuple(Consumer(id, needs=tuple(f"outcome {draw.randrange(100)}" for _ in range(4))) for id in consumers),
        services=tuple(Service(id, category=f"CAT{draw.randint(1, 6)}", outcome=f"outcome {draw.randrange(100)}",
                               hours_per_month=draw.randint(5, 900) / 10, sla_target_hours=draw.randint(8, 80),
                               outlives_pmo=draw.random() < 0.3) for id in services),
        supports=tuple(map(Support, supports)), bodies=(Body("board"),),
        reports_to=tuple(ReportsTo(id, draw.choice([*pmos[:n], "board"])) for n, id in enumerate(pmos)),
        provides=tuple(Provides(draw.choice(pmos), id, draw.randint(0, 10) / 10, accountable=n < SERVICES or draw.random() < 0.1)
                       for n, id in enumerate([*services, *draw.sample(services, 400)])),
        consumes=tuple(Consumes(draw.choice(consumers), draw.choice(services)) for _ in range(4000)),
        depends_on=tuple(DependsOn(draw.choice(services), draw.choice([*services, *supports]), target_hours=draw.randint(4, 80))
                         for _ in range(2000)),
        role=tuple(Role(draw.choice(pmos), draw.choice(consumers), serving, controlling, round(1 - serving - controlling, 2))
                   for serving, controlling in ((draw.randint(0, 50) / 100, draw.randint(0, 50) / 100) for _ in range(600))),
    )


def _all(map: Topology) -> None:
    tables = index(map)
    findings(tables)
    figures(tables)
    advice(tables)


def _timed(work: Callable[[], object]) -> float:
    """Seconds, the median of several runs."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)
