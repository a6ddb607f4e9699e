"""Moves of a services strategy as the picture of a roadmap takes them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pmo_course_lib.domain import strategy
from pmo_course_lib.domain.strategy import Move, MoveKind, StrategyPlan
from pmo_course_lib.ui import pictures as draw

LANES = {MoveKind.SERVICE: "Services", MoveKind.CAPABILITY: "Capabilities"}


def roadmap_picture(plan: StrategyPlan, today: datetime.date | None = None) -> draw.Roadmap:
    """The moves that have a date, as the picture takes them."""
    lanes = (draw.Lane(name, tuple(bar for one in plan.moves if one.kind is kind for bar in _bars(one)))
             for kind, name in LANES.items())
    return draw.Roadmap("Roadmap", tuple(lane for lane in lanes if lane.bars), today,
                        "Course model. A move without a start is drawn from the first day of its quarter.")


def _bars(move: Move) -> Iterator[draw.Bar]:
    for row in strategy.roadmap(StrategyPlan(moves=(move,))):
        yield draw.Bar(move.id, row.label, row.start, row.end, move.after)
