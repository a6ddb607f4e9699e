"""Catalogue entries: what is missing, when, and what cannot be right?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, fields
from cattrs.preconf.json import make_converter

from pmo_course_lib.content import HERE
from pmo_course_lib.domain.catalogue import (
    Entry,
    Obligation,
    Promise,
    Required,
    View,
    check,
    check_all,
    form,
    missing,
    required,
    samples,
    view,
)
from pmo_course_lib.domain.catalogue.fields import Form
from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.errors import CourseError
from pmo_course_lib.strict import read_toml

WHOLE = samples()[0]


def lacking(entry: Entry) -> set[str]:
    """Names of the fields that are missing."""
    return {one.field for one in missing(entry)}


def test_the_form_has_the_fields_of_the_entry() -> None:
    """Are the 34 fields of the form those of the entry, in the same order?"""
    assert [one.name for one in form().fields] == [one.name for one in fields(Entry)]
    assert len(form().fields) == 34


def test_fields_by_rule() -> None:
    """Are 29 fields required from the start, one never, and four by a rule, as the course's text says?"""
    by_rule = {rule: [one.name for one in form().fields if one.required is rule] for rule in Required}
    assert len(by_rule[Required.ALWAYS]) == 29
    assert by_rule[Required.NEVER] == ["price_or_charge"]
    assert by_rule[Required.CONDITIONAL] == ["obligation_rule"]
    assert by_rule[Required.LIVE] == ["sla", "launch_date"]
    assert by_rule[Required.ENDING] == ["end_date"]


def test_fields_by_view() -> None:
    """Do 16 fields stand in both views, 13 with the customer and 5 with the provider, as the course's text lists them?"""
    by_view = {who: [one.name for one in form().fields if one.view is who] for who in View}
    assert [len(by_view[who]) for who in (View.BOTH, View.CUSTOMER, View.PROVIDER)] == [16, 13, 5]
    assert by_view[View.PROVIDER] == ["provider_pmo", "workflow", "capabilities", "hours_per_unit", "depends_on"]
    assert "workload_limit_per_month" in by_view[View.BOTH]


def test_levels_and_categories() -> None:
    """Are there the four levels, the public example's four, and five groups with a rest?"""
    assert form().names("levels") == {"L1": "Self-service", "L2": "Guided", "L3": "Delivered", "L4": "Embedded"}
    assert [one.name for one in form().public_levels] == ["Education", "Plan", "Consult", "Full"]
    assert all(one.label == "Course model" for one in form().levels)
    assert list(form().names("categories").values())[::5] == ["Monitoring and controlling project performance", "Other"]
    assert [one.id for one in form().obligations] == list(Obligation)


def test_an_empty_entry_is_valid_and_lacks_much() -> None:
    """Can an entry be begun with nothing in it?"""
    assert len(missing(Entry())) == 28  # the state is set: an idea
    assert check(Entry()) == ()


@pytest.mark.parametrize("name", [one.name for one in form().fields if one.required is Required.ALWAYS and one.name != "state"])
def test_each_required_field_is_missed_when_empty(name: str) -> None:
    """Is a required field named, with its heading and the reason, when it is empty?"""
    entry = evolve(WHOLE, **{name: getattr(Entry(), name)})
    [found] = missing(entry)
    facts = {one.name: one for one in form().fields}[name]
    assert found.field == name and found.text == f"{facts.heading}: still empty. {facts.why}"


def test_blanks_are_empty() -> None:
    """Is a field with blanks only, or a list of blanks, still empty?"""
    assert lacking(evolve(WHOLE, name="  ", customers=(" ",), targets=(Promise(),))) == {"name", "customers", "targets"}


def test_zero_is_filled_but_wrong() -> None:
    """Is a number of 0 the business of the checks and not of what is missing?"""
    entry = evolve(WHOLE, hours_per_unit=0)
    assert lacking(entry) == set()
    assert check(entry) == ("Hours a unit: 0 must be above 0.",)


@pytest.mark.parametrize(("entry", "field", "reason"), [
    (evolve(WHOLE, obligation=Obligation.CONDITIONAL), "obligation_rule", "The service is mandatory under a condition."),
    (evolve(WHOLE, sla=""), "sla", "The service is live."),
    (evolve(WHOLE, launch_date=None), "launch_date", "The service is live."),
    (evolve(WHOLE, state=State.RETIRING), "end_date", "The service is ending or has ended."),
    (evolve(WHOLE, state=State.RETIRED), "end_date", "The service is ending or has ended."),
])
def test_fields_that_are_needed_now(entry: Entry, field: str, reason: str) -> None:
    """Is a field that state or obligation asks for missed, and does the text say why now?"""
    [found] = missing(entry)
    assert found.field == field and reason in found.text


@pytest.mark.parametrize("state", [State.IN_DESIGN, State.IN_BUILD, State.IN_PILOT])
def test_a_draft_needs_no_agreement_yet(state: State) -> None:
    """Are SLA, launch date and end date left alone before the service is live?"""
    assert lacking(evolve(WHOLE, state=state, sla="", launch_date=None)) == set()
    assert {"sla", "launch_date", "end_date"}.isdisjoint(one.name for one in required(Entry(state=state)))


