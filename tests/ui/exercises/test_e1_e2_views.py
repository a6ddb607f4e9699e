"""The views of E1 and E2: are they drawn for any work, keep people's text inert, and give away nothing of the instructor's?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from pmo_course_lib.domain.documents import Draft
from pmo_course_lib.domain.orientation import Orientation, guide
from pmo_course_lib.exercises import begin, exercise, mark
from pmo_course_lib.exercises.checks.select import concepts
from pmo_course_lib.ui.modules.panel import Panel, at, load_panel
from pmo_course_lib.ui.view.blocks import Area, Group, Line, Picture, Table, plain
from pmo_course_lib.ui.view.static import all_still
from pmo_course_lib.workbook.model import Organisation, Workbook
from pmo_course_lib.workbook.plain import Scalar
from tests.exercises.solutions import e1, e2
from tests.ui.modules.hostile import attack, fields, flat
from tests.workbook.samples import workbooks

HOME = Path(__file__).parents[3]
SOLUTIONS = {"E1": e1, "E2": e2}
SCRIPT = "<script>alert(1)</script>"
ODD = (SCRIPT, "x" * 100_000, "\x00\x1b[31m\u202e card 9", "9" * 5000, "{names} %s", "cards 1, 2, 3" * 999,
       "| a | b |\n|---|---|", "")


def cells(id: str) -> list[dict[str, Any]]:
    """The cells of the exercise's notebook that a team sees, without those that carry points only."""
    found: list[dict[str, Any]] = json.loads((HOME / "exercises" / id / f"{id}.ipynb").read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if "nbgrader" not in cell["metadata"]]


def code(id: str) -> list[str]:
    """What its code cells call, the import aside."""
    return ["".join(cell["source"]).splitlines()[-1] for cell in cells(id) if cell["cell_type"] == "code"]


def views(id: str) -> list[str]:
    """Names of the views in the notebook."""
    return [line.split('"')[3] for line in code(id) if ".view(" in line]


VIEWS = [(id, name) for id in SOLUTIONS for name in views(id)]


def odd(text: str, start: Workbook) -> Workbook:
    """A team's work in which each text is the same odd one."""
    values: dict[str, Scalar] = dict.fromkeys(start.values, text)
    ids = [one.id for one in guide().index.pairs]
    seen = dict.fromkeys((one.id for one in guide().structure.traits), text)
    state = Orientation(dict.fromkeys(ids, 1), dict.fromkeys(ids, text), next_service=text, traits_seen=seen)
    drafts = {key: Draft(one.kind, dict.fromkeys(one.sections, text)) for key, one in start.drafts.items()}
    names = ["e1-speaker", "e1-sentence", "e1-why-1", "e1-why-2", "e2-speaker", "e2-opening", "e2-answers",
             *(f"e2-{id}-reason" for id in concepts())]
    kept = {key: value for key, value in values.items() if not key.endswith("decision")}
    return evolve(start, organisation=Organisation(text), orientation=state, drafts=drafts, notes=dict.fromkeys(names, text),
                  values={**kept, **{key: value for key, value in start.values.items() if key.endswith("decision")}})


def works(id: str) -> Iterator[Workbook]:
    """Works of every kind: none, begun, three solutions, odd ones."""
    solution = SOLUTIONS[id]
    yield from (Workbook(), begin(id), solution.model(), solution.weak(), solution.confused())
    yield from (odd(text, make()) for text in ODD for make in (solution.model, solution.confused))
    if id == "E2":
        cases = (e2.model(), e2.confused(), odd(SCRIPT, e2.model()))
        yield from (evolve(one, values={**one.values, "e2-case": "CON-09"}) for one in cases)


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
    """Is every value that no page of ours sends refused in words or kept as what can be saved and drawn?"""
    chosen = evolve(e2.model(), values={**e2.model().values, "e2-case": "CON-09"}) if id == "E2" else e1.model()
    assert attack(load_panel(name), begin(id), chosen) > 100


@pytest.mark.parametrize(("id", "name"), VIEWS)
def test_own_fields_only(id: str, name: str) -> None:
    """Does a view change nothing but what its fields stand for?"""
    foreign = (at("organisation", "name"), at("values", "e2-load"), at("notes", "x"),
               at("drafts", "CON-99/DOC-CASE", "sections", "Risks"))
    for field in foreign:
        with pytest.raises(ValueError, match=r"[a-z] [a-z]"):
            load_panel(name).change(SOLUTIONS[id].model(), field, "x")


@pytest.mark.parametrize("id", SOLUTIONS)
def test_fields_differ(id: str) -> None:
    """Has each field of the notebook an id and a label of its own, so that nobody writes where somebody else does?"""
    shown = [field for name in views(id) for workbook in works(id) if workbook == SOLUTIONS[id].weak()
             for field in flat(load_panel(name).draw(workbook)) if hasattr(field, "id")]
    assert len({field.id for field in shown}) == len(shown) == len({field.label for field in shown})


def spoken(blocks: Iterable[Any]) -> Iterator[str]:
    """All that a page reads as Markdown or names a field with; not values and not cells of tables."""
    for block in flat(blocks):
        yield from (getattr(block, one) for one in ("text", "label", "help", "title", "caption", "name") if hasattr(block, one))
        if isinstance(block, Picture):
            yield block.svg
        yield from (said for _, said in getattr(block, "options", ()))


