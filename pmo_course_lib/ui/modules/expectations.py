"""Step 1 of the Value Ring: what each customer group expects, and what that makes of each benefit."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.catalogue import form
from pmo_course_lib.domain.topology import Consumer
from pmo_course_lib.domain.value_ring import Group as Customers
from pmo_course_lib.domain.value_ring import RingInputs, benefit_relevance, benefits, order, start, weights
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules.own_services import parts
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Block, Button, Group, Line, Note, Number, Row, Select, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

MOST = 6
_KNOWN, _NEW, _ADD, _BENEFITS = at("#known-group"), at("values", "new-group"), at("#add-group"), at("#benefits")


def ready(ring: RingInputs) -> RingInputs:
    """The ring with the course's chances, time profiles, problems and recovery where the team has none of its own."""
    base = start()
    return evolve(ring, chances=ring.chances or base.chances, profiles=ring.profiles or base.profiles,
                  problems=ring.problems or base.problems, recovery=ring.recovery or base.recovery)


def group_names(workbook: Workbook) -> dict[str, str]:
    """Names of customer groups by id: the course's six, those of the map, and names that they were given here."""
    named: tuple[Consumer | Customers, ...] = (*workbook.topology.consumers, *workbook.ring.groups)
    return form().names("customers") | {one.id: one.name for one in named if one.name.strip()}


def relevance(workbook: Workbook) -> dict[str, float]:
    """Relevance of the benefits; empty as long as nothing can be worked out."""
    try:
        return benefit_relevance(workbook.ring.groups)
    except ValueError:
        return {}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    groups, wanted = workbook.ring.groups, _wanted(workbook.ring)
    intro = Text("Ask customers for **benefits**, not for services. *Course model*, after step 1 of the PMO Value Ring; "
                 "the list of benefits is ours.")
    if not groups:
        return (intro, Note("First name a customer group."), *_adding(workbook))
    return (intro, Group("Add or rename a customer group", (*_adding(workbook), *_names(workbook)), open=False),
            Group(_heading(wanted), (_choice(wanted),), open=not wanted),
            *(_group(workbook, one, wanted, number == 0 and len(wanted) <= MOST) for number, one in enumerate(groups)),
            *_result(workbook, wanted))


def _wanted(ring: RingInputs) -> tuple[str, ...]:
    """Ids of the benefits that anybody was asked about, in the order of the list."""
    asked = dict.fromkeys(id for one in ring.groups for id in one.priorities)
    return (*(id for id in benefits().names() if id in asked), *(id for id in asked if id not in benefits().names()))


def _adding(workbook: Workbook) -> tuple[Block, ...]:
    known = tuple((id, name) for id, name in group_names(workbook).items() if name.casefold() not in _called(workbook))
    return (Row((Select(_KNOWN, "A usual group", known), Line(_NEW, "Or a name of your own", kept.text(workbook, "new-group")))),
            Button(_ADD, "Add the group with your own name"))


def _called(workbook: Workbook) -> dict[str, str]:
    """Ids of the groups by what they are called here, without regard to capitals."""
    names = group_names(workbook)
    return {names.get(one.id, one.id).strip().casefold(): one.id for one in workbook.ring.groups}


def _names(workbook: Workbook) -> tuple[Row, ...]:
    names = group_names(workbook)
    fields = tuple(Line(at("#name-group", one.id), f"Name of group {number}", names.get(one.id, one.id))
                   for number, one in enumerate(workbook.ring.groups, 1))
    return tuple(Row(fields[n:n + 2]) for n in range(0, len(fields), 2))


def _choice(wanted: tuple[str, ...]) -> Ticks:
    return Ticks(_BENEFITS, "Which benefits do your customers speak of?", tuple(benefits().names().items()), wanted)


def _group(workbook: Workbook, one: Customers, wanted: tuple[str, ...], open: bool) -> Group:
    names, name = benefits().names(), group_names(workbook).get(one.id, one.id)
    rows = tuple((names.get(id, id), Number(at("ring", "groups", one.id, "priorities", id), f"{names.get(id, id)}, for {name}",
                                            one.priorities.get(id, 0), 0, 10)) for id in wanted)
    table = (Table("How much it matters to them: 0 not at all, 10 most", ("Benefit", "Priority"), rows),) if rows else ()
    return Group(name, (
        Number(at("ring", "groups", one.id, "weight"), "Weight among the groups", one.weight, 0,
               help="Any scale: 3 counts three times as much as 1."),
        *table, Button(at("#remove-group", one.id), f"Remove {name}", confirm=f"Remove {name} with all its priorities?")), open)


