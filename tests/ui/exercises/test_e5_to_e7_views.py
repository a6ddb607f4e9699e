"""The views of E5, E6 and E7: are they drawn for any work, is people's text inert, and is nothing given away?"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from pmo_course_lib.domain.documents import Draft
from pmo_course_lib.domain.sla import Agreement
from pmo_course_lib.exercises import begin, exercise, mark
from pmo_course_lib.exercises.checks import ending, review, sla_lab
from pmo_course_lib.ui.exercises import e5_log, e6_review, e7_services
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.ui.view.blocks import Button, Group, plain
from pmo_course_lib.ui.view.static import all_still
from pmo_course_lib.workbook.model import Organisation, Workbook
from tests.exercises.solutions import e5, e6, e7
from tests.ui.exercises.teamwork import HOME, SCRIPT, cells, code, places, secrets, spoken, views
from tests.ui.modules.hostile import attack, flat
from tests.workbook.samples import workbooks

SOLUTIONS = {"E5": e5, "E6": e6, "E7": e7}
ODD = (SCRIPT, "x" * 50_000, "\x00\x1b[31m\u202e 2026-99-99", "9" * 5000, "{names} %s", "2026-12-31\n" * 900,
       "| a | b |\n|---|---|", "")
#: What a team looks at: the quarter of the log, and the service whose plan it writes.
LOOKS = {e5_log.QUARTER: "2026-Q1", "e7-plan": "SVC-009"}
NOTES = ("e5", "e5-follows", *(e6_review.key(f"{name}-MS{n:02d}") for name in ("seen", "action") for n in (8, 11, 13)),
         *map(e6_review.key, ("feel", "better")), *(f"e7-say-{id}" for id in e7_services.SERVICES))


VIEWS = [(id, name) for id in SOLUTIONS for name in views(id)]


def looked(workbook: Workbook) -> Workbook:
    """The same work, with the log and a plan open."""
    return evolve(workbook, values={**workbook.values, **LOOKS})


def odd(text: str, start: Workbook) -> Workbook:
    """A team's work in which each text is the same odd one, and all choices stand."""
    reasons = {ending.COMMENT.format(id): text for id in e7_services.SERVICES}
    drafts = {key: Draft(one.kind, dict.fromkeys(one.sections, text)) for key, one in start.drafts.items()}
    said = ("description", "provider", "provider_contact", "customer", "customer_contact", "approved_by", "changes_and_end",
            "users", "measurement", "provider_duties", "customer_duties", "escalation", "reviews", "credits_or_recovery")
    texts: dict[str, Any] = dict.fromkeys(said, text)
    drawn = tuple(evolve(one, exceptions=(text,), stands_on=(text,), **texts) for one in start.agreements)
    services = tuple(evolve(one, name=text, owner=text) for one in start.services)
    return looked(evolve(start, organisation=Organisation(text), notes=dict.fromkeys(NOTES, text), drafts=drafts,
                         agreements=drawn, services=services, values={**start.values, **reasons, "SVC-014/g6-told": text}))


def works(id: str) -> Iterator[Workbook]:
    """Works of every kind: none, begun, solutions, odd ones, and keys with what never belongs there."""
    solution = SOLUTIONS[id]
    plain_ones = (Workbook(), begin(id), solution.model(), solution.weak(), solution.confused())
    yield from plain_ones
    yield from map(looked, plain_ones)
    yield from (odd(text, make()) for text in ODD for make in (solution.model, solution.confused))
    for value in (SCRIPT, 10**400, -1e308, True, "retire"):
        yield evolve(solution.model(), values=dict.fromkeys((*solution.model().values, *LOOKS), value))
    yield from (looked(e7.transformed()), evolve(e7.transformed(), values={**e7.transformed().values, "e7-plan": "SVC-014"}))


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
    assert attack(load_panel(name), looked(begin(id)), looked(SOLUTIONS[id].model())) > 100


@pytest.mark.parametrize(("id", "name"), VIEWS)
def test_own_fields_only(id: str, name: str) -> None:
    """Does a view change nothing but what its fields stand for?"""
    for foreign in ('["organisation", "name"]', '["values", "e2-load"]', '["notes", "x"]', '["values", "g6-service"]',
                    '["drafts", "CON-99/DOC-CASE", "sections", "Risks"]', '["values", "e6-service"]', '["values", "service"]'):
        with pytest.raises(ValueError, match=r"[a-z] [a-z]"):
            load_panel(name).change(looked(SOLUTIONS[id].model()), foreign, "x")


