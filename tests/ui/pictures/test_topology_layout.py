"""Where boxes of a topology go: is the width used, and does nothing lie on anything else?"""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.ui.pictures.topology_layout import bands, plan
from pmo_course_lib.ui.pictures.topology_model import Kind, Link, Network, Service, Thing


def network(*services: int) -> Network:
    """A PMO for each number, with so many services; each PMO but the first reports to the first."""
    pmos = tuple(Thing(f"p{n}", f"PMO {n}") for n in range(len(services)))
    below = tuple(Service(f"s{n}-{m}", f"Service {m}", f"p{n}") for n, count in enumerate(services) for m in range(count))
    return Network("Map", pmos=pmos, services=below, links=tuple(Link(Kind.REPORTS_TO, one.id, "p0") for one in pmos[1:]))


def columns(made: Network) -> list[list[str]]:
    [row] = bands(made, 4)
    return [[stack.head for stack in column] for column in row.columns]


def test_a_fifth_pmo_stands_where_there_is_room() -> None:
    """Does a PMO beyond the columns stand under the one with the fewest boxes, not under the longest list of services?"""
    assert columns(network(8, 3, 3, 2, 2)) == [["p0"], ["p1"], ["p2"], ["p3", "p4"]]
    assert columns(network(1, 1)) == [["p0"], ["p1"]]


def test_the_map_is_as_high_as_its_longest_column() -> None:
    """Is the picture of five PMOs no higher than that of the four without the last?"""
    four, five = (plan(network(*counts), 0, lambda _one, _width: 40).bottom for counts in ((8, 3, 3, 2), (8, 3, 3, 2, 2)))
    assert five - four < 30


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=12), st.integers(0, 3))
def test_boxes_keep_clear_of_each_other(services: list[int], orphans: int) -> None:
    """For any number of PMOs and services, has each its box, and does none meet another?"""
    made = network(*services)
    nobody = tuple(Service(f"o{n}", "Orphan") for n in range(orphans))
    made = Network("Map", pmos=made.pmos, services=(*made.services, *nobody), links=made.links)
    boxes = plan(made, 0, lambda one, _width: 30 + len(one)).boxes
    assert {*boxes} == {one.id for one in (*made.pmos, *made.services)} | ({"nobody"} if orphans else set())
    assert not any(one.meets(other, 1) for one, other in itertools.combinations(boxes.values(), 2))
