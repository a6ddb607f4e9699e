"""Topology: does the library compute what the participants' text says, and does a half-filled map stay a map?"""

from __future__ import annotations

import datetime
import json

import pytest
from attrs import evolve, fields
from cattrs.preconf.json import make_converter

from pmo_course_lib.content import Basis
from pmo_course_lib.domain.topology import (
    CHECKS,
    PLACEMENT,
    Body,
    Consumer,
    Consumes,
    DependsOn,
    Governs,
    HandsOverTo,
    Obligation,
    Part,
    Permanence,
    Pmo,
    Provides,
    ReportsTo,
    Role,
    Service,
    Severity,
    Share,
    Skill,
    State,
    Topology,
    blocking,
    consumers_matrix,
    coverage,
    deliverers,
    figures,
    findings,
    guide,
    if_moved,
    if_retired,
    index,
    load_of,
    loads,
    missing,
    moved,
    needs,
    overlap_rate,
    partnering_share,
    problems,
    retired,
    services_matrix,
    which_fit,
)
from tests.domain.topology_samples import halden


def test_halden_figures() -> None:
    """Are the five figures those of the text: 8/10, 1/8, 222/532, 2 links, 2/4?"""
    five = figures(index(halden()))
    assert (five.coverage, five.overlap_rate, five.concentration) == (Share(8, 10), Share(1, 8), Share(222, 532))
    assert five.chain == ("report", "status", "finance") and five.chain_length == 2
    assert five.partnering_share == {"epmo": Share(2, 4), "hub": Share(0, 0), "plant": Share(0, 0)}
    assert [str(one) for one in (five.coverage, five.overlap_rate, five.concentration, five.partnering_share["hub"])] == [
        "8 / 10 = 0.80", "1 / 8 = 0.125", "222 / 532 = 0.417", "no data"]
    assert five.label == "Course model"


def test_halden_hub_has_room_for_20_7_hours() -> None:
    """Does the hub take 188 hours, 216.2 with the reserve, and is 20.7 left, not 52?"""
    load = load_of(index(halden()), "hub")
    assert (load.hours, load.services, load.fits) == (188, 3, True)
    assert (load.with_reserve, round(load.reserve, 10)) == (216.2, 28.2)
    assert load.free == pytest.approx(240 / 1.15 - 188) and round(load.free or 0, 1) == 20.7
    assert load.committed == pytest.approx(216.2 / 240)


def test_halden_services_matrix() -> None:
    """Is the services matrix the table of the text, letter by letter?"""
    assert services_matrix(index(halden())) == (
        ("Service", "Enterprise", "Networks hub", "Plant office"),
        ("Portfolio report", "P", "F", ""), ("Health check", "P", "C", ""), ("Coaching", "P", "", ""),
        ("Planning help, Networks", "", "P", ""), ("Resource conflict board", "", "P", ""), ("Status data", "", "P", "C"),
        ("Planning help, Plant", "", "", "P"), ("Lessons exchange", "", "", "P"), ("Programme cockpit", "", "", "P"))


def test_consumers_matrix() -> None:
    """Does the second matrix show level and obligation of the line, else of the service, and also PMOs that use services?"""
    halden_ = halden()
    services = tuple(evolve(one, obligation=Obligation.OPTIONAL) if one.id == "coaching" else one for one in halden_.services)
    lines = (Consumes("exec", "coaching", level="L2", obligation=Obligation.MANDATORY), Consumes("hub", "coaching", level="L1"))
    rows = consumers_matrix(index(evolve(halden_, services=services, consumes=(*halden_.consumes, *lines))))
    assert rows[0] == ("Service", "Networks hub", "Executive committee", "Networks project managers", "Plant project managers")
    assert rows[3] == ("Coaching", "L1 optional", "L2 mandatory", "optional", "optional")
    assert rows[4] == ("Planning help, Networks", "", "", "uses", "uses")


def test_ended_services_leave_the_matrix() -> None:
    """Is a retired service off the page, and one in design on it?"""
    services = (Service("a", state=State.RETIRED), Service("b", state=State.IN_DESIGN))
    assert services_matrix(index(Topology(services=services))) == (("Service",), ("b",))
    assert consumers_matrix(index(Topology(services=services))) == (("Service",), ("b",))


