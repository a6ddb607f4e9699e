"""The twelve checks and six placement rules: does each find what it should, at its exact limit, and nothing else?"""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve

from pmo_course_lib.domain.topology import (
    CHECKS,
    PLACEMENT,
    Body,
    Consumer,
    Consumes,
    DependsOn,
    Finding,
    Governs,
    HandsOverTo,
    Obligation,
    Permanence,
    Pmo,
    Provides,
    ReportsTo,
    Role,
    Service,
    Severity,
    Skill,
    State,
    Support,
    Topology,
    advice,
    blocking,
    findings,
    index,
)
from pmo_course_lib.domain.topology.graph import circles, longest_path

START = Topology(pmos=(Pmo("p", "Enterprise", kind="enterprise"), Pmo("q", "Hub", kind="divisional"),
                       Pmo("t", "Plant office", kind="programme")),
                 consumers=(Consumer("c", "Rail"), Consumer("d", "Road")), supports=(Support("x", "Host"),),
                 bodies=(Body("board", "Board"),))


def found(check: str, **parts: Any) -> tuple[Finding, ...]:
    """What one check says of three PMOs, two consumers, a support and a body with these services and relations."""
    return (CHECKS | PLACEMENT)[check](index(evolve(START, **parts)))


def nodes(check: str, **parts: Any) -> list[tuple[str, ...]]:
    """The nodes concerned, finding by finding."""
    return [one.nodes for one in found(check, **parts)]


S = Service("s", "Coaching")


@pytest.mark.parametrize(("provides", "expected"), [
    ((), [("s", "c", "d")]),
    ((Provides("p", "s"),), []),
    ((Provides("p", "s"), Provides("q", "s", accountable=False)), []),
    ((Provides("p", "s", accountable=False),), [("s", "c", "d")]),
    ((Provides("p", "s"), Provides("q", "s")), [("s", "p", "q", "c", "d")]),
    ((Provides("p", "s", consumers=("c",)), Provides("q", "s", consumers=("d",))), []),  # one provider for each group
    ((Provides("p", "s"), Provides("q", "s", consumers=("d",))), [("s", "p", "q", "d")]),
    ((Provides("p", "s", consumers=("c",)),), [("s", "d")]),
    ((Provides("p", "s", share=0.5), Provides("p", "s", share=0.5)), []),  # one PMO in two lines is one provider
])
def test_v1_one_accountable_provider_for_each_group(provides: tuple[Provides, ...], expected: list[tuple[str, ...]]) -> None:
    """Is it one provider for each group, so that two PMOs may answer for one service to different people?"""
    assert nodes("V1", services=(S,), consumes=(Consumes("c", "s"), Consumes("d", "s")), provides=provides) == expected


def test_v1_without_users_and_in_other_states() -> None:
    """Does a live service that nobody uses yet need a provider too, and one in pilot not?"""
    assert nodes("V1", services=(S,)) == [("s",)]
    assert nodes("V1", services=(S,), provides=(Provides("p", "s"), Provides("q", "s"))) == [("s", "p", "q")]
    assert nodes("V1", services=(S,), provides=(Provides("p", "s", consumers=("c",)), Provides("q", "s", consumers=("d",)))) == []
    assert nodes("V1", services=(evolve(S, state=State.IN_PILOT),)) == []
    assert nodes("V1", services=(evolve(S, state=State.RETIRING),)) == [("s",)]
    assert nodes("PL4", services=(evolve(S, state=State.IN_PILOT),)) == [("s",)]


def test_v1_message() -> None:
    """Does a person learn who, what, towards whom, and what to do?"""
    finding, = found("V1", services=(S,), consumes=(Consumes("c", "s"), Consumes("d", "s")),
                     provides=(Provides("q", "s"), Provides("p", "s")))
    assert finding.message == ("Enterprise and Hub both answer for Coaching to Rail and Road. "
                               "Settle which one PMO answers for it; others may co-provide or be front desk.")
    assert finding.severity is Severity.ERROR


def test_v1_many_groups() -> None:
    """With ten groups, does the sentence name six and the finding all?"""
    groups = tuple(Consumer(f"c{number}") for number in range(10))
    finding, = found("V1", consumers=groups, services=(S,), consumes=tuple(Consumes(one.id, "s") for one in groups))
    assert "No PMO answers for Coaching to c0, c1, c2, c3, c4, c5 and 4 more." in finding.message
    assert len(finding.nodes) == 11