@pytest.mark.parametrize(("changes", "said"), [
    ({"id": "SVC-01"}, "Number: 'SVC-01' must look like SVC-001."),
    ({"id": "svc-001"}, "Number: 'svc-001' must look like SVC-001."),
    ({"category": "CAT9"}, "Category: 'CAT9' is not known; choose from CAT1, CAT2, CAT3, CAT4, CAT5, CAT6."),
    ({"levels": ("L3", "L5")}, "Service levels: 'L5' is not known; choose from L1, L2, L3, L4."),
    ({"targets": (Promise("answer", "90 per cent", "L2"),)}, "Level of a target: 'L2' is not known; choose from L3."),
    ({"depends_on": ("SVC-001",)}, "Depends on: a service does not depend on itself."),
    ({"obligation_rule": "above 400,000"},
     "Rule of the obligation: only a conditional service has one; take it out, or make the service conditional."),
    ({"end_date": date(2025, 3, 3), "review_date": None}, "End date: 2025-03-03 must be after the launch date, 2025-03-03."),
    ({"review_date": date(2025, 3, 3)}, "Next review: 2025-03-03 must be after the launch date, 2025-03-03."),
    ({"end_date": date(2026, 1, 1)}, "Next review: 2026-03-02 is after the end date, 2026-01-01; bring it forward."),
    ({"hours_per_unit": -1.0}, "Hours a unit: -1 must be above 0."),
    ({"workload_limit_per_month": 0.0}, "Workload limit a month: 0 must be above 0."),
])
def test_what_cannot_be_right_is_said(changes: dict[str, Any], said: str) -> None:
    """Does each mistake give its sentence, and no other?"""
    assert check(evolve(WHOLE, **changes)) == (said,)


def test_samples_are_sound() -> None:
    """Are the seven entries of the case free of mistakes, the live ones whole, and the idea half written?"""
    assert [one.id for one in samples()] == [f"SVC-00{number}" for number in range(1, 8)]
    assert check_all(samples()) == ()
    assert [len(missing(one)) for one in samples()[:6]] == [0] * 6
    assert {"summary", "owner", "customers"} <= lacking(samples()[6])


@pytest.mark.parametrize(("id", "obligation", "levels", "hours", "target"), [
    ("SVC-001", "mandatory", ("L3",), 24, "published by working day 5, 95 per cent of months"),
    ("SVC-002", "conditional", ("L2", "L3"), 30, "report within 80 working hours of the request, 90 per cent"),
    ("SVC-003", "optional", ("L1", "L2", "L3"), 12, "first session within 16 working hours, 90 per cent"),
    ("SVC-004", "optional", ("L2",), 6, "satisfaction, 85 per cent"),
    ("SVC-005", "mandatory", ("L3",), 4, "decision within 24 working hours, 85 per cent"),
    ("SVC-006", "mandatory", ("L1", "L3"), 2, "first answer within 8 working hours, 95 per cent"),
    ("SVC-007", "optional", ("L1", "L2"), 8, "exchanges held, one a month"),
])
def test_samples_hold_the_case_data(id: str, obligation: str, levels: tuple[str, ...], hours: float, target: str) -> None:
    """Do the sample entries carry obligation, levels, hours and target of the case?"""
    [entry] = [one for one in samples() if one.id == id]
    assert entry.obligation is Obligation(obligation)
    assert (entry.levels, entry.hours_per_unit, entry.targets[0].text) == (levels, hours, target)


def test_numbers_that_occur_twice_are_named() -> None:
    """Is a number that two entries carry named once, beside the entries' own mistakes?"""
    wrong = evolve(WHOLE, hours_per_unit=0.0)
    assert check_all([WHOLE, wrong]) == ("SVC-001: the number occurs 2 times; each entry needs its own.",
                                         "SVC-001: Hours a unit: 0 must be above 0.")


def test_views_show_each_side_its_fields() -> None:
    """Does the customer see how to order and not the hours, and the provider the hours and not how to order?"""
    customer, provider = dict(view(WHOLE, View.CUSTOMER)), dict(view(WHOLE, View.PROVIDER))
    assert customer["How to request it"] and "Hours a unit" not in customer
    assert provider["Hours a unit"] == "24" and "How to request it" not in provider
    assert customer["Service levels"] == "Delivered"
    assert customer["Category"] == provider["Category"] == "Monitoring and controlling project performance"
    assert customer["Mandatory, conditional or optional"] == "Mandatory"
    assert customer["Targets"] == "published by working day 5, 95 per cent of months"
    assert customer["Launch date"] == "2025-03-03" and "End date" not in customer


def test_hours_a_month() -> None:
    """Are hours a month the product, and unknown while a number is empty?"""
    assert WHOLE.hours_per_month == 24
    assert Entry(hours_per_unit=2).hours_per_month is None


@pytest.mark.parametrize("entry", [Entry(), *samples()], ids=lambda one: one.id or "empty")
def test_an_entry_survives_json(entry: Entry) -> None:
    """Is an entry, half filled or whole, the same after it was stored as JSON?"""
    converter = make_converter()
    assert converter.structure(json.loads(json.dumps(converter.unstructure(entry))), Entry) == entry


def test_a_field_twice_in_the_form_is_refused(tmp_path: Path) -> None:
    """Is a form with a field twice refused, with its name?"""
    text = (HERE / "catalogue_fields.toml").read_text(encoding="utf-8")
    path = tmp_path / "form.toml"
    path.write_text(text.replace('name = "summary"\nheading', 'name = "outcome"\nheading'), encoding="utf-8")
    with pytest.raises(CourseError, match="field 'outcome' occurs twice"):
        read_toml(path, Form)
