"""Developing people: five training areas, levels now and wanted, the heaviest gaps first, and what is done about them."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.development import (
    DevelopmentPlan,
    Line,
    Person,
    RankedGap,
    competences,
    guide,
    ranked_gaps,
    unfinished,
)
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules.kept import keep_text, text
from pmo_course_lib.ui.modules.own_services import names as services
from pmo_course_lib.ui.modules.own_services import parts
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.modules.topology_parts import GONE
from pmo_course_lib.ui.view import blocks
from pmo_course_lib.ui.view.blocks import Block, Button, Day, Group, Note, Row, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain, to_plain

_CHOSEN, _NEW, _MORE = "plan-person", "plan-new-person", "plan-competence"
_ADD, _OFF, _TAKE = at("#person", "add"), at("#person", "off"), at("#competence", "take")
_MOST = 5


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("Start from what your services need, less what people can do; courses come last. Write roles rather than names "
                 "where you prefer. *Course model*; the five areas come from one article.")
    person = chosen(workbook)
    if person is None:
        return (intro, *_adding(workbook, True), Note("Add a person or a role of your PMO."))
    pick = Select(at("values", _CHOSEN), "Who?", tuple((one.name, one.name) for one in workbook.development.people), person.name)
    return (intro, pick, _areas(person), _others(workbook, person), _people(workbook, person), *_gaps(workbook, person))


def chosen(workbook: Workbook) -> Person | None:
    """The person who is worked on: the one chosen, else the first."""
    people = workbook.development.people
    return next((one for one in people if one.name == text(workbook, _CHOSEN)), people[0] if people else None)


def _adding(workbook: Workbook, primary: bool) -> tuple[Block, ...]:
    return (blocks.Line(at("values", _NEW), "Name or role", text(workbook, _NEW)), Button(_ADD, "Add to the plan", primary))


def _people(workbook: Workbook, person: Person) -> Group:
    off = Button(_OFF, f"Take {person.name} off the plan", confirm=f"Take {person.name} off, with all that is written?")
    return Group("Add or take off a person", (*_adding(workbook, False), off), open=False)


def _areas(person: Person) -> Table:
    """The five training areas, each with the competence that it builds."""
    built = {one.area: one for one in competences().values() if one.area}
    rows = tuple((area.name, *_levels(person, built[area.id].id, area.name)) for area in guide().areas if area.id in built)
    return Table("Five training areas: level now and wanted", ("Area", "Now", "Wanted", "Priority"), rows)


def _levels(person: Person, id: str, name: str) -> tuple[Block, ...]:
    line = _line(person, id)
    options = tuple((str(n), f"{n} {said}") for n, said in enumerate(guide().levels.names))
    marks = (("current", "Now", line.current), ("target", "Wanted", line.target))
    return (*(Select(_place(person, id, field), f"{label}: {name}", options, None if level is None else str(level))
              for field, label, level in marks),
            Select(_place(person, id, "priority"), f"Priority of {name}", (("1", "1 can wait"), ("2", "2"), ("3", "3 first")),
                   str(line.priority)))


def _line(person: Person, id: str) -> Line:
    return next((one for one in person.lines if one.competence == id), Line(id))


def _place(person: Person, id: str, field: str) -> str:
    return at("#line", person.name, id, field)


def _others(workbook: Workbook, person: Person) -> Group:
    known = {one.id: one.name for one in competences().values() if one.area is None}
    rows = tuple((known[one.competence], *_levels(person, one.competence, known[one.competence]))
                 for one in person.lines if one.competence in known)
    rest = tuple((id, name) for id, name in known.items() if id not in {one.competence for one in person.lines})
    table = (Table("Other competences", ("Competence", "Now", "Wanted", "Priority"), rows),) if rows else ()
    taken = text(workbook, _MORE)
    more = Select(at("values", _MORE), "One more", rest, taken if taken in dict(rest) else None)
    return Group("Other competences", (*table, more, Button(_TAKE, "Add this competence")), open=False)


def _gaps(workbook: Workbook, person: Person) -> tuple[Block, ...]:
    ranked = ranked_gaps(workbook.development)
    if not ranked:
        return (Note("No gap yet: choose the level now, and a higher one that is wanted."),)
    rows = tuple((str(n), one.person, _name(one), f"{one.line.current} → {one.line.target}", str(one.line.gap),
                  str(one.line.priority), str(one.weight)) for n, one in enumerate(ranked, 1))
    head = ("", "Who", "Competence", "From, to", "Gap", "Priority", "Weight")
    mine = tuple(one for one in ranked if one.person == person.name)[:_MOST]
    actions = tuple(_action(workbook, person, one) for one in mine)
    left = unfinished(evolve(workbook.development, people=(person,)))
    state = Note(left[0], "info") if left else Note(f"{person.name}: each gap has service, practice, date and evidence.", "good")
    return (Table("Gaps, the heaviest first: weight = gap × priority (*Course model*)", head, rows, (4, 5, 6)), *actions, state)


def _name(gap: RankedGap) -> str:
    return competences()[gap.line.competence].name


def _action(workbook: Workbook, person: Person, gap: RankedGap) -> Group:
    line, id = gap.line, gap.line.competence
    listed = services(workbook).values()
    known = {name: name for name in (*listed, *filter(None, (line.service,)))}
    asked: tuple[Block, ...] = (
        Select(_place(person, id, "service"), "Service that needs it", tuple(known.items()), line.service or None) if listed
        else blocks.Line(_place(person, id, "service"), "Service that needs it", line.service),
        blocks.Line(_place(person, id, "learn"), "Way to learn", line.learn),
        blocks.Line(_place(person, id, "practice"), "Practice on delegated work", line.practice),
        Day(_place(person, id, "due"), "By when", line.due.isoformat() if line.due else None),
        blocks.Line(_place(person, id, "evidence"), "Evidence from the service", line.evidence))
    return Group(f"What is done: {_name(gap)}", (Row(asked),), open=False)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    names, people = parts(id), {one.name: one for one in workbook.development.people}
    match names:
        case ("values", name) if name == _CHOSEN:
            return keep_text(workbook, name, value, people)
        case ("values", name) if name == _NEW:
            return keep_text(workbook, name, value)
        case ("values", name) if name == _MORE:
            return keep_text(workbook, name, value, competences())
        case ("#line", name, competence, field) if name in people and competence in competences() and field != "competence":
            return _with(workbook, _changed(people[name], competence, field, value))
    if id == _ADD:
        return _added(workbook)
    person = chosen(workbook)
    if id == _OFF and person:
        rest = tuple(one for one in workbook.development.people if one.name != person.name)
        return keep_text(evolve(workbook, development=DevelopmentPlan(rest)), _CHOSEN, None)
    if id == _TAKE and person:
        if text(workbook, _MORE) not in competences():
            raise ValueError("Choose a competence from the list first.")
        return keep_text(_with(workbook, _changed(person, text(workbook, _MORE), "priority", 2)), _MORE, None)
    raise ValueError(GONE)


def _changed(person: Person, competence: str, field: str, value: Any) -> Person:
    if field in ("current", "target", "priority") and isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:2])
    empty = {"priority": 2, "current": None, "target": None, "due": None}
    plain = {**to_plain(_line(person, competence)), field: empty.get(field, "") if value is None else value}
    try:
        new = from_plain(plain, Line)
    except CourseError as error:
        raise ValueError(" ".join(error.problems)) from None
    there = competence in {one.competence for one in person.lines}
    lines = tuple(new if one.competence == competence else one for one in person.lines)
    return evolve(person, lines=lines if there else (*lines, new))


def _with(workbook: Workbook, person: Person) -> Workbook:
    return evolve(workbook, development=DevelopmentPlan(tuple(
        person if one.name == person.name else one for one in workbook.development.people)))


def _added(workbook: Workbook) -> Workbook:
    name, people = " ".join(text(workbook, _NEW).split()), workbook.development.people
    if not name:
        raise ValueError("Write a name or a role first.")
    if name in (one.name for one in people):
        raise ValueError(f"{name[:60]} is on the plan already.")
    plan = evolve(workbook, development=DevelopmentPlan((*people, Person(name))))
    return keep_text(keep_text(plan, _NEW, None), _CHOSEN, name)


def _done(workbook: Workbook) -> bool:
    return any(one.line.due and one.line.service.strip() for one in ranked_gaps(workbook.development))


PANEL = Panel("Developing people: what your services need", _draw, _done, _change)
