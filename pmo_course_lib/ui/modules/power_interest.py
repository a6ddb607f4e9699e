"""Power and interest of the own PMO on the grid, beside the places that the three kinds of PMO take."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.orientation import guide, position, read, to_outward
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.pictures import Party, PowerInterest, power_interest_grid
from pmo_course_lib.ui.view.blocks import Block, Choice, Line, Note, Picture, Row, Text
from pmo_course_lib.workbook.model import Workbook

_SCALE = tuple((str(value), str(value)) for value in range(6))
_AXES = (at("orientation", "power"), at("orientation", "interest"))


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    now = workbook.orientation
    return (
        Text("*Course model.* Power is what your PMO can get changed outside its own team. Interest is your PMO's interest in "
             "its customers' results, not the interest that others take in it."),
        Row((Choice(at("orientation", "power"), "Power of your PMO, 0 to 5", _SCALE, _shown(now.power), inline=True),
             Choice(at("orientation", "interest"), "Its interest in customers' results, 0 to 5", _SCALE, _shown(now.interest),
                    inline=True))),
        *_consequence(workbook),
        _picture(workbook),
    )


def _shown(value: int | None) -> str | None:
    return None if value is None else str(value)


def _consequence(workbook: Workbook) -> tuple[Block, ...]:
    now = workbook.orientation
    if now.power is None or now.interest is None:
        return (Note("Choose both to see where your PMO stands and what it lacks."),)
    said = f"{_gap(*to_outward(now.power, now.interest))}{_against_index(workbook)}"
    return (Note(said), Line(at("orientation", "moved_by"), "What moved your PMO here?", now.moved_by),
            Line(at("orientation", "next_service"), "Which one service would move it a step?", now.next_service,
                 "For example one that ends in a sponsor's decision."))


def _gap(power: int, interest: int) -> str:
    lacks = [f"**{short} point{'' if short == 1 else 's'} of {name}**"
             for name, short in (("power", power), ("interest", interest)) if short]
    return f"To stand where outward-looking PMOs stand it lacks {' and '.join(lacks)}." if lacks \
        else "It stands where outward-looking PMOs stand, or beyond."


def _against_index(workbook: Workbook) -> str:
    """Whether the place is more or less than the band of the index suggests."""
    band, now = read(workbook.orientation).band, workbook.orientation
    if band is None or now.power is None or now.interest is None:
        return ""
    usual = position(band)
    return f" Your index says *{band}*; such PMOs stand at power {usual.power}, interest {usual.interest}."


def _picture(workbook: Workbook) -> Picture:
    now = workbook.orientation
    parties = [Party(f"{one.band} PMO", one.power, one.interest) for one in guide().power_interest.positions]
    if now.power is not None and now.interest is not None:
        parties.append(Party("your PMO", now.power, now.interest, marked=True))
    grid = PowerInterest("Power and interest of PMOs", tuple(parties), note="Course model",
                         quadrants=("Busy with itself", "Cares, cannot move", "Can move, does not care", "Cares and can move"))
    return Picture(power_interest_grid(grid), grid.title, "\n\n".join(grid.as_text()))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id not in _AXES:
        return put(workbook, id, value)
    if value not in (None, *dict(_SCALE)):
        raise ValueError("Choose a number from 0 to 5.")
    return put(workbook, id, None if value is None else int(value))


def _done(workbook: Workbook) -> bool:
    return workbook.orientation.power is not None and workbook.orientation.interest is not None


PANEL = Panel("Where does your PMO stand: power and interest?", _draw, _done, _change)
