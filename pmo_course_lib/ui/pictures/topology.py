"""The topology of PMOs and services as a picture: bodies, PMOs with their services beneath, consumers, supports.

Who uses a service stands in the service's box (a letter for each consumer): lines for every use would hide everything else.
"""

from __future__ import annotations

from attrs import frozen

from pmo_course_lib.ui.pictures.boxes import Box
from pmo_course_lib.ui.pictures.marks import Severity, finding_mark
from pmo_course_lib.ui.pictures.style import (
    ACCENT,
    BLUE,
    EDGE,
    GREEN,
    INK,
    MARGIN,
    NORMAL,
    ON_DARK,
    PANEL,
    PAPER,
    PURPLE,
    QUIET,
    SMALL,
    SMALL_STRONG,
    STRONG,
    TINT,
    VERMILION,
    WIDTH,
    Line,
    Type,
    on_lines,
)
from pmo_course_lib.ui.pictures.svg import Drawing, empty, text_height
from pmo_course_lib.ui.pictures.topology_layout import INDENT, Plan, Wire, plan
from pmo_course_lib.ui.pictures.topology_model import Finding, Kind, Network, Service, Thing, codes, summary
from pmo_course_lib.ui.pictures.words import clean, measure, named

STYLES = {
    Kind.REPORTS_TO: Line(INK, 1.8),
    Kind.GOVERNS: Line(PURPLE, 1.8, "8 4"),
    Kind.DEPENDS_ON: Line(BLUE, 1.8, "2 3"),
    Kind.HANDS_OVER: Line(GREEN, 1.8, "9 3 2 3"),
    Kind.ROLE: Line(EDGE, 1.8, "14 4"),
}
PAD, CHIP, NOTE_LINES = 6, 20, 5


