"""Where a topology's boxes and lines go: columns of equal width, and lanes between them that belong to one bundle of lines each.

Lines run only in the gutters between columns and in the channels between bands, so no line passes under a box. Lines of one kind
with the same hub (the superior, the governing body, the service that others need) share a lane and look like a tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import frozen

from pmo_course_lib.ui.pictures.boxes import Box
from pmo_course_lib.ui.pictures.style import MARGIN, WIDTH
from pmo_course_lib.ui.pictures.topology_model import Kind, Link, Network

PITCH, HEADING, SPACE, INDENT = 7, 24, 8, 10
Bundle = tuple[Kind, str]
Height = Callable[[str, float], float]


@frozen
class Stack:
    """A box with the boxes under it: a PMO and its services, or a single thing; no ``head``: services that nobody provides."""

    head: str
    below: tuple[str, ...] = ()


@frozen
class Band:
    """A row: for each column the stacks that stand in it, one under the other. The first band of its sort has a heading."""

    heading: str
    columns: tuple[tuple[Stack, ...], ...]


@frozen
class Route:
    """The way of a link: out into gutter ``leave``, along channel ``channel`` (None: not needed), in from gutter ``enter``."""

    link: Link
    bundle: Bundle
    leave: int
    enter: int
    channel: int | None
    span: tuple[int, int]


@frozen
class Wire:
    """A route as points."""

    kind: Kind
    points: tuple[tuple[float, float], ...]


@frozen
class Plan:
    """The finished layout: boxes by id, headings with their heights, wires, where it ends."""

    boxes: dict[str, Box]
    headings: tuple[tuple[str, float], ...]
    wires: tuple[Wire, ...]
    bottom: float


def bands(network: Network, columns: int) -> tuple[Band, ...]:
    """Rows from top to bottom: bodies, all PMOs with their services, consumers, supports."""
    known = {pmo.id for pmo in network.pmos}
    stacks = [Stack(pmo.id, tuple(s.id for s in network.services if s.provider == pmo.id)) for pmo in network.pmos]
    orphans = tuple(s.id for s in network.services if s.provider not in known)
    if orphans:
        stacks.append(Stack("", orphans))
    bodies, consumers, supports = (
        _rows(heading, [Stack(thing.id) for thing in things], columns)
        for heading, things in (
            ("Governance bodies", network.bodies),
            ("Consumers", network.consumers),
            ("Supports", network.supports),
        )
    )
    pmos = [Band("PMOs and the services they provide", _balanced(stacks, columns))] if stacks else []
    return (*bodies, *pmos, *consumers, *supports)


def _rows(heading: str, stacks: list[Stack], columns: int) -> list[Band]:
    return [
        Band(heading if start == 0 else "", tuple((stack,) for stack in stacks[start : start + columns]))
        for start in range(0, len(stacks), columns)
    ]


def _balanced(stacks: list[Stack], columns: int) -> tuple[tuple[Stack, ...], ...]:
    """Each stack in the column that has the fewest boxes so far: a PMO with many services leaves no empty space beside it."""
    filled: list[list[Stack]] = [[] for _ in range(min(columns, len(stacks)))]
    for stack in stacks:
        min(filled, key=lambda column: sum(1 + len(one.below) for one in column)).append(stack)
    return tuple(map(tuple, filled))


def column_count(network: Network) -> int:
    """Two to four columns."""
    return min(max(len(network.pmos), len(network.bodies), 2), 4)


def plan(network: Network, top: float, height: Height) -> Plan:
    """Boxes and wires; ``height(id, width)`` says how high a box must be."""
    columns = column_count(network)
    rows = bands(network, columns)
    places = {
        one: (column, band)
        for band, row in enumerate(rows)
        for column, stacks in enumerate(row.columns)
        for stack in stacks
        for one in (stack.head, *stack.below)
        if one
    }
    routes = tuple(_route(link, places) for link in network.links if link.source in places and link.target in places)
    gutters = _lanes((r.bundle, g, r.span) for r in routes for g in (r.leave, r.enter))
    channels = _lanes(
        (r.bundle, r.channel, (min(r.leave, r.enter), max(r.leave, r.enter))) for r in routes if r.channel is not None
    )
    edges = _gutter_edges(gutters, columns)
    width = (WIDTH - 2 * MARGIN - sum(b - a for a, b in edges)) / columns
    lefts = [edges[c][1] + width * c for c in range(columns)]
    boxes, headings, tops, bottom = _stand(rows, lefts, width, top, height, channels)
    lane = {key: edges[key[1]][0] + width * key[1] + 10 + PITCH * number for key, number in gutters.items()}
    level = {key: tops[key[1]] + PITCH * number for key, number in channels.items()}
    ports = _ports(routes, boxes, lane)
    return Plan(boxes, headings, tuple(_wire(route, ports, lane, level) for route in routes), bottom)


def _route(link: Link, places: dict[str, tuple[int, int]]) -> Route:
    hub = link.source if link.kind in (Kind.GOVERNS, Kind.ROLE) else link.target
    (start, high), (end, low) = places[link.source], places[link.target]
    leave, enter = (start + 1, end) if end > start else (start, end + 1) if end < start else (start + 1, start + 1)
    channel = None if leave == enter else low if high <= low else low + 1
    return Route(link, (link.kind, hub), leave, enter, channel, (min(high, low), max(high, low)))


def _lanes(uses: Iterable[tuple[Bundle, int, tuple[int, int]]]) -> dict[tuple[Bundle, int], int]:
    """A lane for each bundle in each corridor; two bundles share a lane only where their spans do not touch."""
    spans: dict[tuple[Bundle, int], tuple[int, int]] = {}
    for bundle, corridor, (start, end) in uses:
        old = spans.get((bundle, corridor), (start, end))
        spans[bundle, corridor] = (min(old[0], start), max(old[1], end))
    lanes: dict[tuple[Bundle, int], int] = {}
    for key in sorted(spans, key=lambda k: (k[1], spans[k], k[0])):
        busy = {
            lanes[other]
            for other in lanes
            if other[1] == key[1] and spans[other][1] >= spans[key][0] and spans[other][0] <= spans[key][1]
        }
        lanes[key] = next(n for n in range(len(busy) + 1) if n not in busy)
    return lanes


def _gutter_edges(lanes: dict[tuple[Bundle, int], int], columns: int) -> list[tuple[float, float]]:
    """For each gutter its start and end, as if columns had no width."""
    edges: list[tuple[float, float]] = []
    x = float(MARGIN)
    for gutter in range(columns + 1):
        used = [lane for (_, g), lane in lanes.items() if g == gutter]
        wide = 18 + PITCH * max(used) + 8 if used else 0 if gutter in (0, columns) else 14
        edges.append((x, x + wide))
        x += wide
    return edges


Stand = tuple[dict[str, Box], tuple[tuple[str, float], ...], dict[int, float], float]


def _stand(
    rows: tuple[Band, ...], lefts: list[float], width: float, y: float, height: Height, channels: dict[tuple[Bundle, int], int]
) -> Stand:
    """Boxes, headings, where the lanes of each channel begin, and the end."""
    boxes: dict[str, Box] = {}
    headings: list[tuple[str, float]] = []
    tops: dict[int, float] = {}
    for band in range(len(rows) + 1):
        if band < len(rows) and rows[band].heading:
            headings.append((rows[band].heading, y))
            y += HEADING
        used = [lane for (_, channel), lane in channels.items() if channel == band]
        tops[band] = y + 8
        y += 14 + PITCH * max(used) + 8 if used else 6
        if band < len(rows):
            y = max(_column(boxes, one, (x, y), width, height) for one, x in zip(rows[band].columns, lefts, strict=False)) + 10
    return boxes, tuple(headings), tops, y


def _column(boxes: dict[str, Box], stacks: tuple[Stack, ...], at: tuple[float, float], width: float, height: Height) -> float:
    x, y = at
    for number, stack in enumerate(stacks):
        y = _stack(boxes, stack, (x, y + (2 * SPACE if number else 0)), width, height)
    return y


def _stack(boxes: dict[str, Box], stack: Stack, at: tuple[float, float], width: float, height: Height) -> float:
    x, y = at
    high = height(stack.head, width)
    boxes[stack.head or "nobody"] = Box(x, y, width, high)
    y += high
    for one in stack.below:
        y += SPACE
        high = height(one, width - INDENT)
        boxes[one] = Box(x + INDENT, y, width - INDENT, high)
        y += high
    return y


Key = tuple[Bundle, int]
Ports = dict[tuple[str, Key], tuple[float, float]]


def _ports(routes: tuple[Route, ...], boxes: dict[str, Box], lane: dict[Key, float]) -> Ports:
    """Where each bundle touches each box: as high as it can without lying on another bundle's way from a box to its lane."""
    ports: Ports = {}
    stubs: list[tuple[Key, Box]] = []
    for route in routes:
        for one, gutter in ((route.link.source, route.leave), (route.link.target, route.enter)):
            key = (route.bundle, gutter)
            if (one, key) not in ports:
                stub = _stub(boxes[one], lane[key], [other for (bundle, _), other in stubs if bundle != route.bundle])
                stubs.append((key, stub))
                ports[one, key] = (boxes[one].right if lane[key] > boxes[one].x else boxes[one].x, stub.y)
    return ports


def _stub(box: Box, lane: float, others: list[Box]) -> Box:
    """The way from a box to a lane, as a box without height."""
    x, end = sorted((lane, box.right if lane > box.x else box.x))
    ways = [Box(x, box.y + down, end - x, 0) for down in range(10, max(int(box.h) - 3, 11), PITCH)]
    return next((way for way in ways if not any(way.meets(other, 4) for other in others)), ways[-1])


def _wire(route: Route, ports: Ports, lane: dict[Key, float], level: dict[Key, float]) -> Wire:
    leave, enter = (route.bundle, route.leave), (route.bundle, route.enter)
    start, end = ports[route.link.source, leave], ports[route.link.target, enter]
    out, into = lane[leave], lane[enter]
    if route.channel is None:
        return Wire(route.link.kind, (start, (out, start[1]), (out, end[1]), end))
    y = level[route.bundle, route.channel]
    return Wire(route.link.kind, (start, (out, start[1]), (out, y), (into, y), (into, end[1]), end))