def test_halden_findings() -> None:
    """Does Halden's map show what the text tells: overlap in planning help, two gaps, the police pattern, lessons exchange?"""
    found = findings(index(halden()))
    assert [(one.check, one.nodes) for one in found] == [
        ("V7", ("plan_net", "plan_plant", "hub", "plant", "pm_plant")), ("V8", ("pm_net",)), ("V8", ("pm_plant",)),
        ("V10", ("epmo", "plant")), ("V11", ("plant", "lessons"))]
    assert "learning" in found[1].message and "people on time" in found[2].message
    assert blocking(found) == ()


def test_new_strategy_lowers_coverage() -> None:
    """Does the pair (Plant project managers, safety evidence) lower coverage from 8/10 to 8/11, or 0.73?"""
    map = halden()
    *others, plant = map.consumers
    consumers = (*others, evolve(plant, needs=(*plant.needs, "safety evidence")))
    assert coverage(index(evolve(map, consumers=consumers))) == Share(8, 11)
    assert round(Share(8, 11).value or 0, 2) == 0.73


def test_tolland_overlap() -> None:
    """Does the rule of the exam's exhibit hold: nine covered pairs, two with two answering PMOs, a helper and a pilot no more?"""
    answers = {("sponsors", "warning"): "e", ("sponsors", "plans"): "e", ("rail", "warning"): "r", ("rail", "plans"): "re",
               ("rail", "people"): "r", ("road", "warning"): "de", ("road", "plans"): "d", ("road", "people"): "d",
               ("labs", "warning"): "h", ("labs", "plans"): "h"}
    services, provides, consumes = [], [Provides("h", "road-plans-d", share=0.2, accountable=False)], []
    for (consumer, outcome), pmos in answers.items():
        for pmo in pmos:
            id = f"{consumer}-{outcome}-{pmo}"
            state = State.IN_PILOT if (consumer, outcome) == ("labs", "plans") else State.LIVE
            services.append(Service(id, outcome=outcome, state=state))
            provides.append(Provides(pmo, id))
            consumes.append(Consumes(consumer, id))
    tolland = index(Topology(
        pmos=tuple(map(Pmo, "erdh")), services=tuple(services), provides=tuple(provides), consumes=tuple(consumes),
        consumers=tuple(Consumer(one, needs=("warning", "plans", "people")) for one in ("sponsors", "rail", "road", "labs"))))
    assert (coverage(tolland), overlap_rate(tolland)) == (Share(9, 12), Share(2, 9))


@pytest.mark.parametrize(("provides", "expected"), [
    ((Provides("p", "a"), Provides("p", "b")), 0),  # two services, one PMO
    ((Provides("p", "a"), Provides("q", "b")), 1),
    ((Provides("p", "a"), Provides("q", "a")), 1),  # one service, two PMOs
    ((Provides("p", "a"), Provides("q", "a", consumers=("d",))), 0),  # q answers to others
    ((), 0)])
def test_overlap_counts_pmos(provides: tuple[Provides, ...], expected: int) -> None:
    """Is a pair overlapped by two PMOs that answer to this consumer, not by two services?"""
    map = Topology(pmos=(Pmo("p"), Pmo("q")), consumers=(Consumer("c", needs=("x",)), Consumer("d")), provides=provides,
                   services=(Service("a", outcome="x"), Service("b", outcome="x")),
                   consumes=(Consumes("c", "a"), Consumes("c", "b"), Consumes("d", "a")))
    assert overlap_rate(index(map)) == Share(expected, 1)


@pytest.mark.parametrize(("weights", "expected"), [
    ([(30, 20, 50), (30, 25, 45), (35, 25, 40), (20, 70, 10), (60, 30, 10)], Share(3, 5)),  # the exam's Varda Airports
    ([(50, 0, 50)], Share(0, 1)),  # equal: partnering does not lead
    ([], Share(0, 0)),
])
def test_partnering_share_counts_relations(weights: list[tuple[int, int, int]], expected: Share) -> None:
    """Does it count the relations in which partnering is largest, with no regard to how large?"""
    consumers = tuple(Consumer(f"c{number}") for number in range(len(weights)))
    roles = tuple(Role("pmo", one.id, *(weight / 100 for weight in three)) for one, three in zip(consumers, weights, strict=True))
    assert partnering_share(index(Topology(pmos=(Pmo("pmo"),), consumers=consumers, role=roles)), "pmo") == expected


def test_role_without_weights_is_no_data_yet() -> None:
    """Is a relation that nobody has weighed left out of the share and of V10 and V12?"""
    map = index(Topology(pmos=(Pmo("a"), Pmo("b")), role=(Role("a", "b", serving=0.1, controlling=0.9),)))
    assert partnering_share(map, "a").value is None
    assert CHECKS["V10"](map) == CHECKS["V12"](map) == ()


