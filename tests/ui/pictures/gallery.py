"""One good example of each picture, a page with all of them, and a command that photographs the page.

``python tests/ui/pictures/gallery.py FOLDER`` writes a PNG of each picture at 1366 and 390 px, in colour and in grey.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from attrs import frozen
from examples import ATTAINMENT, BALANCE, CAUSES, FLYWHEEL, MANY, MATRIX, MATURITY, POWER, RING, ROADMAP, SLAM, TURNAROUND, flow
from networks import SMALL_NETWORK, large_network

from pmo_course_lib.ui import pictures as p


class Said(Protocol):
    """What every input of a picture has."""

    title: str

    def as_text(self) -> tuple[str, ...]: ...


@frozen
class Sample:
    """A picture to be: the function and what it is given."""

    name: str
    draw: Callable[..., str]
    given: Any

    @property
    def picture(self) -> str:
        return self.draw(self.given)


SAMPLES = (
    Sample("lifecycle", p.lifecycle_flow, flow(p.Place("Benefits tracking", "in pilot", ("G1", "G2", "G3")))),
    Sample("lifecycle-plain", p.lifecycle_flow, flow(None)),
    Sample("ring", p.value_ring, RING),
    Sample("flywheel", p.value_ring, FLYWHEEL),
    Sample("topology", p.topology_graph, SMALL_NETWORK),
    Sample("topology-large", p.topology_graph, large_network()),
    Sample("matrix", p.services_matrix, MATRIX),
    Sample("maturity", p.maturity_profile, MATURITY),
    Sample("power", p.power_interest_grid, POWER),
    Sample("attainment", p.attainment_chart, ATTAINMENT),
    Sample("slam", p.slam_chart, SLAM),
    Sample("turnaround", p.turnaround_distribution, TURNAROUND),
    Sample("turnaround-many", p.turnaround_distribution, MANY),
    Sample("roadmap", p.roadmap_chart, ROADMAP),
    Sample("causal", p.causal_diagram, CAUSES),
    Sample("balance", p.balance_bars, BALANCE),
)


def page(samples: tuple[Sample, ...] = SAMPLES) -> str:
    """A page with every picture."""
    figures = "".join(
        f'<section id="{s.name}">{p.figure(s.picture, s.given.title, s.given.as_text())}</section>' for s in samples
    )
    return (
        f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>Pictures</title>"
        f"<style>body{{margin:1rem;font-family:system-ui,sans-serif}}{p.CSS}</style><main><h1>Pictures</h1>{figures}</main></html>"
    )


def photograph(folder: Path) -> None:
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from browser import launch

    folder.mkdir(parents=True, exist_ok=True)
    with launch() as browser:
        for width in (1366, 390):
            tab = browser.new_page(viewport={"width": width, "height": 900})
            tab.set_content(page())
            for grey in ("", "-grey"):
                tab.add_style_tag(content="svg{filter:grayscale(1)}" if grey else "svg{}")
                for sample in SAMPLES:
                    tab.locator(f"#{sample.name} figure > div").screenshot(path=folder / f"{sample.name}-{width}{grey}.png")


if __name__ == "__main__":
    photograph(Path(sys.argv[1]))