@pytest.mark.parametrize(("lines", "expected"), [
    ([("p", "board"), ("q", "p"), ("t", "p")], []),
    ([("p", "board"), ("q", "p")], [("t",)]),
    ([("p", "q"), ("q", "p"), ("t", "q")], [("p", "q")]),  # who reports into a circle is told by the circle
    ([("p", "p"), ("q", "board"), ("t", "board")], [("p",)]),
    ([("p", "q"), ("q", "t"), ("t", "p")], [("p", "q", "t")]),
    ([("p", "board"), ("p", "q"), ("q", "p"), ("t", "board")], [("p", "q")]),  # a second line makes the circle no better
])
def test_v2_reporting_lines(lines: list[tuple[str, str]], expected: list[tuple[str, ...]]) -> None:
    """Does each line end at a body, and is a circle named by its PMOs in order?"""
    assert nodes("V2", reports_to=tuple(ReportsTo(*line) for line in lines)) == expected


def test_v2_names_the_circle() -> None:
    """Does the message go round: hub reports to enterprise, enterprise to hub?"""
    finding, *_ = found("V2", reports_to=(ReportsTo("p", "q"), ReportsTo("q", "p"), ReportsTo("t", "board")))
    assert finding.message == ("A circle of reporting lines: Enterprise reports to Hub reports to Enterprise. "
                               "Let the line end at a governance body.")


def test_v3_circle_of_services() -> None:
    """Does the check name report and forecast, and leave out what only leads to them?"""
    services = tuple(map(Service, ("report", "forecast", "cockpit", "self")))
    lines = (DependsOn("report", "forecast"), DependsOn("forecast", "report"), DependsOn("cockpit", "report"),
             DependsOn("self", "self"), DependsOn("report", "x"))
    first, second = found("V3", services=services, depends_on=lines)
    assert (first.nodes, second.nodes) == (("forecast", "report"), ("self",))
    assert "forecast needs report needs forecast" in first.message


@pytest.mark.parametrize(("state", "on", "expected"), [
    (State.LIVE, State.RETIRED, 1), (State.TRANSFORMING, State.RETIRED, 1), (State.RETIRING, State.RETIRED, 1),
    (State.IN_PILOT, State.RETIRED, 0), (State.RETIRED, State.RETIRED, 0), (State.LIVE, State.RETIRING, 0)])
def test_v4_live_on_retired(state: State, on: State, expected: int) -> None:
    """Is it live on retired, and not live on retiring?"""
    services = (Service("s", state=state), Service("r", state=on))
    assert nodes("V4", services=services, depends_on=(DependsOn("s", "r"), DependsOn("s", "x"))) == [("s", "r")] * expected


@pytest.mark.parametrize(("hours", "capacity", "expected"), [
    ([210], 240, 1),  # the text: 241.5
    ([200], 230, 0), ([160, 40], 230, 0),  # exactly full
    ([0.1] * 10, 1.15, 0),  # floats would add to 0.9999999999999999
    ([0.1, 0.2], 0.345, 0),  # floats would say 0.34500000000000003
    ([200.01], 230, 1), ([5], None, 0), ([], 0, 0)])
@pytest.mark.parametrize("check", ["V5", "PL6"])
def test_v5_capacity(check: str, hours: list[float], capacity: float | None, expected: int) -> None:
    """Is the sum exact in the numbers as written, equal allowed, and a PMO without capacity passed over?"""
    services = tuple(Service(f"s{number}", hours_per_month=one) for number, one in enumerate(hours))
    pmos = (Pmo("z", capacity_hours_per_month=capacity),)
    assert nodes(check, pmos=pmos, services=services, provides=tuple(Provides("z", one.id) for one in services)) == [
        ("z",)] * expected


@pytest.mark.parametrize(("target", "promise", "expected"), [
    (30, 24, 1), (24, 24, 1), (23.9, 24, 0), (None, 24, 0), (30, None, 0)])
