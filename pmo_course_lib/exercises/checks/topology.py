"""E4: the team places the services of the case on the map; checks V1 to V12 and the placement rules judge it.

The team's map stands in ``topology``, overlaps and gaps of today in ``values``, reasons for what stays in ``notes``. Hours,
outcomes, users, capacities and what PMOs are stay as given, whatever the team's map says of them.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache, lru_cache

from attrs import evolve, frozen

from pmo_course_lib.domain.topology import Finding, Index, Service, State, Topology, advice, findings, index, needs
from pmo_course_lib.domain.topology.need import plain
from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.answers import ids, note
from pmo_course_lib.exercises.found import NOTHING, Found, Lost, Rule, lost, of, share
from pmo_course_lib.workbook.model import Workbook

#: Keys of ``values``: ids with blanks between them, of services that overlap and of outcomes that nobody brings, as of today.
OVERLAPS, GAPS = "e4-overlaps", "e4-gaps"
#: Key of ``notes``: why a finding of a check (V7 ... V11, PL2, PL5) is left as it is.
REASON = "e4-reason-{}"
#: Structure that a map cannot do without; warnings and advice that a written reason excuses; placement that none excuses.
STRUCTURE = ("V2", "V3", "V4", "V12")
WARNINGS = ("V7", "V8", "V9", "V10", "V11")
EXCUSED, STRICT = ("PL2", "PL5"), ("PL1", "PL3")
_CHOICES = (State.LIVE, State.TRANSFORMING, State.RETIRING, State.RETIRED)


@frozen(eq=False)
class Judged:
    """The team's map as it is judged: ``placed`` is the share of the given services that have one PMO to answer for them."""

    map: Index
    found: tuple[Finding, ...]
    unplaced: tuple[str, ...]
    placed: Fraction

    def by(self, check: str) -> tuple[Finding, ...]:
        """What one check found."""
        return tuple(one for one in self.found if one.check == check)


def as_given(of: Topology) -> Topology:
    """The team's map on the given nodes: its states, promises and lines, but no hours or capacities of its own."""
    today = case.topology()
    theirs = {one.id: one for one in of.services}
    services = tuple(_with_choices(one, theirs.get(one.id)) for one in today.services)
    return evolve(of, pmos=today.pmos, consumers=today.consumers, supports=today.supports, bodies=today.bodies,
                  services=services, consumes=today.consumes)


def _with_choices(given: Service, own: Service | None) -> Service:
    if own is None:
        return given
    # What is put back to an idea would leave the hours and the customers of today without a word.
    state = own.state if own.state in _CHOICES else given.state
    promise = given.sla_target_hours if own.sla_target_hours is None else own.sla_target_hours
    return evolve(given, state=state, sla_target_hours=promise)


@lru_cache(maxsize=4)
def _judged(of: Topology) -> Judged:
    map = index(as_given(of))
    found = (*findings(map), *advice(map))
    unplaced = tuple(id for id in map.services if not _answered(map, id, found))
    return Judged(map, found, unplaced, 1 - Fraction(len(unplaced), len(map.services)))


def _answered(map: Index, id: str, found: tuple[Finding, ...]) -> bool:
    """One PMO answers for a service; one that is retired leaves none of its users without the outcome."""
    service = map.services[id]
    if service.state is State.RETIRED:
        bare = {one.consumer for one in needs(map) if not one.providers and plain(one.outcome) == plain(service.outcome)}
        return not bare & {line.consumer for line in map.users[id]}
    answering = [line for line in map.providers[id] if line.accountable]
    return bool(answering) and id not in {one.nodes[0] for one in found if one.check == "V1"}


def judged(workbook: Workbook) -> Judged | None:
    """The map as it is judged; nothing while no service is placed."""
    if not workbook.topology.provides:
        return None
    found = _judged(workbook.topology)
    return found if found.placed else None


def _on(found: Judged, part: float | Fraction, *reasons: Lost | None) -> Found:
    """A share of what is placed: an empty map has nothing wrong and earns nothing."""
    bare = lost("unplaced", count=len(found.unplaced)) if found.unplaced else None
    return share(Fraction(part) * found.placed, 1, *reasons, bare)


def placed(workbook: Workbook) -> Found:
    """Each given service has exactly one PMO that answers for it (V1)."""
    found = judged(workbook)
    return NOTHING if found is None else share(found.placed, 1, of("open", map(found.map.name, found.unplaced)))


