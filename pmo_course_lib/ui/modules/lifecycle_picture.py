"""The picture of the services lifecycle, with the place of one service if there is one to show."""

from __future__ import annotations

from functools import cache

from pmo_course_lib.domain.lifecycle import ServiceRecord, State, framework, gate, moves
from pmo_course_lib.ui.pictures import Flow, Gate, Loop, Place, Stage, Step, lifecycle_flow
from pmo_course_lib.ui.view.blocks import Picture

#: What is done in each stage before, between and after the gates inside it.
_STEPS = {"select": ("Concept", "Case and rank"), "design": ("Definition and targets", "Draft agreements"),
          "build": ("Build", "G3", "Pilot"), "operate": ("Deliver and measure", "G5", "Improve"),
          "transform_or_retire": ("Transform", "Retire", "G7")}
#: The gate at the end of a stage.
_EXITS = {"select": "G1", "design": "G2", "build": "G4", "operate": "G6"}


def lifecycle_picture(record: ServiceRecord | None = None) -> Picture:
    """The lifecycle of services; for a record the state it is in and the gates it has passed."""
    place = Place(record.name or record.id, record.state.label.lower(), passed(record)) if record else None
    flow = Flow("Services lifecycle", _stages(), _loops(), place, "Stage names are public; the rest is a course model.")
    return Picture(lifecycle_flow(flow), "The services lifecycle" + (f" of {place.service}" if place else ""),
                   "\n\n".join(flow.as_text()))


def passed(record: ServiceRecord) -> tuple[str, ...]:
    """Ids of the gates that a service has passed by decisions of its history, in order.

    >>> passed(ServiceRecord("planning"))
    ()
    """
    passing = {(move.word, move.gate) for move in framework().machine.transitions if move.passes}
    return tuple(sorted({one.gate for one in record.history if (one.word, one.gate) in passing}))


@cache
def stage_of(state: State) -> str:
    """Id of the stage in which a state falls: that of the next gate, or of the gate that led there. *Course model*.

    >>> stage_of(State.LIVE), stage_of(State.SELECTED)
    ('operate', 'select')
    """
    leading = (move for move in framework().machine.transitions if move.end is state)
    found = next(move.gate for move in (*moves(state), *leading) if move.gate)
    return gate(found).stage


def _stages() -> tuple[Stage, ...]:
    return tuple(Stage(one.name, tuple(map(_step, _STEPS[one.id])),
                       tuple(state.label.lower() for state in State if stage_of(state) == one.id),
                       _gate(_EXITS[one.id]) if one.id in _EXITS else None) for one in framework().stages)


def _step(name: str) -> Step | Gate:
    return _gate(name) if name in {one.id for one in framework().gates} else Step(name)


def _gate(id: str) -> Gate:
    return Gate(id, gate(id).name)


def _loops() -> tuple[Loop, ...]:
    name = {one.id: one.name for one in framework().stages}
    return (Loop(name["operate"], name["operate"], "G5 repeats"), Loop(name["build"], name["design"], "G4: redesign"),
            Loop(name["transform_or_retire"], name["design"], "transformed: back to design"),
            Loop(name["transform_or_retire"], name["select"], "its case has changed: back to select"))