def test_v6_support_faster_than_promise(target: float | None, promise: float | None, expected: int) -> None:
    """Does an equal target fail, and one that is not stated yet pass?"""
    for on in ("r", "x"):
        services = (Service("s", sla_target_hours=promise), Service("r", sla_target_hours=1))
        assert nodes("V6", services=services, depends_on=(DependsOn("s", on, "OLA 3", target),)) == [("s", on)] * expected


def test_v6_message() -> None:
    """Does it say both hours and the agreement?"""
    line, promised = DependsOn("s", "x", "contract", 30), evolve(S, sla_target_hours=24)
    finding, = found("V6", services=(promised,), depends_on=(line,))
    assert finding.message.startswith("Coaching is promised in 24 hours, but its support Host (contract) may take 30.")
    assert nodes("V6", services=(evolve(promised, state=State.RETIRED),), depends_on=(line,)) == []


A, B = Service("a", "Clinic", category="CAT2", outcome="plans"), Service("b", "Help", category="CAT2", outcome="Plans")
BOTH = (Consumes("c", "a"), Consumes("c", "b"))


@pytest.mark.parametrize(("services", "provides", "consumes", "expected"), [
    ((A, B), (Provides("p", "a"), Provides("q", "b")), BOTH, [("a", "b", "p", "q", "c")]),
    ((A, B), (Provides("p", "a"), Provides("p", "b")), BOTH, []),  # two services of one PMO
    ((A, B), (Provides("p", "a"), Provides("q", "b")), BOTH[:1], []),  # no common consumer
    ((A, evolve(B, category="CAT1")), (Provides("p", "a"), Provides("q", "b")), BOTH, []),
    ((A, evolve(B, outcome="skills")), (Provides("p", "a"), Provides("q", "b")), BOTH, []),
    ((A, evolve(B, state=State.IN_PILOT)), (Provides("p", "a"), Provides("q", "b")), BOTH, []),
    ((A, B), (Provides("p", "a"), Provides("q", "b", accountable=False)), BOTH, []),  # a helper is no second provider
    ((A, B), (Provides("p", "a"), Provides("q", "b", consumers=("d",))), BOTH, []),
    ((A, B), (Provides("p", "a"), Provides("q", "b")), (*BOTH, Consumes("d", "b"), Consumes("d", "a")),
     [("a", "b", "p", "q", "c", "d")]),
    ((evolve(A, outcome=""), evolve(B, outcome="")), (Provides("p", "a"), Provides("q", "b")), BOTH, []),
    ((A,), (Provides("p", "a"), Provides("q", "a")), BOTH[:1], []),  # one service twice is V1's
])
def test_v7_overlap(services: Any, provides: Any, consumes: Any, expected: list[tuple[str, ...]]) -> None:
    """Is it the same category and outcome from two PMOs to the same consumers?"""
    assert nodes("V7", services=services, provides=provides, consumes=consumes) == expected


def test_v8_gap() -> None:
    """Is a need open without a provider, without a live service, and without a line to one?"""
    consumers = (Consumer("c", "Rail", needs=("plans",)),)
    full = {"consumers": consumers, "services": (A,), "provides": (Provides("p", "a"),), "consumes": (Consumes("c", "a"),)}
    assert found("V8", **full) == ()
    assert found("V8", **full | {"services": (evolve(A, state=State.IN_PILOT),)})[0].message.startswith(
        "Rail needs plans, and no PMO provides it.")
    assert nodes("V8", **full | {"provides": ()}) == nodes("V8", **full | {"consumes": ()}) == [("c",)]
    assert nodes("V8", **full | {"provides": (Provides("p", "a", consumers=("d",)),)}) == [("c",)]


MUST = evolve(S, obligation=Obligation.MANDATORY)


