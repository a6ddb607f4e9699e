"""A maturity profile: a bar for each dimension with the thresholds of the levels, and the ladder with its inflection line."""

from __future__ import annotations

from attrs import frozen

from pmo_course_lib.ui.pictures.style import (
    ACCENT,
    BODY,
    DASHED,
    EDGE,
    HAIR,
    INK,
    MARGIN,
    ON_DARK,
    PANEL,
    PAPER,
    QUIET,
    SMALL,
    SMALL_STRONG,
    STRONG,
    WIDTH,
    Line,
    on_lines,
)
from pmo_course_lib.ui.pictures.svg import Drawing, text_height
from pmo_course_lib.ui.pictures.words import measure, named, number, opening


@frozen
class Threshold:
    """The score that a level asks for."""

    level: int
    score: float


@frozen
class Dimension:
    """A dimension's score, 0 to 4, or None where nothing was answered."""

    name: str
    score: float | None
    thresholds: tuple[Threshold, ...] = ()


@frozen
class Profile:
    """Dimensions, the names of the levels from 1 up, the level reached, and the level after which the inflection lies."""

    title: str
    dimensions: tuple[Dimension, ...]
    levels: tuple[str, ...]
    current: int
    inflection_after: int = 3
    inflection: str = "Inflection: from here more listening and change count, not more procedure"
    note: str = ""

    def as_text(self) -> tuple[str, ...]:
        """The same in sentences: a dimension each, then the ladder."""
        level = self.levels[self.current - 1] if 0 < self.current <= len(self.levels) else ""
        return (
            opening(self.title, self.note),
            *(_said(dimension) for dimension in self.dimensions),
            "Levels: " + ", ".join(f"{n} {named(name)}" for n, name in enumerate(self.levels, 1)) + ".",
            f"Inflection line between level {self.inflection_after} and {self.inflection_after + 1}: {named(self.inflection)}.",
            f"Current level: {self.current}, {named(level)}.",
        )


def _said(dimension: Dimension) -> str:
    score = "not scored" if dimension.score is None else f"{number(dimension.score)} of 4"
    asked = "; ".join(f"level {t.level} asks for {number(t.score)}, {_verdict(dimension, t)}" for t in dimension.thresholds)
    return f"{named(dimension.name)}: {score}{'; ' + asked if asked else ''}."


def _verdict(dimension: Dimension, threshold: Threshold) -> str:
    if dimension.score is None:
        return "open"
    missing = threshold.score - dimension.score
    return "reached" if missing <= 1e-9 else f"{number(missing)} short"


LEFT, RIGHT, ROW, BAR = 190, 540, 40, 14


def maturity_profile(profile: Profile, prefix: str = "") -> str:
    """The profile as SVG."""
    d = Drawing(profile.title, profile.as_text(), prefix)
    top = d.head(profile.note) + 18
    bottom = top + ROW * len(profile.dimensions)
    for score in range(5):
        x = _x(score)
        d.lines(((x, top - 2), (x, bottom)), Line(HAIR, 1))
        d.text(x, top - 20, str(score), QUIET, anchor="middle")
    for index, dimension in enumerate(profile.dimensions):
        _row(d, dimension, top + index * ROW)
    bottom = _bar_key(d, profile, bottom + 6)
    return d.svg(_ladder(d, profile, bottom + 20) + 12)


def _x(score: float) -> float:
    return LEFT + (RIGHT - LEFT) * min(max(score, 0), 4) / 4