def structure(workbook: Workbook) -> Found:
    """Reporting lines, circles, retired services, weights: V2, V3, V4, V12."""
    found = judged(workbook)
    if found is None:
        return NOTHING
    broken = [one for one in STRUCTURE if found.by(one)]
    return _on(found, 1 - Fraction(len(broken), len(STRUCTURE)), of("broken", broken))


def capacity(workbook: Workbook) -> Found:
    """No PMO is overbooked (V5); one costs half, two cost all."""
    found = judged(workbook)
    if found is None:
        return NOTHING
    over = found.by("V5")
    return _on(found, max(Fraction(0), 1 - Fraction(len(over), 2)), of("over", (found.map.name(one.nodes[0]) for one in over)))


def chain(workbook: Workbook) -> Found:
    """Each promise is longer than what it rests on (V6)."""
    found = judged(workbook)
    if found is None:
        return NOTHING
    slow = found.by("V6")
    # Who takes the lines of support off the map has not mended the promise.
    given = {(one.service, one.on) for one in case.topology().depends_on}
    gone = given - {(one.service, one.on) for one in workbook.topology.depends_on}
    return _on(found, 0 if slow or gone else 1, of("slow", (found.map.name(one.nodes[0]) for one in slow)),
               lost("gone", count=len(gone)) if gone else None)


def placement(workbook: Workbook) -> Found:
    """The placement rules: PL1 and PL3 are kept; PL2 and PL5 are kept or left with a reason."""
    found = judged(workbook)
    if found is None:
        return NOTHING
    against = [one for one in (*STRICT, *EXCUSED)
               if found.by(one) and (one in STRICT or not note(workbook, REASON.format(one)))]
    whole = len(STRICT) + len(EXCUSED)
    return _on(found, 1 - Fraction(len(against), whole), of("against", against))


def warnings(workbook: Workbook) -> Found:
    """What V7 to V11 find is gone, or is left with a reason."""
    found = judged(workbook)
    if found is None:
        return NOTHING
    bare = [one for one in WARNINGS if found.by(one) and not note(workbook, REASON.format(one))]
    return _on(found, 1 - Fraction(len(bare), len(WARNINGS)), of("bare", bare))


def roles(workbook: Workbook) -> Found:
    """For each given relation of a PMO three weights that add to 1."""
    given = {(one.pmo, one.to) for one in case.topology().role}
    weighed = {(one.pmo, one.to): one.weights for one in workbook.topology.role if (one.pmo, one.to) in given}
    if not any(weighed.values()):
        return NOTHING
    good = [line for line, weights in weighed.items() if weights and min(weights) >= 0 and abs(sum(weights) - 1) <= 0.001]
    off = [_line(*line) for line, weights in weighed.items() if weights and line not in good]
    blank = [_line(*line) for line in sorted(given) if not weighed.get(line)]
    return share(len(good), len(given), of("sum", off), of("blank", blank))


def _line(pmo: str, to: str) -> str:
    return f"{case.today().name(pmo)} towards {case.today().name(to)}"


@cache
def today_overlaps() -> frozenset[str]:
    """Services that V7 names on the map of today."""
    return frozenset(id for one in findings(case.today()) if one.check == "V7" for id in one.nodes if id in case.today().services)


@cache
def today_gaps() -> frozenset[str]:
    """Ids of outcomes that V8 misses on the map of today."""
    known = {plain(row["outcome"]): row["id"] for row in case.rows("outcomes.csv")}
    return frozenset(known[plain(one.outcome)] for one in needs(case.today()) if not one.providers)


def _named(answer: frozenset[str], right: frozenset[str]) -> Found:
    """Shared of all that either names; what is missed and what is too much is counted and not named."""
    if not answer:
        return NOTHING
    missed, extra = right - answer, answer - right
    return share(len(right & answer), len(right | answer), lost("missed", count=len(missed)) if missed else None,
                 lost("extra", count=len(extra)) if extra else None)


def overlaps(workbook: Workbook) -> Found:
    """The services that overlap today, named by the team."""
    return _named(ids(workbook, OVERLAPS), today_overlaps())


def gaps(workbook: Workbook) -> Found:
    """The outcomes that nobody brings today, named by the team."""
    return _named(ids(workbook, GAPS), today_gaps())


CHECKS: dict[str, Rule] = {
    "placed": placed, "structure": structure, "capacity": capacity, "chain": chain, "placement": placement,
    "warnings": warnings, "roles": roles, "overlaps": overlaps, "gaps": gaps}
