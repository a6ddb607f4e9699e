"""The order of what a team of E2 takes, and the PMO that does it."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.exercises.answers import number, text
from pmo_course_lib.exercises.checks.select import PMO, RANK, TAKE, concepts, decided
from pmo_course_lib.ui.exercises.e2_concepts import pmos
from pmo_course_lib.ui.exercises.e2_load import load_picture, room
from pmo_course_lib.ui.modules.kept import keep_number, keep_text
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Note, Row, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook


def place(workbook: Workbook, id: str) -> int | None:
    """The place of a concept in the order; nothing for a place that cannot be."""
    found = number(workbook, RANK.format(id))
    return int(found) if found is not None and found in range(1, len(concepts()) + 1) else None


def by(workbook: Workbook, id: str) -> str:
    """The id of the PMO that does it: the one that is named, else the one that proposes it."""
    named = text(workbook, PMO.format(id))
    return named if named in pmos() else concepts()[id]["proposing_pmo"]


def in_order(workbook: Workbook) -> tuple[str, ...]:
    """What is taken, in the team's order; what has no place comes last."""
    return tuple(sorted(decided(workbook, TAKE), key=lambda id: place(workbook, id) or len(concepts()) + 1))


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    taken = decided(workbook, TAKE)
    if not taken:
        return (Note("Nothing is taken yet. Decide above; what you take appears here."), load_picture(workbook))
    return (
        Text("Give each a place, from 1. A concept is done by the PMO that proposes it, unless you name another one."),
        *(Row((_rank(workbook, id), _pmo(workbook, id))) for id in taken),
        Table("Your order, as the board would read it", ("Place", "Concept", "Done by", "Hours a month"), rows(workbook), (3,)),
        Note(f"Hours a month with the reserve: {room(workbook)}."),
        load_picture(workbook),
    )


def _rank(workbook: Workbook, id: str) -> Select:
    now = place(workbook, id)
    places = tuple((str(one), str(one)) for one in range(1, len(concepts()) + 1))
    return Select(at("values", RANK.format(id)), f"Place of {concepts()[id]['title']}", places, None if now is None else str(now))


def _pmo(workbook: Workbook, id: str) -> Select:
    return Select(at("values", PMO.format(id)), f"Who does {concepts()[id]['title']}?", tuple(pmos().items()), by(workbook, id))


def rows(workbook: Workbook) -> tuple[tuple[str, ...], ...]:
    """What is taken as rows: place, concept, PMO, hours a month."""
    return tuple((str(place(workbook, id) or "no place yet"), concepts()[id]["title"], pmos()[by(workbook, id)],
                  concepts()[id]["hours_per_month"]) for id in in_order(workbook))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    for concept in concepts():
        if id == at("values", RANK.format(concept)):
            return keep_number(workbook, RANK.format(concept), _whole(value))
        if id == at("values", PMO.format(concept)):
            return keep_text(workbook, PMO.format(concept), value, pmos())
    raise ValueError("There is no such field here. Load the page again.")


def _whole(value: Any) -> int | None:
    """The place that a list sends as text. Raises ``ValueError`` for anything else."""
    if value is None:
        return None
    if value not in [str(one) for one in range(1, len(concepts()) + 1)]:
        raise ValueError(f"Choose a place from 1 to {len(concepts())}.")
    return int(value)


def _done(workbook: Workbook) -> bool:
    taken = decided(workbook, TAKE)
    return bool(taken) and all(place(workbook, id) for id in taken)


PANEL = Panel("The order, and who does it", _draw, _done, _change)
