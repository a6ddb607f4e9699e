"""E3 and E4 for the instructor and the class: is the team's work shown by criterion and told on slides, and is it inert?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve

from pmo_course_lib.domain.topology import HandsOverTo, Provides
from pmo_course_lib.exercises import begin, exercise
from pmo_course_lib.exercises.checks import topology as rules
from pmo_course_lib.exercises.exercise import HOME
from pmo_course_lib.ui.exercises import e3_parts, e4_show
from pmo_course_lib.ui.exercises.judged import work
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.ui.view.blocks import Block, Note, Picture, Table, Text, plain
from pmo_course_lib.ui.view.static import all_still
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import e3, e4, team
from tests.exercises.test_solutions import KINDS, solution
from tests.ui.exercises.teamwork import words
from tests.workbook.samples import large

IDS = ("E3", "E4")
EVIL = "<script>alert(1)</script> **bold** [a](http://b) | c\n# head"
LONG = "Lärm and more noise; " * 4_000
FIELDS = {"choice", "ticks", "select", "number", "line", "area", "day", "button"}


def book(id: str, kind: str) -> Workbook:
    """A team's workbook; also one that has just begun, and one that is not of the exercise."""
    return {"begin": begin(id), "empty": Workbook(), "large": large()}.get(kind) or solution(id, kind)


def hostile(id: str, text: str) -> Workbook:
    """A workbook with the text in each place that people of the team can write in."""
    if id == "E3":
        entry = evolve(e3.ENTRY, name=text, summary=text, outcome=text, owner=text, customers=(text, text), in_scope=(text,),
                       outputs=(text,), how_to_request=text, service_hours=text, levels=(text,))
        keys = (e3_parts.WHY, e3_parts.THEY_ASKED, e3_parts.LET_DOWN, e3_parts.WE_ASKED, e3_parts.MENDED)
        return evolve(e3.wrote(entry, dict.fromkeys(e3.DEFINITION, text)), notes=dict.fromkeys(keys, text))
    start = e4.model()
    map = evolve(start.topology, services=tuple(evolve(one, name=text) for one in start.topology.services),
                 pmos=tuple(evolve(one, name=text) for one in start.topology.pmos),
                 consumers=tuple(evolve(one, name=text) for one in start.topology.consumers))
    return evolve(start, topology=map, notes=dict.fromkeys((*start.notes, *e4_show.ASKED), text))


def all_blocks(id: str, workbook: Workbook) -> Iterator[Block]:
    """All that is shown of a workbook."""
    found = work(id)
    for shown in found.judged.values():
        yield from shown(workbook)
    for slide in found.slides(workbook):
        yield from slide.blocks


def written(id: str, criterion: str, workbook: Workbook) -> str:
    """What is shown for a criterion, as JSON text."""
    return json.dumps(plain(work(id).judged[criterion](workbook)), ensure_ascii=False)


@pytest.mark.parametrize("id", IDS)
def test_each_criterion_is_shown(id: str) -> None:
    """Is there something for each criterion of the rubric and for no other, without fields, for any workbook?"""
    assert list(work(id).judged) == [one.id for one in exercise(id).rubric]
    for kind in (*KINDS, "begin", "empty", "large"):
        for shown in work(id).judged.values():
            blocks = shown(book(id, kind))
            assert blocks and not FIELDS & {re.sub("[^a-z]", "", type(one).__name__.lower()) for one in blocks}
            assert all_still(blocks)


@pytest.mark.parametrize(("id", "kind"), [("E3", "begin"), ("E3", "empty"), ("E4", "begin"), ("E4", "empty")])
def test_nothing_written(id: str, kind: str) -> None:
    """Does each criterion say so when the team has written nothing, and is there no slide but the first?"""
    for shown in work(id).judged.values():
        assert [one.text for one in shown(book(id, kind)) if isinstance(one, Note)] == ["Nothing was written."]
    (slide,) = work(id).slides(book(id, kind))
    assert slide.title.startswith(id)


def test_what_belongs_to_the_criteria_of_e3() -> None:
    """Do words, limits, promise and order show the team's own words, and the remark to compare with?"""
    now = evolve(e3.model(), notes={e3_parts.THEY_ASKED: "Who comes to the hour?"})
    assert "calls that follow." in written("E3", "words", now) and "Then we ring whoever it is." in written("E3", "words", now)
    assert all(part in written("E3", "limits", now) for part in ("risks after the start-up", "The risk register"))
    assert all(part in written("E3", "promise", now) for part in ("24 working hours, 90 per cent (L2)", "they call together"))
    assert all(part in written("E3", "order", now) for part in ("Who comes to the hour?", "Mail with the date."))


