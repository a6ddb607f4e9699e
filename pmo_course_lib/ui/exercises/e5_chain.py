"""The time chain of E5: hours and order of the steps as a team lays them out, how long that is, and whether it carries."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from pmo_course_lib.domain.sla import Step, time_chain
from pmo_course_lib.exercises.answers import number
from pmo_course_lib.exercises.checks.sla_lab import CHAIN, FITS
from pmo_course_lib.ui.exercises.words import GONE, listed, plain
from pmo_course_lib.ui.modules.kept import keep_number, keep_text, text
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Choice, Note, Number, Row, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook

HEALTH_CHECK = "SVC-002"
STEPS = {"finance": "Finance data (draft OLA)", "interviews": "Interviews", "analysis": "Analysis",
         "reading": "Second reading"}
RESERVE = "e5-step-reserve"
#: Key of ``notes``: what follows from the chain.
FOLLOWS = "e5-follows"
_ROUNDS = tuple((f"{n}", f"{n}.") for n in range(1, 5))
_ANSWERS = (("yes", "yes"), ("no", "no"))
MOST = 2000


@frozen
class Link:
    """A step with the hours and the place in the order that the team gives it."""

    name: str
    hours: float
    round: str


def hours_key(step: str) -> str:
    """Key of ``values`` for the hours of a step."""
    return f"e5-step-{step}-hours"


def round_key(step: str) -> str:
    """Key of ``values`` for its place in the order."""
    return f"e5-step-{step}-round"


def links(workbook: Workbook) -> tuple[Link, ...]:
    """The steps that have both hours and a place."""
    found = (Link(name, number(workbook, hours_key(id)) or 0, text(workbook, round_key(id))) for id, name in STEPS.items())
    return tuple(one for one in found if 0 < one.hours <= MOST and one.round in dict(_ROUNDS))


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    of = listed("services.csv", "id")[HEALTH_CHECK]
    rows = tuple((name, _hours(workbook, id, name), Select(at("values", round_key(id)), f"Place of {name}", _ROUNDS,
                                                           text(workbook, round_key(id)) or None)) for id, name in STEPS.items())
    return (
        Text(f"The **health check** promises its report within **{of['sla_target_hours']} working hours**. Lay out its steps: "
             "those with the same place run side by side."),
        Table("Steps", ("Step", "Working hours", "Place in the order"), rows, (1,)),
        Number(at("values", RESERVE), "Reserve", number(workbook, RESERVE), 0, MOST, unit="h"),
        _length(workbook), *_answers(workbook))


def _hours(workbook: Workbook, id: str, name: str) -> Number:
    return Number(at("values", hours_key(id)), f"Hours of {name}", number(workbook, hours_key(id)), 0, MOST, unit="h")


def _length(workbook: Workbook) -> Note:
    """How long it is as it was laid out, which is not to say that it was laid out well."""
    found = links(workbook)
    if not found:
        return Note("Give a step its hours and its place.")
    rounds = sorted({one.round for one in found})
    before = dict(zip(rounds, ((), *([one.name for one in found if one.round == each] for each in rounds)), strict=False))
    reserve = min(max(number(workbook, RESERVE) or 0, 0), MOST)
    chain = time_chain((Step(one.name, one.hours, tuple(before[one.round])) for one in found), reserve, 1)
    way = " + ".join(f"{_small(one.name)} {plain(one.hours)}" for one in found if one.name in chain.path)
    return Note(f"As you laid it out, the longest way is {way} + reserve {plain(reserve)} = **{plain(chain.total)} hours**.")


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _answers(workbook: Workbook) -> tuple[Block, ...]:
    fits = text(workbook, FITS)
    return (
        Row((Number(at("values", CHAIN), "How long is the chain?", number(workbook, CHAIN), 0, MOST, unit="h"),
             Choice(at("values", FITS), "Does it carry the promise?", _ANSWERS, fits if fits in dict(_ANSWERS) else None,
                    inline=True))),
        Area(at("notes", FOLLOWS), "What follows from it?", workbook.notes.get(FOLLOWS, ""), 2))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id == at("notes", FOLLOWS):
        return put(workbook, id, value)
    if id == at("values", FITS):
        return keep_text(workbook, FITS, value, dict(_ANSWERS))
    for key in (CHAIN, RESERVE, *map(hours_key, STEPS)):
        if id == at("values", key):
            return _in_range(workbook, key, value)
    for key in map(round_key, STEPS):
        if id == at("values", key):
            return keep_text(workbook, key, value, dict(_ROUNDS))
    raise ValueError(GONE)


def _in_range(workbook: Workbook, key: str, value: Any) -> Workbook:
    kept = keep_number(workbook, key, value)
    if value is not None and value > MOST:
        raise ValueError(f"Write hours from 0 to {MOST}.")
    return kept


def _done(workbook: Workbook) -> bool:
    return number(workbook, CHAIN) is not None and text(workbook, FITS) in dict(_ANSWERS)


PANEL = Panel("The chain of the health check", _draw, _done, _change)
