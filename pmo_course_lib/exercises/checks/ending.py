"""E7: transform or retire: a decision at G6 for three services, and one plan that agrees with the map of today.

Decisions stand in the history of ``services`` or, while they are prepared, in ``values`` as the view keeps them; plans in
``drafts``; the day on which customers are told in ``values``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from attrs import frozen

from pmo_course_lib.domain.documents import Draft, document
from pmo_course_lib.domain.lifecycle import gate
from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.answers import days, draft, has_number, names, open_sections, said, text
from pmo_course_lib.exercises.exercise import material
from pmo_course_lib.exercises.found import ALL, NOTHING, Found, Rule, few, lost, of, share
from pmo_course_lib.workbook.model import Workbook

#: Keys of ``values`` while a decision is prepared: its word and its reason; the day on which customers are told.
WORD, COMMENT, TOLD = "{}/walk-word", "{}/walk-comment", "{}/g6-told"
KEEP, RETIRE = "keep", "retire"
END, CHANGE = "DOC-RETIRE", "DOC-TRANSFORM"
_OFFLINE = "service offline"
#: Sections in which each plan says who uses the service, what becomes free or moves, and what rests on it.
_USERS = {END: "Customers and use", CHANGE: "Message to customers"}
_ROOM = {END: "Capacity to release", CHANGE: "Change of topology"}
_RESTS = {END: "Dependencies", CHANGE: "What stays in force meanwhile"}


@frozen
class Given:
    """The three services, and the least notice in calendar days."""

    services: tuple[str, ...]
    notice_days: int


@cache
def given() -> Given:
    """What is before the board."""
    return material("E7", Given)


@frozen
class Verdict:
    """What was decided for a service, and why."""

    word: str
    reason: str


def verdicts(workbook: Workbook) -> dict[str, Verdict]:
    """The decisions at G6 for the three services, made or prepared."""
    found = {id: _prepared(workbook, id) for id in given().services} | dict(_recorded(workbook))
    return {id: found[id] for id in given().services if found[id].word in gate("G6").decisions}


def _prepared(workbook: Workbook, id: str) -> Verdict:
    return Verdict(text(workbook, WORD.format(id)), text(workbook, COMMENT.format(id)))


def _recorded(workbook: Workbook) -> Iterator[tuple[str, Verdict]]:
    for record in workbook.services:
        last = next((one for one in reversed(record.history) if one.gate == "G6"), None)
        if last and record.id in given().services:
            yield record.id, Verdict(last.word, last.comment)


def _named(services: list[str]) -> list[str]:
    return [case.today().name(id) for id in services]


def decisions(workbook: Workbook) -> Found:
    """A decision for each of the three."""
    made = verdicts(workbook)
    if not made:
        return NOTHING
    return share(len(made), len(given().services), of("open", _named([id for id in given().services if id not in made])))


def reasons(workbook: Workbook) -> Found:
    """Each decision has a reason with a figure; without one it earns half."""
    made = verdicts(workbook)
    if not made:
        return NOTHING
    bare = [id for id, one in made.items() if not said(one.reason)]
    plain = [id for id, one in made.items() if said(one.reason) and not has_number(one.reason)]
    fewer = lost("fewer") if len(made) < len(given().services) else None
    return share(2 * (len(made) - len(bare)) - len(plain), 2 * len(given().services), of("bare", _named(bare)),
                 of("plain", _named(plain)), fewer)


def consistent(workbook: Workbook) -> Found:
    """Nothing ends that other services rest on or that has to outlive its PMO."""
    made = verdicts(workbook)
    if not made:
        return NOTHING
    ended = [id for id, one in made.items() if one.word == RETIRE]
    needed = [id for id in ended if dependants(id)]
    outlives = [id for id in ended if case.today().services[id].outlives_pmo]
    fewer = lost("fewer") if len(made) < len(given().services) else None
    return share(len(made) - len({*needed, *outlives}), len(given().services), of("needed", _named(needed)),
                 of("outlives", _named(outlives)), fewer)


def dependants(id: str) -> tuple[str, ...]:
    """Live services of today that rest on a service."""
    return tuple(dict.fromkeys(one.service for one in case.today().dependants[id] if case.today().services[one.service].on_offer))


@frozen
class Plan:
    """A plan that fits the decision for its service."""

    service: str
    draft: Draft

    def section(self, of: dict[str, str]) -> str:
        """What the plan says in the section that holds this in its kind."""
        return self.draft.sections.get(of[self.draft.kind], "")


def plan(workbook: Workbook) -> Plan | None:
    """The fullest plan of those that the decisions ask for; nothing while none is begun."""
    fitting = (Plan(id, draft(workbook, id, END if one.word == RETIRE else CHANGE))
               for id, one in verdicts(workbook).items() if one.word != KEEP)
    begun = [one for one in fitting if any(map(said, one.draft.sections.values()))]
    return min(begun, key=lambda one: len(open_sections(one.draft)), default=None)


def whole(workbook: Workbook) -> Found:
    """The sections of the one plan."""
    found = plan(workbook)
    if found is None:
        stray = any(f"{id}/{kind}" in workbook.drafts for id in given().services for kind in (END, CHANGE))
        return share(0, 1, lost("stray")) if stray and verdicts(workbook) else NOTHING
    open_, sections = open_sections(found.draft), document(found.draft.kind).sections
    return share(len(sections) - len(open_), len(sections), of("sections", open_))


def customers(workbook: Workbook) -> Found:
    """The plan names each group that uses the service by the map."""
    found = plan(workbook)
    if found is None:
        return NOTHING
    users = [line.consumer for line in case.today().users[found.service]]
    written = found.section(_USERS)
    silent = [one for one in users if not names(written, (one, case.today().name(one)))]
    return share(len(users) - len(silent), len(users), lost("silent", section=_USERS[found.draft.kind], count=len(silent)))


def notice(workbook: Workbook) -> Found:
    """For an end: told, then offline, with the least notice between; for a change: a day in its timeline and one of telling."""
    found = plan(workbook)
    if found is None:
        return NOTHING
    told = days(text(workbook, TOLD.format(found.service)))
    if found.draft.kind == CHANGE:
        dated = days(found.draft.sections.get("Timeline", ""))
        return share(bool(told) + bool(dated), 2, None if told else lost("untold"), None if dated else lost("undated"))
    end = offline(found.draft)
    if not told or end is None:
        return share(bool(told) + (end is not None), 4, None if told else lost("untold"), lost("no_end") if end is None else None)
    given_days = (end - told[0]).days
    if given_days <= 0:
        return share(1, 4, lost("backwards"))
    return share(2 if given_days >= given().notice_days else 1, 2, lost("short", days=given_days, least=given().notice_days))


def offline(of: Draft) -> date | None:
    """The day on which the service ends, from a line of the milestones such as ``Service offline: 2026-12-31``."""
    lines = (line.partition(":") for line in of.sections.get("Milestones", "").splitlines())
    return next((day for name, _, rest in lines if name.strip().casefold() == _OFFLINE for day in days(rest)), None)


def room(workbook: Workbook) -> Found:
    """An end says how many hours a month it frees, as the map has them; a change names a PMO."""
    found = plan(workbook)
    if found is None:
        return NOTHING
    written = found.section(_ROOM)
    if found.draft.kind == CHANGE:
        return share(names(written, (name for id, one in case.today().pmos.items() for name in (id, one.name))), 1, lost("pmo"))
    hours = case.today().services[found.service].hours_per_month or 0
    return share(names(written, (f"{hours:g}",)), 1, lost("hours" if has_number(written) else "none"))


def rests(workbook: Workbook) -> Found:
    """The plan names each service that rests on this one; where there is none, it says what it found."""
    found = plan(workbook)
    if found is None:
        return NOTHING
    written, needing = found.section(_RESTS), dependants(found.service)
    if not said(written):
        return share(0, 1, lost("silent", section=_RESTS[found.draft.kind]))
    missed = [one for one in needing if not names(written, (one, case.today().name(one)))]
    if not missed:
        return Found(ALL)
    return share(len(needing) - len(missed), len(needing), lost("missed", count=len(missed), names=few(_named([found.service]))))


CHECKS: dict[str, Rule] = {
    "decisions": decisions, "reasons": reasons, "consistent": consistent, "plan": whole, "customers": customers,
    "notice": notice, "room": room, "rests": rests}