@pytest.mark.parametrize(("service", "provides", "consumes", "expected"), [
    (MUST, [Provides("p", "s")], [], [("s", "p")]),
    (MUST, [Provides("p", "s"), Provides("q", "s", share=0.3, accountable=False)], [], []),
    (MUST, [Provides("p", "s"), Provides("q", "s", share=0, accountable=False)], [], [("s", "p")]),  # a front desk is no help
    (evolve(MUST, people=1), [Provides("p", "s"), Provides("q", "s", accountable=False)], [], [("s", "p", "q")]),
    (evolve(MUST, people=2), [Provides("p", "s"), Provides("q", "s", accountable=False)], [], []),
    (S, [Provides("p", "s")], [Consumes("c", "s")], []),
    (S, [Provides("p", "s")], [Consumes("c", "s", obligation=Obligation.MANDATORY)], [("s", "p")]),  # the line says so
    (MUST, [Provides("p", "s")], [Consumes("c", "s", obligation=Obligation.OPTIONAL)], []),
    (MUST, [Provides("p", "s")], [Consumes("c", "s", obligation=Obligation.OPTIONAL), Consumes("d", "s")], [("s", "p")]),
    (evolve(S, obligation=Obligation.CONDITIONAL, people=1), [Provides("p", "s")], [], []),
    (evolve(MUST, state=State.RETIRED), [Provides("p", "s")], [], []),
    (MUST, [], [], []),  # nobody at all is V1's
])
def test_v9_single_point(service: Service, provides: list[Provides], consumes: list[Consumes],
                         expected: list[tuple[str, ...]]) -> None:
    """Is it a mandatory service on one person or one PMO, the obligation being that of the line?"""
    assert nodes("V9", services=(service,), provides=tuple(provides), consumes=tuple(consumes)) == expected


@pytest.mark.parametrize(("serving", "controlling", "expected"), [
    (0.15, 0.70, 1), (0.25, 0.70, 0), (0.2, 0.61, 0), (0.19, 0.6, 0), (0.19, 0.61, 1)])
def test_v10_police_pattern(serving: float, controlling: float, expected: int) -> None:
    """Are both conditions needed, and is neither met at its limit?"""
    roles = (Role("p", "q", serving, controlling, round(1 - serving - controlling, 2)),)
    assert nodes("V10", role=roles) == [("p", "q")] * expected
    assert found("V12", role=roles) == ()


LASTING = evolve(S, outlives_pmo=True)


def test_v11_temporary_pmo() -> None:
    """Is it a temporary PMO, answering for a lasting service, without a hand-over of that very service?"""
    full = {"services": (LASTING,), "provides": (Provides("t", "s"),)}
    assert nodes("V11", **full) == [("t", "s")]
    assert nodes("V11", **full, hands_over_to=(HandsOverTo("t", "p", "s"),)) == []
    assert nodes("V11", **full | {"services": (LASTING, A)}, hands_over_to=(HandsOverTo("t", "p", "a"),)) == [("t", "s")]
    assert nodes("V11", **full, hands_over_to=(HandsOverTo("q", "p", "s"),)) == [("t", "s")]
    assert nodes("V11", **full | {"services": (S,)}) == []
    assert nodes("V11", **full | {"provides": (Provides("p", "s"), Provides("t", "s", accountable=False))}) == []
    assert nodes("V11", **full, pmos=(Pmo("t", kind="programme", permanence=Permanence.PERMANENT),)) == []


@pytest.mark.parametrize(("weights", "words"), [
    ((0.5, 0.4, 0.2), "add to 1.1, not to 1"), ((0.5, 0.3, 0.2), ""), ((1, 0, 0), ""), ((0.333, 0.333, 0.333), ""),
    ((0.5, 0.3, 0.201), ""), ((0.5, 0.3, 0.199), ""), ((0.5, 0.3, 0.2011), "add to 1.0011"), ((0.7, 0.1, 0.199), ""),
    ((1.2, 0, 0), "outside 0 to 1"), ((0, 1, -0.0005), "outside 0 to 1"),
    ((1.2, -0.2, 0), "outside 0 to 1: 1.2, -0.2, 0"), ((0.1, 0.2, 0.7), "")])
def test_v12_weights(weights: tuple[float, float, float], words: str) -> None:
    """Do weights add to 1 within 0.001, the limit itself allowed, in decimal numbers rather than floats?"""
    told = [one.message for one in found("V12", role=(Role("p", "q", *weights),))]
    assert len(told) == bool(words) and all(words in one for one in told)


# --- placement -------------------------------------------------------------------------------------------------------

def test_pl1_independence() -> None:
    """Is assurance with the PMO it checks found, and help of that PMO not?"""
    services = (evolve(S, assures=("q",)),)
    assert nodes("PL1", services=services, provides=(Provides("q", "s"),)) == [("s", "q")]
    assert nodes("PL1", services=services, provides=(Provides("p", "s"), Provides("q", "s", accountable=False))) == []


