"""Balance over time: the share of value in the short, middle and long term against the share that is wanted."""

from __future__ import annotations

from attrs import frozen

from pmo_course_lib.ui.pictures.style import (
    ACCENT,
    BLUE,
    BODY,
    EDGE,
    HAIR,
    INK,
    MARGIN,
    PAPER,
    QUIET,
    SKY,
    SMALL,
    STRONG,
    WIDTH,
    Line,
)
from pmo_course_lib.ui.pictures.svg import Drawing, empty
from pmo_course_lib.ui.pictures.words import named, number, opening


@frozen
class Term:
    """A term with its share and the wanted share, both in percent."""

    name: str
    share: float
    target: float


@frozen
class Balance:
    """Terms from short to long."""

    title: str
    terms: tuple[Term, ...]
    note: str = ""

    def as_text(self) -> tuple[str, ...]:
        """The same in sentences, a term each."""
        return (
            opening(self.title, self.note),
            *(
                f"{named(term.name)}: {number(term.share)} per cent, target {number(term.target)} per cent, {_difference(term)}."
                for term in self.terms
            ),
        )


def _difference(term: Term) -> str:
    points = term.share - term.target
    if abs(points) < 0.005:
        return "on target"
    unit = "point" if number(abs(points)) == "1" else "points"
    return f"{number(abs(points))} {unit} {'above' if points > 0 else 'below'}"


LEFT, RIGHT, ROW, BAR = 130, 500, 58, 26


def balance_bars(balance: Balance, prefix: str = "") -> str:
    """The bars as SVG."""
    if not balance.terms:
        return empty(balance.title, balance.as_text(), prefix, "No shares to show.")
    d = Drawing(balance.title, balance.as_text(), prefix)
    top = d.head(balance.note) + 4
    end = _end(balance)
    bottom = top + ROW * len(balance.terms)
    for percent in range(0, int(end) + 1, 20 if end > 60 else 10):
        x = _x(percent, end)
        d.lines(((x, top), (x, bottom)), Line(HAIR, 1))
        d.text(x, bottom + 4, f"{percent} %", QUIET, anchor="middle")
    fills = (ACCENT, d.pattern("stripes", INK, SKY), d.pattern("dots", BLUE, PAPER))
    for index, term in enumerate(balance.terms):
        _bar(d, term, top + index * ROW + ROW / 2, end, fills[index % 3])
    y = bottom + 30
    d.lines(((LEFT + 6, y), (LEFT + 6, y + 16)), Line(INK, 3.5))
    return d.svg(d.text(LEFT + 16, y, "target", QUIET) + 12)


def _end(balance: Balance) -> float:
    """The end of the scale: the next full ten above the largest value, at most 100 unless a value is larger."""
    largest = max(max(term.share, term.target) for term in balance.terms)
    return max(10 * (int(largest - 1e-9) // 10 + 1), 20)


def _x(percent: float, end: float) -> float:
    return LEFT + (RIGHT - LEFT) * min(max(percent, 0), end) / end


def _bar(d: Drawing, term: Term, y: float, end: float, fill: str) -> None:
    d.text(MARGIN, y, named(term.name), BODY, width=LEFT - MARGIN - 12, lines=3, centred=True)
    d.rect(LEFT, y - BAR / 2, _x(term.share, end) - LEFT, BAR, fill, Line(INK, 1))
    d.lines(((LEFT, y - ROW / 2), (LEFT, y + ROW / 2)), Line(EDGE, 1.5))
    x = _x(term.target, end)
    d.lines(((x, y - BAR / 2 - 7), (x, y + BAR / 2 + 7)), Line(PAPER, 7))
    d.lines(((x, y - BAR / 2 - 7), (x, y + BAR / 2 + 7)), Line(INK, 3.5))
    d.text(RIGHT + 22, y - 9, f"{number(term.share)} %", STRONG, centred=True)
    d.text(RIGHT + 22, y + 9, f"{_difference(term)}", SMALL, centred=True, width=WIDTH - MARGIN - RIGHT - 22)
