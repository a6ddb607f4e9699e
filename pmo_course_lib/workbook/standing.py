"""Where the PMO stands, from all that the workbook holds. *Course model*."""

from __future__ import annotations

from attrs import evolve

from pmo_course_lib.domain import maturity, orientation, topology
from pmo_course_lib.workbook.model import Workbook


def standing(workbook: Workbook) -> maturity.Maturity:
    """Maturity of the answers given; scores that were entered by hand stand in where answers are missing."""
    entered = workbook.scores
    index = orientation.read(workbook.orientation).index
    partnering = partnering_share(workbook)
    found = maturity.scores(workbook.maturity, entered.orientation_index if index is None else index,
                            entered.partnering_share if partnering is None else partnering)
    return maturity.assess(evolve(found, dimensions={**entered.dimensions, **found.dimensions}))


def partnering_share(workbook: Workbook) -> float | None:
    """Relations of all PMOs of the map in which partnering weighs most, of those with three weights; ``None`` without any."""
    shares = topology.figures(topology.index(workbook.topology)).partnering_share.values()
    return topology.Share(sum(one.part for one in shares), sum(one.whole for one in shares)).value
