"""The views of modules 3 and 4 as a whole: do they stand whatever is in the workbook, and are services kept well?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ui.modules.services_sample import argued, counted, did, mixed

from pmo_course_lib.domain.catalogue import Entry, Promise
from pmo_course_lib.domain.lifecycle import ServiceRecord, State
from pmo_course_lib.domain.value_ring import Group as Customers
from pmo_course_lib.domain.value_ring import RingInputs
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules.panel import at, load_panel
from pmo_course_lib.ui.view.blocks import plain
from pmo_course_lib.workbook.model import Workbook

VIEWS = ("expectations", "mix", "capacity", "case_for_service", "service_definition", "service_levels", "autonomy",
         "catalogue_entry", "service_menu", "gate_documents")
EVIL = '<img src=x onerror="alert(1)"> **|** ' + "long " * 400
STRANGE = Workbook(
    services=(ServiceRecord("S"), ServiceRecord("S", EVIL, home="nowhere"), ServiceRecord("T", "Gone", began=State.RETIRED)),
    catalogue=(Entry(), Entry(), Entry(
        id="SVC-1", name=EVIL, category="CAT99", levels=("L9",), hours_per_unit=-1e300, workload_limit_per_month=1e300,
        customers=("", EVIL), state=State.LIVE, service_hours="none", sla="none", targets=(Promise(), Promise("a", "b", "L9")),
        depends_on=("",))),
    ring=RingInputs(groups=(Customers("X", 2, {"B99": 3, "B01": 0}), Customers(EVIL)), mix=("X9", "S6")),
    values={"service": 7, "pmo": True, "customer": 3.5, "menu-group": False, "documents-gate": "G9", "menu-when": "never"})
KEYS = [at("values", "service"), at("#add-service"), at("#remove-service"), at("#capacity"), at("#take-mix"), at("#mix", "S6"),
        at("#spread"), at("ring", "supported"), at("#known-group"), at("#add-group"), at("#benefits"), at("#remove-group", "X"),
        at("ring", "groups", "executives", "weight"), at("ring", "groups", "executives", "priorities", "B08"),
        at("catalogue", "SVC-001", "levels"), at("catalogue", "SVC-001", "state"), at("catalogue", "SVC-001", "customers"),
        at("catalogue", "SVC-001", "hours_per_unit"), at("catalogue", "SVC-001", "launch_date"), at("catalogue", "SVC-001", "id"),
        at("catalogue", "SVC-001", "targets", "0", "measure"), at("catalogue", "SVC-001", "targets", "9", "measure"),
        at("catalogue", "SVC-009", "name"), at("drafts", "SVC-001/DOC-DEF", "sections", "Name"),
        at("drafts", "SVC-001/DOC-CAT", "sections", "Name"), at("drafts", "SVC-001", "sections", "Name"), at("#fill", "SVC-001"),
        at("drafts", "SVC-001/DOC-DEF", "sections", "None"), at("#ends", "SVC-001", "L2"), at("#case", "A", "risk"),
        at("#add-customer"), at("#known-customer"), at("#remove-customer"), at("values", "menu-when"),
        at("values", "SVC-001/kind"),
        at("values", "SVC-001/cut-off"), at("values", "documents-gate"), "", "null", "[]", "{}", "[1]", "{", '"x"', "[[]]"]
VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just(EVIL), st.just([]),
                   st.lists(st.sampled_from(["in", "L1", "B08", "x", 3, None, []]), max_size=4), st.just({"a": 1}))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("workbook", [Workbook(), mixed(), counted(), argued(), STRANGE])
def test_a_view_draws_any_workbook(view: str, workbook: Workbook) -> None:
    """Does each view draw an empty, a half-filled, a filled and a strange workbook, and say whether it is done?"""
    panel = load_panel(view)
    assert plain(panel.draw(workbook))
    assert isinstance(panel.done(workbook), bool)
    assert not panel.done(Workbook())


@pytest.mark.parametrize("view", VIEWS)
@settings(max_examples=60, deadline=None)
@given(id=st.sampled_from(KEYS), value=VALUES)
def test_hostile_values_are_refused_in_words(view: str, id: str, value: Any) -> None:
    """Is whatever a page sends either kept in a workbook that draws, or refused with a sentence?"""
    panel = load_panel(view)
    for before in (argued(), STRANGE):
        try:
            after = panel.change(before, id, value)
        except ValueError as error:
            assert str(error).strip()
        else:
            assert panel.draw(after)


def test_every_field_has_an_id_of_its_own() -> None:
    """Does no view show two fields with one id?"""
    for view in VIEWS:
        ids = _ids(plain(load_panel(view).draw(argued())))
        assert sorted(set(ids)) == sorted(ids), view


def _ids(block: Any) -> list[str]:
    if isinstance(block, list):
        return [id for one in block for id in _ids(one)]
    if not isinstance(block, dict):
        return []
    return ([block["id"]] if "id" in block else []) + [id for one in block.values() if isinstance(one, list) for id in _ids(one)]


def test_a_service_comes_and_goes_with_all_that_is_its() -> None:
    """Does adding make record and entry under one new id, and removing take entry, drafts and notes along?"""
    added = did(argued(), "catalogue_entry", (own.NEW, "Risk hour"), (own.ADD, True))
    assert own.names(added)["SVC-003"] == "Risk hour" and own.chosen(added) == "SVC-003"
    assert own.record(added, "SVC-003") and own.entry(added, "SVC-003").version == "0.1"
    gone = did(added, "catalogue_entry", (own.CHOSEN, "SVC-001"), (own.REMOVE, True))
    assert list(own.names(gone)) == ["SVC-002", "SVC-003"]
    assert not [key for key in (*gone.drafts, *gone.values) if key.startswith("SVC-001")]


@pytest.mark.parametrize("name", ["", "  ", "governance DESIGN and running"])
def test_a_service_needs_a_name_of_its_own(name: str) -> None:
    """Is a name that is empty or taken refused?"""
    with pytest.raises(ValueError, match="name"):
        did(argued(), "capacity", (own.NEW, name), (own.ADD, True))


def test_ids_never_come_twice() -> None:
    """Does a new id follow the highest one, not the number of services?"""
    workbook = Workbook(services=(ServiceRecord("SVC-007"),), catalogue=(Entry(id="SVC-999"),))
    assert own.next_id(Workbook()) == "SVC-001"
    assert own.next_id(Workbook(services=workbook.services)) == "SVC-008"
    assert own.next_id(workbook) == "SVC-1000"


def test_the_record_follows_the_entry() -> None:
    """Do name and owner of an entry reach the service's record, and its state come from there?"""
    workbook = did(counted(), "catalogue_entry", (at("catalogue", "SVC-002", "name"), "Minutes"),
                   (at("catalogue", "SVC-002", "owner"), "Emil Strand"))
    held = own.record(workbook, "SVC-002")
    assert held and (held.name, held.owner) == ("Minutes", "Emil Strand")
    with pytest.raises(ValueError, match="gates"):
        did(workbook, "catalogue_entry", (at("catalogue", "SVC-002", "state"), "live"))
