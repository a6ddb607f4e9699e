"""The playbook's tables as a spreadsheet: catalogue, SLA table, topology matrix, Value Ring scores, roadmap, actions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from enum import Enum
from io import BytesIO
from typing import Any

from attrs import frozen

from pmo_course_lib.domain import catalogue, sla, topology, value_ring
from pmo_course_lib.domain.catalogue import Promise
from pmo_course_lib.workbook.actions import action_plan
from pmo_course_lib.workbook.export import agreeing, moving
from pmo_course_lib.workbook.export.pack import packed
from pmo_course_lib.workbook.export.texts import MODEL, joined, line, organisation
from pmo_course_lib.workbook.model import Workbook

Cell = str | float | datetime.date | None


@frozen
class Sheet:
    """A sheet to be: its head, rows, and a line of what it is. Without rows, ``empty`` says what is to be done."""

    name: str
    about: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str


def tables(workbook: Workbook, made_on: datetime.date) -> bytes:
    """The .xlsx of a workbook as it stands on ``made_on``; text of people stays text, whatever it begins with."""
    from openpyxl import Workbook as Spreadsheet  # here and below: it loads numpy where that is installed

    file: Any = Spreadsheet()
    file.remove(file.active)
    name = organisation(workbook)
    for sheet in sheets(workbook):
        _write(file.create_sheet(sheet.name), sheet, name)
    file.properties.title, file.properties.creator = f"PMO services playbook: {name}"[:250], name[:250]
    target = BytesIO()
    file.save(target)
    return packed(target.getvalue(), made_on)


def sheets(workbook: Workbook) -> tuple[Sheet, ...]:
    """All six, in order."""
    return (_catalogue(workbook), _sla(workbook), _matrix(workbook), _ring(workbook), _roadmap(workbook), _actions(workbook))


def _write(target: Any, sheet: Sheet, organisation: str) -> None:
    from pmo_course_lib.workbook.export import sheet_look

    about, _, label = sheet.about.rstrip(")").partition(" (")
    sheet_look.put(target.cell(1, 1), f"{organisation}: {about}", "title")
    sheet_look.put(target.cell(2, 1), f"{label}. {'' if sheet.rows else sheet.empty}", "note")
    for column, head in enumerate(sheet.head, 1):
        sheet_look.put(target.cell(3, column), head, "head")
    for number, row in enumerate(sheet.rows, 4):
        for column, value in enumerate(row, 1):
            sheet_look.put(target.cell(number, column), value, "body")
    sheet_look.set_up(target, len(sheet.head), len(sheet.rows), organisation, about)


def _catalogue(workbook: Workbook) -> Sheet:
    fields = catalogue.form().fields
    names = catalogue.form().names("categories") | catalogue.form().names("levels")
    return Sheet("Catalogue", f"services catalogue ({MODEL}: fields, categories, levels)", tuple(one.heading for one in fields),
                 tuple(tuple(_said(getattr(entry, one.name), names) for one in fields) for entry in workbook.catalogue),
                 "No entry yet: write the first one in T4.")


def _said(value: Any, names: dict[str, str]) -> Cell:
    """A field of an entry as a cell; ids become names."""
    if isinstance(value, tuple):
        return joined(str(_said(one, names)) for one in value)
    if isinstance(value, Promise):
        return joined((value.text, names.get(value.level, value.level)), ", ")
    if isinstance(value, Enum):
        return str(getattr(value, "label", str(value.value).capitalize()))
    return names.get(value, value) if isinstance(value, str) else value


def _sla(workbook: Workbook) -> Sheet:
    return Sheet("SLA table", f"agreements and their targets ({MODEL}: measures and counting)",
                 ("Agreement", "Kind", "Service", "Customer", "Measure", "Agreed", "Minimum", "Within", "Unit", "Calendar",
                  "Workload limit a month", "Valid from", "Valid until", "By the log", "Missing"),
                 tuple(row for one in workbook.agreements for row in _targets(workbook, one)),
                 "No agreement yet: write the first one in T6.")


def _targets(workbook: Workbook, one: sla.Agreement) -> Iterator[tuple[Cell, ...]]:
    lacks = joined(dict.fromkeys(gap.section for gap in sla.missing(one)))
    for target in one.targets or (sla.Target(),):
        within: tuple[Cell, ...] = (target.limit, target.unit.value) if target.limit is not None else (None, None)
        yield (one.id, one.kind.value.upper(), agreeing.service_name(workbook, one.service), one.customer,
               target.name if target.measure else "No target yet", target.target, target.minimum, *within, one.calendar,
               one.workload_limit, one.valid_from, one.valid_until, agreeing.kept(workbook, one, target), lacks)


def _matrix(workbook: Workbook) -> Sheet:
    head, *rows = topology.services_matrix(topology.index(workbook.topology))
    return Sheet("Topology matrix", f"services by PMO, P provides, C co-provides, F front desk ({MODEL})", head, tuple(rows),
                 "No map yet: draw it in T5.")


def _ring(workbook: Workbook) -> Sheet:
    names = {one.id: one.name for one in catalogue.course_catalogue().services}
    try:
        ranked = value_ring.recommend(workbook.ring)
    except ValueError:
        ranked = ()
    return Sheet("Value Ring scores",
                 f"services by what customers expect ({MODEL}: a reconstruction, the formulas are not public)",
                 ("Place", "Id", "Service", "Relevance", "In the mix", "Why"),
                 tuple((place, one.service, names.get(one.service, one.service), round(one.relevance, 4),
                        "yes" if one.service in workbook.ring.mix else "no", one.reason) for place, one in enumerate(ranked, 1)),
                 "No order yet: give customer groups a weight and rate benefits in T3.")


def _roadmap(workbook: Workbook) -> Sheet:
    plan = workbook.strategy
    return Sheet("Roadmap", f"moves from baseline to vision ({MODEL})",
                 ("Id", "Move", "Kind", "Closes the gap", "Owner", "Starts", "Due", "Measure", "After", "First step"),
                 tuple((one.id, one.what, one.kind.value, moving.gap_name(plan, one.gap), one.owner, one.starts, one.due,
                        one.measure, joined(one.after), one.first_step) for one in plan.moves),
                 "No move yet: choose gaps and moves in From baseline to strategy.")


def _actions(workbook: Workbook) -> Sheet:
    plan = action_plan(workbook)
    return Sheet("Actions", f"90-day action plan ({MODEL})",
                 ("Number", "Action", "Owner", "Due", "Evidence", "First step"),
                 tuple((number, line(one.what), one.owner, one.day or one.due or None, one.evidence, one.first_step)
                       for number, one in plan.begun), "No action yet: write three to five in Personal action plan.")