@pytest.mark.parametrize("id", SOLUTIONS)
def test_fields_differ(id: str) -> None:
    """Has each field of the notebook an id and a label of its own, so that nobody writes where somebody else does?"""
    work = looked(SOLUTIONS[id].model())
    shown = [field for name in views(id) for field in flat(load_panel(name).draw(work)) if hasattr(field, "id")]
    assert len({field.id for field in shown}) == len(shown) == len({field.label for field in shown}) > 5


@pytest.mark.parametrize(("id", "name"), VIEWS)
def test_text_stays_text(id: str, name: str) -> None:
    """Does a script in a text reach the page as a value or a cell only, never where Markdown is read?"""
    blocks = load_panel(name).draw(odd(SCRIPT, SOLUTIONS[id].model()))
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
before = len(opened)
for workbook in (Workbook(), Workbook(values={LOOKS!r})):
    for name in {views(id)!r}:
        load_panel(name).draw(workbook)
        load_panel(name).done(workbook)
own = [one for one in opened[before:] if one.endswith(".toml") and "/exercises/" in one]
from tests.exercises.solutions import {id.lower()} as solution
for workbook in (begin({id!r}), solution.model(), solution.confused()):
    before = len(opened)
    for name in {views(id)!r}:
        load_panel(name).draw(workbook)
        load_panel(name).done(workbook)
    own += [one for one in opened[before:] if one.endswith(".toml") and "/exercises/" in one]
print(*own)
print(sum(one.endswith(".csv") for one in opened))
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=HOME)
    said = run.stdout.splitlines()
    assert said[0] == "" and int(said[1]) > 0  # it saw the company's files, so it would have seen others


def test_given_as_in_the_task() -> None:
    """Do the views show the services and the quarter of which the checks judge?"""
    assert (sla_lab.given().service, sla_lab.given().quarter) == (e5_log.SERVICE, LOOKS[e5_log.QUARTER])
    assert (review.given().service, review.given().quarter) == (e6_review.REVIEWED, e6_review.PERIOD)
    assert review.key("word") == e6_review.key("word") and ending.given().services == e7_services.SERVICES


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


def unowned() -> Workbook:
    """A draft with one message more: nobody owns its target."""
    target = evolve(e5.SLA.targets[0], owner="")
    return evolve(e5.model(), agreements=(evolve(e5.SLA, targets=(target,), reviews=""),))


@pytest.mark.parametrize(("name", "before", "after"), [
    ("e5_sla", begin("E5"), e5.model()), ("e5_sla", unowned(), e5.model()), ("e5_chain", begin("E5"), e5.model()),
    ("e6_causes", begin("E6"), e6.model()), ("e6_feel", begin("E6"), e6.model()), ("e7_decide", begin("E7"), e7.model()),
    ("e7_plan", looked(e7.weak()), looked(e7.model())), ("e7_voices", begin("E7"), e7.model())])
def test_nobody_loses_the_field(name: str, before: Workbook, after: Workbook) -> None:
    """Does a field in which somebody types stay in its place, whatever the others decide meanwhile?"""
    first, then = (places(load_panel(name).draw(one)) for one in (before, after))
    assert first and first == then


def test_folded_parts_keep_their_titles() -> None:
    """Has a part that folds the same title for all works that open it, so that it does not close under somebody's hand?"""
    for id, name in VIEWS:
        pages = [load_panel(name).draw(workbook) for workbook in works(id)]
        kinds = {frozenset(one.title for one in flat(page) if isinstance(one, Group)) for page in pages} - {frozenset()}
        assert len(kinds) <= (2 if name in ("e7_plan", "e5_log") else 1), name


def test_what_is_begun_earns_nothing() -> None:
    """Does a look at all views leave the work as it is, with no points?"""
    for id, name in VIEWS:
        load_panel(name).draw(begin(id))
        assert mark(id, begin(id)).reached == 0


def test_drawn_fast() -> None:
    """Is each view drawn within 50 ms once the case is read, and small enough to be sent with every change?"""
    for id, name in VIEWS:
        workbook, panel = looked(SOLUTIONS[id].model()), load_panel(name)
        panel.draw(workbook)
        start = time.process_time()  # others may use the machine
        blocks = panel.draw(workbook)
        assert time.process_time() - start < .05 and len(json.dumps(plain(blocks))) < 30_000, name


def test_service_stays() -> None:
    """Can no page take the service of the exercise away, or add another?"""
    for id, name in VIEWS:
        words = [one.label for one in flat(load_panel(name).draw(looked(SOLUTIONS[id].model()))) if isinstance(one, Button)]
        assert words == (["Add a target", "Remove the last target"] if name == "e5_sla" else [])
    with pytest.raises(ValueError, match="no such field"):
        load_panel("e5_sla").change(begin("E5"), '["#remove-service"]', True)
    assert Agreement(service="SVC-003") not in begin("E5").agreements
