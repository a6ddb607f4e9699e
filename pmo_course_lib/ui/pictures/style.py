"""Colours, type and lines of all pictures, in one place.

Colours follow Okabe and Ito (2008), whose set stays apart for colour-blind readers, and the exam page; vermilion, green and
purple are darker here, for contrast on white. Orange and sky blue are too pale for white paper by themselves: they are fills with
a dark outline. Status and kinds always differ by shape or pattern as well.
"""

from __future__ import annotations

from attrs import evolve, frozen

#: Width of every picture in its own units: at 700 px one unit is a pixel, and the smallest type is 12.
WIDTH = 700
MARGIN = 16

PAPER = "#ffffff"
INK = "#1c2430"
SOFT = "#4a5565"
EDGE = "#6b7686"
HAIR = "#d9dee5"
PANEL = "#f3f5f8"
ACCENT = "#0b5c6b"
TINT = "#e6f1f3"

BLUE = "#0072b2"
VERMILION = "#c14e00"
GREEN = "#00795a"
ORANGE = "#e69f00"
SKY = "#56b4e9"
PURPLE = "#9b4a78"

#: Text on its ground: at least 4.5 to 1.
TEXT_PAIRS = (
    (INK, PAPER),
    (INK, PANEL),
    (INK, TINT),
    (SOFT, PAPER),
    (SOFT, PANEL),
    (SOFT, TINT),
    (ACCENT, PAPER),
    (ACCENT, TINT),
    (PAPER, ACCENT),
    (PAPER, VERMILION),
    (PAPER, GREEN),
    (PAPER, BLUE),
    (PAPER, INK),
    (INK, ORANGE),
    (INK, SKY),
)
#: Lines and shapes that carry meaning, on their ground: at least 3 to 1.
SHAPE_PAIRS = (
    (EDGE, PAPER),
    (EDGE, PANEL),
    (INK, ORANGE),
    (INK, SKY),
    (BLUE, PAPER),
    (VERMILION, PAPER),
    (GREEN, PAPER),
    (PURPLE, PAPER),
    (ACCENT, PAPER),
    (ACCENT, TINT),
    (VERMILION, PANEL),
    (GREEN, PANEL),
    (BLUE, PANEL),
)

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"


@frozen
class Type:
    """How a text looks: size in units, weight, colour; ``halo`` puts paper colour round it where lines may pass beneath."""

    size: int = 12
    bold: bool = False
    fill: str = INK
    halo: bool = False

    @property
    def leading(self) -> float:
        """Distance between two lines."""
        return round(self.size * 1.3, 1)


TITLE = Type(17, bold=True)
STRONG = Type(13, bold=True)
BODY = Type(13)
SMALL = Type(12)
SMALL_STRONG = Type(12, bold=True)
QUIET = Type(12, fill=SOFT)
ON_DARK = Type(12, bold=True, fill=PAPER)


def on_lines(style: Type) -> Type:
    """The same type with a halo."""
    return evolve(style, halo=True)


@frozen
class Line:
    """How a line looks: colour, width in units, dashes (lengths in units; empty is solid)."""

    colour: str = EDGE
    width: float = 1.5
    dash: str = ""


HAIRLINE = Line(HAIR, 1)
THIN = Line(EDGE, 1)
NORMAL = Line(EDGE, 1.5)
FIRM = Line(INK, 2)
DASHED = Line(INK, 1.5, "6 4")
NONE = Line("none", 0)
