"""Module T6: the SLA of one service, drafted section by section, with what the standard still misses."""

from __future__ import annotations

from datetime import date
from typing import Any

from pmo_course_lib.domain.sla import Agreement, Target, Unit, facts, measure, missing
from pmo_course_lib.domain.sla.exact import exact
from pmo_course_lib.ui.modules.agreements import agreement, begun, changed, in_words
from pmo_course_lib.ui.modules.case_log import calendar_names, calendars
from pmo_course_lib.ui.modules.own_services import chosen, manage, names, parts, picker
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.modules.sla_figures import SHARES
from pmo_course_lib.ui.view.blocks import Area, Block, Button, Choice, Day, Group, Line, Note, Number, Row, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import to_plain
from pmo_course_lib.workbook.words import word

#: Measures that make sense as a promise to a customer and that people can fill in here.
MEASURES = ("MS03", "MS02", "MS04", "MS08", "MS11")
MOST = 4
ADD, LAST = at("#target", "add"), at("#target", "remove")
_YES = (("yes", "stops the clock"), ("no", "does not stop it"))
_SURPLUS = (("no", "count as usual; the ratio goes to the review"), ("yes", "are left out of the targets"))
_LISTS = ("exceptions", "stands_on")
_CHOICES = ("pause_for_customer", "pause_for_approval", "surplus_suspended")
_TEXTS = {"description": "What is delivered?", "users": "Who may use it?", "provider_contact": "Contact at the provider",
          "customer_contact": "Contact at the customer", "approved_by": "Approved by (both sides)",
          "changes_and_end": "How it is changed and ended",
          "measurement": "Where do the figures come from, and who reports when?",
          "provider_duties": "Duties of the provider", "customer_duties": "Duties of the customer", "escalation": "Escalation",
          "reviews": "Reviews", "credits_or_recovery": "Recovery: what happens after a miss?"}
_PAPER = ("description", "users", "provider_contact", "customer_contact", "approved_by", "changes_and_end")
_FIELDS = ("customer", "provider", "calendar", "workload_limit", "valid_from", "valid_until", *_TEXTS, *_LISTS, *_CHOICES)


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    service = chosen(workbook)
    if not service:
        return picker(workbook, "SLA for which service?")
    return (*picker(workbook, "SLA for which service?"), *fields(workbook, service))


def fields(workbook: Workbook, service: str) -> tuple[Block, ...]:
    """The draft of a service. Messages have one place, so that none that comes or goes moves a field that is being typed in."""
    now = begun(workbook, service)
    return (*_heart(workbook, now), Group("Where the draft stands", (*_asked(now), _whole(now))), *_rest(now))


def _heart(workbook: Workbook, now: Agreement) -> tuple[Block, ...]:
    known = tuple(calendar_names(calendars(workbook).values()).items())
    rows = tuple(_row(place, target) for place, target in enumerate(now.targets))
    more = (Button(ADD, "Add a target"),) if len(rows) < MOST else ()
    fewer = (Button(LAST, "Remove the last target"),) if rows else ()
    return (
        Row((Line(_id("customer"), "Customer", now.customer), Line(_id("provider"), "Provider", now.provider),
             Select(_id("calendar"), "Calendar", known, now.calendar or None))),
        Table("Service level targets", ("Measure", "Target", "At least", "Within", "Data source", "Owner"), rows, (1, 2, 3)),
        Row((*more, *fewer)),
        Row((Number(_id("workload_limit"), "Workload limit", now.workload_limit, 1, 10_000, unit="a month"),
             Area(_id("exceptions"), "Exceptions, one on each line", "\n".join(now.exceptions), 2, "None? Write *none*."))),
    )


def _id(name: str) -> str:
    return at("#sla", name)


def _row(place: int, target: Target) -> tuple[Block | str, ...]:
    label = f"of target {place + 1}"
    share = target.measure in SHARES
    unit, high = ("%", 100.0) if share else ("h", 10_000.0)
    aim, least = (None if one is None else round(one * 100, 6) if share else one for one in (target.target, target.minimum))
    ids = dict.fromkeys((*MEASURES, *filter(None, (target.measure,))))
    options = tuple((id, "turnaround P90" if id == "MS02" else measure(id).name) for id in ids)
    time = "h" if target.unit is Unit.HOURS else "days"
    within = Number(_cell(place, "limit"), f"Hours {label}", target.limit, 0, 2000, unit=time)
    return (Select(_cell(place, "measure"), f"Measure {label}", options, target.measure or None),
            Number(_cell(place, "target"), f"Aim {label}", aim, 0, high, unit=unit),
            Number(_cell(place, "minimum"), f"Minimum {label}", least, 0, high, unit=unit),
            within if target.measure == "MS03" else "–",
            Line(_cell(place, "data_source"), f"Data source {label}", target.data_source),
            Line(_cell(place, "owner"), f"Owner {label}", target.owner))


def _cell(place: int, name: str) -> str:
    return at("#target", str(place), name)


def _asked(now: Agreement) -> tuple[Note, ...]:
    """What the standard asks for, then the other sections; the promise in words."""
    gaps = missing(now)
    asked = [gap for gap in gaps if gap.standard]
    words, calendar = "; ".join(filter(None, map(in_words, now.targets))), now.calendar or "not chosen"
    promise = (Note(f"You promise: **{words}**. Calendar: {calendar}; every hour is a working hour."),) if words else ()
    unclear = [gap.what for gap in gaps if gap.what.startswith("target ")]
    lacking = ", ".join(gap.section for gap in asked)
    said = f"Still missing: **{lacking}**." if asked else "They are there."
    return (
        *promise,
        Note(f"ISO/IEC 20000-1:2018, 8.3.3, asks for targets, workload limits and exceptions. {said}",
             "warning" if asked else "good"),
        *((Note("A target is complete with a measure, a formula, a data source, a calendar and an owner (G2-2): "
                f"{word('; '.join(unclear))}.", "warning"),) if unclear else ()),
    )


