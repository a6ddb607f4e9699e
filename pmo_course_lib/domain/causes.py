"""Causal diagrams: factors, signed arrows, the loops they close and where to pull."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from attrs import Attribute, field, frozen

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.check import different


class Sign(Enum):
    """How the end of an arrow follows its start."""

    MORE = "+"  #: the more, the more; the less, the less
    LESS = "-"  #: the more, the less; the less, the more


@frozen
class Node:
    """A factor."""

    id: str
    name: str


@frozen
class Edge:
    """An arrow from one factor to another."""

    start: str
    end: str
    sign: Sign


@frozen
class Lever:
    """A factor worth pulling, and why."""

    node: str
    why: str


@frozen
class CausalDiagram:
    """Factors and arrows. Raises ``ValueError`` for two factors or arrows alike, an arrow to itself or to no factor."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = field(default=())

    @edges.validator
    def _join_factors(self, _attribute: Attribute[tuple[Edge, ...]], edges: tuple[Edge, ...]) -> None:
        different("factor", ids := [node.id for node in self.nodes])
        different("arrow", (f"{edge.start} to {edge.end}" for edge in edges))
        for edge in edges:
            if edge.start == edge.end or not {edge.start, edge.end} <= set(ids):
                raise ValueError(f"arrow from {edge.start!r} to {edge.end!r}: it has to join two of {', '.join(ids)}")


@frozen
class Loop:
    """A closed chain of factors, from its first in the order of the diagram; ``minus`` counts its minus signs."""

    nodes: tuple[str, ...]
    minus: int

    @property
    def reinforcing(self) -> bool:
        """An even number of minus signs reinforces; an odd number balances."""
        return self.minus % 2 == 0


@frozen
class Pull:
    """How many loops a factor lies on, and how many more it feeds by an arrow of its own."""

    node: str
    on: int
    feeds: int


@frozen(kw_only=True)
class Guide(Stated):
    """All of ``causes.toml``: a diagram to start from. *Course model*."""

    lesson: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    levers: tuple[Lever, ...]


def guide() -> Guide:
    """The course's diagram of what keeps people from a PMO career, with its lesson and levers."""
    loaded: Guide = load("causes", Guide)
    return loaded


def course_diagram() -> CausalDiagram:
    """The course's 12 factors and 16 arrows. *Course model*, not AIPMO's.

    >>> [loop.reinforcing for loop in loops(course_diagram())]
    [True, True, True, True]
    """
    return CausalDiagram(guide().nodes, guide().edges)


def loops(diagram: CausalDiagram) -> tuple[Loop, ...]:
    """Every closed chain that meets no factor twice, the shortest first.

    >>> two = CausalDiagram((Node("a", "A"), Node("b", "B")), (Edge("a", "b", Sign.MORE), Edge("b", "a", Sign.LESS)))
    >>> loops(two)
    (Loop(nodes=('a', 'b'), minus=1),)
    """
    order = {node.id: number for number, node in enumerate(diagram.nodes)}
    arrows: dict[str, list[Edge]] = {node: [] for node in order}
    for edge in diagram.edges:
        arrows[edge.start].append(edge)
    found = (loop for first in order for loop in _closing((first,), 0, order, arrows))
    return tuple(sorted(found, key=lambda loop: (len(loop.nodes), [order[node] for node in loop.nodes])))


def _closing(path: tuple[str, ...], minus: int, order: dict[str, int], arrows: dict[str, list[Edge]]) -> Iterator[Loop]:
    """Loops that begin with ``path``; factors before its first are left out, so that each loop is found once."""
    for edge in arrows[path[-1]]:
        signs = minus + (edge.sign is Sign.LESS)
        if edge.end == path[0]:
            yield Loop(path, signs)
        elif edge.end not in path and order[edge.end] > order[path[0]]:
            yield from _closing((*path, edge.end), signs, order, arrows)


def pulls(diagram: CausalDiagram) -> tuple[Pull, ...]:
    """All factors, those that touch most loops first: a place to pull, if one is allowed to. *Course model*.

    >>> [(pull.node, pull.on, pull.feeds) for pull in pulls(course_diagram()) if pull.node == "role_clarity"]
    [('role_clarity', 0, 4)]
    """
    rings = [set(loop.nodes) for loop in loops(diagram)]
    def pull(node: str) -> Pull:
        ends = {edge.end for edge in diagram.edges if edge.start == node}
        return Pull(node, sum(node in ring for ring in rings), sum(node not in ring and bool(ends & ring) for ring in rings))

    return tuple(sorted((pull(node.id) for node in diagram.nodes), key=lambda one: (-one.on - one.feeds, -one.on)))
