"""Chapter 5: the PMOs and their services, as a picture, a matrix, figures and findings."""

from __future__ import annotations

from collections import Counter

from pmo_course_lib.domain import topology
from pmo_course_lib.domain.topology import Finding, Index, Severity
from pmo_course_lib.workbook.export.paper import Paper
from pmo_course_lib.workbook.export.texts import Images, counted, joined, line, number
from pmo_course_lib.workbook.model import Workbook

_WIDEST = 6


def short(workbook: Workbook) -> str:
    """How many PMOs, services and findings."""
    now = workbook.topology
    if not (now.pmos or now.services):
        return ""
    counts = Counter(one.severity for one in topology.findings(topology.index(now)))
    return (f"{counted(len(now.pmos), 'PMO')}, {counted(len(now.services), 'service')}; "
            f"{counted(counts[Severity.ERROR], 'error')} and {counted(counts[Severity.WARNING], 'warning')}")


def write(paper: Paper, workbook: Workbook, images: Images) -> None:
    """Picture, matrix, load, figures, findings."""
    index = topology.index(workbook.topology)
    paper.model("Kinds of relation, checks and figures of the map.")
    paper.picture(images.get("topology"))
    paper.heading("Who provides what")
    matrix = topology.services_matrix(index)
    for head, rows in _parted(matrix):
        paper.table("Services by PMO: P answers for delivery, C shares in the work, F passes requests on", head, rows,
                    (4, *[2] * (len(head) - 1)))
    users = topology.consumers_matrix(index)
    for head, rows in _parted(users) if len(users[0]) > 1 else ():
        paper.table("Services by who uses them: level and obligation", head, rows, (4, *[2] * (len(head) - 1)))
    _loads(paper, index)
    _figures(paper, index)
    _findings(paper, index)


def _parted(matrix: tuple[tuple[str, ...], ...]) -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """The matrix in parts that fit the width of a page, each with the names of the services."""
    head, *rows = matrix
    tables = -(-(len(head) - 1) // _WIDEST) or 1
    wide = -(-(len(head) - 1) // tables) or 1
    parts = [slice(at, at + wide) for at in range(1, max(len(head), 2), wide)]
    return [((head[0], *head[part]), [(row[0], *row[part]) for row in rows]) for part in parts if rows]


def _loads(paper: Paper, index: Index) -> None:
    found = [one for one in topology.loads(index) if one.capacity is not None or one.hours]
    if found:
        paper.table("Hours a month: services with the reserve, against capacity",
                    ("PMO", "Services", "Hours", "With reserve", "Capacity", "Free for services"),
                    [(index.name(one.pmo), str(one.services), number(one.hours), number(one.with_reserve), number(one.capacity),
                      number(one.free)) for one in found], (5, 2, 2, 3, 2, 3), numeric=(1, 2, 3, 4, 5))


def _figures(paper: Paper, index: Index) -> None:
    found = topology.figures(index)
    names = {one.id: one.name for one in topology.guide().figures}
    chain = " → ".join(map(index.name, found.chain)) if found.chain else "no data"
    paper.facts("Figures of the map", [
        (_named(names, "coverage", "Coverage"), str(found.coverage)),
        (_named(names, "overlap_rate", "Overlap"), str(found.overlap_rate)),
        (_named(names, "concentration", "Concentration"), str(found.concentration)), ("Longest chain", chain)])


def _named(names: dict[str, str], id: str, otherwise: str) -> str:
    name = line(names.get(id, otherwise))
    return name[:1].upper() + name[1:]


def _findings(paper: Paper, index: Index) -> None:
    paper.heading("Findings")
    found = sorted(topology.findings(index), key=lambda one: list(Severity).index(one.severity))
    if not found:
        paper.text("The twelve checks find nothing.")
        return
    paper.table("What the twelve checks find, errors first", ("Check", "Severity", "Finding and what to do"),
                [_row(one) for one in found], (1.3, 1.7, 14))


def _row(finding: Finding) -> tuple[str, str, str]:
    return finding.check, finding.severity.value.capitalize(), joined((finding.message,))