def test_figures_of_nothing() -> None:
    """Is there no data, rather than an error, where there is nothing to divide?"""
    five = figures(index(Topology()))
    assert [five.coverage.value, five.overlap_rate.value, five.concentration.value, five.chain_length] == [None] * 4
    assert figures(index(Topology(services=(Service("a"),)))).chain_length == 0


def test_needs_meet_outcomes_in_plain_words() -> None:
    """Do capitals and blanks keep an outcome from its need, and is a need written twice one need?"""
    map = Topology(consumers=(Consumer("c", needs=("Plans  that hold", "plans that hold", " ")),),
                   services=(Service("s", outcome="plans that HOLD "),), consumes=(Consumes("c", "s"),))
    assert coverage(index(map)) == Share(1, 1)
    assert [need.services for need in needs(index(map))] == [("s",)]


@pytest.mark.parametrize(("state", "covered", "hours"), [
    (State.IDEA, 0, 0), (State.ON_HOLD, 0, 0), (State.REJECTED, 0, 0), (State.SELECTED, 0, 10), (State.IN_DESIGN, 0, 10),
    (State.IN_BUILD, 0, 10), (State.IN_PILOT, 0, 10), (State.LIVE, 1, 10), (State.TRANSFORMING, 1, 10), (State.RETIRING, 1, 10),
    (State.RETIRED, 0, 0)])
def test_states(state: State, covered: int, hours: float) -> None:
    """Does a service cover a need only while on offer, and take hours from G1 on until it is closed?"""
    map = index(Topology(pmos=(Pmo("p"),), consumers=(Consumer("c", needs=("x",)),), consumes=(Consumes("c", "s"),),
                         services=(Service("s", outcome="x", state=state, hours_per_month=10),), provides=(Provides("p", "s"),)))
    assert coverage(map) == Share(covered, 1)
    assert load_of(map, "p").hours == hours


def test_parts() -> None:
    """Does P follow accountability, C work, and F neither?"""
    assert Provides("p", "s", share=0).part is Part.PROVIDES
    assert Provides("p", "s", share=0.7, accountable=False).part is Part.CO_PROVIDES
    assert Provides("p", "s", share=0, hours_per_month=3, accountable=False).part is Part.CO_PROVIDES
    assert Provides("p", "s", share=0, accountable=False).part is Part.FRONT_DESK


def test_hours_by_share() -> None:
    """Without hours of its own, does a PMO take its share of the service's, and a capacity of zero fit nothing but nothing?"""
    map = index(Topology(pmos=(Pmo("p", capacity_hours_per_month=0), Pmo("q", capacity_hours_per_month=0)),
                         services=(Service("s", hours_per_month=30),), provides=(Provides("p", "s", share=0.1),)))
    assert [(load.hours, load.fits, load.committed) for load in loads(map)] == [(3, False, None), (0, True, None)]


def test_which_fit() -> None:
    """Does the board of module 3 admit the exchange (414 of 420) and hold 20 hours more (437), trying the next?"""
    assert which_fit([32, 20, 5], 420, promised=328) == (0, 2)
    assert which_fit([40], 230, promised=160) == (0,)  # the exam's Rail hub: exactly full
    assert which_fit([40.01], 230, promised=160) == ()


# --- a map as data ---------------------------------------------------------------------------------------------------

def test_json_round_trip() -> None:
    """Does a map survive plain JSON, with dates and states, and an empty one too?"""
    converter = make_converter(forbid_extra_keys=True)
    map = evolve(halden(), hands_over_to=(HandsOverTo("plant", "hub", "lessons", datetime.date(2027, 3, 1)), HandsOverTo()),
                 governs=(Governs("board", "report"),))
    for one in (map, Topology()):
        assert converter.structure(json.loads(json.dumps(converter.unstructure(one))), Topology) == one


def test_ids_are_unique_over_all_nodes() -> None:
    """Is a PMO with the id of a consumer refused by name?"""
    with pytest.raises(ValueError, match="'hub' occurs twice"):
        Topology(pmos=(Pmo("hub"),), consumers=(Consumer("hub"),))


@pytest.mark.parametrize(("make", "words"), [
    (lambda: Pmo(" "), "id is empty"), (lambda: Pmo("p", capacity_hours_per_month=-1), "capacity_hours_per_month is -1"),
    (lambda: Service("s", hours_per_month=float("nan")), "hours_per_month is nan"),
    (lambda: Provides("p", "s", share=1.5), "share is 1.5; allowed: 0 to 1"),
    (lambda: Role("p", "q", float("inf"), 0, 0), "serving is inf")])
