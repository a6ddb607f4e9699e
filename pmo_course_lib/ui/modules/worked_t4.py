"""Worked examples of module 4, with entries of the course's sample catalogue."""

from __future__ import annotations

from attrs import evolve

from pmo_course_lib.domain.adaptation import CustomerCase, recommend
from pmo_course_lib.domain.catalogue import Entry, Obligation, missing, required, samples
from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.ui.modules.worked_table import WorkedTable


def required_example() -> WorkedTable:
    """What an entry that was complete in Design lacks when its state or its obligation changes.

    >>> [row[1:] for row in required_example().rows][2]
    ('31', 'SLA, Launch date')
    """
    whole = evolve(next(one for one in samples() if one.name == "Planning help for new projects"), state=State.IN_DESIGN,
                   sla="", launch_date=None)
    cases = {"in design": whole, "in design, conditional": evolve(whole, obligation=Obligation.CONDITIONAL),
             "live": evolve(whole, state=State.LIVE), "retiring": evolve(whole, state=State.RETIRING)}
    return WorkedTable("An entry in four situations (Course model)", ("planning help is", "fields needed", "now missing"),
                       tuple(_row(name, one) for name, one in cases.items()))


def _row(name: str, entry: Entry) -> tuple[str, ...]:
    return name, str(len(required(entry))), ", ".join(one.heading for one in missing(entry)) or "nothing"


def autonomy_example() -> WorkedTable:
    """The step between support and autonomy for three customers.

    >>> autonomy_example().rows[1][-1]
    '3 Coach and review'
    """
    cases = (CustomerCase("new project manager", capability=1, risk=2, appetite=3),
             CustomerCase("line manager of a plant", capability=3, risk=3, appetite=4),
             CustomerCase("programme office of a division", capability=4, risk=1, appetite=4))
    rows = tuple((one.customer, str(one.capability), str(one.risk), str(one.appetite), f"{found.number} {found.step.name}")
                 for one in cases if (found := recommend(one)))
    return WorkedTable("From support to autonomy (Course model)", ("customer", "capability", "risk", "appetite", "step"), rows)
