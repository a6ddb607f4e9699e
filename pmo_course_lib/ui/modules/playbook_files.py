"""The playbook of a workbook with its pictures: the two office files, as bytes or in a folder."""

from __future__ import annotations

import datetime
from pathlib import Path

from attrs import evolve, frozen

from pmo_course_lib.domain import maturity, strategy, topology
from pmo_course_lib.storage import write_atomic
from pmo_course_lib.ui import pictures as draw
from pmo_course_lib.ui.modules.roadmap_picture import roadmap_picture
from pmo_course_lib.ui.modules.topology_parts import network
from pmo_course_lib.ui.pictures.raster import png
from pmo_course_lib.ui.pictures.topology_model import summary
from pmo_course_lib.ui.pictures.words import plural
from pmo_course_lib.workbook.export import Image, Images, playbook, tables
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.standing import standing

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@frozen
class Made:
    """Both files, as they were made from ``workbook``."""

    workbook: Workbook
    document: bytes
    tables: bytes


def make(workbook: Workbook, made_on: datetime.date) -> Made:
    """The playbook as it stands on ``made_on``; takes about a second."""
    return Made(workbook, playbook(workbook, made_on, images(workbook)), tables(workbook, made_on))


def write(made: Made, folder: Path, stem: str) -> tuple[Path, Path]:
    """Write both files into ``folder``, which is made when it is not there; where they are. Raises ``OSError``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / f"{stem}.playbook.docx", folder / f"{stem}.playbook.xlsx"
    for path, raw in zip(paths, (made.document, made.tables), strict=True):
        write_atomic(path, raw)
    return paths


def images(workbook: Workbook) -> Images:
    """Pictures of maturity, map and roadmap, of those parts that have anything to show."""
    found = {}
    now = standing(workbook)
    if any(bar.score is not None for bar in now.profile):
        profile = maturity_picture(now)
        found["maturity"] = _image(draw.maturity_profile(profile), "Maturity profile", profile.as_text())
    if workbook.topology.pmos or workbook.topology.services:
        index = topology.index(workbook.topology)
        found["topology"] = _map(network(index, ()))
    if strategy.roadmap(workbook.strategy):
        plan = roadmap_picture(workbook.strategy)
        found["roadmap"] = _image(draw.roadmap_chart(plan), "Roadmap of the services strategy", plan.as_text())
    return found


def _image(svg: str, name: str, said: tuple[str, ...]) -> Image:
    return Image(png(svg), name, said)


def maturity_picture(now: maturity.Maturity) -> draw.Profile:
    """The profile as the picture takes it."""
    ladder = maturity.guide().ladder
    asked = {name: tuple(draw.Threshold(level.level, one.least) for level in ladder.levels for one in level.conditions
                         if one.of == name) for name in ladder.dimensions}
    note = "Course model: service orientation ladder." + ("" if now.index is None else f" Index {now.index:.2f} of 4.")
    return draw.Profile(
        "Maturity profile",
        tuple(draw.Dimension(bar.dimension.capitalize(), bar.score, asked[bar.dimension]) for bar in now.profile),
        tuple(level.name for level in ladder.levels), now.level.level if now.level else 0, ladder.inflection_after, note=note)


def _map(map: draw.Network) -> Image:
    """The map as it is readable on a page: consumers, dependencies and findings stand in the tables beside it."""
    kept = (draw.Kind.REPORTS_TO, draw.Kind.HANDS_OVER)
    shown = evolve(map, uses=(), consumers=(), supports=(), links=tuple(one for one in map.links if one.kind in kept))
    whole, part = summary(shown), f"{plural(len(map.pmos), 'PMO')}, {plural(len(map.services), 'service')}"
    said = (one.replace(whole, part) for one in shown.as_text() if not one.startswith(("Consumers:", "Supports:")))
    return _image(draw.topology_graph(shown).replace(whole, part), "PMOs, to whom they report, and the services they answer for",
                  tuple(said))