def _whole(now: Agreement) -> Note:
    """Sections that are open beside what the standard asks for."""
    gaps = [gap for gap in missing(now) if not gap.standard and not gap.what.startswith("target ")]
    sections = dict.fromkeys(gap.section for gap in gaps)
    if sections:
        return Note(f"Other sections still open ({len(sections)} of {_other_sections(now)}): {', '.join(sections)}.")
    return Note("All sections are filled. Read it as the other side would: could you sign it?", "good")


def _rest(now: Agreement) -> tuple[Block, ...]:
    pauses = tuple(Choice(_id(name), said, _YES, _yes(getattr(now, name)), inline=True) for name, said in (
        ("pause_for_customer", "Waiting for the customer (K9)"), ("pause_for_approval", "Waiting for an approval (K11)")))
    surplus = Choice(_id("surplus_suspended"), "Requests beyond the workload limit", _SURPLUS, _yes(now.surplus_suspended))
    areas = {name: Area(_id(name), label, getattr(now, name), 2) for name, label in _TEXTS.items()}
    return (
        Group("Pauses and surplus", (Row(pauses), surplus, Text(
            "Waiting for your own supplier or for another PMO never stops the clock (K10): agree a contract or an OLA.")),
            open=False),
        Group("Reviews, recovery, escalation, duties",
              tuple(one for name, one in areas.items() if name not in _PAPER), open=False),
        Group("Description, contacts, validity, OLAs beneath", (
            *(areas[name] for name in _TEXTS if name in _PAPER),
            Row((Day(_id("valid_from"), "Valid from", _iso(now.valid_from)),
                 Day(_id("valid_until"), "until", _iso(now.valid_until)))),
            Area(_id("stands_on"), "OLAs and contracts that it stands on, one on each line", "\n".join(now.stands_on), 2)),
            open=False),
    )


def _other_sections(now: Agreement) -> int:
    return sum(not one.clause and (not one.kinds or now.kind.value in one.kinds) for one in facts().sections)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _yes(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if (managed := manage(workbook, id, value)) is not None:
        return managed
    return written(workbook, chosen(workbook), id, value)


def written(workbook: Workbook, service: str, id: str, value: Any) -> Workbook:
    """The workbook with a field of the draft of a service changed. Raises ``ValueError`` in people's words."""
    where = parts(id)
    if where[0] == "#target":
        return changed(workbook, service, targets=_targets(begun(workbook, service), where, value))
    if where[0] != "#sla" or where[-1] not in _FIELDS or len(where) != 2:
        raise ValueError("There is no such field here. Load the page again.")
    return changed(workbook, service, **{where[1]: _said(where[1], value)})


def _said(name: str, value: Any) -> Any:
    """What the page sends for a field, as JSON data of the agreement."""
    if name in _CHOICES:
        if value not in ("yes", "no"):
            raise ValueError("Choose one of the answers shown.")
        return value == "yes"
    if name in _LISTS:
        if not isinstance(value, str):
            raise ValueError("Write a text, one entry on each line.")
        return [line.strip() for line in value.splitlines() if line.strip()]
    if name == "workload_limit" and isinstance(value, float):
        if not value.is_integer():
            raise ValueError("Write a whole number of requests a month.")
        return int(value)
    return "" if name == "calendar" and value is None else value


def _targets(now: Agreement, where: tuple[str, ...], value: Any) -> list[dict[str, Any]]:
    """The targets with one changed, added or removed, as JSON data. Raises ``ValueError``."""
    rows: list[dict[str, Any]] = [to_plain(one) for one in now.targets]
    if where[1:] == ("add",) and len(rows) < MOST:
        free = next((id for id in MEASURES if all(row["measure"] != id for row in rows)), "")
        return [*rows, to_plain(Target(measure=free))]
    if where[1:] == ("remove",):
        return rows[:-1]
    place = int(where[1]) if len(where) == 3 and where[1].isdecimal() else len(rows)
    if place >= len(rows) or where[2] not in ("measure", "target", "minimum", "limit", "data_source", "owner"):
        raise ValueError("There is no such target. Load the page again.")
    if where[2] == "measure":  # another measure has other units: its figures begin anew
        rows[place] |= {"measure": value or "", "target": None, "minimum": None, "limit": None}
    else:
        rows[place][where[2]] = _figure(rows[place]["measure"], where[2], value)
    return rows


def _figure(id: str, name: str, value: Any) -> Any:
    if name in ("target", "minimum") and value is not None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError("Write a number.")
        if id in SHARES:
            if not 0 <= value <= 100:
                raise ValueError("Write a percentage, from 0 to 100.")
            return float(exact(value) / 100)
    return value


def agreed(workbook: Workbook, service: str) -> bool:
    """Are the three parts that the standard asks for there?"""
    found = agreement(workbook, service)
    return found is not None and not any(gap.standard for gap in missing(found)) and any(map(in_words, found.targets))


def _done(workbook: Workbook) -> bool:
    return any(agreed(workbook, id) for id in names(workbook))


PANEL = Panel("Draft the SLA of one service", _draw, _done, _change)