def _row(d: Drawing, dimension: Dimension, y: float) -> None:
    middle = y + ROW - 13
    d.text(MARGIN, middle, named(dimension.name), BODY, width=LEFT - MARGIN - 12, lines=2, centred=True)
    d.rect(LEFT, middle - BAR / 2, RIGHT - LEFT, BAR, PANEL, Line(EDGE, 1))
    if dimension.score is None:
        d.text(LEFT + 6, middle, "not scored", QUIET, centred=True)
    else:
        d.rect(LEFT, middle - BAR / 2, _x(dimension.score) - LEFT, BAR, ACCENT, Line(ACCENT, 1))
        d.text(RIGHT + 12, middle, number(dimension.score), STRONG, centred=True)
    last = -100.0
    for threshold in sorted(dimension.thresholds, key=lambda t: (t.score, t.level)):
        x = _x(threshold.score)
        d.lines(((x, middle - BAR / 2 - 5), (x, middle + BAR / 2 + 4)), Line(PAPER, 5))
        d.lines(((x, middle - BAR / 2 - 5), (x, middle + BAR / 2 + 4)), Line(INK, 2.5))
        if x - last > 26:
            d.text(x, middle - BAR / 2 - 20, f"L{threshold.level}", on_lines(SMALL), anchor="middle")
            last = x
    d.text(RIGHT + 50, middle, _next(dimension), QUIET, centred=True, width=WIDTH - MARGIN - RIGHT - 50)


def _next(dimension: Dimension) -> str:
    """The nearest threshold not reached."""
    score = dimension.score
    if score is None or not dimension.thresholds:
        return ""
    open_ones = [t for t in dimension.thresholds if t.score - score > 1e-9]
    if not open_ones:
        return "all reached"
    nearest = min(open_ones, key=lambda t: (t.score, t.level))
    return f"{number(nearest.score - score)} short of L{nearest.level}"


def _bar_key(d: Drawing, profile: Profile, y: float) -> float:
    if not any(dimension.thresholds for dimension in profile.dimensions):
        return y
    d.lines(((LEFT + 4, y + 1), (LEFT + 4, y + 15)), Line(INK, 2.5))
    return d.text(LEFT + 14, y, "score that a level asks for (L3: level 3)", QUIET)


def _ladder(d: Drawing, profile: Profile, y: float) -> float:
    """Steps that rise to the right; where they end."""
    count = max(len(profile.levels), 1)
    gap = 26
    width = (WIDTH - 2 * MARGIN - gap) / count
    text = max((text_height(name, SMALL_STRONG, width - 16, 4) for name in profile.levels), default=0)
    rise, base = 18, text + 34
    top = y + 70
    bottom = top + base + rise * (count - 1)
    line = MARGIN + width * profile.inflection_after + gap / 2
    for n, name in enumerate(profile.levels, 1):
        x = MARGIN + (n - 1) * width + (gap if n > profile.inflection_after else 0)
        _level(d, profile, n, name, (x, bottom - base - rise * (n - 1), width, base + rise * (n - 1)))
    if 0 < profile.inflection_after < count:
        _inflection(d, profile, line, (y, bottom))
    return bottom + 4


def _inflection(d: Drawing, profile: Profile, x: float, span: tuple[float, float]) -> None:
    top, bottom = span
    said = text_height(profile.inflection, SMALL_STRONG, x - MARGIN - 12, 2)
    d.lines(((x, top), (x, bottom)), DASHED)
    d.shape(((x, top), (x + 6, top + 6), (x, top + 12), (x - 6, top + 6)), INK, Line(INK, 1))
    d.text(
        x - 12,
        top + said / 2 - 2,
        named(profile.inflection),
        SMALL_STRONG,
        width=x - MARGIN - 12,
        lines=2,
        anchor="end",
        centred=True,
    )


def _level(d: Drawing, profile: Profile, n: int, name: str, box: tuple[float, float, float, float]) -> None:
    x, y, w, h = box
    now = n == profile.current
    d.rect(x + 1, y, w - 2, h, ACCENT if now else PANEL, Line(ACCENT if now else EDGE, 1.2))
    style = ON_DARK if now else SMALL_STRONG
    d.text(x + w / 2, y + 6, str(n), style, anchor="middle")
    d.text(x + w / 2, y + 24, named(name), ON_DARK if now else SMALL, width=w - 16, lines=4, anchor="middle")
    if now:
        flag = "Current level"
        half = measure(flag, SMALL_STRONG) / 2
        middle = min(max(x + w / 2, MARGIN + half), WIDTH - MARGIN - half)
        d.shape(((x + w / 2 - 6, y - 10), (x + w / 2 + 6, y - 10), (x + w / 2, y - 2)), ACCENT, Line(ACCENT, 1))
        d.text(middle, y - 28, flag, SMALL_STRONG, anchor="middle")
