"""For each message of each check a workbook with the mistake that it names: the model with one thing wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.catalogue import Promise
from pmo_course_lib.domain.documents import Draft
from pmo_course_lib.domain.sla import Target
from pmo_course_lib.domain.topology import ReportsTo, Role
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import e1, e2, e3, e4, e5, e6, e7, team

Mistake = Callable[[], Workbook]


def values(of: Workbook, **changes: Any) -> Workbook:
    """With other values; ``None`` takes one out. Names are written with ``__`` for a hyphen."""
    new = {**of.values, **{name.replace("__", "-"): value for name, value in changes.items()}}
    return evolve(of, values={name: value for name, value in new.items() if value is not None})


def notes(of: Workbook, **changes: str) -> Workbook:
    """With other notes."""
    return evolve(of, notes={**of.notes, **{name.replace("__", "-"): text for name, text in changes.items()}})


def diagnosed(**changes: Any) -> Workbook:
    """E1 with another diagnosis."""
    start = e1.model()
    return evolve(start, orientation=evolve(start.orientation, **changes))


def scored(**scores: int) -> Workbook:
    """E1 with other scores."""
    return diagnosed(answers={**e1.SCORES, **scores})


def without(pairs: int) -> Workbook:
    """E1 with fewer scores."""
    return diagnosed(answers=dict(list(e1.SCORES.items())[:pairs]))


def shown(evidence: str) -> Workbook:
    """E1 with another evidence for one score."""
    return diagnosed(evidence={**e1.model().orientation.evidence, "T08": evidence})


E1: dict[str, Mistake] = {
    "pairs.off": lambda: scored(T02=4), "pairs.blank": lambda: without(10), "evidence.none": lambda: shown("as we know"),
    "evidence.off": lambda: shown("card 12"), "evidence.short": lambda: without(8), "index.few": lambda: without(8),
    "index.near": lambda: scored(T02=3, T03=3, T04=3, T05=3),
    "index.far": lambda: diagnosed(answers=dict.fromkeys(e1.SCORES, 4)),
    "traits.bare": lambda: diagnosed(traits_seen={"X2": "card 4", "X5": "card 9", "X6": "card 1"}),
    "traits.more": lambda: diagnosed(traits_seen={"X2": "card 4"}),
    "causes.loose": lambda: values(e1.model(), e1__cause__1="RC9"),
    "causes.fewer": lambda: values(e1.model(), e1__cause__1="RC3"),
    "remedies.none": lambda: values(e1.model(), e1__remedy__1=None),
    "remedies.off": lambda: values(e1.model(), e1__remedy__1="P1"),
    "remedies.strange": lambda: values(e1.model(), e1__remedy__1="a form"),
    "remedies.fewer": lambda: values(e1.model(), e1__cause__2=None)}


def take(id: str) -> Workbook:
    """E2 with one more concept taken."""
    return values(e2.model(), **{f"e2-{id}-decision": "take", f"e2-{id}-rank": 4})


E2: dict[str, Mistake] = {
    "decided.open": lambda: values(e2.model(), **{"e2-CON-05-decision": None}),
    "ranked.order": lambda: values(e2.model(), **{"e2-CON-08-rank": 2}), "capacity.full": lambda: take("CON-05"),
    "enough.fewer": lambda: values(e2.model(), **{"e2-CON-08-decision": "hold"}), "traps.no_customer": lambda: take("CON-03"),
    "traps.overlap": lambda: take("CON-07"), "traps.open": lambda: values(e2.model(), **{"e2-CON-12-decision": None}),
    "reasons.bare": lambda: notes(e2.model(), **{"e2-CON-12-reason": " - "}),
    "reasons.same": lambda: notes(e2.model(), **{"e2-CON-12-reason": e2.WHY["CON-11"].upper()}),
    "case.refused": lambda: evolve(e2.model(), drafts={"CON-03/DOC-CASE": e2.case()}),
    "case.sections": lambda: evolve(e2.model(), drafts={"CON-09/DOC-CASE": e2.case(empty=1)})}


def entered(**changes: Any) -> Workbook:
    """E3 with another entry."""
    return e3.wrote(evolve(e3.ENTRY, **changes), e3.DEFINITION)


E3: dict[str, Mistake] = {
    "kind.trap": lambda: e3.wrote(e3.ENTRY, e3.DEFINITION, kind="tool"),
    "outcome.same": lambda: entered(outcome=e3.ENTRY.name),
    "outcome.doing": lambda: entered(outcome="Providing an hour"),
    "definition.sections": lambda: e3.wrote(e3.ENTRY, {**e3.DEFINITION, "Outputs": "tbd"}),
    "fields.fields": lambda: entered(workflow=""), "sound.hardly": e3.confused,
    "sound.faults": lambda: entered(category="CAT99"),
    "target.measure": lambda: entered(targets=(Promise("", "90 per cent"),)),
    "target.value": lambda: entered(targets=(Promise("first hour held", "soon"),)),
    "target.calendar": lambda: entered(service_hours="daytime"),
    "target.level": lambda: entered(targets=(Promise("first hour held", "90 per cent", "L4"),)),
    "agree.differ": lambda: entered(owner="Reto Zgraggen"), "customer.who": lambda: entered(customers=("Everybody",))}


def drawn(**changes: Any) -> Workbook:
    """E4 with another map."""
    start = e4.model()
    return evolve(start, topology=evolve(start.topology, **changes))


def less() -> Workbook:
    """E4 with a service that nobody provides."""
    return drawn(provides=tuple(one for one in e4.shared() if one.service != "SVC-015"))


E4: dict[str, Mistake] = {
    "placed.open": less, "structure.unplaced": less, "capacity.unplaced": less, "chain.unplaced": less,
    "placement.unplaced": less,
    "warnings.unplaced": less,
    "structure.broken": lambda: drawn(reports_to=(ReportsTo("PMO-01", "PMO-02"), ReportsTo("PMO-02", "PMO-01"))),
    "capacity.over": lambda: drawn(provides=e4.today()), "chain.gone": lambda: drawn(depends_on=()),
    "chain.slow": lambda: drawn(services=team("E4").topology.services),
    "placement.against": lambda: drawn(hands_over_to=()), "warnings.bare": lambda: notes(e4.model(), **{"e4-reason-V7": ""}),
    "roles.sum": lambda: drawn(role=(*e4.model().topology.role[1:], Role("PMO-01", "CG-01", 0.5, 0.5, 0.5))),
    "roles.blank": lambda: drawn(role=e4.model().topology.role[1:]),
    "overlaps.missed": lambda: values(e4.model(), **{"e4-overlaps": "SVC-001 SVC-008 SVC-009 SVC-012"}),
    "overlaps.extra": lambda: values(e4.model(), **{"e4-overlaps": "SVC-001 SVC-008 SVC-009 SVC-012 SVC-013 SVC-003"}),
    "gaps.missed": lambda: values(e4.model(), **{"e4-gaps": "OUT-13 OUT-14"}),
    "gaps.extra": lambda: values(e4.model(), **{"e4-gaps": "OUT-13 OUT-14 OUT-15 OUT-99"})}


def drafted(**changes: Any) -> Workbook:
    """E5 with another draft."""
    return e5.stated({}, evolve(e5.SLA, **changes))


def said(key: str, value: float | None) -> Mistake:
    """E5 with another figure."""
    return lambda: values(e5.stated({}, e5.SLA), **{f"e5-{key}": value})


E5: dict[str, Mistake] = {
    "counted.whole": said("counted", 35), "counted.off": said("counted", 31), "attainment.whole": said("attainment", 88.6),
    "attainment.pauses": said("attainment", 64.7), "attainment.near": said("attainment", 50),
    "attainment.off": said("attainment", 0.912),
    "median.mean": said("p50", 12.9), "median.pauses": said("p50", 15.6), "median.off": said("p50", 8),
    "p90.mean": said("p90", 12.9),
    "p90.pauses": said("p90", 20), "p90.off": said("p90", 16.5), "near.late": said("near-misses", 17),
    "near.only_late": said("near-misses", 3), "near.off": said("near-misses", 9), "budget.missing": said("budget-left", None),
    "budget.whole": said("budget-allowed", 3.5), "budget.used": said("budget-left", 88),
    "budget.allowed": said("budget-allowed", 3),
    "budget.left": said("budget-left", 50), "sections.sections": lambda: drafted(escalation=""),
    "standard.lacking": lambda: drafted(exceptions=()),
    "clock.limit": lambda: drafted(targets=(Target(measure="MS08", target=0.8),)),
    "clock.calendar": lambda: drafted(calendar="office hours"), "clock.waits": lambda: drafted(pause_for_approval=None),
    "chain.sum": said("chain-total", 110), "chain.reserve": said("chain-total", 78), "chain.off": said("chain-total", 60),
    "fits.wrong": lambda: values(e5.model(), **{"e5-chain-fits": "yes"})}


def held(name: str, value: str) -> Mistake:
    """E6 with another choice."""
    return lambda: values(e6.model(), **{e6.START + name: value})


def acted(text: str) -> Mistake:
    """E6 with another action."""
    return lambda: notes(e6.model(), **{e6.START + "action-MS08": text})


E6: dict[str, Mistake] = {
    "decision.unknown": held("word", "retire"), "decision.as_before": held("word", "continue"),
    "causes.unknown": held("cause-MS08", "open"),
    "causes.none": held("cause-MS08", ""), "actions.none": acted(""), "actions.undated": acted("Say yes or no."),
    "heard.surprised": held("present", "there"), "heard.absent": held("present", "no"), "looked.more": held("looked", "near"),
    "watermelon.green": held("green", "MS08"), "watermelon.red": held("red", "MS13")}


def plan(**changes: str) -> Workbook:
    """E7 with another plan."""
    sections = {**e7.RETIRE, **{name.replace("_", " "): text for name, text in changes.items()}}
    return evolve(e7.model(), drafts={"SVC-009/DOC-RETIRE": Draft("DOC-RETIRE", sections)})


def change(**changes: str) -> Workbook:
    """E7 with another plan of a change."""
    sections = {**e7.CHANGE, **{name.replace("_", " "): text for name, text in changes.items()}}
    return evolve(e7.transformed(), drafts={"SVC-014/DOC-TRANSFORM": Draft("DOC-TRANSFORM", sections)})


def verdict(id: str, word: str | None, why: str = "4 of 24") -> Mistake:
    """E7 with another decision."""
    return lambda: values(e7.model(), **{f"{id}/walk-word": word, f"{id}/walk-comment": why})


E7: dict[str, Mistake] = {
    "decisions.open": verdict("SVC-014", None), "reasons.bare": verdict("SVC-014", "keep", ""),
    "reasons.plain": verdict("SVC-014", "keep", "It is loved."), "reasons.fewer": verdict("SVC-014", None),
    "consistent.needed": verdict("SVC-010", "retire"), "consistent.outlives": verdict("SVC-014", "retire"),
    "consistent.fewer": verdict("SVC-014", "dance"), "plan.stray": verdict("SVC-009", "keep"),
    "plan.sections": lambda: plan(Notice_period=""), "customers.silent": lambda: plan(Customers_and_use="All of them."),
    "notice.untold": lambda: values(e7.model(), **{"SVC-009/g6-told": None}),
    "notice.no_end": lambda: plan(Milestones="In autumn."),
    "notice.undated": lambda: change(Timeline="Next spring."),
    "notice.backwards": lambda: values(e7.model(), **{"SVC-009/g6-told": "2026-11-01"}),
    "notice.short": lambda: values(e7.model(), **{"SVC-009/g6-told": "2026-10-01"}),
    "room.none": lambda: plan(Capacity_to_release="Some hours."), "room.hours": lambda: plan(Capacity_to_release="300 hours"),
    "room.pmo": lambda: change(Change_of_topology="Somewhere else."), "rests.silent": lambda: plan(Dependencies=""),
    "rests.missed": lambda: evolve(values(e7.model(), **{"SVC-010/walk-word": "retire"}),
                                   drafts={"SVC-010/DOC-RETIRE": Draft("DOC-RETIRE", {**e7.RETIRE, "Dependencies": "SVC-001"})})}

MISTAKES: dict[str, dict[str, Mistake]] = {"E1": E1, "E2": E2, "E3": E3, "E4": E4, "E5": E5, "E6": E6, "E7": E7}
