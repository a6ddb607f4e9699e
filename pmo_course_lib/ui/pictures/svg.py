"""A small builder for pictures: shapes and measured text go in, one SVG string comes out. Everything is escaped here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from html import escape
from math import hypot, inf, isfinite

from pmo_course_lib.ui.pictures.style import (
    FONT,
    INK,
    MARGIN,
    NONE,
    NORMAL,
    PAPER,
    QUIET,
    SMALL,
    STRONG,
    TITLE,
    WIDTH,
    Line,
    Type,
)
from pmo_course_lib.ui.pictures.words import Fitted, clean, fit, measure, named

Point = tuple[float, float]

PATTERNS = {
    "stripes": '<path d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke="{ink}" stroke-width="1.6"/>',
    "dots": '<circle cx="2" cy="2" r="1.3" fill="{ink}"/><circle cx="6" cy="6" r="1.3" fill="{ink}"/>',
    "grid": '<path d="M0 4h8M4 0v8" stroke="{ink}" stroke-width="1.2"/>',
}


class Drawing:
    """A picture while it is drawn. ``prefix`` begins its ids; without one a hash of the content does.

    ``title`` names the picture, ``said`` are the sentences that say all it shows.
    """

    def __init__(self, title: str, said: Sequence[str], prefix: str = "") -> None:
        self.title, self.said = named(title), " ".join(said)
        digest = hashlib.sha256(f"{self.title}\n{self.said}".encode()).hexdigest()[:10]
        self.prefix = re.sub(r"[^A-Za-z0-9_-]", "-", f"{prefix or 'picture'}-{'' if prefix else digest}").rstrip("-")
        self._parts: list[str] = []
        self._patterns: dict[str, str] = {}

    def head(self, note: str = "") -> float:
        """Write the title and a note under it; where they end."""
        bottom = self.text(MARGIN, 12, self.title, TITLE, width=WIDTH - 2 * MARGIN, lines=2)
        if clean(note):
            bottom = self.text(MARGIN, bottom + 1, note, QUIET, width=WIDTH - 2 * MARGIN, lines=3)
        return bottom + 10

    def rect(self, x: float, y: float, w: float, h: float, fill: str = PAPER, line: Line = NORMAL, radius: float = 0) -> None:
        """A rectangle with its top left corner at x, y."""
        rounding = f' rx="{_n(radius)}"' if radius else ""
        self._parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(w, 0))}" height="{_n(max(h, 0))}"{rounding}{_paint(fill, line)}/>'
        )

    def circle(self, x: float, y: float, r: float, fill: str = PAPER, line: Line = NORMAL) -> None:
        """A circle round x, y."""
        self._parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"{_paint(fill, line)}/>')

    def shape(self, points: Iterable[Point], fill: str = PAPER, line: Line = NORMAL) -> None:
        """A closed shape with straight sides."""
        self._parts.append(f'<polygon points="{_points(points)}"{_paint(fill, line)}/>')

    def lines(self, points: Iterable[Point], line: Line = NORMAL) -> None:
        """A line through all points."""
        self._parts.append(f'<polyline points="{_points(points)}"{_paint("none", line)}/>')

    def path(self, data: Sequence[str | float], fill: str = "none", line: Line = NORMAL) -> None:
        """A path: letters of commands and numbers."""
        self._parts.append(
            f'<path d="{" ".join(part if isinstance(part, str) else _n(part) for part in data)}"{_paint(fill, line)}/>'
        )

    def arrow(self, points: Sequence[Point], line: Line = NORMAL, size: float = 7) -> None:
        """A line through all points with a head at the last."""
        tip = self.tip(points[-2], points[-1], line.colour, size)
        self.lines([*points[:-1], tip], line)

    def tip(self, before: Point, end: Point, fill: str, size: float = 7) -> Point:
        """The head of an arrow that comes from ``before``; where its line ends."""
        length = hypot(end[0] - before[0], end[1] - before[1]) or 1
        dx, dy = (end[0] - before[0]) / length, (end[1] - before[1]) / length
        foot = (end[0] - size * dx, end[1] - size * dy)
        half = size * 0.55
        self.shape((end, (foot[0] - half * dy, foot[1] + half * dx), (foot[0] + half * dy, foot[1] - half * dx)), fill, NONE)
        return (foot[0] + dx, foot[1] + dy)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        style: Type = SMALL,
        *,
        width: float = inf,
        lines: int = 1,
        anchor: str = "start",
        centred: bool = False,
    ) -> float:
        """Write ``text`` below y (with ``centred`` round y) in lines that fit; where it ends.

        Text that had to be shortened keeps the whole as its title.
        """
        said = clean(text)
        if not said:
            return y
        fitted = fit(said, style, width, lines)
        height = len(fitted.lines) * style.leading
        top = y - height / 2 if centred else y
        self._write(x, top, fitted, style, anchor, said)
        return top + height

    def _write(self, x: float, top: float, fitted: Fitted, style: Type, anchor: str, said: str) -> None:
        weight = ' font-weight="700"' if style.bold else ""
        halo = f' stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' if style.halo else ""
        where = f' text-anchor="{anchor}"' if anchor != "start" else ""
        rows = "".join(
            f'<text x="{_n(x)}" y="{_n(top + style.leading * i + style.size * 1.02)}" font-size="{style.size}"{weight}'
            f' fill="{style.fill}"{where}{halo}>{escape(row)}</text>'
            for i, row in enumerate(fitted.lines)
        )
        self._parts.append(f"<g><title>{escape(said)}</title>{rows}</g>" if fitted.cut else rows)

    def pattern(self, kind: str, ink: str = INK, ground: str = PAPER) -> str:
        """A fill of ``stripes``, ``dots`` or ``grid``."""
        name = f"{self.prefix}-{kind}-{ink.strip('#')}"
        self._patterns[name] = (
            f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{ground}"/>{PATTERNS[kind].format(ink=ink)}</pattern>'
        )
        return f"url(#{name})"

    def svg(self, height: float) -> str:
        """The picture as it stands in a page: as wide as its place, ``height`` units high for 700 of width."""
        bottom = _n(height)
        defs = f"<defs>{''.join(self._patterns.values())}</defs>" if self._patterns else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom}" role="img"'
            f' aria-labelledby="{self.prefix}-title" aria-describedby="{self.prefix}-desc" font-family="{FONT}">'
            f'<title id="{self.prefix}-title">{escape(self.title)}</title>'
            f'<desc id="{self.prefix}-desc">{escape(self.said)}</desc>{defs}'
            f'<rect width="{WIDTH}" height="{bottom}" fill="{PAPER}"/>{"".join(self._parts)}</svg>'
        )


def text_height(text: str, style: Type, width: float, lines: int) -> float:
    """Height that :meth:`Drawing.text` would take."""
    said = clean(text)
    return len(fit(said, style, width, lines).lines) * style.leading if said else 0


def text_width(text: str, style: Type, width: float = inf, lines: int = 1) -> float:
    """Width of the longest line that :meth:`Drawing.text` would write."""
    return max(measure(row, style) for row in fit(clean(text), style, width, lines).lines)


def empty(title: str, said: Sequence[str], prefix: str, note: str) -> str:
    """The picture of nothing: its title, and a sentence instead of an empty frame."""
    drawing = Drawing(title, said, prefix)
    top = drawing.head()
    drawing.rect(MARGIN, top, WIDTH - 2 * MARGIN, 64, PAPER, Line(dash="4 4"), 6)
    drawing.text(WIDTH / 2, top + 32, note, STRONG, anchor="middle", centred=True, width=WIDTH - 4 * MARGIN)
    return drawing.svg(top + 80)


def _n(value: float) -> str:
    if not isfinite(value):
        raise ValueError(f"a picture has no place for {value!r}")
    text = f"{value:.1f}"
    return "0" if text in ("-0.0", "0.0") else text.removesuffix(".0")


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _paint(fill: str, line: Line) -> str:
    if line.width == 0:
        return f' fill="{fill}"'
    dash = f' stroke-dasharray="{line.dash}"' if line.dash else ""
    return f' fill="{fill}" stroke="{line.colour}" stroke-width="{_n(line.width)}"{dash} stroke-linejoin="round"'
