"""Any map: do checks never fail, do they agree with plain references, and does the order of input not matter?"""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from attrs import evolve, fields
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.topology import (
    CHECKS,
    Body,
    Consumer,
    Consumes,
    DependsOn,
    Governs,
    HandsOverTo,
    Obligation,
    Permanence,
    Pmo,
    Provides,
    ReportsTo,
    Role,
    Service,
    State,
    Support,
    Topology,
    advice,
    consumers_matrix,
    figures,
    findings,
    index,
    load_of,
    missing,
    moved,
    problems,
    services_matrix,
)
from pmo_course_lib.domain.topology.graph import circles, longest_path
from tests.bench.topology import large

PMOS, CONSUMERS, SERVICES = ("p1", "p2", "p3", "p4"), ("c1", "c2"), ("s1", "s2", "s3", "s4", "s5")
ANY = (*PMOS, *CONSUMERS, *SERVICES, "x1", "b1", "ghost", "")
tenths = st.integers(0, 3000).map(lambda number: number / 10)
weights = st.one_of(st.none(), st.sampled_from((0.0, 0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 1.0, 1.2, -0.1)))


def end(*good: str) -> st.SearchStrategy[str]:
    """Mostly an id that fits, at times any other, an unknown one or none."""
    return st.one_of(st.sampled_from(good), st.sampled_from(good), st.sampled_from(good), st.sampled_from(ANY))


