"""Chapter 4: what was agreed, how it was kept by the log, and what the agreements lack."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pmo_course_lib.domain import sla
from pmo_course_lib.domain.calendar import Calendar, named_calendars
from pmo_course_lib.domain.sla import Agreement, Target
from pmo_course_lib.workbook.export.paper import Paper
from pmo_course_lib.workbook.export.texts import Images, counted, day, joined, line, number, per_cent
from pmo_course_lib.workbook.model import Workbook

_KINDS = {sla.Kind.SLA: "SLA", sla.Kind.OLA: "OLA", sla.Kind.CONTRACT: "Contract"}


def short(workbook: Workbook) -> str:
    """How many agreements, and how many of them lack something."""
    found = workbook.agreements
    lacking = sum(bool(sla.missing(one)) for one in found)
    return f"{counted(len(found), 'agreement')}, {lacking or 'none'} with something missing" if found else ""


def write(paper: Paper, workbook: Workbook, _images: Images) -> None:
    """A row for each target, then what is missing."""
    paper.model("Measures and how requests are counted; the sections come from public sources.")
    rows = [row for one in workbook.agreements for row in _target_rows(workbook, one)]
    paper.table("Targets agreed, and what the log of requests says of them",
                ("Agreement", "With", "Target", "Agreed", "Minimum", "By the log"), rows, (4.4, 3, 4.4, 2.4, 2.4, 3.2))
    if workbook.requests:
        paper.text(f"By the log: {len(workbook.requests)} requests, counted as they stood on {day(as_of(workbook).date())}. "
                   "No data means that nothing could be counted.")
    paper.heading("What is missing")
    if not any(map(sla.missing, workbook.agreements)):
        paper.text("Nothing: every section of every agreement is filled in.")
        return
    paper.table("Sections that are still empty or not complete",
                ("Agreement", "Asked for by ISO/IEC 20000-1:2018, 8.3.3", "Other sections of the document"),
                [(name(workbook, one), *_missing(gaps)) for one in workbook.agreements if (gaps := sla.missing(one))], (4, 4, 9))


def name(workbook: Workbook, agreement: Agreement) -> str:
    """Kind, id and service of an agreement."""
    return joined((agreement.id or _KINDS[agreement.kind], service_name(workbook, agreement.service)), ": ")


def service_name(workbook: Workbook, service: str) -> str:
    """The name of a service by its id, as catalogue, record or map has it."""
    known = [(one.id, line(one.name)) for one in workbook.catalogue] + [(one.id, line(one.name)) for one in workbook.services] \
        + [(one.id, line(one.name)) for one in workbook.topology.services]
    return next((said for id, said in known if id == service and said), service)


def _missing(gaps: tuple[sla.Gap, ...]) -> tuple[str, str]:
    """Sections that lack something: those that the standard asks for, and the others."""
    asked = dict.fromkeys(one.section for one in gaps if one.standard)
    others = dict.fromkeys(one.section for one in gaps if one.section not in asked)
    return _first(joined(asked)) or "Nothing missing", _first(joined(others))


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _target_rows(workbook: Workbook, agreement: Agreement) -> Iterator[tuple[str, ...]]:
    """A row for each target, the first one with the agreement's name; one that says so where there is none."""
    first = name(workbook, agreement), agreement.customer or "Customer still open"
    for place, target in enumerate(agreement.targets):
        yield (*(("", "") if place else first), _first(target.name),
               value(target, target.target) or "Still open", value(target, target.minimum), kept(workbook, agreement, target))
    if not agreement.targets:
        yield (*first, "No target yet", "", "", "")


def value(target: Target, figure: float | None) -> str:
    """A figure of a target with its unit."""
    if figure is None or not target.measure:
        return number(figure)
    unit = sla.measure(target.measure).unit
    return per_cent(figure) if unit.startswith(("ratio", "share", "per cent")) else f"{number(figure)} {unit}"


def kept(workbook: Workbook, agreement: Agreement, target: Target) -> str:
    """What the log says of an SLA's target of attainment; empty for other measures and agreements, and without requests.

    The log holds the requests of customers, so it says nothing about the parties of an OLA or a contract.
    """
    if agreement.kind is not sla.Kind.SLA or target.measure != "MS03" or target.limit is None or not workbook.requests:
        return ""
    calendars = _calendars(workbook, agreement.calendar)
    if not calendars:
        return "No data: no calendar"
    try:
        counts = sla.attainment(sla.Log(_events(workbook, agreement)), agreement, calendars, as_of(workbook),
                                sla.Limit(target.limit, target.unit))
    except (ValueError, TypeError):
        return "No data"
    if counts.attainment is None:
        return "No data"
    # Cut, not rounded: a share just below the target never shows the target's number.
    return f"{per_cent(counts.met * 1000 // counts.counted / 1000)} of {counts.counted}"


def _events(workbook: Workbook, agreement: Agreement) -> tuple[sla.Event, ...]:
    return tuple(one for one in workbook.requests if one.service in ("", agreement.service))


def _calendars(workbook: Workbook, id: str) -> tuple[Calendar, ...]:
    own = tuple(one for one in workbook.calendars if one.id == id)
    return own or tuple(one for one in named_calendars().values() if one.id == id)


def as_of(workbook: Workbook) -> datetime.datetime:
    """The last moment that the log knows, to the end of its day; moments with an offset lose it."""
    moments = [moment.replace(tzinfo=None) for one in workbook.requests for moment in (one.received, one.delivered) if moment]
    return datetime.datetime.combine(max(moments).date(), datetime.time(23, 59))