@frozen
class _Card:
    """What a box says."""

    title: str
    style: Type
    kind: str = ""
    users: tuple[tuple[str, bool], ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def topology_graph(network: Network, prefix: str = "") -> str:
    """The topology as SVG."""
    if not (network.pmos or network.services or network.bodies):
        return empty(network.title, network.as_text(), prefix, "No PMOs or services to show yet.")
    d = Drawing(network.title, network.as_text(), prefix)
    cards = _cards(network)
    top = d.text(MARGIN, d.head(network.note) - 4, summary(network), STRONG, width=WIDTH - 2 * MARGIN) + 10
    made = plan(network, top, lambda one, width: _height(cards[one], width))
    for wire in made.wires:
        _wire(d, wire)
    _provides(d, network, made)
    for one, box in made.boxes.items():
        _card(d, cards["" if one == "nobody" else one], box, _look(network, one))
    for heading, y in made.headings:
        d.text(MARGIN, y, heading, on_lines(SMALL_STRONG))
    bottom = _loose(d, network, cards, made.bottom)
    return d.svg(_key(d, network, bottom + 6) + 10)


def _cards(network: Network) -> dict[str, _Card]:
    """A card for each id; the empty id is the head over services that nobody provides."""
    code = codes(network)
    cards = {"": _Card("No provider", SMALL_STRONG)}
    things: tuple[Thing | Service, ...] = (
        *network.bodies,
        *network.pmos,
        *network.consumers,
        *network.supports,
        *network.services,
    )
    for thing in things:
        one = thing.id
        service = isinstance(thing, Service)
        users = (
            tuple((code.get(use.consumer, use.consumer), use.mandatory) for use in network.uses if use.service == one)
            if service
            else ()
        )
        notes = tuple(
            f"{_short(link.kind)} {code.get(link.target, link.target)}: {clean(link.label)}"
            for link in network.links
            if link.source == one and clean(link.label)
        )
        cards[one] = _Card(
            f"{code[one]} {named(thing.name)}",
            SMALL if service else SMALL_STRONG,
            thing.state if isinstance(thing, Service) else thing.kind,
            users,
            notes,
            tuple(f for f in network.findings if one in f.at),
        )
    return cards


def _short(kind: Kind) -> str:
    return "needs" if kind is Kind.DEPENDS_ON else kind.value


def _look(network: Network, one: str) -> tuple[str, Line, float]:
    """Ground, outline and rounding by what a box stands for."""
    if one == "nobody":
        return PAPER, Line(VERMILION, 1.5, "5 4"), 4
    if any(one == body.id for body in network.bodies):
        return PANEL, Line(INK, 2), 0
    if any(one == pmo.id for pmo in network.pmos):
        return TINT, Line(ACCENT, 2), 4
    if any(one == consumer.id for consumer in network.consumers):
        return PAPER, Line(INK, 1.2), 14
    return (PAPER, Line(EDGE, 1.2, "4 3"), 0) if any(one == s.id for s in network.supports) else (PAPER, NORMAL, 4)


def _height(card: _Card, width: float) -> float:
    inner = width - 2 * PAD
    high = text_height(card.title, card.style, inner, 4) + text_height(card.kind, QUIET, inner, 2)
    high += sum(text_height(note, QUIET, inner, NOTE_LINES) for note in card.notes)
    high += sum(max(text_height(f.text, SMALL, inner - 20, NOTE_LINES), 17) + 4 for f in card.findings)
    return high + _chip_rows(card, inner) * CHIP + 2 * PAD - 2


def _chip_rows(card: _Card, inner: float) -> int:
    per = max(int(inner // CHIP), 1)
    return -(-len(card.users) // per)


def _card(d: Drawing, card: _Card, box: Box, look: tuple[str, Line, float]) -> None:
    fill, line, radius = look
    inner = box.w - 2 * PAD
    x, y = box.x + PAD, box.y + PAD - 2
    d.rect(box.x, box.y, box.w, box.h, fill, line, radius)
    y = d.text(x, y, card.title, card.style, width=inner, lines=4)
    y = d.text(x, y, card.kind, QUIET, width=inner, lines=2)
    for note in card.notes:
        y = d.text(x, y, note, QUIET, width=inner, lines=NOTE_LINES)
    y = _chips(d, card, x, y + 1, inner)
    for finding in card.findings:
        finding_mark(d, x + 7, y + 11, finding.severity)
        y = max(d.text(x + 20, y + 3, finding.text, SMALL, width=inner - 20, lines=NOTE_LINES), y + 20) + 1


def _chips(d: Drawing, card: _Card, x: float, y: float, inner: float) -> float:
    """Who uses the service: filled squares must, rings may."""
    per = max(int(inner // CHIP), 1)
    for index, (letter, mandatory) in enumerate(card.users):
        cx, cy = x + (index % per) * CHIP + CHIP / 2 - 1, y + (index // per) * CHIP + CHIP / 2
        _chip(d, cx, cy, letter, mandatory)
    return y + _chip_rows(card, inner) * CHIP


def _chip(d: Drawing, x: float, y: float, letter: str, mandatory: bool) -> None:
    if mandatory:
        d.rect(x - 8.5, y - 8.5, 17, 17, INK, Line(INK, 1), 1)
    else:
        d.circle(x, y, 8.5, PAPER, Line(INK, 1.2))
    d.text(x, y, letter, ON_DARK if mandatory else SMALL, anchor="middle", centred=True)


def _wire(d: Drawing, wire: Wire) -> None:
    d.arrow(wire.points, STYLES[wire.kind], 6)


def _provides(d: Drawing, network: Network, made: Plan) -> None:
    """From each provider a trunk down its services."""
    known = {pmo.id for pmo in network.pmos}
    for service in network.services:
        head = made.boxes[service.provider if service.provider in known else "nobody"]
        box = made.boxes[service.id]
        line = Line(ACCENT, 1.8) if service.provider in known else Line(VERMILION, 1.5, "3 3")
        x = head.x + INDENT / 2
        d.lines(((x, head.bottom), (x, box.y + 14), (box.x, box.y + 14)), line)


def _loose(d: Drawing, network: Network, cards: dict[str, _Card], y: float) -> float:
    """Findings about nothing that is drawn."""
    for finding in network.findings:
        if not any(one in cards for one in finding.at):
            finding_mark(d, MARGIN + 8, y + 9, finding.severity)
            y = d.text(MARGIN + 24, y + 1, finding.text, SMALL, width=WIDTH - 3 * MARGIN, lines=3) + 5
    return y


def _key(d: Drawing, network: Network, y: float) -> float:
    """Line styles and signs that occur."""
    d.lines(((MARGIN, y), (WIDTH - MARGIN, y)), Line(EDGE, 1))
    entries: list[tuple[str, Kind | str]] = [("provides", "provides")] if network.services else []
    entries += [(kind.value, kind) for kind in Kind if any(link.kind is kind for link in network.links)]
    entries += [
        (word, word)
        for word, must in (("must use", True), ("may use", False))
        if any(use.mandatory is must for use in network.uses)
    ]
    entries += [(s.value, s.value) for s in Severity if any(f.severity is s for f in network.findings)]
    x, y = float(MARGIN), y + 10
    for word, sign in entries:
        width = 50 + measure(word, QUIET)
        if x + width > WIDTH - MARGIN:
            x, y = MARGIN, y + 22
        _sign(d, x, y + 8, sign)
        d.text(x + 36, y, word, QUIET)
        x += width + 12
    return y + 20


def _sign(d: Drawing, x: float, y: float, sign: Kind | str) -> None:
    if isinstance(sign, Kind):
        d.arrow(((x, y), (x + 30, y)), STYLES[sign], 6)
    elif sign == "provides":
        d.lines(((x, y), (x + 30, y)), Line(ACCENT, 1.8))
    elif sign.endswith("use"):
        _chip(d, x + 20, y, "A", sign == "must use")
    else:
        finding_mark(d, x + 20, y, Severity(sign))
