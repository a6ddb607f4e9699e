"""The views of E1, E2 and E5 to E7: are they drawn for any work, is people's text inert, and is nothing given away?"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings

from pmo_course_lib.exercises import begin, exercise, mark
from pmo_course_lib.ui.modules.panel import at, load_panel
from pmo_course_lib.ui.view.blocks import plain
from pmo_course_lib.ui.view.static import all_still
from pmo_course_lib.workbook.model import Workbook
from tests.ui.exercises.teamwork import HOME, SCRIPT, cells, code, secrets, spoken, views
from tests.ui.exercises.works import LOOKS, SOLUTIONS, VIEWS, looked, odd, works
from tests.ui.modules.hostile import attack, fields, flat
from tests.workbook.samples import workbooks


@pytest.mark.parametrize(("id", "name"), VIEWS)
def test_drawn(id: str, name: str) -> None:
    """Is the view drawn for no work, all solutions and odd texts, as data that can be sent?"""
    panel = load_panel(name)
    for workbook in works(id):
        assert json.dumps(plain(panel.draw(workbook)))
        assert panel.done(workbook) in (True, False)


@pytest.mark.parametrize(("id", "name"), VIEWS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(workbook=workbooks())
def test_any_workbook(id: str, name: str, workbook: Workbook) -> None:
    """Is the view drawn for half-filled workbooks of any kind?"""
    panel = load_panel(name)
    assert panel.draw(workbook) and panel.done(workbook) in (True, False)


@pytest.mark.parametrize(("id", "name"), VIEWS)
def test_hostile_values(id: str, name: str) -> None:
    """Is every value that no page of ours sends refused in words, or kept as what can be saved and drawn?"""
    started = begin(id) if id in ("E1", "E2") else looked(begin(id))
    assert attack(load_panel(name), started, looked(SOLUTIONS[id].model())) > 100


@pytest.mark.parametrize(("id", "name"), VIEWS)
def test_own_fields_only(id: str, name: str) -> None:
    """Does a view change nothing but what its fields stand for?"""
    foreign = (at("organisation", "name"), at("notes", "x"), at("drafts", "CON-99/DOC-CASE", "sections", "Risks"),
               *(at("values", key) for key in ("e2-load", "g6-service", "e6-service", "service")))
    for workbook in (SOLUTIONS[id].model(), looked(SOLUTIONS[id].model())):
        for field in foreign:
            with pytest.raises(ValueError, match=r"[a-z] [a-z]"):
                load_panel(name).change(workbook, field, "x")


@pytest.mark.parametrize("id", SOLUTIONS)
def test_fields_differ(id: str) -> None:
    """Has each field of the notebook an id and a label of its own, so that nobody writes where somebody else does?"""
    for work in (SOLUTIONS[id].weak(), looked(SOLUTIONS[id].model())):
        shown = [field for name in views(id) for field in flat(load_panel(name).draw(work)) if hasattr(field, "id")]
        assert len({field.id for field in shown}) == len(shown) == len({field.label for field in shown}) > 5


@pytest.mark.parametrize(("id", "name"), VIEWS)
def test_text_stays_text(id: str, name: str) -> None:
    """Does a script in a text reach the page as a value or a cell only, never where Markdown is read?"""
    blocks = load_panel(name).draw(looked(odd(id, SCRIPT, SOLUTIONS[id].model())))
    assert not [said for said in spoken(blocks) if "script>" in said]
    assert "<script" not in all_still(blocks)


@pytest.mark.parametrize("id", SOLUTIONS)
def test_nothing_is_given_away(id: str) -> None:
    """Is no level of the rubric and no message of a check in a view or in the notebook, whatever the team did?"""
    assert len(secrets(id)) > 20
    pages = [plain(load_panel(name).draw(workbook)) for name in views(id) for workbook in works(id)]
    shown = json.dumps(pages, ensure_ascii=False)
    shown += (HOME / "exercises" / id / f"{id}.ipynb").read_text(encoding="utf-8")
    assert [one for one in secrets(id) if one in shown] == []


@pytest.mark.parametrize("id", SOLUTIONS)
def test_no_file_of_the_instructor_is_read(id: str) -> None:
    """Does a kernel that draws all views of an exercise open neither the given answers nor checks nor rubric?"""
    program = f"""
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from pmo_course_lib.exercises import begin
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.workbook.model import Workbook
sys.path.insert(0, {str(HOME)!r})
def own(*workbooks):
    before = len(opened)
    for workbook in workbooks:
        for name in {views(id)!r}:
            load_panel(name).draw(workbook)
            load_panel(name).done(workbook)
    return [one for one in opened[before:] if one.endswith(".toml") and "exercises" in one]
first = own(Workbook(), Workbook(values={LOOKS!r}))
from tests.exercises.solutions import {id.lower()} as solution
print(*first, *own(begin({id!r})), *own(solution.model()), *own(solution.confused()))
print(sum(one.endswith(".csv") for one in opened))
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=HOME)
    said = run.stdout.splitlines()
    assert said[0] == "" and int(said[1]) > 0  # it saw the company's files, so it would have seen others


@pytest.mark.parametrize("id", SOLUTIONS)
def test_the_notebook(id: str) -> None:
    """Does it begin with the task, give each step its minutes, and end with the hand-in, with code hidden and locked?"""
    found, of = cells(id), exercise(id)
    assert "".join(found[0]["source"]) == of.task.rstrip("\n") and found[0]["metadata"]["pmo"]["part"] == "title"
    steps = ["".join(cell["source"]) for cell in found[1:] if cell["cell_type"] == "markdown"]
    minutes = [int(one.split("(")[1].split()[0]) for one in steps if "(" in one]
    assert sum(minutes) == of.minutes and f"({minutes[0]} minutes)" in of.task
    assert code(id)[-1] == f'team("{id}").hand_in()' and len(views(id)) == len(code(id)) - 1
    locked = [cell["metadata"] for cell in found if cell["cell_type"] == "code"]
    assert all(one["jupyter"]["source_hidden"] and not one["editable"] and "nbval-ignore-output" in one["tags"] for one in locked)
    assert 3 <= len(found[0]["metadata"]["pmo"]["points"]) <= 5 and "Talk" in found[0]["metadata"]["pmo"]["notes"]
    assert len({cell["id"] for cell in found}) == len(found)


@pytest.mark.parametrize(("id", "name"), VIEWS)
def test_what_is_begun_earns_nothing(id: str, name: str) -> None:
    """Does a look at a view leave the work as it is, with no points?"""
    panel, begun = load_panel(name), begin(id)
    panel.draw(begun)
    assert mark(id, begun).reached == mark(id, begin(id)).reached == 0
    assert fields(panel.draw(begun)).keys() == fields(panel.draw(begin(id))).keys()
