"""A picture on a page: it scrolls sideways rather than shrinks on a phone, and its text is beneath."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pmo_course_lib.ui.pictures.words import named

#: For a page with pictures. Below 640 px a picture keeps its size and its frame scrolls, so that the smallest type is 11 px.
CSS = """
.pmo-picture { margin: 0 0 1.5rem; max-width: 60rem; color: #1c2430; }
.pmo-picture-frame { overflow-x: auto; border: 1px solid #d9dee5; border-radius: 0.4rem; background: #fff; }
.pmo-picture-frame:focus-visible { outline: 3px solid #0b5c6b; outline-offset: 2px; }
.pmo-picture-frame svg { display: block; width: 100%; min-width: 40rem; height: auto; }
.pmo-picture summary { width: fit-content; min-height: 2rem; padding: 0.3rem 0.25rem; color: #0b5c6b; cursor: pointer; }
.pmo-picture li { margin-bottom: 0.2rem; overflow-wrap: anywhere; }
.pmo-picture-matrix { border-collapse: collapse; font-size: 0.9375rem; }
.pmo-picture-matrix caption { padding: 0.5rem 0.75rem; font-weight: 700; text-align: left; }
.pmo-picture-matrix :is(th, td) {
  max-width: 16rem; padding: 0.25rem 0.75rem; border: 1px solid #d9dee5;
  text-align: left; vertical-align: top; overflow-wrap: break-word;
}
.pmo-picture-matrix th { background: #eef1f4; font-weight: 600; }
@media print {
  .pmo-picture-frame { overflow: visible; border: 0; break-inside: avoid; }
  .pmo-picture-frame svg { min-width: 0; }
}
"""


def figure(picture: str, title: str, said: Sequence[str]) -> str:
    """``picture`` (SVG or table of this package) in a frame that keys can scroll, with its sentences to unfold."""
    items = "".join(f"<li>{escape(line)}</li>" for line in said)
    return (
        '<figure class="pmo-picture">'
        f'<div class="pmo-picture-frame" role="group" tabindex="0" aria-label="{escape(named(title))}">'
        f"{picture}</div><details><summary>In words</summary><ul>{items}</ul></details></figure>"
    )