@pytest.mark.parametrize(("skill", "pmo", "expected"), [
    (Skill.SCARCE, "p", 0), (Skill.SCARCE, "q", 1), (Skill.DAILY, "p", 1), (Skill.DAILY, "q", 0), (None, "p", 0), (None, "q", 0),
    (Skill.SCARCE, "z", 0), (Skill.DAILY, "z", 0)])
def test_pl2_scarce_or_daily(skill: Skill | None, pmo: str, expected: int) -> None:
    """Is scarce skill asked to the centre and daily help out of it, and a PMO of no known kind left alone?"""
    parts = {"pmos": (*START.pmos, Pmo("z")), "services": (evolve(S, skill=skill),), "provides": (Provides(pmo, "s"),)}
    assert nodes("PL2", **parts) == [("s", pmo)] * expected


@pytest.mark.parametrize(("lines", "words"), [
    ([], "no hand-over is planned"), ([("p", None)], "the hand-over has no date"), ([("p", 30)], "not before the closing"),
    ([("p", 29)], ""), ([("u", 1)], "is temporary too"), ([("u", 1), ("p", 2)], "")])
def test_pl3_hand_over(lines: list[tuple[str, int | None]], words: str) -> None:
    """Is the hand-over to a permanent PMO, dated, before the closing on 30 June?"""
    pmos = (Pmo("p"), Pmo("t", kind="programme", closes=datetime.date(2027, 6, 30)), Pmo("u", kind="project"))
    plans = tuple(HandsOverTo("t", to, "s", datetime.date(2027, 6, day) if day else None) for to, day in lines)
    given = {"pmos": pmos, "services": (LASTING,), "provides": (Provides("t", "s"),), "hands_over_to": plans}
    told = [one.message for one in found("PL3", **given)]
    assert len(told) == bool(words) and all(words in one for one in told)


def test_pl5_body_behind() -> None:
    """Does a mandatory service need a body over the service itself?"""
    assert nodes("PL5", services=(MUST,)) == nodes("PL5", services=(MUST,), governs=(Governs("board", "p"),)) == [("s",)]
    assert nodes("PL5", services=(MUST,), governs=(Governs("board", "s"),)) == nodes("PL5", services=(S,)) == []


def test_advice_blocks_nothing() -> None:
    """Does advice come rule by rule, and do only errors block the release?"""
    map = index(evolve(START, services=(MUST,), provides=(Provides("p", "s"), Provides("q", "s"))))
    assert [one.check for one in advice(map)] == ["PL4", "PL5"]
    assert blocking(advice(map)) == ()
    assert [one.check for one in findings(map)] == ["V1", "V2", "V2", "V2"]
    assert len(blocking(findings(map))) == 4


# --- depth -----------------------------------------------------------------------------------------------------------

def test_deep_chains() -> None:
    """Do a reporting line and a chain of 2,000, and circles of 2,000, stay within the stack?"""
    ids = [f"n{number:04}" for number in range(2000)]
    pmos, services = tuple(map(Pmo, ids)), tuple(Service(f"s-{id}") for id in ids)
    lines = tuple(pairwise(ids))
    chain = Topology(pmos=pmos, services=services, reports_to=tuple(ReportsTo(*line) for line in lines),
                     depends_on=tuple(DependsOn(f"s-{one}", f"s-{two}") for one, two in lines))
    assert len(longest_path({one: [two] for one, two in lines})) == 2000
    assert [one.nodes for one in CHECKS["V2"](index(chain))] == [("n1999",)]
    ring = evolve(chain, reports_to=(*chain.reports_to, ReportsTo(ids[-1], ids[0])),
                  depends_on=(*chain.depends_on, DependsOn(f"s-{ids[-1]}", f"s-{ids[0]}")))
    assert CHECKS["V2"](index(ring))[0].nodes == tuple(ids)
    assert len(CHECKS["V3"](index(ring))[0].nodes) == 2000


def test_longest_path_with_circles() -> None:
    """Is the chain through a circle counted without the links inside it?"""
    graph = {"a": ["b"], "b": ["c"], "c": ["b", "d"], "d": []}
    assert longest_path(graph) == ("a", "c", "d")
    assert circles(graph) == (("b", "c"),)
    assert longest_path({}) == ()
