"""Chapter 3: the menu of services, what is on its way, and the catalogue entries in short."""

from __future__ import annotations

from pmo_course_lib.domain import catalogue
from pmo_course_lib.domain.catalogue import Entry
from pmo_course_lib.workbook.export.paper import Paper
from pmo_course_lib.workbook.export.texts import Images, counted, day, joined
from pmo_course_lib.workbook.model import Workbook

#: Fields of an entry that the playbook shows, in this order.
_SHOWN = ("summary", "outcome", "why_needed", "benefits", "in_scope", "out_of_scope", "how_to_request", "inputs_from_customer",
          "outputs", "service_hours", "targets", "price_or_charge", "contact", "escalation")


def short(workbook: Workbook) -> str:
    """How many services are on offer, on the way and past."""
    parts = catalogue.portfolio(workbook.catalogue)
    counts = ((parts.catalogue, "on offer"), (parts.pipeline, "on the way"), (parts.archive, "in the archive"))
    return joined(f"{len(found)} {where}" for found, where in counts if found) or _elsewhere(workbook)


def _elsewhere(workbook: Workbook) -> str:
    return f"{counted(len(workbook.services), 'service')}, no catalogue entry yet" if workbook.services else ""


def write(paper: Paper, workbook: Workbook, _images: Images) -> None:
    """Menu, pipeline, entries."""
    parts = catalogue.portfolio(workbook.catalogue)
    paper.model("Categories, levels and obligations.")
    groups = catalogue.form().names("customers") | {one.id: one.name for one in workbook.topology.consumers}
    _menu(paper, "What can be ordered today", "Service menu", parts.catalogue, groups)
    _menu(paper, "On the way", "Services on the way", parts.pipeline, groups)
    _menu(paper, "Ended", "Archive", parts.archive, groups)
    bare = [one for one in workbook.services if one.id not in {entry.id for entry in workbook.catalogue}]
    if bare:
        paper.heading("Services without a catalogue entry")
        paper.table("Services without a catalogue entry", ("Service", "Owner", "State"),
                    [(one.name or one.id, one.owner, one.state.label) for one in bare], (6, 4, 3))
    if shown := (*parts.catalogue, *parts.pipeline):
        paper.heading("Catalogue entries in short")
        for entry in shown:
            _entry(paper, entry)


def _menu(paper: Paper, heading: str, caption: str, entries: tuple[Entry, ...], groups: dict[str, str]) -> None:
    if not entries:
        return
    levels = catalogue.form().names("levels")
    rows = [(_name(one), joined(groups.get(id, id) for id in one.customers), joined(levels.get(id, id) for id in one.levels),
             _obligation(one), joined(target.text for target in one.targets) or "No target yet", one.owner or "No owner yet")
            for one in entries]
    paper.heading(heading)
    paper.table(caption, ("Service", "For whom", "Levels", "Obligation", "Target", "Owner"), rows, (3.6, 4.6, 2.4, 3, 3.8, 2.8))


def _name(entry: Entry) -> str:
    ends = f"\nuntil {day(entry.end_date)}" if entry.end_date else ""
    return f"{entry.name or entry.id or 'Service without a name'}{ends}"


def _obligation(entry: Entry) -> str:
    rule = f"\n{entry.obligation_rule}" if entry.obligation_rule else ""
    return (entry.obligation.value.capitalize() if entry.obligation else "Still open") + rule


def _entry(paper: Paper, entry: Entry) -> None:
    said = dict(catalogue.view(entry, catalogue.View.CUSTOMER))
    headings = {one.name: one.heading for one in catalogue.form().fields}
    paper.heading(joined((entry.id, entry.name or "Service without a name"), " "), 3)
    paper.facts(f"{entry.name or entry.id or 'Service'}: {entry.state.label.lower()}",
                [(headings[name], said.get(headings[name], "")) for name in _SHOWN])
    if empty := catalogue.missing(entry):
        paper.open(f"{joined((one.heading for one in empty), ', ')}.")
