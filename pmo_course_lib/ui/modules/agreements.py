"""The service level agreement of a service, as views read and change it."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.sla import Agreement, Kind, Target
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules.case_log import calendars
from pmo_course_lib.ui.modules.own_services import entry, names
from pmo_course_lib.ui.modules.sla_figures import SHARES, cut
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain, to_plain


def agreement(workbook: Workbook, service: str) -> Agreement | None:
    """The SLA of a service; nothing while none was begun."""
    return next((one for one in workbook.agreements if one.service == service and one.kind is Kind.SLA), None)


def begun(workbook: Workbook, service: str) -> Agreement:
    """The SLA of a service or, while none was begun, one that holds what the catalogue says."""
    found, said = agreement(workbook, service), entry(workbook, service)
    limit = said.workload_limit_per_month
    return found or Agreement(
        id=f"SLA-{service}", service=service, description=said.outcome or said.summary, provider=said.provider_pmo,
        users=", ".join(said.customers), calendar=said.service_hours if said.service_hours in calendars(workbook) else "",
        escalation=said.escalation, workload_limit=int(limit) if limit and limit >= 1 else None,
        targets=(Target(measure="MS03"),))


def changed(workbook: Workbook, service: str, **fields: Any) -> Workbook:
    """The workbook with fields of the SLA changed, given as JSON data. Raises ``ValueError`` in people's words."""
    if service not in names(workbook):
        raise ValueError("This service is no longer there. Load the page again.")
    old = begun(workbook, service)
    try:
        new = from_plain({**to_plain(old), **fields}, Agreement)
    except CourseError as error:
        raise ValueError(" ".join(error.problems)) from None
    if agreement(workbook, service) is None:
        return evolve(workbook, agreements=(*workbook.agreements, new))
    return evolve(workbook, agreements=tuple(new if one is old else one for one in workbook.agreements))


def main_target(found: Agreement | None) -> Target | None:
    """The first promise of attainment that has both its share and its hours."""
    targets = found.targets if found else ()
    return next((one for one in targets if one.measure == "MS03" and one.target is not None and one.limit is not None), None)


def in_words(target: Target) -> str:
    """A promise as one reads it to a customer.

    >>> in_words(Target(measure="MS03", target=0.9, minimum=0.85, limit=16.0))
    '90 per cent of requests within 16 working hours; at least 85 per cent'
    """
    if target.target is None or (target.measure == "MS03" and target.limit is None):
        return ""
    share = target.measure in SHARES
    aim, least = (f"{cut(100 * one)} per cent" if share else f"{one:g}" for one in (target.target, target.minimum or 0))
    if target.measure == "MS03":
        text = f"{aim} of requests within {target.limit:g} {target.unit.value}"
    else:
        text = f"{target.name}: {aim}{'' if share else ' working hours' if target.measure in ('MS02', 'MS12') else ''}"
    return text + (f"; at {'least' if target.better.value == 'higher' else 'most'} {least}" if target.minimum is not None else "")
