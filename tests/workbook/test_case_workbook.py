"""The sample workbook of the case company: as its builder makes it, and a workbook like any other."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import attrs
from attrs import evolve
from typer.testing import CliRunner

from pmo_course_lib.cli import app
from pmo_course_lib.workbook import review
from pmo_course_lib.workbook.diff import diff
from pmo_course_lib.workbook.files import read, render
from pmo_course_lib.workbook.history import history_of
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain, to_plain
from pmo_course_lib.workbook.storage import read as open_workbook
from pmo_course_lib.workbook.store import Store
from tests.case_data import figures
from tests.case_data.clock import rows
from tests.case_data.make_workbook import PATH, stored
from tests.case_data.workbook_parts import LOGGED, texts

STORY = " ".join((PATH.parent / "story.md").read_text(encoding="utf-8").split())


@cache
def case() -> Workbook:
    """The committed file, opened as a participant's is."""
    return open_workbook(PATH).workbook


def test_the_builder_still_makes_the_committed_file() -> None:
    """Does the file say what its sources say, byte by byte, but for the version of the course that wrote it?"""
    kept = read(PATH)
    assert kept
    assert PATH.read_bytes() == render(PATH, evolve(stored(), course=kept.course)), \
        "Run python -m tests.case_data.make_workbook and look at what changed."
    assert PATH.stat().st_size < 450_000 and not history_of(PATH).exists()


def test_it_comes_back_whole() -> None:
    """Does the workbook survive writing and reading, and is nothing of the log lost on the way?"""
    assert from_plain(to_plain(case()), Workbook) == case()
    assert len(case().requests) == len(rows("requests.csv")) == 674


def test_each_section_is_filled() -> None:
    """Does a comparison with an empty workbook tell of every section, with no machine's words in it?"""
    told = diff(Workbook(), case())
    assert {one.path[0] for one in told} == {one.name for one in attrs.fields(Workbook)} - {"schema"}
    assert "Organisation, name: Lauterwyl Cooling (new)" in map(str, told)
    assert not any(re.search(r"ABSENT|\bNone\b|\{", str(one)) for one in told)
    assert diff(case(), case()) == ()


def test_somebody_can_go_on_with_a_copy(tmp_path: Path) -> None:
    """Is a copy a workbook that is saved, changed and taken back, while the file of the course stays?"""
    before = PATH.read_bytes()
    copy = tmp_path / PATH.name
    copy.write_bytes(before)
    store = Store(copy, "anna")
    assert store.update(lambda now: evolve(now, notes={**now.notes, "g2d": "Later."})).revision == 1
    assert store.undo().workbook == case() and PATH.read_bytes() == before


def test_what_is_missing_is_what_is_meant_to_be() -> None:
    """Does the check name the open ends of the story and nothing else?"""
    lacks = review.missing(case())
    count = Counter(section for section, _ in lacks)
    assert count == {"Services": 1, "Documents": 7, "Service catalogue": 13, "PMO Value Ring": 4, "Agreements": 13,
                     "Topology": 18, "Development plan": 1, "Value of the PMO": 1}
    said = [text for _, text in lacks]
    assert "Commissioning risk hour: name an owner." in said and "Still open: Which value do we add?" in said
    assert "SVC-002/DOC-RUNBOOK: empty so far: What to do if a step fails, Last tested by and on." in said
    assert all(text.startswith("OLA-03") for section, text in lacks if section == "Agreements")
    short = {one.name for one in case().catalogue} - {figures.services()[code]["name"] for code in LOGGED}
    assert {text.partition(":")[0] for section, text in lacks if section == "Service catalogue"} == short


def test_check_workbook_tells_it() -> None:
    """Does the command list all sections and the gaps, with exit code 1?"""
    result = CliRunner().invoke(app, ["check-workbook", str(PATH)])
    assert result.exit_code == 1 and "A valid workbook, revision 0." in result.output
    assert "Log of requests: 674: REQ-0001" in result.output and "OLA-03, approval: fill in approved by." in result.output


def test_texts_tell_no_other_figures_than_the_files() -> None:
    """Are figures that persons wrote those of log, usage and costs?"""
    said = str(texts())
    spent = sum(int(one["hours"]) for one in rows("costs.csv") if one["service"] == "SVC-017")
    assert f"{spent} hours so far" in said and "43,383 francs" in said and "43,383 francs" in STORY
    readers = {one["month"]: one["users_used"] for one in rows("usage.csv") if one["service"] == "SVC-009"}
    assert (readers["2026-03"], readers["2026-05"], readers["2026-06"]) == ("6", "4", "4")
    quarter = figures.part("SVC-002", "2026-Q2")
    met, all_that_count = (sum(one.result in wanted for one in quarter) for wanted in (("met",), ("met", "missed")))
    assert f"{met} of {all_that_count} in time in the second quarter" in said
    assert f"{figures.satisfied(quarter) * 100:.0f} per cent of those who rated" in said
    assert "107 people" in said and case().ring.supported == 107


def test_people_are_those_of_the_story() -> None:
    """Is everybody who decides, owns or learns in the workbook known from the story?"""
    people = {one.owner for one in case().services} | {one.owner for one in case().strategy.moves} | \
        {one.name.partition(",")[0] for one in case().development.people} | {one.manager for one in case().pmos}
    assert [name for name in sorted(people) if name not in STORY] == []
