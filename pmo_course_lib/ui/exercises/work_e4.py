"""E4 for the one who judges it and for the class: what the team placed and wrote by criterion, and its slides."""

from __future__ import annotations

from pmo_course_lib.domain.topology import Index, Service, findings, guide, index
from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.checks.topology import REASON, today_overlaps
from pmo_course_lib.ui.exercises import e4_map as maps
from pmo_course_lib.ui.exercises.e4_checks import LEFT
from pmo_course_lib.ui.exercises.e4_show import ASKED, CUSTOMER, ENDING, MOVE, REPORTS, said
from pmo_course_lib.ui.exercises.judged import Slide, Work
from pmo_course_lib.ui.exercises.words import NEAR, cut, or_nothing, pages, told
from pmo_course_lib.ui.modules import topology_parts as parts
from pmo_course_lib.ui.modules.capacity_bars import capacity_bars
from pmo_course_lib.ui.view.blocks import Block, Table, Text
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.words import clean

_Rows = tuple[tuple[str, ...], ...]
_CHANGED = ("Service", "Today", "On the team's map")
#: Rows of changes that a slide has room for.
_MOST = 7


def _logic(workbook: Workbook) -> tuple[Block, ...]:
    changes = changed(workbook)
    table = (Table("What differs from today", _CHANGED, changes),) if changes else ()
    return or_nothing(*table, *_reasons(workbook), *_say(workbook, MOVE))


def _overlap(workbook: Workbook) -> tuple[Block, ...]:
    """The reports on projects, today and on the team's map."""
    table = index(workbook.topology)
    services = (one for one in workbook.topology.services if one.id in today_overlaps())
    rows = tuple((_named(one), _today(one.id), _place(table, one), _users(table, one)) for one in services)
    head = ("Report", "Today", "On the team's map", "Read by")
    placed = (Table("The five reports", head, rows),) if rows and workbook.topology.provides else ()
    return or_nothing(*placed, *_say(workbook, REPORTS))


def _hand_over(workbook: Workbook) -> tuple[Block, ...]:
    """What is planned, and what the team says of it."""
    rows = tuple((clean(table.name(one.service)), clean(table.name(one.pmo)), clean(table.name(one.to)),
                  one.date.isoformat() if one.date else "no date")
                 for table in (index(workbook.topology),) for one in workbook.topology.hands_over_to)
    planned = (Table("Planned hand-overs", ("Service", "From", "To", "On"), rows),) if rows else ()
    return or_nothing(*planned, *_say(workbook, ENDING))


def _map(workbook: Workbook) -> tuple[Block, ...]:
    listen = Text("Listen for the order of the talk: who comes first in it, and whose way through the map is told.")
    if not workbook.topology.provides:
        return (listen, *or_nothing(*_say(workbook, CUSTOMER)))
    table = index(workbook.topology)
    return (listen, *_say(workbook, CUSTOMER), parts.picture(table, findings(table)))


def changed(workbook: Workbook) -> _Rows:
    """Services whose place, promise or life differs from today: name, today, now."""
    table = index(workbook.topology)
    if not workbook.topology.provides:
        return ()
    rows = ((_named(one), _today(one.id), _place(table, one)) for one in workbook.topology.services if maps.given(one.id))
    return tuple(row for row in rows if row[1] != row[2])


def _today(service: str) -> str:
    today = maps.given(service)
    return _place(case.today(), today) if today else ""


def _place(table: Index, service: Service) -> str:
    """Where a service stands and what is promised, in a few words."""
    if maps.ended(service):
        return "ends"
    lines = table.providers[service.id]
    answers = ", ".join(maps.short(table.name(line.pmo)) for line in lines if line.accountable) or "nobody"
    helps = "".join(f", with {maps.short(table.name(line.pmo))} {100 * line.share:.4g} %" for line in lines
                    if line.share and not line.accountable)
    promise = "" if service.sla_target_hours is None else f"; {service.sla_target_hours:g} h"
    moves = "".join(f"; to {maps.short(table.name(line.to))}{f' on {line.date}' if line.date else ''}"
                    for line in table.hand_overs[service.id])
    return clean(f"{answers}{helps}{promise}{moves}")


def _named(service: Service) -> str:
    return clean(parts.named(service))


def _users(table: Index, service: Service) -> str:
    return clean(table.named({line.consumer for line in table.users[service.id]})) or "nobody"


def _reasons(workbook: Workbook) -> tuple[Block, ...]:
    pairs = ((f"{one} {guide().rule(one).title}", workbook.notes.get(REASON.format(one), "")) for one in LEFT)
    return told("What stays, and why", pairs, ("Found by", "Reason"), NEAR)


def _say(workbook: Workbook, key: str) -> tuple[Block, ...]:
    return told("For the talk", ((ASKED[key][1], said(workbook, key)),), ("", "The team wrote"), NEAR)


def _slides(workbook: Workbook) -> tuple[Slide, ...]:
    of = Text(f"{case.workbook().organisation.name}: five PMOs, seven groups of customers. *Course model*.")
    first = Slide("E4 Design the services topology", (of, *_talk(workbook, MOVE, CUSTOMER)))
    return pages(first, *(_placed(workbook) if workbook.topology.provides else ()),
                 ("What happens to reports, and when One Core closes", _talk(workbook, REPORTS, ENDING)),
                 ("What stays as it is, and why", _left(workbook)))


def _placed(workbook: Workbook) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    bars = capacity_bars(index(workbook.topology))
    return (("Who answers for what", (_answers(workbook),)), ("What changes", _changes(workbook)),
            ("What it asks of the PMOs", (bars,)))


def _talk(workbook: Workbook, *keys: str) -> tuple[Block, ...]:
    return told("What we say", ((ASKED[key][1], said(workbook, key)) for key in keys), ("Part", "In our words"))


def _answers(workbook: Workbook) -> Table:
    """The map on one page: by PMO the services it answers for."""
    table, by_pmo = index(workbook.topology), dict[str, list[str]]()
    for one in workbook.topology.services:
        for line in table.providers[one.id] if not maps.ended(one) else ():
            if line.accountable:
                by_pmo.setdefault(line.pmo, []).append(_named(one))
    rows = tuple((cut(table.name(pmo)), cut("; ".join(by_pmo[pmo]))) for pmo in table.pmos if pmo in by_pmo)
    return Table("By PMO", ("PMO", "Answers for"), rows)


def _changes(workbook: Workbook) -> tuple[Block, ...]:
    rows = changed(workbook)
    if not rows:
        return ()
    more = ((f"and {len(rows) - _MOST} more", "", ""),) if len(rows) > _MOST else ()
    return (Table("Against today", ("Service", "Today", "In future"), (*(tuple(map(cut, row)) for row in rows[:_MOST]), *more)),)


def _left(workbook: Workbook) -> tuple[Block, ...]:
    pairs = ((guide().rule(one).title.capitalize(), workbook.notes.get(REASON.format(one), "")) for one in LEFT)
    return told("What stays", pairs, ("What a check found", "Why it stays"))


WORK = Work({"logic": _logic, "overlap": _overlap, "hand-over": _hand_over, "map": _map}, _slides)
