"""Step 8: the panel on which the PMO watches itself, with what is still to be filled in. *Course model*."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, frozen

from pmo_course_lib.content import COURSE_MODEL
from pmo_course_lib.domain.value_ring.economy import maturity_index, pmo_maturity, returns
from pmo_course_lib.domain.value_ring.inputs import RingInputs
from pmo_course_lib.domain.value_ring.mixes import figures
from pmo_course_lib.domain.value_ring.readiness import gaps, headcount, performance, team
from pmo_course_lib.domain.value_ring.relevance import benefit_relevance, service_relevance
from pmo_course_lib.domain.value_ring.steps import ring


@frozen
class Line:
    """A figure of the panel: ``value`` as a number, ``text`` as people read it; without a value, what is missing."""

    step: int
    id: str
    name: str
    value: float | None
    text: str
    label: str = COURSE_MODEL


def panel(inputs: RingInputs) -> tuple[Line, ...]:
    """All figures of the ring, in the order of the steps; a figure that cannot be had yet says what to fill in.

    >>> [line.text for line in panel(RingInputs()) if line.id == "EAI"]
    ['groups is empty: name the customer groups first, with their weights']
    """
    return (
        _line(2, "EAI", "Fit with expectations", lambda: figures(inputs, "", inputs.mix).expectations, "{:.2f}"),
        _line(2, "BAI", "Balance over time", lambda: figures(inputs, "", inputs.mix).balance, "{:.2f}"),
        _line(3, "open", "Open points of processes and indicators", lambda: _open(inputs), "{:.0f}"),
        _line(4, "performance", "Targets reached", lambda: _performance(inputs), "{:.0%}"),
        _line(5, "PMO CAI", "Competency adherence", lambda: _ready(inputs), "{:.2f}"),
        evolve(_line(5, "headcount", "Heads by the rule of thumb", lambda: _heads(inputs), "{:.1f}"),
               label=ring().headcount.label),
        _line(6, "MI", "Maturity today", lambda: _maturity(inputs, "actual"), "{:.2f}"),
        _line(6, "MI target", "Maturity wanted", lambda: _maturity(inputs, "target"), "{:.2f}"),
        _roi(inputs),
    )


def _line(step: int, id: str, name: str, work_out: Callable[[], float], form: str) -> Line:
    try:
        value = work_out()
    except ValueError as error:
        return Line(step, id, name, None, str(error))
    return Line(step, id, name, value, form.format(value).replace("%", " %"))


def _roi(inputs: RingInputs) -> Line:
    """The return, with the services that count as nothing since too little is known of them."""
    line = _line(7, "ROI", "Return on investment", lambda: returns(inputs).roi, "{:.0%}")
    if line.value is None or not (silent := returns(inputs).silent):
        return line
    return evolve(line, text=f"{line.text}; counted as 0, since level or team is not known: {', '.join(silent)}")


def _open(inputs: RingInputs) -> float:
    if not inputs.mix:
        raise ValueError("mix is empty; choose at least one service")
    return len(gaps(inputs))


def _relevance(inputs: RingInputs) -> dict[str, float]:
    return service_relevance(benefit_relevance(inputs.groups), inputs.chances)


def _maturity(inputs: RingInputs, which: str) -> float:
    """MI of the mix; a service that nobody has rated is level 0."""
    levels = {service: getattr(inputs.maturity[service], which) if service in inputs.maturity else 0 for service in inputs.mix}
    if not any(levels.values()):
        raise ValueError(f"no service of the mix has its {which} level yet; rate at least one, 1 to 5")
    return pmo_maturity({service: maturity_index(level) for service, level in levels.items()}, _relevance(inputs))


def _performance(inputs: RingInputs) -> float:
    found = performance(inputs)
    if not found:
        raise ValueError("indicators: no figure yet; enter which part of a target is reached, 0 to 1")
    return sum(found.values()) / len(found)


def _ready(inputs: RingInputs) -> float:
    if (found := team(inputs).pmo) is None:
        raise ValueError("people or needed competences are missing; rate the team and say what the services need")
    return found


def _heads(inputs: RingInputs) -> float:
    if inputs.supported is None:
        raise ValueError("enter how many people the PMO supports")
    return headcount(inputs.supported)