def test_what_belongs_to_the_criteria_of_e4() -> None:
    """Are changes told against today, the five reports with their readers, hand-overs with their day, and the map drawn?"""
    now = evolve(e4.model(), notes={e4_show.CUSTOMER: "Lars calls one door."})
    logic = next(one for one in work("E4").judged["logic"](now) if isinstance(one, Table))
    assert ("Planning tool desk", "Food; 4 h", "Food; 12 h") in logic.rows and len(logic.rows) == 4
    assert ("Executive project dossier", "Enterprise", "ends") in logic.rows
    reports = next(one for one in work("E4").judged["overlap"](now) if isinstance(one, Table))
    assert reports.rows[1] == ("Health status pack", "Health; 24 h", "Health; 24 h", "Project sponsors")
    assert len(reports.rows) == 5
    assert "2027-03-31" in written("E4", "hand-over", now) and "Lars calls one door." in written("E4", "map", now)
    assert [type(one) for one in work("E4").judged["map"](now)][-1] is Picture


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("kind", [*KINDS, "large"])
def test_slides_are_few_and_short(id: str, kind: str) -> None:
    """Are there at most six slides, three for a team that has done something, each with little text and one table or picture?"""
    slides = work(id).slides(book(id, kind))
    assert (1 if kind == "large" else 3) <= len(slides) <= 6
    assert len({one.title for one in slides}) == len(slides) and slides[0].title.startswith(id)
    assert any("Lauterwyl Cooling" in one.text for one in slides[0].blocks if isinstance(one, Text))
    for slide in slides:
        assert slide.blocks and words(slide) <= 60 and len(slide.title) <= 80
        assert sum(isinstance(one, Table | Picture) for one in slide.blocks) <= 1


@pytest.mark.parametrize("id", IDS)
def test_slides_hold_long_texts(id: str) -> None:
    """Is no cell over 250 characters and no table over eight rows, however long the texts are?"""
    slides = work(id).slides(hostile(id, LONG))
    tables = [one for slide in slides for one in slide.blocks if isinstance(one, Table)]
    cells = [cell for table in tables for row in table.rows for cell in row]
    assert 3 <= len(slides) <= 6 and len(tables) >= 3 and any(cell.endswith("…") for cell in cells)
    assert max(map(len, cells)) <= 250 and max(len(table.rows) for table in tables) <= 8


def test_many_changes_fit_on_a_slide() -> None:
    """Does a map on which everything moved show seven changes and say how many more there are?"""
    moved = tuple(Provides("PMO-05" if one.pmo != "PMO-05" else "PMO-01", one.service) for one in e4.today() if one.accountable)
    now = evolve(e4.model(), topology=evolve(e4.model().topology, provides=moved))
    slide = next(one for one in work("E4").slides(now) if one.title == "What changes")
    (table,) = slide.blocks
    assert isinstance(table, Table) and len(table.rows) == 8 and table.rows[-1][0] == "and 11 more"


@pytest.mark.parametrize("id", IDS)
def test_texts_of_people_are_text(id: str) -> None:
    """Do people's texts stand in cells and pictures only, never where Markdown is read, and run nothing?"""
    blocks = list(all_blocks(id, hostile(id, EVIL)))
    assert all("bold" not in one.text for one in blocks if isinstance(one, Text | Note))
    assert all("bold" not in slide.title for slide in work(id).slides(hostile(id, EVIL)))
    assert all("bold" not in one.caption for one in blocks if isinstance(one, Table))
    assert "<script" not in all_still(tuple(blocks)) and "alert(1)" in all_still(tuple(blocks))
    assert all("<script" not in one.svg for one in blocks if isinstance(one, Picture))


def test_odd_maps() -> None:
    """Do unknown ids, hand-overs to nowhere and many who answer do no harm?"""
    start = e4.model().topology
    odd = evolve(start, provides=(*start.provides, Provides("PMO-02", "SVC-001"), Provides("x", "y"), Provides()),
                 hands_over_to=(HandsOverTo("", "", "SVC-014"), HandsOverTo("PMO-04", "x", "gone")))
    now = evolve(team("E4", values={rules.OVERLAPS: "x y", rules.GAPS: LONG}), topology=odd)
    assert "no date" in written("E4", "hand-over", now)
    assert "Enterprise, Health" in written("E4", "overlap", now) and list(all_blocks("E4", now))


def notebook(id: str) -> dict[str, Any]:
    """The notebook of an exercise."""
    found: dict[str, Any] = json.loads((HOME / id / f"{id}.ipynb").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("id", IDS)
def test_the_notebook_follows_the_task(id: str) -> None:
    """Is the first cell the task, has each step its minutes, and comes the hand-in last?"""
    cells = notebook(id)["cells"]
    texts = ["".join(one["source"]) for one in cells]
    assert texts[0].strip() == exercise(id).task.strip() and notebook(id)["metadata"]["pmo"] == {"app": True, "exercise": id}
    minutes = [int(found) for one in texts[1:] for found in re.findall(r"^## Step .*\((\d+) minutes\)$", one)]
    assert minutes == [int(one) for one in re.findall(r"\((\d+) minutes\)", exercise(id).task)]
    shown = [text for one, text in zip(cells, texts, strict=True) if one["cell_type"] == "code" and "team(" in text]
    views = re.findall(r'\.view\("(\w+)"\)', "\n".join(shown))
    assert [load_panel(name).title for name in views] and f'team("{id}").hand_in()' in shown[-1]
    assert len({load_panel(name).title for name in views}) == len(views)


@pytest.mark.parametrize("id", IDS)
def test_the_notebook_tells_nothing(id: str) -> None:
    """Do task, points and notes, which participants can get at, hold no answer and nothing of checks and rubric?"""
    told = json.dumps(notebook(id)["cells"][0]["metadata"], ensure_ascii=False)
    kept = {text for check in exercise(id).checks for text in check.messages.values()}
    kept |= {text for one in exercise(id).rubric for text in (*one.levels, one.look_at)}
    assert not {text for text in kept if text in told}
    assert not re.findall(r"SVC-\d|OUT-\d|CG-\d|dossier|cockpit|status pack|delivery report|Health project managers", told)
    assert 3 <= len(notebook(id)["cells"][0]["metadata"]["pmo"]["points"]) <= 5
