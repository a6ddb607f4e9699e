"""The causal diagram: are all loops found, with their sign, and no others?"""

from __future__ import annotations

from itertools import permutations

import pytest
from cattrs.preconf.json import make_converter
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.domain.causes import CausalDiagram, Edge, Node, Sign, course_diagram, guide, loops, pulls

LETTERS = "abcde"


def diagram(arrows: dict[tuple[str, str], str]) -> CausalDiagram:
    """A diagram of five factors."""
    return CausalDiagram(tuple(Node(one, one.upper()) for one in LETTERS),
                         tuple(Edge(start, end, Sign(sign)) for (start, end), sign in arrows.items()))


def by_trying_all_orders(arrows: dict[tuple[str, str], str]) -> set[tuple[tuple[str, ...], bool]]:
    """Loops by brute force: every order of every choice of factors, begun with the first letter."""
    found = set()
    for size in range(2, len(LETTERS) + 1):
        for nodes in permutations(LETTERS, size):
            steps = list(zip(nodes, (*nodes[1:], nodes[0]), strict=True))
            if nodes[0] == min(nodes) and all(step in arrows for step in steps):
                found.add((nodes, sum(arrows[step] == "-" for step in steps) % 2 == 0))
    return found


def test_the_course_diagram_has_four_reinforcing_loops() -> None:
    """Do 12 factors and 16 arrows, two of them minus, close the four loops, all reinforcing?"""
    course = course_diagram()
    assert (len(course.nodes), len(course.edges)) == (12, 16)
    assert sum(edge.sign is Sign.LESS for edge in course.edges) == 2
    found = loops(course)
    assert [(loop.reinforcing, loop.minus) for loop in found] == [(True, 0), (True, 2), (True, 0), (True, 0)]
    assert found[0].nodes == ("formal_learning", "capability", "service_outcomes", "perceived_value", "sponsorship",
                              "development_budget")
    assert found[1].nodes == ("admin_image", "seniority", "talent", "capability", "service_outcomes", "perceived_value")
    assert {len(loop.nodes) for loop in found} == {6, 7}
    assert guide().label == "Course model"


def test_levers() -> None:
    """Do the two levers touch all four loops, one from inside and one from outside?"""
    touched = {pull.node: (pull.on, pull.feeds) for pull in pulls(course_diagram())}
    levers = {lever.node: touched[lever.node] for lever in guide().levers}
    assert levers == {"service_outcomes": (4, 0), "role_clarity": (0, 4)}
    assert next(iter(touched.values())) == (4, 0)


def test_what_feeds_a_loop() -> None:
    """Does a factor feed the loop that its arrow leads into, and none when the arrow only comes from there?"""
    one = diagram({("a", "b"): "+", ("b", "a"): "+", ("c", "b"): "-", ("a", "d"): "+"})
    assert {pull.node: (pull.on, pull.feeds) for pull in pulls(one)} == {
        "a": (1, 0), "b": (1, 0), "c": (0, 1), "d": (0, 0), "e": (0, 0)}
    assert [pull.node for pull in pulls(one)][:3] == ["a", "b", "c"]


def test_a_reversed_sign_balances() -> None:
    """Does a loop with one minus sign balance?"""
    one = loops(diagram({("a", "b"): "+", ("b", "c"): "-", ("c", "a"): "+"}))
    assert [(loop.nodes, loop.minus, loop.reinforcing) for loop in one] == [(("a", "b", "c"), 1, False)]


def test_a_chain_has_no_loop() -> None:
    """Does a chain, or an empty diagram, give no loop?"""
    assert loops(diagram({("a", "b"): "+", ("b", "c"): "+"})) == ()
    assert loops(CausalDiagram()) == ()


ARROWS = st.dictionaries(st.sampled_from(list(permutations(LETTERS, 2))), st.sampled_from("+-"), max_size=14)


@given(ARROWS)
def test_loops_are_those_of_brute_force(arrows: dict[tuple[str, str], str]) -> None:
    """Are exactly the loops found that trying all orders finds, each once and with its sign?"""
    found = loops(diagram(arrows))
    assert {(loop.nodes, loop.reinforcing) for loop in found} == by_trying_all_orders(arrows)
    assert len({loop.nodes for loop in found}) == len(found)


@given(ARROWS)
def test_pulls_count_loops(arrows: dict[tuple[str, str], str]) -> None:
    """Does a factor touch at most all loops, and do those on loops add up to the loops' lengths?"""
    one = diagram(arrows)
    found = pulls(one)
    assert all(pull.on + pull.feeds <= len(loops(one)) for pull in found)
    assert sum(pull.on for pull in found) == sum(len(loop.nodes) for loop in loops(one))


@pytest.mark.parametrize(("nodes", "edges", "words"), [
    ("aa", [], "factor 'a' occurs twice"), ("ab", [("a", "b"), ("a", "b")], "a to b"), ("ab", [("a", "a")], "'a' to 'a'"),
    ("ab", [("a", "z")], "'z'"),
])
def test_a_wrong_diagram_is_refused(nodes: str, edges: list[tuple[str, str]], words: str) -> None:
    """Does a diagram with a double factor or arrow, or an arrow to itself or to nowhere, raise an error that names it?"""
    with pytest.raises(ValueError, match=words):
        CausalDiagram(tuple(Node(one, one) for one in nodes), tuple(Edge(start, end, Sign.MORE) for start, end in edges))


def test_a_diagram_survives_json() -> None:
    """Does a diagram come back from JSON as it was?"""
    json = make_converter()
    assert json.loads(json.dumps(course_diagram()), CausalDiagram) == course_diagram()
