"""What an entry still lacks, and what in it cannot be right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import frozen

from pmo_course_lib.domain.catalogue.entry import Entry, Obligation, Promise
from pmo_course_lib.domain.catalogue.fields import Field, Required, View, form
from pmo_course_lib.domain.lifecycle import State

_NOW = {
    Required.ALWAYS: "",
    Required.CONDITIONAL: "The service is mandatory under a condition. ",
    Required.LIVE: "The service is live. ",
    Required.ENDING: "The service is ending or has ended. ",
}


@frozen
class Missing:
    """An empty field that is needed now: ``field`` is its name, ``text`` says in a person's words what and why."""

    field: str
    heading: str
    text: str


def required(entry: Entry) -> tuple[Field, ...]:
    """Fields that have to be filled in the entry's present state and with its obligation. *Course model*."""
    now = {
        Required.ALWAYS: True,
        Required.NEVER: False,
        Required.CONDITIONAL: entry.obligation is Obligation.CONDITIONAL,
        Required.LIVE: entry.state is State.LIVE,
        Required.ENDING: entry.state in (State.RETIRING, State.RETIRED),
    }
    return tuple(one for one in form().fields if now[one.required])


def missing(entry: Entry) -> tuple[Missing, ...]:
    """Required fields that are empty, in the order of the form.

    >>> [*map(lambda one: one.field, missing(Entry()))][:3], len(missing(Entry()))
    (['id', 'name', 'summary'], 28)
    >>> [one.text for one in missing(Entry(state=State.LIVE)) if one.field == "launch_date"]
    ['Launch date: still empty. The service is live. From this day the promise holds and the figures count.']
    """
    return tuple(Missing(one.name, one.heading, f"{one.heading}: still empty. {_NOW[one.required]}{one.why}")
                 for one in required(entry) if _empty(getattr(entry, one.name)))


def _empty(value: object) -> bool:
    if isinstance(value, tuple):
        return all(_empty(one.text if isinstance(one, Promise) else one) for one in value)
    return value is None or (isinstance(value, str) and not value.strip())


def check(entry: Entry) -> tuple[str, ...]:
    """What is filled in and cannot be right, a sentence each; empty fields are the business of ``missing``.

    >>> check(Entry(id="SVC-1", levels=("L5",)))
    ("Number: 'SVC-1' must look like SVC-001.", "Service levels: 'L5' is not known; choose from L1, L2, L3, L4.")
    """
    return (*_names(entry), *_rule(entry), *_dates(entry), *_numbers(entry))


def _names(entry: Entry) -> Iterator[str]:
    facts = form()
    if entry.id and not re.fullmatch("SVC-[0-9]{3}", entry.id):
        yield f"Number: {entry.id!r} must look like SVC-001."
    yield from _unknown("Category", (entry.category,), facts.names("categories"))
    yield from _unknown("Service levels", entry.levels, facts.names("levels"))
    yield from _unknown("Level of a target", (one.level for one in entry.targets), entry.levels)
    if {entry.name, entry.id, ""} & set(entry.depends_on) - {""}:
        yield "Depends on: a service does not depend on itself."


def _unknown(heading: str, values: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    known = tuple(known)
    for value in values:
        if value and value not in known:
            yield f"{heading}: {value!r} is not known; choose from {', '.join(known) or 'the levels of this entry'}."


def _rule(entry: Entry) -> Iterator[str]:
    if entry.obligation_rule and entry.obligation not in (None, Obligation.CONDITIONAL):
        yield "Rule of the obligation: only a conditional service has one; take it out, or make the service conditional."


def _dates(entry: Entry) -> Iterator[str]:
    launch, review, end = entry.launch_date, entry.review_date, entry.end_date
    if launch and end and end <= launch:
        yield f"End date: {end} must be after the launch date, {launch}."
    if launch and review and review <= launch:
        yield f"Next review: {review} must be after the launch date, {launch}."
    if review and end and review > end:
        yield f"Next review: {review} is after the end date, {end}; bring it forward."


def _numbers(entry: Entry) -> Iterator[str]:
    for name, value in (("Hours a unit", entry.hours_per_unit), ("Workload limit a month", entry.workload_limit_per_month)):
        if value is not None and value <= 0:
            yield f"{name}: {value:g} must be above 0."


def check_all(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The checks of each entry, headed by its number or name, and numbers that occur twice."""
    entries = tuple(entries)
    numbers = [one.id for one in entries if one.id]
    twice = tuple(f"{number}: the number occurs {numbers.count(number)} times; each entry needs its own."
                  for number in sorted(set(numbers)) if numbers.count(number) > 1)
    return twice + tuple(f"{one.id or one.name or 'entry without a name'}: {line}" for one in entries for line in check(one))


def view(entry: Entry, who: View) -> tuple[tuple[str, str], ...]:
    """Heading and text of the filled fields that ``who`` sees, in the order of the form; ids are written out as names.

    >>> view(Entry(name="Coaching", levels=("L1", "L2"), hours_per_unit=6), View.CUSTOMER)
    (('Name', 'Coaching'), ('Service levels', 'Self-service; Guided'), ('State in the lifecycle', 'Idea'))
    """
    return tuple((one.heading, _say(getattr(entry, one.name))) for one in form().of(who) if not _empty(getattr(entry, one.name)))


def _say(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(_say(one) for one in value if not _empty(one))
    if isinstance(value, float | int):
        return f"{value:g}"
    if isinstance(value, State):
        return value.label
    if isinstance(value, Obligation):
        return value.value.capitalize()
    text = value.text if isinstance(value, Promise) else str(value)
    return (form().names("categories") | form().names("levels")).get(text, text)
