"""E3: the definition of a selected service and its catalogue entry, so complete that another team could order it.

Definition: ``drafts`` under ``<service>/DOC-DEF``; entry: ``catalogue``; what kind of thing it is: ``values`` under KIND_OF.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from attrs import frozen

from pmo_course_lib.domain import catalogue
from pmo_course_lib.domain.calendar import named_calendars
from pmo_course_lib.domain.catalogue import Entry, Promise
from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.answers import draft, has_number, names, open_sections, said, text
from pmo_course_lib.exercises.exercise import material
from pmo_course_lib.exercises.found import ALL, NOTHING, Found, Rule, lost, of, share
from pmo_course_lib.workbook.model import Workbook

#: Key of ``values``, as the view of the definition keeps it: ``service``, or the name of a trap (task, tool, project, policy).
KIND_OF, SERVICE = "{}/kind", "service"
DEFINITION = "DOC-DEF"
#: Faults of an entry from which on nothing is left of that check's points.
_FAULTS = 4


@frozen
class Given:
    """The selected service, the group that asked for it, and beginnings that tell what a PMO does in place of an outcome."""

    service: str
    concept: str
    customer: str
    not_outcomes: tuple[str, ...]


@cache
def given() -> Given:
    """The service that was selected."""
    return material("E3", Given)


def entry(workbook: Workbook) -> Entry | None:
    """The team's entry, once something is written in it."""
    found = next((one for one in workbook.catalogue if one.id == given().service), None)
    return found if found and (said(found.summary) or said(found.name)) else None


def kind(workbook: Workbook) -> Found:
    """The team says that it is a service, and none of the four things that are mistaken for one."""
    chosen = text(workbook, KIND_OF.format(given().service))
    return share(chosen == SERVICE, 1, lost("trap")) if chosen else NOTHING


def outcome(workbook: Workbook) -> Found:
    """The outcome is what the customer has, and not what the PMO does."""
    found = entry(workbook)
    if found is None or not said(found.outcome):
        return NOTHING
    plain = found.outcome.strip().casefold()
    if plain in (found.name.strip().casefold(), found.summary.strip().casefold()):
        return share(0, 1, lost("same"))
    doing = plain.startswith(tuple(one.casefold() for one in given().not_outcomes))
    return share(not doing, 1, lost("doing"))


def definition(workbook: Workbook) -> Found:
    """The twelve parts of the definition."""
    found = draft(workbook, given().service, DEFINITION)
    open_ = open_sections(found)
    whole = len(open_sections(draft(workbook, "", DEFINITION)))
    return NOTHING if len(open_) == whole else share(whole - len(open_), whole, of("sections", open_))


def fields(workbook: Workbook) -> Found:
    """The required fields of the entry."""
    found = entry(workbook)
    if found is None:
        return NOTHING
    gaps, whole = catalogue.missing(found), len(catalogue.required(found))
    return share(whole - len(gaps), whole, of("fields", (one.heading for one in gaps)))


def sound(workbook: Workbook) -> Found:
    """What is filled in can be right: ids, dates, numbers, rule of the obligation."""
    found = entry(workbook)
    if found is None:
        return NOTHING
    faults = [one.partition(":")[0] for one in catalogue.check(found)]
    # An entry that is hardly begun has had no chance to be wrong.
    begun = Fraction(len(catalogue.required(found)) - len(catalogue.missing(found)), len(catalogue.required(found)))
    hardly = lost("hardly") if begun < Fraction(1, 2) else None
    clean = max(ALL - Fraction(len(faults), _FAULTS), Fraction(0))
    return share(0 if hardly else clean, 1, hardly, of("faults", dict.fromkeys(faults)))


def target(workbook: Workbook) -> Found:
    """A target that can be kept or missed: measure, value with a figure, calendar, level of the entry."""
    found = entry(workbook)
    if found is None or not found.targets:
        return NOTHING
    best = max(found.targets, key=lambda one: said(one.measure) + has_number(one.value))
    known = {*named_calendars(), *(one.id for one in workbook.calendars), *(one.id for one in case.workbook().calendars)}
    parts = {"measure": said(best.measure), "value": has_number(best.value), "calendar": found.service_hours in known,
             "level": _level(found, best)}
    return share(sum(parts.values()), len(parts), *(lost(name) for name, there in parts.items() if not there))


def _level(of: Entry, promise: Promise) -> bool:
    return bool(of.levels) and promise.level in ("", *of.levels)


def agree(workbook: Workbook) -> Found:
    """Definition and entry say the same name and the same owner."""
    found, sections = entry(workbook), draft(workbook, given().service, DEFINITION).sections
    if found is None or not sections:
        return NOTHING
    pairs = {"Name": found.name, "Owner": found.owner}
    off = [part for part, value in pairs.items() if not said(value) or not names(sections.get(part, ""), [value])]
    return share(len(pairs) - len(off), len(pairs), of("differ", off))


def customer(workbook: Workbook) -> Found:
    """The entry names the group that asked."""
    found = entry(workbook)
    if found is None or not any(said(one) for one in found.customers):
        return NOTHING
    known = (given().customer, case.today().name(given().customer))
    return share(any(names(one, known) for one in found.customers), 1, lost("who"))


CHECKS: dict[str, Rule] = {
    "kind": kind, "outcome": outcome, "definition": definition, "fields": fields, "sound": sound, "target": target,
    "agree": agree, "customer": customer}