def test_impossible_values_are_refused(make: object, words: str) -> None:
    """Does a value that cannot be say its field, itself and what is allowed?"""
    with pytest.raises(ValueError, match=words):
        make()  # type: ignore[operator]


def test_problems_name_line_and_way_out() -> None:
    """Are unknown nodes, wrong kinds, empty ends and unknown kinds of PMO told, each with what to do?"""
    map = Topology(
        pmos=(Pmo("p", kind="mega"),), services=(Service("s", assures=("ghost",)),), consumers=(Consumer("c"),),
        reports_to=(ReportsTo("p", "nobody"), ReportsTo("s", "p")), consumes=(Consumes("c", ""),),
        provides=(Provides("p", "s", consumers=("c", "d")),), hands_over_to=(HandsOverTo("p", "p", "c"),))
    told = problems(map)
    assert told[0] == ("reports_to, line 1: 'nobody' is not on the map; add it, or choose a PMO or governance body that is. "
                       "Checks leave the line out.")
    assert told[1].startswith("reports_to, line 2: 's' is a service, and here a PMO is needed")
    assert [one.split(":")[0] for one in told] == [
        "reports_to, line 1", "reports_to, line 2", "provides, line 1", "consumes, line 1", "hands_over_to, line 1", "PMO 'p'",
        "Service 's', PMOs whose work it checks"]
    assert "names no service yet" in told[3] and "'c' is a consumer" in told[4] and "choose one of enterprise" in told[5]


def test_lines_with_problems_are_left_out() -> None:
    """Do checks and figures work as if a line that cannot be read were not there?"""
    bad = {"reports_to": (ReportsTo("epmo", "x"),), "provides": (Provides("x", "report"),), "consumes": (Consumes("exec", "x"),),
           "depends_on": (DependsOn("x", "status"),), "role": (Role("x", "x", 5, 5, 5),), "governs": (Governs("x", "report"),),
           "hands_over_to": (HandsOverTo("plant", "x", "lessons"),)}
    map = halden()
    spoilt = evolve(map, **{name: (*getattr(map, name), *lines) for name, lines in bad.items()})
    assert len(problems(spoilt)) == 8  # the role is wrong at both ends
    assert findings(index(spoilt)) == findings(index(map))
    assert figures(index(spoilt)) == figures(index(map))


def test_missing() -> None:
    """Does a map just begun say what is still to come, and a full one nothing?"""
    begun = Topology(pmos=(Pmo("p"),), role=(Role("p", "p", 0.5),), hands_over_to=(HandsOverTo("p", "p", "s"),))
    assert missing(begun) == (
        "pmos, line 1 (p): has no name.", "pmos, line 1 (p): has no kind.",
        "pmos, line 1 (p): has no capacity in hours a month, so check V5 passes it over.",
        "role, line 1: has not all three weights yet.", "hands_over_to, line 1: has no date.")
    assert missing(Topology(bodies=(Body("b", "Board"),), consumers=(Consumer("c", "Teams", needs=("x",)),))) == ()


# --- what if ---------------------------------------------------------------------------------------------------------

def test_retiring_status_data() -> None:
    """Does the end of status data name its dependants, direct and in turn, the users and the freed hours?"""
    map = evolve(halden(), depends_on=(*halden().depends_on, DependsOn("cockpit", "report"), DependsOn("lessons", "cockpit")),
                 consumes=(*halden().consumes, Consumes("exec", "status"), Consumes("hub", "status")))
    change = if_retired(map, "status")
    assert (change.dependants, change.affected) == (("report",), ("cockpit", "lessons", "report"))
    assert change.users == ("exec", "hub")
    assert {load.pmo: load.hours for load in change.loads} == {"hub": 148, "plant": 122}
    assert [(one.check, one.nodes) for one in change.new] == [("V4", ("report", "status"))]
    assert change.solved == ()


def test_moving_changes_places() -> None:
    """Does the co-provider answer after the move and the former provider help, and does a plain move just move?"""
    map = halden()
    swapped = services_matrix(index(moved(map, "health", "epmo", "hub")))
    assert swapped[2] == ("Health check", "C", "P", "")
    assert moved(moved(map, "lessons", "plant", "hub"), "lessons", "hub", "plant") == map
    assert [one.check for one in if_moved(map, "lessons", "plant", "hub").solved] == ["V11"]


