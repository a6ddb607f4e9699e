"""E2: twelve concepts, what is taken within the capacity of the PMOs, what is refused and why, and one business case.

Decision, rank, PMO and reason of each concept stand in ``values`` and ``notes`` under the keys below, the business case in
``drafts`` under ``<concept>/DOC-CASE``.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from attrs import frozen

from pmo_course_lib.domain.topology import load_of
from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.answers import draft, note, number, open_sections, text
from pmo_course_lib.exercises.case import Row
from pmo_course_lib.exercises.exercise import material
from pmo_course_lib.exercises.found import NOTHING, Found, Rule, few, lost, of, share
from pmo_course_lib.workbook.model import Workbook

#: Keys of ``values``: TAKE, REFUSE or HOLD; place in the order from 1; id of the PMO (else the one that proposes it).
DECISION, RANK, PMO = "e2-{}-decision", "e2-{}-rank", "e2-{}-pmo"
#: Key of ``notes``: why it is refused or held, in words for the one who asked.
REASON = "e2-{}-reason"
TAKE, REFUSE, HOLD = "take", "refuse", "hold"
KIND = "DOC-CASE"


@frozen
class Given:
    """``least``: how many concepts the board wants at least; concepts that no customer asks for, or that exist already."""

    least: int
    no_customer: tuple[str, ...]
    overlap: tuple[str, ...]


@cache
def given() -> Given:
    """The board's wish and the traps."""
    return material("E2", Given)


@cache
def concepts() -> dict[str, Row]:
    """The twelve concepts by id."""
    return {row["id"]: row for row in case.rows("concepts.csv")}


@cache
def free() -> dict[str, Fraction]:
    """Hours a month that each PMO can still promise so that they fit with the reserve; below 0 where it is overbooked."""
    return {pmo: Fraction(load_of(case.today(), pmo).free or 0) for pmo in case.today().pmos}


def decided(workbook: Workbook, *words: str) -> tuple[str, ...]:
    """Concepts with one of these decisions, in the order of the file."""
    return tuple(id for id in concepts() if text(workbook, DECISION.format(id)) in words)


def _titles(ids: list[str]) -> list[str]:
    return [concepts()[id]["title"] for id in ids]


def all_decided(workbook: Workbook) -> Found:
    """A decision for each concept."""
    made = decided(workbook, TAKE, REFUSE, HOLD)
    if not made:
        return NOTHING
    return share(len(made), len(concepts()), of("open", _titles([id for id in concepts() if id not in made])))


def ranked(workbook: Workbook) -> Found:
    """The concepts that are taken stand in an order without gaps or ties."""
    taken = decided(workbook, TAKE)
    if not taken:
        return NOTHING
    ranks = {id: number(workbook, RANK.format(id)) for id in taken}
    good = [place for place in range(1, len(taken) + 1) if list(ranks.values()).count(place) == 1]
    unplaced = [id for id, rank in ranks.items() if rank not in good]
    return share(len(good), len(taken), of("order", _titles(unplaced)))


def load(workbook: Workbook) -> dict[str, Fraction]:
    """Hours a month that the taken concepts ask of each PMO."""
    hours: dict[str, Fraction] = {}
    for id in decided(workbook, TAKE):
        chosen = text(workbook, PMO.format(id))
        pmo = chosen if chosen in free() else concepts()[id]["proposing_pmo"]
        hours[pmo] = hours.get(pmo, Fraction(0)) + Fraction(concepts()[id]["hours_per_month"])
    return hours


def capacity(workbook: Workbook) -> Found:
    """What is taken fits into each PMO that is to do it; one that does not fit costs all points."""
    asked = load(workbook)
    if not asked:
        return NOTHING
    full = [case.today().name(pmo) for pmo, hours in asked.items() if hours > free()[pmo]]
    return share(0 if full else 1, 1, of("full", full))


def enough(workbook: Workbook) -> Found:
    """As many concepts as the board wants at least."""
    taken = len(decided(workbook, TAKE))
    if not taken:
        return NOTHING
    return share(taken, given().least, lost("fewer", count=taken, least=given().least))


def traps(workbook: Workbook) -> Found:
    """Concepts that nobody asks for or that exist already are refused or held."""
    if not decided(workbook, TAKE, REFUSE, HOLD):
        return NOTHING
    traps = (*given().no_customer, *given().overlap)
    passed = decided(workbook, REFUSE, HOLD)
    taken = decided(workbook, TAKE)
    return share(sum(id in passed for id in traps), len(traps),
                 of("no_customer", _titles([id for id in given().no_customer if id in taken])),
                 of("overlap", _titles([id for id in given().overlap if id in taken])),
                 lost("open") if any(id not in (*passed, *taken) for id in traps) else None)


def reasons(workbook: Workbook) -> Found:
    """Each refusal has a reason in the words in which it is told, and no two are the same."""
    refused = decided(workbook, REFUSE, HOLD)
    if not refused:
        return NOTHING
    told = {id: " ".join(note(workbook, REASON.format(id)).casefold().split()) for id in refused}
    bare = [id for id, why in told.items() if not why]
    same = [id for id, why in told.items() if why and list(told.values()).count(why) > 1]
    return share(len(refused) - len(bare) - len(same), len(refused), of("bare", _titles(bare)), of("same", _titles(same)))


def business_case(workbook: Workbook) -> Found:
    """The business case of one concept that is taken: its ten sections."""
    begun = [id for id in concepts() if f"{id}/{KIND}" in workbook.drafts]
    if not begun:
        return NOTHING
    taken = decided(workbook, TAKE)
    gaps = {id: open_sections(draft(workbook, id, KIND)) for id in begun if id in taken}
    if not gaps:
        return share(0, 1, lost("refused", names=few(_titles(begun))))
    best = min(gaps.values(), key=len)
    whole = len(open_sections(draft(workbook, "", KIND)))
    return share(whole - len(best), whole, of("sections", best))


CHECKS: dict[str, Rule] = {
    "decided": all_decided, "ranked": ranked, "capacity": capacity, "enough": enough, "traps": traps, "reasons": reasons,
    "case": business_case}
