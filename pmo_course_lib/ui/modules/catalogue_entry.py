"""One entry of the services catalogue: its 34 fields in groups, what is missing now and why, how customers see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmo_course_lib.domain.calendar import named_calendars
from pmo_course_lib.domain.catalogue import Entry, Field, View, check, form, missing, required, view
from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules.capacity import number
from pmo_course_lib.ui.modules.case_log import calendar_names
from pmo_course_lib.ui.modules.drafting import draft
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.modules.service_definition import KIND
from pmo_course_lib.ui.view.blocks import (
    Area,
    Block,
    Button,
    Choice,
    Day,
    Group,
    Line,
    Note,
    Number,
    Select,
    Table,
    Text,
    Ticks,
)
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import to_plain

#: The fields as people meet them: the customer's view first.
GROUPS = {
    "What it is for the customer": ("name", "summary", "outcome", "customers", "why_needed", "benefits"),
    "What is in it and how to ask for it": ("in_scope", "out_of_scope", "how_to_request", "inputs_from_customer", "outputs"),
    "What is promised, and to whom it is open": ("obligation", "obligation_rule", "levels", "service_hours", "targets", "sla",
                                                 "price_or_charge"),
    "Who answers": ("owner", "contact", "escalation"),
    "For those who provide it": ("provider_pmo", "workflow", "capabilities", "hours_per_unit", "workload_limit_per_month",
                                 "depends_on"),
    "Number, state and dates": ("id", "category", "state", "launch_date", "review_date", "end_date", "version"),
}
_NUMBERS = ("hours_per_unit", "workload_limit_per_month")
_LONG = ("summary", "outcome", "why_needed", "workflow")
_FIRST = 3
#: Parts of the definition that say what a field says.
_DEFINED = {"outcome": "Purpose and outcome", "customers": "Customers and eligibility", "in_scope": "In scope",
            "out_of_scope": "Out of scope", "how_to_request": "Trigger and how to request",
            "inputs_from_customer": "Inputs from the customer", "outputs": "Outputs", "depends_on": "Dependencies"}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("The entry is what customers read before they order. *Course model*: 34 fields, most after public templates.")
    if not (id := own.chosen(workbook)):
        return (intro, *own.picker(workbook, "Which entry?"))
    pick, keep = own.picker(workbook, "Which entry?")
    now = own.entry(workbook, id)
    groups = tuple(Group(title, tuple(_blocks(workbook, now, names)), open=place == 0)
                   for place, (title, names) in enumerate(GROUPS.items()))
    return (intro, pick, *_lacking(now), *_filling(workbook, now), *groups, _seen(now), keep)


def _fields() -> dict[str, Field]:
    return {one.name: one for one in form().fields}


def _lacking(now: Entry) -> tuple[Block, ...]:
    empty, wrong = missing(now), check(now)
    filled, whole = len(required(now)) - len(empty), len(required(now))
    where = {name: title for title, names in GROUPS.items() for name in names}
    rows = tuple((one.heading, one.text.split(": still empty. ", 1)[-1], where[one.field]) for one in empty)
    mend = (Note("\n".join(f"- {one}" for one in wrong), "error"),) if wrong else ()
    if not empty:
        return (Note(f"All {whole} fields that are needed now are filled (state: {now.state.label}).", "good"), *mend)
    nearest = ", ".join(one.heading.lower() for one in empty[:_FIRST])
    said = f"{filled} of {whole} fields that are needed now are filled (state: {now.state.label}). Next: {nearest}."
    why = Table("Empty fields", ("Field", "Why it is needed", "Where"), rows)
    return (Note(said, "warning"), *mend, Group("What is missing now, and why", (why,), open=False))


def _blocks(workbook: Workbook, now: Entry, names: tuple[str, ...]) -> Iterator[Block]:
    for name in names:
        yield _block(workbook, now, name)
        if name == "obligation":
            yield _obligation(now)


def _block(workbook: Workbook, now: Entry, name: str) -> Block:
    """The field for a field of the form."""
    what, id, value = _fields()[name], at("catalogue", now.id, name), getattr(now, name)
    if name == "id":
        return Text(f"{what.heading}: **{value}**")
    if name == "state" and own.record(workbook, now.id):
        return Text(f"{what.heading}: **{now.state.label}**. The gates decide it.")
    if name == "targets":
        return _targets(now)
    if (options := _options(workbook, now, name)) is not None:
        return _chosen(what, id, options, value)
    if what.kind == "date":
        return Day(id, what.heading, value.isoformat() if value else None)
    if name in _NUMBERS:
        return Number(id, what.heading, value, 0)
    if isinstance(value, tuple):
        return Area(id, f"{what.heading}, one on each line", "\n".join(value), 2)
    return Area(id, what.heading, value, 2) if name in _LONG else Line(id, what.heading, value)


def _options(workbook: Workbook, now: Entry, name: str) -> tuple[tuple[str, str], ...] | None:
    """What may be chosen in a field; nothing where people write. What is there already can stay."""
    known: dict[str, dict[str, str]] = {
        "category": form().names("categories"), "state": {one.value: one.label for one in State},
        "obligation": {one.id.value: f"{one.id.value}: {_lower(one.meaning)}" for one in form().obligations},
        "levels": {one.id: f"{one.id} {one.name}" for one in form().levels},
        "service_hours": calendar_names((*named_calendars().values(), *workbook.calendars)),
        "sla": {one.id: "" for one in workbook.agreements if one.id},
    }
    if name not in known or (name == "sla" and not known[name]):
        return None
    value = getattr(now, name)
    there = {value: ""} if isinstance(value, str) and value else {}
    return tuple((one, text or one) for one, text in (there | known[name]).items())


def _chosen(what: Field, id: str, options: tuple[tuple[str, str], ...], value: Any) -> Block:
    if what.name == "levels":
        return Ticks(id, what.heading, options, value)
    if what.name == "obligation":
        return Choice(id, what.heading, options, value.value if value else None)
    return Select(id, what.heading, options, value.value if isinstance(value, State) else value or None)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _targets(now: Entry) -> Table:
    """A row for each promise and an empty one for the next."""
    levels = (("", "all levels"), *((one, one) for one in now.levels))
    rows = []
    for place in range(len(now.targets) + 1):
        one = now.targets[place] if place < len(now.targets) else None
        names = [at("catalogue", now.id, "targets", str(place), part) for part in ("measure", "value", "level")]
        rows.append((Line(names[0], f"Measure {place + 1}", one.measure if one else ""),
                     Line(names[1], f"Value {place + 1}", one.value if one else ""),
                     Select(names[2], f"Level of target {place + 1}", levels[1:], one.level or None if one else None)))
    return Table("Targets, such as “first answer within 8 working hours” and “95 per cent”",
                 ("Measure", "Value", "Level (none: all)"), tuple(rows))


def _filling(workbook: Workbook, now: Entry) -> tuple[Block, ...]:
    if not (found := _from_definition(workbook, now)):
        return ()
    return (Button(at("#fill", now.id), f"Fill {len(found)} empty field{'s' if len(found) > 1 else ''} from the definition"),)


def _from_definition(workbook: Workbook, now: Entry) -> dict[str, Any]:
    """Empty fields for which the definition has a text."""
    text = draft(workbook, now.id, KIND).sections
    return {name: _lines(text[section]) if isinstance(getattr(now, name), tuple) else text[section]
            for name, section in _DEFINED.items() if not getattr(now, name) and text.get(section, "").strip()}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _obligation(now: Entry) -> Note:
    for one in form().obligations:
        if one.id is now.obligation:
            return Note(f"**{one.id.value.capitalize()}** asks this of the PMO: {_lower(one.asks)}")
    return Note("Mandatory, conditional or optional? Decide it: it changes volume, hours and the proof of value.")


def _seen(now: Entry) -> Group:
    lines = view(now, View.CUSTOMER)
    return Group("As a customer sees it", (Table(now.name or "Entry without a name", ("Field", "Entry"), lines),), open=False)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if (managed := own.manage(workbook, id, value)) is not None:
        return managed
    where = own.parts(id)
    if where[0] == "#fill":
        for name, text in _from_definition(workbook, own.entry(workbook, where[-1])).items():
            workbook = own.change_entry(workbook, where[-1], name, text)
        return workbook
    if where[0] != "catalogue" or len(where) < 3 or where[2] not in _fields():
        raise ValueError("There is no such field here. Load the page again.")
    if where[2] == "targets":
        return _promise(workbook, where, value)
    return own.change_entry(workbook, where[1], where[2], _fitting(workbook, where[1], where[2], value))


def _fitting(workbook: Workbook, id: str, name: str, value: Any) -> Any:
    """A value of the page as the entry keeps it. Raises ``ValueError`` in people's words."""
    if name == "state" and own.record(workbook, id):
        raise ValueError("The state follows from the decisions at the gates.")
    if name in _NUMBERS:
        return number(value)
    now = getattr(own.entry(workbook, id), name)
    if name == "levels":
        return list(value) if isinstance(value, list | tuple) else value
    if isinstance(now, tuple):
        return _lines(value) if isinstance(value, str) else value
    return "" if value is None and isinstance(now, str) else value


def _promise(workbook: Workbook, where: tuple[str, ...], value: Any) -> Workbook:
    """A part of a promise; a promise without measure and value is taken out."""
    promises = [to_plain(one) for one in own.entry(workbook, where[1]).targets]
    if len(where) != 5 or where[4] not in ("measure", "value", "level") or where[3] not in map(str, range(len(promises) + 1)):
        raise ValueError("This target is no longer there. Load the page again.")
    promises += [{"measure": "", "value": "", "level": ""}]
    promises[int(where[3])] = promises[int(where[3])] | {where[4]: "" if value is None else value}
    return own.change_entry(workbook, where[1], "targets", [one for one in promises if one["measure"] or one["value"]])


def _done(workbook: Workbook) -> bool:
    id = own.chosen(workbook)
    return bool(id) and bool(workbook.catalogue) and not missing(own.entry(workbook, id))


PANEL = Panel("The catalogue entry", _draw, _done, _change)
