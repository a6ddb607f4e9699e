"""What a workbook lacks: is each gap said once, by the rules of its own system?"""

from __future__ import annotations

from attrs import evolve
from hypothesis import given

from pmo_course_lib.domain.causes import CausalDiagram
from pmo_course_lib.domain.development import DevelopmentPlan, Person
from pmo_course_lib.domain.documents import Draft, document
from pmo_course_lib.domain.lifecycle import PmoRecord, ServiceRecord
from pmo_course_lib.domain.maturity import MaturityAnswers, guide
from pmo_course_lib.domain.orientation import Orientation
from pmo_course_lib.domain.sla import Agreement
from pmo_course_lib.domain.topology import Pmo, ReportsTo, Topology
from pmo_course_lib.domain.value_ring import RingInputs
from pmo_course_lib.domain.worth import ValueStatement
from pmo_course_lib.workbook import review
from pmo_course_lib.workbook.model import Organisation, Workbook
from pmo_course_lib.workbook.review import contents, missing
from tests.workbook.samples import STEADY, large, workbooks


def said(workbook: Workbook, section: str) -> list[str]:
    return [text for name, text in missing(workbook) if name == section]


def test_empty_workbook() -> None:
    """Does a workbook that nobody has begun hold nothing, and lack its sections in one line?"""
    assert contents(Workbook()) == ()
    assert missing(Workbook()) == (("", "Not begun yet: organisation, orientation, maturity, PMOs, services, service catalogue, "
                                    "PMO Value Ring, agreements, topology, strategy, development plan, value of the PMO."),)


def test_contents_in_words() -> None:
    """Is each section that holds something summed up on one line?"""
    found = dict(contents(large()))
    assert found["Organisation"] == "name, what it does, strategic aims (5)"
    assert found["Services"] == "40: Service 0, Service 1, Service 2, Service 3, Service 4 and others"
    assert found["Topology"] == "PMOs (10), services (40), provides (40)" and "Strategy" not in found
    assert contents(Workbook(causes=CausalDiagram())) == ()


def test_simple_gaps() -> None:
    """Is what is empty named by the record's own name?"""
    assert said(Workbook(organisation=Organisation(" ", "Ships", ())), "Organisation") == [
        "Write down its name.", "Write down its strategic aims."]
    assert said(Workbook(services=(ServiceRecord("s1"), ServiceRecord("s2", "Audit", "Ann"))), "Services") == [
        "s1: give it a name.", "s1: name an owner."]
    assert said(Workbook(pmos=(PmoRecord("hub", "Hub"),)), "PMOs") == ["Hub: name the manager who answers for it."]


def test_gaps_of_each_system() -> None:
    """Do the completeness checks of the systems speak, those of the map, the ring and the agreements included?"""
    workbook = Workbook(
        orientation=Orientation(power=3), maturity=MaturityAnswers({guide().ladder.items[0].id: 2}), ring=RingInputs(mix=("X9",)),
        drafts={"s1/DOC-UC": Draft("DOC-UC", {"Supplier": "Aster"})},
        agreements=(Agreement(id="SLA-1", calendar="CAL-\x1b"),),
        topology=Topology((Pmo("hub"),), reports_to=(ReportsTo("hub", "x"),)),
        development=DevelopmentPlan((Person("Ada"),)), worth=ValueStatement("Sponsors"))
    lines = missing(workbook)
    text = "\n".join(line for _, line in lines)
    for part in ("0 of 12 pairs are answered", "1 of 8 statements have a score", "has a score and no evidence.", "X9", "8.3.3",
                 "reports_to, line 1: 'x' is not on the map", "has no name", "s1/DOC-UC: empty so far: ", "Still open: ",
                 "there is no calendar 'CAL-\\x1b'; choose one of "):
        assert part in text, part
    assert "\x1b" not in text and len(set(lines)) == len(lines)


def test_complete_document_is_silent() -> None:
    """Does a document with all its sections leave no line, and a section in which nothing need be written none either?"""
    whole = Draft("DOC-UC", dict.fromkeys(document("DOC-UC").sections, "text"))
    assert said(Workbook(drafts={"s1/DOC-UC": whole}), "Documents") == []
    assert missing(Workbook(notes={"t1": "x"}, values={"rate": 0.9})) == missing(Workbook())


def test_rule_that_cannot_be_worked_out(monkeypatch: object) -> None:
    """Is a system whose rules refuse the data one sentence, and are the others still asked?"""
    def refuse(_: Workbook) -> tuple[str, ...]:
        raise ValueError("weights add to 2; allowed: 1")

    workbook = Workbook(organisation=Organisation("N"), services=(ServiceRecord("s1", "A"),))
    monkeypatch.setitem(review._ASKED, "organisation", refuse)  # type: ignore[attr-defined]
    assert said(workbook, "Organisation") == ["weights add to 2; allowed: 1"]
    assert said(workbook, "Services") == ["A: name an owner."]


@given(workbooks())
@STEADY
def test_any_workbook_can_be_reviewed(workbook: Workbook) -> None:
    """Whatever is filled in, are there printable lines and no error?"""
    for section, text in (*contents(workbook), *missing(workbook)):
        assert "\x1b" not in section + text and "\n" not in section + text
    assert missing(evolve(workbook, organisation=Organisation("N", "does", ("a",)))) != ()