def some(strategy: st.SearchStrategy[Any], most: int = 8) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few of these."""
    return st.lists(strategy, max_size=most).map(tuple)


def each(node: Any, ids: tuple[str, ...], **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """One node for each id."""
    return st.tuples(*(st.builds(node, st.just(id), **parts) for id in ids))


OBLIGATIONS = st.sampled_from((None, *Obligation))
PMO_KINDS = st.sampled_from(("", "enterprise", "divisional", "programme", "mega"))
MAPS = st.builds(
    Topology,
    pmos=each(Pmo, PMOS, kind=PMO_KINDS, permanence=st.sampled_from((None, *Permanence)),
              capacity_hours_per_month=st.none() | tenths),
    consumers=each(Consumer, CONSUMERS, needs=some(st.sampled_from(("plans", "Plans", "skills", "")), 3)),
    services=each(Service, SERVICES, category=st.sampled_from(("", "CAT1")), outcome=st.sampled_from(("", "plans", "skills")),
                  state=st.sampled_from((State.LIVE, State.LIVE, *State)), obligation=OBLIGATIONS,
                  hours_per_month=st.none() | tenths, sla_target_hours=st.none() | tenths, outlives_pmo=st.booleans(),
                  people=st.sampled_from((None, 1, 2)), assures=some(end(*PMOS), 2)),
    supports=st.just((Support("x1"),)), bodies=st.just((Body("b1"),)),
    reports_to=some(st.builds(ReportsTo, end(*PMOS), end(*PMOS, "b1"))),
    governs=some(st.builds(Governs, end("b1"), end(*PMOS, *SERVICES)), 3),
    provides=some(st.builds(Provides, end(*PMOS), end(*SERVICES), st.sampled_from((0.0, 0.1, 0.3, 1.0)), st.none() | tenths,
                            st.booleans(), some(end(*CONSUMERS), 2)), 12),
    consumes=some(st.builds(Consumes, end(*CONSUMERS, *PMOS), end(*SERVICES), obligation=OBLIGATIONS), 12),
    depends_on=some(st.builds(DependsOn, end(*SERVICES), end(*SERVICES, "x1"), st.just(""), st.none() | tenths), 10),
    role=some(st.builds(Role, end(*PMOS), end(*PMOS, *CONSUMERS), weights, weights, weights)),
    hands_over_to=some(st.builds(HandsOverTo, end(*PMOS), end(*PMOS), end(*SERVICES)), 4),
)
GRAPHS = st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefgh"), max_size=4), max_size=7)


def reaches(graph: dict[str, list[str]], start: str) -> set[str]:
    """All nodes that can be reached by at least one line: the plain reference."""
    found: set[str] = set()
    open_ = list(graph.get(start, ()))
    while open_:
        if (node := open_.pop()) not in found:
            found.add(node)
            open_.extend(graph.get(node, ()))
    return found


@settings(max_examples=200, deadline=None)
@given(MAPS)
def test_nothing_raises_and_messages_speak(map: Topology) -> None:
    """Does every question to any map get an answer, each finding with nodes of the map and a sentence?"""
    tables = index(map)
    known = {node.id for node in map.nodes}
    for finding in (*findings(tables), *advice(tables)):
        assert set(finding.nodes) <= known and finding.nodes
        assert finding.message.endswith(".") and "None" not in finding.message
    five = figures(tables)
    for share in (five.coverage, five.overlap_rate, five.concentration, *five.partnering_share.values()):
        assert share.value is None or 0 <= share.value <= 1
    assert {len(row) for row in services_matrix(tables)} == {1 + len(PMOS)}
    assert len({len(row) for row in consumers_matrix(tables)}) == 1
    assert all(line.endswith(".") for line in (*problems(map), *missing(map)))


@settings(max_examples=100, deadline=None)
@given(MAPS, st.randoms(use_true_random=False))
def test_order_of_input_changes_no_finding(map: Topology, draw: random.Random) -> None:
    """Are findings, advice and figures the same for the same map in another order?"""
    def mixed(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(draw.sample(items, len(items)))

    other = evolve(map, **{one.name: mixed(getattr(map, one.name)) for one in fields(Topology)})
    assert findings(index(other)) == findings(index(map))
    assert advice(index(other)) == advice(index(map))
    assert figures(index(other)) == figures(index(map))
    assert sorted(map_problem.partition(": ")[2] for map_problem in problems(other)) == sorted(
        map_problem.partition(": ")[2] for map_problem in problems(map))


@settings(max_examples=150, deadline=None)
@given(MAPS)
def test_circles_agree_with_the_reference(map: Topology) -> None:
    """Do V2 and V3 find circles exactly where a node reaches itself, and V2 dead ends where no line goes on?"""
    bosses = {pmo: [line.to for line in map.reports_to if line.pmo == pmo and line.to in (*PMOS, "b1")] for pmo in PMOS}
    needed = {one: [line.on for line in map.depends_on if line.service == one and line.on in (*SERVICES, "x1")]
              for one in SERVICES}
    dead = {(pmo,) for pmo in PMOS if not bosses[pmo]}
    for check, graph, others in (("V2", bosses, dead), ("V3", needed, set())):
        found = {one.nodes for one in CHECKS[check](index(map))}
        assert others <= found
        for circle in found - others:
            assert all(there in graph[here] for here, there in zip(circle, (*circle[1:], circle[0]), strict=True))
        on_circle = {node for node in graph if node in reaches(graph, node)}
        named = {node for circle in found - others for node in circle}
        assert named <= on_circle
        for node in on_circle:  # each one that is in a circle goes round with one that is named
            assert any(node in reaches(graph, other) and other in reaches(graph, node) for other in named)


@settings(max_examples=200, deadline=None)
@given(GRAPHS)
def test_longest_path_agrees_with_the_reference(graph: dict[str, list[str]]) -> None:
    """In a graph without circles, is the longest path as long as trying all of them finds, and is it a path?"""
    path = longest_path(graph)
    if circles(graph):
        return

    def length(node: str) -> int:
        return max((1 + length(other) for other in graph.get(node, ())), default=0)

    assert len(path) - 1 == max(map(length, graph), default=-1)
    assert all(there in graph[here] for here, there in pairwise(path))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(tenths, st.sampled_from((0.1, 0.3, 0.7, 1.0)))), st.integers(-1, 1))
def test_capacity_agrees_with_exact_fractions(parts: list[tuple[float, float]], over: int) -> None:
    """At the limit, a thousandth above and below it: does the check say what exact fractions say?"""
    total = sum((Fraction(Decimal(str(hours))) * Fraction(Decimal(str(share))) for hours, share in parts), Fraction(0))
    capacity = float(total * Fraction(115, 100) + Fraction(over, 1000))
    if capacity < 0:
        return
    services = tuple(Service(f"s{number}", hours_per_month=hours) for number, (hours, _) in enumerate(parts))
    provides = tuple(Provides("p", one.id, share=share) for one, (_, share) in zip(services, parts, strict=True))
    tables = index(Topology(pmos=(Pmo("p", capacity_hours_per_month=capacity),), services=services, provides=provides))
    assert load_of(tables, "p").fits is (over >= 0)
    assert bool(CHECKS["V5"](tables)) is (over < 0)
    assert load_of(tables, "p").hours == float(total)


@settings(max_examples=150, deadline=None)
@given(MAPS, st.sampled_from(PMOS), st.sampled_from(PMOS), st.sampled_from(SERVICES))
def test_there_and_back(map: Topology, source: str, target: str, service: str) -> None:
    """Is a service that moves and comes back where it was, whatever part the other PMO had?"""
    if any((line.pmo, line.service) == (source, service) for line in map.provides):
        there = moved(map, service, source, target)
        assert moved(there, service, target, source) == map
        assert any((line.pmo, line.service) == (target, service) for line in there.provides)


def test_a_large_map_is_checked() -> None:
    """Are 200 PMOs and 2,000 services checked to the end? (How fast stands in `make bench`.)"""
    map = large()
    tables = index(map)
    found = findings(tables)
    figures(tables)
    assert {"V1", "V5", "V6", "V8"} <= {one.check for one in found}
    assert problems(map) == ()
