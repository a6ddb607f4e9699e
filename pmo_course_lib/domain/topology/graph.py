"""Circles and longest paths in a directed graph, without recursion: chains of thousands of nodes are no harm.

A graph maps each node to the nodes it points to; a node that only is pointed to need not be a key. Results do not
depend on the order in which nodes and lines are given.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

Graph = Mapping[str, Iterable[str]]


def knots(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """Groups of nodes that reach one another (strongly connected; Tarjan 1972), each after all groups it points to."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    settled: set[str] = set()
    found: list[tuple[str, ...]] = []
    for start in sorted(graph):
        if start in order:
            continue
        work: list[tuple[str, Iterator[str]]] = []
        _open(start, graph, order, low, stack, work)
        while work:
            node, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    found.append(_closed(node, stack, settled))
            elif following not in order:
                _open(following, graph, order, low, stack, work)
            elif following not in settled:
                low[node] = min(low[node], order[following])
    return tuple(found)


def _open(node: str, graph: Graph, order: dict[str, int], low: dict[str, int], stack: list[str],
          work: list[tuple[str, Iterator[str]]]) -> None:
    order[node] = low[node] = len(order)
    stack.append(node)
    work.append((node, iter(sorted(graph.get(node, ())))))


def _closed(node: str, stack: list[str], settled: set[str]) -> tuple[str, ...]:
    """Take the knot that ``node`` has opened from the stack."""
    knot = [stack.pop()]
    while knot[-1] != node:
        knot.append(stack.pop())
    settled.update(knot)
    return tuple(sorted(knot))


def circles(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """One circle for each knot, sorted: the shortest through its first node, which stands at its start only.

    >>> circles({"report": ["forecast"], "forecast": ["report", "data"], "data": []})
    (('forecast', 'report'),)
    """
    return tuple(sorted(_circle(knot[0], set(knot), graph) for knot in knots(graph)
                        if len(knot) > 1 or knot[0] in graph.get(knot[0], ())))


def _circle(start: str, inside: set[str], graph: Graph) -> tuple[str, ...]:
    """Breadth first from ``start`` until a line leads back to it."""
    came: dict[str, str | None] = {start: None}
    queue = deque([start])
    while start not in (followers := sorted(inside.intersection(graph.get(node := queue.popleft(), ())))):
        for follower in followers:
            if follower not in came:
                came[follower] = node
                queue.append(follower)
    path: list[str] = []
    step: str | None = node
    while step is not None:
        path.append(step)
        step = came[step]
    return tuple(reversed(path))


def longest_path(graph: Graph) -> tuple[str, ...]:
    """The nodes of a longest path, the first in the alphabet of several. Lines inside a circle do not count.

    >>> longest_path({"report": ["data"], "data": ["finance extract"], "cockpit": ["data"]})
    ('cockpit', 'data', 'finance extract')
    """
    groups = knots(graph)
    home = {node: number for number, group in enumerate(groups) for node in group}
    length = [0] * len(groups)
    step: list[tuple[str, str] | None] = [None] * len(groups)
    for number, group in enumerate(groups):
        lines = [(node, to) for node in group for to in graph.get(node, ()) if home[to] != number]
        if lines:
            step[number] = min(lines, key=lambda line: (-length[home[line[1]]], line))
            length[number] = 1 + length[home[step[number][1]]]  # type: ignore[index]
    return tuple(_walk(home, step, min(home, key=lambda node: (-length[home[node]], node)))) if home else ()


def _walk(home: Mapping[str, int], step: list[tuple[str, str] | None], node: str) -> Iterator[str]:
    while (line := step[home[node]]) is not None:
        yield line[0]
        node = line[1]
    yield node




def reached(graph: Graph, start: str) -> tuple[str, ...]:
    """All nodes to which a path leads from ``start``, sorted, without ``start`` itself.

    >>> reached({"data": ["report"], "report": ["forecast"]}, "data")
    ('forecast', 'report')
    """
    found, open_ = {start}, [start]
    while open_:
        new = set(graph.get(open_.pop(), ())) - found
        found |= new
        open_.extend(new)
    return tuple(sorted(found - {start}))
