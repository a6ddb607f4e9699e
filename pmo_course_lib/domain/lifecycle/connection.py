"""The rules C1 to C6 that connect the lifecycle of a PMO with those of its services. Course model."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from pmo_course_lib.domain.lifecycle.framework import State
from pmo_course_lib.domain.lifecycle.pmo import Mandate, PmoRecord, PmoStage, PmoStep, pmo_lifecycle
from pmo_course_lib.domain.lifecycle.record import ServiceRecord


@frozen
class Finding:
    """A connection rule that is not kept, and what to do."""

    rule: str
    text: str


#: Service id to the ids of other PMOs that provide it too.
Others = Mapping[str, Collection[str]]


def carried(pmo: PmoRecord, services: Iterable[ServiceRecord]) -> tuple[ServiceRecord, ...]:
    """Services that the PMO answers for now, or delivers under an agreement in force."""
    return tuple(one for one in services if pmo.id in (one.pmo, one.provider))


def sole_services(pmo: PmoRecord, services: Iterable[ServiceRecord], others: Others) -> tuple[ServiceRecord, ...]:
    """Services in force that nobody but this PMO provides; they stand in the way of its end (rule C4). *Course model*."""
    return tuple(one for one in services if one.in_force and one.provider == pmo.id
                 and not set(others.get(one.id, ())) - {pmo.id})


def _passed_g1(record: ServiceRecord) -> bool:
    before = (State.IDEA, State.ON_HOLD, State.REJECTED)
    return record.began not in before or any((one.gate, one.word) == ("G1", "go") for one in record.history)


def _names(services: Iterable[ServiceRecord]) -> str:
    return ", ".join(one.name or one.id for one in services)


def _entry(pmo: PmoRecord, services: tuple[ServiceRecord, ...], others: Others) -> Iterator[Finding]:
    """What the stage of the PMO asks of its services (C1 to C4)."""
    own = carried(pmo, services)
    if PmoStage.PILOT.number <= pmo.stage.number <= PmoStage.OPERATION.number and not any(map(_passed_g1, own)):
        yield Finding("C1", f"{pmo.name or pmo.id} has no service past G1; take one through G1 before justification ends.")
    if pmo.stage is PmoStage.PILOT and not any(one.state is State.IN_PILOT or one.in_force for one in own):
        yield Finding("C2", "No service is in pilot; a PMO pilot is the pilot of a service, so start one at G3.")
    if pmo.stage is PmoStage.OPERATION and not any(one.in_force for one in own):
        yield Finding("C3", "No service is live; the PMO is in operation once its first service has passed G4.")
    if pmo.stage is PmoStage.RETIRED and (sole := sole_services(pmo, services, others)):
        yield Finding("C4", f"{_names(sole)}: no other PMO provides this; move, merge or retire it first (G6, then G7).")


def advance(pmo: PmoRecord, step: PmoStep, services: Iterable[ServiceRecord], others: Others) -> PmoRecord:
    """The record with a stage entered. Raises ``ValueError`` that names the rule and what to do. *Course model*.

    >>> teal = PmoRecord("Teal", began=PmoStage.IMPLEMENTATION)
    >>> pilot = ServiceRecord("risk", "Risk workshops", home="Teal", began=State.IN_PILOT)
    >>> advance(teal, PmoStep(date(2026, 5, 4), PmoStage.OPERATION, "Sponsor"), [pilot], {})
    Traceback (most recent call last):
    ValueError: C3: No service is live; the PMO is in operation once its first service has passed G4.
    """
    if not step.decider.strip():
        raise ValueError("decider is empty; write who decided")
    later = evolve(pmo, history=(*pmo.history, step))
    if findings := tuple(_entry(later, tuple(services), others)):
        raise ValueError("\n".join(f"{one.rule}: {one.text}" for one in findings))
    return later


@frozen
class ReviewDue:
    """A service that a change of mandate sends to a G5 review, and the last day for it; ``held`` is the review's date."""

    service: ServiceRecord
    by: date
    held: date | None


def change_mandate(pmo: PmoRecord, mandate: Mandate) -> PmoRecord:
    """The record with a new mandate; ``reviews_due`` then says which services have to be reviewed."""
    return evolve(pmo, mandates=(*pmo.mandates, mandate))


def _months_later(day: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    return date(day.year + years, month + 1, day.day)


def reviews_due(pmo: PmoRecord, services: Iterable[ServiceRecord]) -> tuple[ReviewDue, ...]:
    """Every live service of the PMO with the date by which it has to be reviewed at G5 (rule C5). *Course model*.

    The last change of mandate counts; one review period is a quarter. A service that went live after it needs none.
    """
    if not pmo.mandates:
        return ()
    changed = max(one.on for one in pmo.mandates)
    by = _months_later(changed, pmo_lifecycle().review_months)
    live = (one for one in carried(pmo, services) if one.state is State.LIVE and one.position_on(changed).state is State.LIVE)
    return tuple(ReviewDue(one, by, _reviewed(one, changed)) for one in live)


def _reviewed(record: ServiceRecord, since: date) -> date | None:
    return next((one.on for one in record.history if one.gate == "G5" and one.on >= since), None)


def connection_findings(pmo: PmoRecord, services: Iterable[ServiceRecord], others: Others, today: date) -> tuple[Finding, ...]:
    """Which of the rules C1 to C6 are not kept today, and what to do. *Course model*.

    ``others`` names for a service id the other PMOs that provide it too.
    """
    given = tuple(services)
    return (*_entry(pmo, given, others), *_lag(pmo, given), *_reviews(pmo, given, today), *_people(pmo, given))


def _lag(pmo: PmoRecord, services: tuple[ServiceRecord, ...]) -> Iterator[Finding]:
    """A stage that has not kept up with the services."""
    live = tuple(one for one in carried(pmo, services) if one.in_force)
    if pmo.stage.number < PmoStage.OPERATION.number and live:
        yield Finding("C3", f"{_names(live)}: in force already, so the PMO is in operation; "
                            f"record that it has left {pmo.stage.label!r}.")


def _reviews(pmo: PmoRecord, services: tuple[ServiceRecord, ...], today: date) -> Iterator[Finding]:
    late = tuple(one for one in reviews_due(pmo, services) if one.held is None and today > one.by)
    if late:
        yield Finding("C5", f"{_names(one.service for one in late)}: not reviewed since the mandate changed; "
                            f"the review was due by {late[0].by}. Hold it now (G5).")


def _people(pmo: PmoRecord, services: tuple[ServiceRecord, ...]) -> Iterator[Finding]:
    if not pmo.manager.strip():
        yield Finding("C6", f"{pmo.name or pmo.id} has no manager; name who answers for the PMO lifecycle.")
    ownerless = tuple(one for one in carried(pmo, services)
                      if not one.owner.strip() and one.state not in (State.IDEA, State.ON_HOLD, State.REJECTED, State.RETIRED))
    if ownerless:
        yield Finding("C6", f"{_names(ownerless)}: no owner; name who answers for the service from G1 to G7.")
