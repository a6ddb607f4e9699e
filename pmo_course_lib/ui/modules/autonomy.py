"""From support to autonomy: how much the PMO does for one customer, and how that customer gets further."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.adaptation import CustomerCase, Recommendation, guide, recommend, scale
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules.expectations import group_names
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Area, Block, Button, Choice, Group, Line, Note, Row, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain, to_plain

_CHOSEN, _NEW, _ADD, _REMOVE = at("values", "customer"), at("values", "new-customer"), at("#add-customer"), at("#remove-customer")
_JUDGED = ("capability", "risk", "appetite")
_FIGURES = (("0", "0 none"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4 very high"))


def _chosen(workbook: Workbook) -> CustomerCase | None:
    """The customer in view: the one chosen, else the first."""
    name = kept.text(workbook, "customer")
    named = [one for one in workbook.adaptation if one.customer.strip()]
    return next((one for one in named if one.customer == name), named[0] if named else None)


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("Help too much and customers stay dependent; too little and they fail. Judge one customer by cases of the last "
                 "year. *Course model*.")
    if (now := _chosen(workbook)) is None:
        return (intro, Note("First name a customer."), *_adding(workbook))
    names = tuple((one.customer, one.customer) for one in workbook.adaptation if one.customer.strip())
    who = Select(_CHOSEN, "Which customer?", names, now.customer)
    return (intro, who,
            *(_figure(now, one.id, one.text) for one in guide().rule.figures),
            Area(at("#case", now.customer, "evidence"), "What does your judgement rest on?", now.evidence, 2),
            *_result(recommend(now)), _keeping(workbook, now))


def _figure(now: CustomerCase, name: str, text: str) -> Choice:
    value = getattr(now, name)
    return Choice(at("#case", now.customer, name), f"{name.capitalize()}: {text}", _FIGURES,
                  None if value is None else str(value), inline=True)


def _result(found: Recommendation | None) -> tuple[Block, ...]:
    if found is None:
        return (Note("The step follows when all three are judged."), _scale(0))
    step = found.step
    further = (f" Next: **{found.following.name}**. Ready when: {found.evidence_needed}" if found.following else "")
    why = f" {' '.join(found.reasons)}" if found.reasons else ""
    return (Note(f"Step {found.number} of 5: **{step.name}**.{why}{further}", "good"), _scale(found.number))


def _scale(number: int) -> Table:
    rows = tuple((f"**{n} {one.name}: here**" if n == number else f"{n} {one.name}", one.pmo, one.customer, one.ends)
                 for n, one in enumerate(scale("course").steps, 1))
    return Table("Five steps from support to autonomy (*Course model*)", ("Step", "PMO", "Customer keeps", "Responsibility ends"),
                 rows)


def _adding(workbook: Workbook) -> tuple[Block, ...]:
    return (Row((Line(_NEW, "Customer: a person or a group", kept.text(workbook, "new-customer")),)),
            Button(_ADD, "Add this customer"))


def _keeping(workbook: Workbook, now: CustomerCase) -> Group:
    there = {one.customer for one in workbook.adaptation}
    names = (group_names(workbook).get(one.id, one.id) for one in workbook.ring.groups)
    asked = tuple((name, name) for name in names if name not in there)
    known = (Select(at("#known-customer"), "Add a group of T3", asked),) if asked else ()
    return Group("Add or remove a customer", (*_adding(workbook), *known, Button(
        _REMOVE, f"Remove {now.customer}", confirm=f"Remove {now.customer} and the judgement?")), open=False)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    where, now = own.parts(id), _chosen(workbook)
    if id in (_CHOSEN, _NEW):
        return kept.keep_text(workbook, where[1], value)
    if id in (_ADD, at("#known-customer")):
        return _add(workbook, kept.text(workbook, "new-customer") if id == _ADD else value)
    if id == _REMOVE:
        return evolve(workbook, adaptation=tuple(one for one in workbook.adaptation if one is not now))
    if where[0] != "#case" or len(where) != 3:
        raise ValueError("There is no such field here. Load the page again.")
    return _judge(workbook, where[1], where[2], value)


def _add(workbook: Workbook, name: Any) -> Workbook:
    if not isinstance(name, str) or not name.strip():
        raise ValueError("Write a name for the customer first.")
    if name.strip().casefold() in (one.customer.casefold() for one in workbook.adaptation):
        raise ValueError(f"There is a customer {name.strip()[:60]!r} already. Choose it above, or write another name.")
    added = evolve(workbook, adaptation=(*workbook.adaptation, CustomerCase(name.strip())))
    return kept.keep_text(kept.forget(added, "new-customer"), "customer", name.strip())


def _judge(workbook: Workbook, customer: str, name: str, value: Any) -> Workbook:
    place = next((n for n, one in enumerate(workbook.adaptation) if one.customer == customer), None)
    if place is None or name not in (*_JUDGED, "evidence"):
        raise ValueError("This customer is no longer there. Load the page again.")
    if name in _JUDGED and value is not None:
        if value not in tuple(dict(_FIGURES)):
            raise ValueError("Choose a figure from 0 to 4.")
        value = int(value)
    try:
        new = from_plain({**to_plain(workbook.adaptation[place]), name: value}, CustomerCase)
    except CourseError as error:
        raise ValueError(" ".join(error.problems)) from None
    return evolve(workbook, adaptation=(*workbook.adaptation[:place], new, *workbook.adaptation[place + 1:]))


def _done(workbook: Workbook) -> bool:
    return any(recommend(one) is not None and one.customer.strip() for one in workbook.adaptation)


PANEL = Panel("From support to autonomy", _draw, _done, _change)