def _result(workbook: Workbook, wanted: tuple[str, ...]) -> tuple[Block, ...]:
    if not wanted:
        return (Note("Now choose the benefits that matter here."),)
    if not (found := relevance(workbook)):
        return (Note("Now give at least one benefit a priority above 0, in a group with a weight above 0."),)
    shown = tuple(id for id in order(found) if found[id] > 0)
    names = benefits().names()
    rows = tuple((names.get(id, id), f"{found[id]:.2f}", _most(workbook, id)) for id in shown[:MOST])
    first, part = names.get(shown[0], shown[0]), f"{100 * found[shown[0]]:.0f} per cent"
    return (Table("What your customers want most (*Course model*)", ("Benefit", "Relevance R", "Carried most by"), rows, (1,)),
            Note(f"**{first}** carries {part} of what is wanted. All R add to 1. The next view says which services bring it.",
                 "good"))


def _heading(wanted: tuple[str, ...]) -> str:
    more = f"{len(wanted)} are chosen" if len(wanted) > MOST else f"choose up to {MOST}"
    return f"Benefits that matter here: {more}"


def _most(workbook: Workbook, benefit: str) -> str:
    parts_of = weights(workbook.ring.groups)
    share = {one.id: parts_of[one.id] * one.priorities.get(benefit, 0) for one in workbook.ring.groups}
    first = order(share)[0]
    return group_names(workbook).get(first, first)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    where = parts(id)
    if id == _NEW:
        return kept.keep_text(workbook, "new-group", value)
    ring = ready(workbook.ring)
    if id == _KNOWN:
        return workbook if value is None else _with(workbook, value)
    if id == _ADD:
        return kept.forget(_with(workbook, kept.text(workbook, "new-group")), "new-group")
    if id == _BENEFITS:
        return evolve(workbook, ring=_asked(ring, value))
    if where[0] == "#remove-group":
        return evolve(workbook, ring=evolve(ring, groups=tuple(one for one in ring.groups if one.id != where[-1])))
    if where[0] == "#name-group":
        return _renamed(workbook, where[-1], value)
    if where[:2] != ("ring", "groups") or len(where) < 4 or where[2] not in (one.id for one in ring.groups):
        raise ValueError("This group is no longer there. Load the page again.")
    return put(evolve(workbook, ring=ring), id, 0 if value is None else value)


def _with(workbook: Workbook, name: Any) -> Workbook:
    ring = ready(workbook.ring)
    if not isinstance(name, str) or not name.strip():
        raise ValueError("Write a name for the customer group first.")
    id, names = name.strip(), group_names(workbook)
    if id in (one.id for one in ring.groups) or names.get(id, id).casefold() in _called(workbook):
        raise ValueError(f"There is a group {names.get(id, id)[:60]!r} already. Write another name.")
    new = Customers(id, 1.0, dict.fromkeys(_wanted(ring), 0.0), "" if id in form().names("customers") else names.get(id, id))
    return evolve(workbook, ring=evolve(ring, groups=(*ring.groups, new)))


def _renamed(workbook: Workbook, id: str, value: Any) -> Workbook:
    """The workbook with another name for a group; its id, and all that refers to it, stays."""
    if id not in (one.id for one in workbook.ring.groups):
        raise ValueError("This group is no longer there. Load the page again.")
    if not isinstance(value, str) or not value.strip():
        raise ValueError("Write a name for the customer group.")
    if _called(workbook).get(value.strip().casefold(), id) != id:
        raise ValueError(f"There is a group {value.strip()[:60]!r} already. Write another name.")
    return evolve(workbook, ring=evolve(workbook.ring, groups=tuple(
        evolve(one, name=value.strip()[:200]) if one.id == id else one for one in workbook.ring.groups)))


def _asked(ring: RingInputs, value: Any) -> RingInputs:
    """The ring with these benefits, each group's priorities kept where the benefit stays."""
    if not isinstance(value, list | tuple) or not all(one in benefits().names() for one in value if isinstance(one, str)):
        raise ValueError("Choose benefits from the list.")
    chosen = [id for id in benefits().names() if id in value]
    if len(chosen) > max(MOST, len(_wanted(ring)) - 1):
        raise ValueError(f"Choose up to {MOST}: what matters to everybody decides nothing. Take one out first.")
    return evolve(ring, groups=tuple(evolve(one, priorities={id: one.priorities.get(id, 0.0) for id in chosen})
                                     for one in ring.groups))


def _done(workbook: Workbook) -> bool:
    return bool(relevance(workbook))


PANEL = Panel("What your customers expect", _draw, _done, _change)
