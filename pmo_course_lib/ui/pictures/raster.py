"""Pictures as PNG, for office programs that cannot show SVG; drawn by resvg, without a browser."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from pmo_course_lib.ui.pictures.style import FONT

#: Dots across a picture: sharp in print at 17 cm (about 240 to the inch).
DOTS = 1600
#: The type that texts are measured by; other scripts come from what the system has.
_FAMILY = "'DejaVu Sans', sans-serif"


def png(svg: str, dots: int = DOTS) -> bytes | None:
    """The picture ``dots`` wide, the same bytes on every machine that has the type; ``None`` where resvg cannot be had."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        return None
    try:
        drawn = svg_to_bytes(svg_string=svg.replace(FONT, _FAMILY), width=dots, font_files=_type(),
                             sans_serif_family="DejaVu Sans")
    except ValueError:
        return None
    return bytes(drawn)


def _type() -> list[str]:
    """DejaVu Sans, which comes with matplotlib; nothing when that is not installed (the package is looked for, not loaded)."""
    found = find_spec("matplotlib")
    folder = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" if found and found.origin else Path()
    return [str(path) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf") if (path := folder / name).is_file()]
