"""What exercises give and what they compute agrees with the case company, and answers stand where the views keep them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from pmo_course_lib.domain.calendar import named_calendars
from pmo_course_lib.domain.catalogue import course_catalogue
from pmo_course_lib.domain.documents import document
from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.domain.orientation import guide
from pmo_course_lib.domain.sla.measures import percentile
from pmo_course_lib.exercises import IDS, begin, case, mark
from pmo_course_lib.exercises.checks import define, diagnose, ending, review, select, sla_lab, topology
from pmo_course_lib.ui.modules import (
    case_for_service,
    catalogue_entry,
    orientation,
    root_causes,
    service_definition,
    service_review,
    sla_draft,
    topology_checks,
    topology_map,
    topology_roles,
    transform_or_retire,
)
from pmo_course_lib.ui.modules.case_log import case_log, reported
from pmo_course_lib.ui.modules.drafting import place
from pmo_course_lib.ui.modules.ending_plan import OFFLINE
from pmo_course_lib.ui.modules.panel import at
from tests.case_data import figures
from tests.exercises.solutions import e3, e6

VIEWS = {"E1": (orientation.PANEL, root_causes.PANEL), "E2": (case_for_service.PANEL,),
         "E3": (service_definition.PANEL, catalogue_entry.PANEL),
         "E4": (topology_map.PANEL, topology_checks.PANEL, topology_roles.PANEL),
         "E5": (sla_draft.PANEL,), "E6": (service_review.PANEL,), "E7": (transform_or_retire.PANEL,)}


def test_each_card_is_read() -> None:
    """Does E1 say of each card of the file what it speaks for, with pairs and traits that exist?"""
    rows = [row for row in case.rows("evidence.csv") if row["pmo"] == diagnose.given().pmo]
    assert [one.card for one in diagnose.given().cards] == [int(row["card"]) for row in rows]
    pairs, traits = {one.id for one in guide().index.pairs}, {one.id for one in guide().structure.traits}
    assert all(set(one.pairs) <= pairs and set(one.traits) <= traits for one in diagnose.given().cards)
    assert pairs - set(diagnose.ranges()) == {"T10"}


def test_index_follows_from_the_cards() -> None:
    """Is the lowest index 2 of 44 and the highest 16 of 44, all of it in the inward band?"""
    assert diagnose.index_range() == (2 / 44, 16 / 44)
    assert diagnose.index_range()[1] < guide().index.bands[1].least


def test_cards_are_numbers_after_the_word() -> None:
    """Is a figure in the evidence no card, and is a list of cards read whole?"""
    assert diagnose.cards("95 per cent of 53 fields, 2020") == frozenset()
    assert diagnose.cards("Cards 1, 3 and 12; also card 8.") == {1, 3, 8, 12}


def test_free_hours_are_those_of_the_case() -> None:
    """Has each PMO the room that the plain figures of the case leave?"""
    for pmo, hours in select.free().items():
        capacity = figures.capacity()[pmo]
        assert float(hours) == pytest.approx(capacity * (1 - figures.promised(pmo)) / figures.RESERVE)
    assert select.free()["PMO-03"] < 0


def test_concepts_and_traps() -> None:
    """Are there twelve concepts, and do the traps show what makes them one?"""
    concepts, given = select.concepts(), select.given()
    assert len(concepts) == 12
    assert {id for id in concepts if concepts[id]["asked_by"] in ("Nobody yet", "The Food PMO")} == set(given.no_customer)
    assert all(";" in concepts[id]["already_offered_by"] for id in given.overlap)
    assert sum(float(concepts[id]["hours_per_month"]) for id in concepts) > 4 * sum(max(0, one) for one in select.free().values())


def test_figures_by_the_plain_clock() -> None:
    """Do the figures of E5 come out of the independent clock of the case?"""
    given, right = sla_lab.given(), sla_lab.right()
    part = figures.part(given.service, given.quarter)
    count = Counter(one.result for one in part)
    hours = [one.minutes / 60 for one in figures.delivered(part)]
    assert right[sla_lab.COUNTED] == count["met"] + count["missed"] == 34
    assert right[sla_lab.ATTAINMENT] == pytest.approx(100 * figures.attainment(part))
    assert right[sla_lab.NEAR] == sum(one.near for one in part) == 14
    assert (right[sla_lab.MEDIAN], right[sla_lab.P90]) == (percentile(hours, 50), percentile(hours, 90))
    assert right[sla_lab.ALLOWED] == pytest.approx(3.4) and right[sla_lab.LEFT] == pytest.approx(100 * .4 / 3.4)


def test_a_mistake_is_not_right() -> None:
    """Is each common mistake of E5 far enough from the right figure to be told from it?"""
    for key, slips in sla_lab.mistaken().items():
        for name, value in slips.items():
            assert abs(value - sla_lab.right()[key]) > sla_lab.TOLERANCE[key] + 1e-9, (key, name)


def test_mistakes_differ() -> None:
    """Can no stated figure be two mistakes at once?"""
    for key, slips in sla_lab.mistaken().items():
        near = sorted(slips.values())
        assert all(b - a > 2 * max(sla_lab.TOLERANCE[key], .06) for a, b in pairwise(near)), key


def test_chain_by_hand() -> None:
    """Is the chain 40 + 30 + 8 and a reserve of 8, six hours over the promise, with the hours of the draft with finance?"""
    assert sla_lab.links() == (86.0, False)
    finance = next(row for row in case.rows("dependencies.csv") if row["agreement_id"] == "OLA-03")
    assert sla_lab.given().chain.steps[0].hours == float(finance["target_hours"])


def test_review_is_that_of_the_view() -> None:
    """Are the misses of E6 those that the view of the service review shows for this service and quarter?"""
    source, given = case_log(), review.given()
    assert source is not None
    report, _ = reported(source.promises[given.service], source.calendar, source.log, given.quarter, source.ends)
    assert {(one.target.measure, one.value, one.status) for one in report.results} \
        == {(one.target.measure, one.value, one.status) for one in review.results()}
    assert review.misses() == ("MS08", "MS11", "MS13") and len(report.near_misses) == 1


def test_review_stands_where_the_view_keeps_it() -> None:
    """Does the view read a model review as E6 does, with each of its answers?"""
    now = service_review.review(e6.model())
    assert now is not None and (now.service, now.quarter) == (review.given().service, review.given().quarter)
    assert (review.SERVICE, review.QUARTER) == (service_review.SERVICE, service_review.QUARTER)
    assert now.answered and now.said("word") == "improve" and len(now.looked) == 4
    assert now.key("word") == review.key("word")
    assert set(review._CAUSES) | {review.UNKNOWN} == set(dict(service_review.CAUSES))
    assert {review.BEFORE, review.THERE} < set(dict(service_review.PRESENT))
    assert set(review._LOOKED) == set(dict(service_review.LOOKED))


def test_sections_that_plans_are_read_by() -> None:
    """Do the sections in which E7 looks exist, and the milestone in which it looks for the end?"""
    for part in (ending._USERS, ending._ROOM, ending._RESTS):
        assert all(section in document(kind).sections for kind, section in part.items())
    assert OFFLINE.casefold() == ending._OFFLINE and "Timeline" in document(ending.CHANGE).sections


def test_endings_are_those_of_the_map() -> None:
    """Do four reports rest on Form 7, nothing on the dossier, and has the readiness check to outlive its PMO?"""
    assert [len(ending.dependants(id)) for id in ending.given().services] == [0, 4, 0]
    assert [case.today().services[id].outlives_pmo for id in ending.given().services] == [False, False, True]
    assert all(case.today().services[id].state is State.LIVE for id in ending.given().services)


def test_each_service_has_usage_and_cost() -> None:
    """Is there a year of usage and of cost for each of the three?"""
    for name in ("usage.csv", "costs.csv"):
        count = Counter(row["service"] for row in case.rows(name))
        assert [count[id] for id in ending.given().services] == [12, 12, 12]


def test_overlaps_and_gaps_of_today() -> None:
    """Are these the five reports of the story, and the three outcomes that nobody brings?"""
    assert topology.today_overlaps() == {"SVC-001", "SVC-008", "SVC-009", "SVC-012", "SVC-013"}
    assert topology.today_gaps() == {"OUT-13", "OUT-14", "OUT-15"}


def test_case_map_of_e3_and_e4() -> None:
    """Is the selected service an idea of the case with its concept, and does the map of E4 begin with open places?"""
    concept = next(row for row in case.rows("concepts.csv") if row["id"] == define.given().concept)
    assert concept["title"] == e3.ENTRY.name and concept["customer"] == define.given().customer
    assert [one.id for one in begin("E3").services] == [define.given().service]
    assert not begin("E4").topology.provides and begin("E4").topology.consumes == case.topology().consumes
    assert "CAL-STD" in named_calendars() and "S7" in course_catalogue().ids


def test_views_write_where_the_exercises_read() -> None:
    """Do the views of the modules draw each beginning, and does a field of theirs change the marks?"""
    book = begin("E2")
    field = place("CON-09", "DOC-CASE", "Recommendation")
    changed = case_for_service.PANEL.change(book, field, "Go.")
    assert changed.drafts["CON-09/DOC-CASE"].sections["Recommendation"] == "Go."
    kind = service_definition.PANEL.change(begin("E3"), at("values", define.KIND_OF.format(define.given().service)), "service")
    assert mark("E3", kind).checks[0].reached == 1
    word = at("values", ending.WORD.format("SVC-009"))
    started = transform_or_retire.PANEL.change(begin("E7"), at("values", transform_or_retire.CHOSEN), "SVC-009")
    ended = transform_or_retire.PANEL.change(started, word, "retire")
    told = transform_or_retire.PANEL.change(ended, at("values", ending.TOLD.format("SVC-009")), "2026-07-29")
    assert mark("E7", told).checks[0].reached == .5 and told.values["SVC-009/g6-told"] == "2026-07-29"


@pytest.mark.parametrize("id", IDS)
def test_views_draw_each_beginning(id: str) -> None:
    """Can the views that an exercise uses draw the workbook that it gives?"""
    for panel in VIEWS[id]:
        assert panel.draw(begin(id))