@pytest.mark.parametrize(("id", "name"), VIEWS)
def test_text_stays_text(id: str, name: str) -> None:
    """Does a script in a text reach the page as a value or a cell only, never where Markdown is read?"""
    workbook = odd(SCRIPT, SOLUTIONS[id].model())
    blocks = load_panel(name).draw(evolve(workbook, values={**workbook.values, "e2-case": "CON-09"}))
    assert not [said for said in spoken(blocks) if "script>" in said]
    assert "<script" not in all_still(blocks)


def secrets(id: str) -> list[str]:
    """Sentences that only the instructor reads before the hand-in: levels of the rubric, and messages of the checks."""
    of = exercise(id)
    messages = [part for check in of.checks for message in check.messages.values() for part in message.split("{")[0].split(". ")]
    return [one.strip() for one in (*messages, *(level for one in of.rubric for level in one.levels)) if len(one.strip()) > 12]


@pytest.mark.parametrize("id", SOLUTIONS)
def test_nothing_is_given_away(id: str) -> None:
    """Is no level of the rubric and no message of a check in a view or in the notebook, whatever the team did?"""
    assert len(secrets(id)) > 20
    drawn = [plain(load_panel(name).draw(workbook)) for name in views(id) for workbook in works(id)]
    shown = json.dumps(drawn, ensure_ascii=False)
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
sys.path.insert(0, {str(HOME)!r})
from tests.exercises.solutions import {id.lower()} as solution
for workbook in (begin({id!r}), solution.model(), solution.confused()):
    before = len(opened)
    for name in {views(id)!r}:
        load_panel(name).draw(workbook)
        load_panel(name).done(workbook)
    print(*(one for one in opened[before:] if one.endswith(".toml") and "exercises" in one))
print("csv", sum(one.endswith(".csv") for one in opened))
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=HOME)
    said = ran.stdout.splitlines()
    assert said[:3] == ["", "", ""] and int(said[3].split()[1]) > 0  # it saw the company's files, so it would have seen others


@pytest.mark.parametrize("id", SOLUTIONS)
def test_the_notebook(id: str) -> None:
    """Does it begin with the task, give each step its minutes, and end with the hand-in, with code hidden and locked?"""
    found, of = cells(id), exercise(id)
    assert "".join(found[0]["source"]).strip() == of.task.strip() and found[0]["metadata"]["pmo"]["part"] == "title"
    steps = ["".join(cell["source"]) for cell in found[1:] if cell["cell_type"] == "markdown"]
    minutes = [int(one.split("(")[1].split()[0]) for one in steps if "(" in one]
    assert sum(minutes) == of.minutes and f"({minutes[0]} minutes)" in of.task
    assert code(id)[-1] == f'team("{id}").hand_in()' and len(views(id)) == len(code(id)) - 1
    locked = [cell["metadata"] for cell in found if cell["cell_type"] == "code"]
    assert all(one["jupyter"]["source_hidden"] and not one["editable"] and "nbval-ignore-output" in one["tags"] for one in locked)
    assert 3 <= len(found[0]["metadata"]["pmo"]["points"]) <= 5 and "Talk" in found[0]["metadata"]["pmo"]["notes"]


def places(blocks: Iterable[Any], at: tuple[int, ...] = ()) -> dict[str, tuple[int, ...]]:
    """Where fields stand in which people type; the page keeps a field that stays in its place."""
    found: dict[str, tuple[int, ...]] = {}
    for n, block in enumerate(blocks):
        if isinstance(block, Area | Line):
            found[block.id] = (*at, n)
        if isinstance(block, Table):
            assert not [cell for row in block.rows for cell in row if isinstance(cell, Area | Line)]
        found |= places(getattr(block, "blocks", ()), (*at, n))
    return found


@pytest.mark.parametrize(("name", "before", "after"), [
    ("e1_scores", begin("E1"), e1.model()), ("e1_traits", begin("E1"), e1.model()), ("e1_causes", begin("E1"), e1.weak()),
    ("e2_reasons", e2.model(), e2.confused()), ("e2_board", begin("E2"), e2.model()),
    ("e2_case", evolve(e2.model(), values={**e2.model().values, "e2-case": "CON-01"}),
     evolve(e2.model(), values={**e2.model().values, "e2-case": "CON-01", "e2-CON-01-decision": "refuse"})),
])
def test_nobody_loses_the_field(name: str, before: Workbook, after: Workbook) -> None:
    """Does a field in which somebody types stay in its place, whatever the others decide meanwhile?"""
    first, then = (places(load_panel(name).draw(one)) for one in (before, after))
    both = first.keys() & then.keys()
    assert both and {id: first[id] for id in both} == {id: then[id] for id in both}


def test_folded_parts_keep_their_titles() -> None:
    """Has a part that folds the same title for all works, so that it does not close under somebody's hand?"""
    for id, name in VIEWS:
        panel = load_panel(name)
        titles = [[one.title for one in flat(panel.draw(book)) if isinstance(one, Group)] for book in works(id)]
        assert all(one in (titles[1], max(titles, key=len)) for one in titles)


def test_what_is_begun_earns_nothing() -> None:
    """Does a look at all views leave the work as it is, with no points?"""
    for id, name in VIEWS:
        panel: Panel = load_panel(name)
        panel.draw(begin(id))
        assert mark(id, begin(id)).reached == 0 and fields(panel.draw(begin(id))).keys() == fields(panel.draw(begin(id))).keys()