def test_moving_can_overbook() -> None:
    """Do 48 more hours at the hub raise V5: 236 * 1.15 = 271.4 of 240?"""
    change = if_moved(halden(), "plan_plant", "plant", "hub")
    assert [one.check for one in change.new] == ["V5"]
    assert "271.4 of 240 hours" in change.new[0].message
    assert [one.check for one in change.solved] == ["V7"]


def test_impossible_moves_say_what_is_possible() -> None:
    """Are unknown services and PMOs answered with those there are?"""
    with pytest.raises(ValueError, match="'plant' has no part in 'report'; move it from one of: epmo, hub"):
        moved(halden(), "report", "plant", "hub")
    with pytest.raises(ValueError, match="'moon' is no PMO on the map; move the service to one of: epmo, hub, plant"):
        moved(halden(), "report", "epmo", "moon")
    with pytest.raises(ValueError, match="'moon' is no service"):
        retired(halden(), "moon")


def test_who_goes_on_when_the_plant_office_closes() -> None:
    """Is the lessons exchange the Plant office's alone, while status data has the hub (rule C4)?"""
    who = deliverers(index(halden()))
    assert who["lessons"] == ("plant",)
    assert who["status"] == ("hub", "plant")
    assert who["report"] == ("epmo",)  # a front desk could not go on


# --- content ---------------------------------------------------------------------------------------------------------

def test_table_of_checks() -> None:
    """Are V1 to V6 and V12 errors and V7 to V11 warnings, with a function for each, and PL1 to PL6 advice?"""
    errors = {rule.id for rule in guide().checks if rule.severity is Severity.ERROR}
    assert errors == {"V1", "V2", "V3", "V4", "V5", "V6", "V12"}
    assert [rule.id for rule in guide().checks] == list(CHECKS) == [f"V{number}" for number in range(1, 13)]
    assert [rule.id for rule in guide().placement] == list(PLACEMENT) == [f"PL{number}" for number in range(1, 7)]
    assert {rule.severity for rule in guide().placement} == {Severity.ADVICE}


def test_numbers_of_the_model() -> None:
    """Are reserve, police pattern and tolerance those of the course, and labelled as its own?"""
    rules = guide().rules
    assert (rules.reserve, rules.police_controlling_above, rules.police_serving_below, rules.weights_tolerance) == (
        0.15, 0.6, 0.2, 0.001)
    assert {one.basis for one in (rules, *guide().checks, *guide().placement, *guide().figures)} == {Basis.COURSE_MODEL}
    assert guide().label == "Course model"


def test_kinds() -> None:
    """Are there five kinds of node, seven of relation, seven of PMO of which two are temporary, and eight steps?"""
    facts = guide()
    assert [kind.id for kind in facts.node_kinds] == ["pmo", "consumer", "service", "support", "governance_body"]
    assert len(facts.design_steps) == 8
    assert {kind.id for kind in facts.pmo_kinds if kind.temporary} == {"programme", "project"}
    assert len(facts.pmo_kinds) == len(facts.relation_kinds) == 7
    assert {kind.id for kind in facts.relation_kinds} < {field.name for field in fields(Topology)}
    assert [(one.least, one.most) for one in facts.typical_services] == [(3, 6), (5, 9), (5, 10), (8, 14), (8, 15)]
    assert all(one.note and "Invented" in one.note for one in facts.typical_services)


def test_a_pmo_may_differ_from_its_kind() -> None:
    """Does what a PMO says of itself go before what its kind says?"""
    map = index(Topology(pmos=(Pmo("a", kind="programme", permanence=Permanence.PERMANENT), Pmo("b", kind="programme"),
                               Pmo("c", permanence=Permanence.TEMPORARY), Pmo("d"))))
    assert [map.temporary(id) for id in "abcd"] == [False, True, True, False]
    assert [map.central(id) for id in "ad"] == [False, None]
    assert Skill("scarce") is Skill.SCARCE


@pytest.mark.parametrize("capacity", [0, 5e-324, 1e-9])
def test_next_to_no_capacity_has_no_share_committed(capacity: float) -> None:
    """Is a capacity of nothing, or of nearly nothing, no divisor?"""
    hub, board = Pmo("hub", capacity_hours_per_month=capacity), Service("board", hours_per_month=64)
    table = index(Topology(pmos=(hub,), services=(board,), provides=(Provides("hub", "board"),)))
    assert (load_of(table, "hub").committed, load_of(table, "hub").fits) == (None, False)
