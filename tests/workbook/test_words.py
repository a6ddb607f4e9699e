"""Changes and conflicts in people's words: does everybody understand them, and can nobody's text do harm?"""

from __future__ import annotations

import unicodedata

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.domain.catalogue import Entry, Obligation
from pmo_course_lib.domain.lifecycle import ServiceRecord
from pmo_course_lib.domain.topology import Provides, Topology
from pmo_course_lib.workbook.diff import diff, told
from pmo_course_lib.workbook.merge import Conflict
from pmo_course_lib.workbook.model import Organisation, Workbook
from pmo_course_lib.workbook.paths import ABSENT, ORDER
from pmo_course_lib.workbook.words import clean, shown
from tests.workbook.samples import STEADY, workbooks

BEFORE = Workbook(organisation=Organisation("Northwind"),
                  catalogue=(Entry(id="SVC-001", name="Health check", hours_per_unit=30),),
                  services=(ServiceRecord("s1", "Reporting"), ServiceRecord("s2", "Coaching")))


def test_changes_in_words() -> None:
    """Is every change said with section, record by its name, field, old and new?"""
    after = Workbook(
        organisation=Organisation("Northwind", aims=("Grow", "Stay"), case_company=True),
        services=(ServiceRecord("s2", "Coaching", owner="R. Hale"), ServiceRecord("s3", "Audit")),
        catalogue=(Entry(id="SVC-001", name="Health check", hours_per_unit=12.5, obligation=Obligation.OPTIONAL),),
        topology=Topology(provides=(Provides("hub", "audit"),)), notes={"t3-drivers": "Because\nof it"})
    assert [str(one) for one in diff(BEFORE, after)] == [
        "Organisation, strategic aims: Grow; Stay (new)", "Organisation, is the case company: no → yes",
        "Services, Reporting: Reporting (taken out)", "Services, Coaching, owner: R. Hale (new)", "Services, Audit: Audit (new)",
        "Service catalogue, Health check, obligation: optional (new)",
        "Service catalogue, Health check, hours per unit: 30 → 12.5",
        "Topology, provides, hub → audit: pmo hub, service audit, share 1.0, accountable yes (new)",
        "Notes on discussions, t3-drivers: Because of it (new)"]
    turned = evolve(BEFORE, services=BEFORE.services[::-1])
    assert [str(one) for one in diff(BEFORE, turned)] == ["Services, order: s1; s2 → s2; s1"]


@given(workbooks(), workbooks())
@STEADY
def test_any_change_is_said(before: Workbook, after: Workbook) -> None:
    """Is there a line for each change, none when nothing changed, and nothing on it that steers a terminal?"""
    found = diff(before, after)
    assert bool(found) == (before != after) and diff(after, after) == ()
    for one in found:
        assert one.section and one.path and all(unicodedata.category(sign)[0] != "C" for sign in str(one))


def test_conflict_in_words() -> None:
    """Does a person learn who wrote what, what is stored, and where the other is?"""
    assert told(Conflict(("services", "s1", "owner"), "Ben", "Ann\x1b[2Ja", "ben\n"), BEFORE) == (
        "Services, Reporting, owner: ben  wrote Ben while you wrote Ann [2Ja. Yours is stored; the other is kept in the history.")
    assert told(Conflict(("services", "s9"), {"id": "s9", "name": "Audit"}, ABSENT), BEFORE) == (
        "Services, s9: Somebody else wrote Audit while you wrote nothing. Yours is stored; the other is kept in the history.")
    assert "Services, order" in told(Conflict(("services", ORDER), ["s1"], ["s2"]), evolve(BEFORE))


@pytest.mark.parametrize(("value", "text"), [
    (True, "yes"), (False, "no"), (None, ""), (ABSENT, ""), ("", ""), ([], ""), ({}, ""), (0, "0"), (0.5, "0.5"),
    (["a", "", "b"], "a; b"), ({"id": "x", "name": " "}, "x"), ({"id": "x", "title": "T"}, "T"),
    ({"expected_effect": "more", "y": ""}, "expected effect more"), ("x" * 300, "x" * 199 + "…")])
def test_values_in_words(value: object, text: str) -> None:
    """Is each kind of value a short text, and nothing an empty one?"""
    assert shown(value) == text


@given(st.text(st.characters()))
@STEADY
def test_clean_text_is_one_harmless_line(text: str) -> None:
    """Is no control character, half a character or change of direction left, and every printable one kept?"""
    cleaned = clean(text)
    assert len(cleaned) == len(text) and cleaned.splitlines() in ([cleaned], [])
    assert all(new == old or new == " " for new, old in zip(cleaned, text, strict=True))
    assert all(unicodedata.category(sign)[0] != "C" for sign in cleaned)
    assert clean("Zürich – 東京 ✓") == "Zürich – 東京 ✓"
