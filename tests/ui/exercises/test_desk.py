"""The hand-in of a team: is it clear who hands in what, and is nothing said that is the instructor's?"""

from __future__ import annotations

from importlib import import_module

import pytest
from attrs import evolve

from pmo_course_lib.exercises import IDS, begin, exercise, mark
from pmo_course_lib.ui.exercises.desk import HAND_IN, Handed, Seats, desk
from pmo_course_lib.ui.view.blocks import Button, Note, Table, Text, plain
from pmo_course_lib.ui.view.static import all_still
from pmo_course_lib.workbook.model import Workbook

TEAM = Seats(("Anna Smith", "Ben Okoro"), ("Anna Smith", "Ben Okoro"))
ALONE = Seats(("you",), ("you",))


def solution(exercise_id: str, kind: str) -> Workbook:
    found: Workbook = getattr(import_module(f"tests.exercises.solutions.{exercise_id.lower()}"), kind)()
    return found


def buttons(blocks: tuple[object, ...]) -> list[Button]:
    return [one for one in blocks if isinstance(one, Button)]


@pytest.mark.parametrize("id", IDS)
def test_before_the_hand_in_nothing_is_judged(id: str) -> None:
    """Does the page of a right and of a wrong solution say the same: begun or not, and nothing of points?"""
    right, wrong = (desk(id, solution(id, kind), TEAM, None) for kind in ("model", "confused"))
    assert next(one for one in right if isinstance(one, Note)).tone == "good"
    said = all_still(wrong)
    messages = {text for check in exercise(id).checks for name, text in check.messages.items() if name != "first"}
    assert "points" not in said and not any(text in said for text in messages)


@pytest.mark.parametrize("id", IDS)
def test_what_is_not_begun_is_named(id: str) -> None:
    """Does a team that has done nothing read which parts wait, and may it hand in all the same?"""
    blocks = desk(id, begin(id), TEAM, None)
    [note] = [one for one in blocks if isinstance(one, Note)]
    assert note.text.startswith("Not begun yet: ") and exercise(id).checks[0].title in note.text
    assert [one.id for one in buttons(blocks)] == [HAND_IN]


def test_the_question_names_everybody() -> None:
    """Is one asked before the button does it, with the names of those for whom it counts, and are all members shown?"""
    [button] = buttons(desk("E1", begin("E1"), evolve(TEAM, counts=("Anna Smith",)), None))
    assert button.confirm == "Hand in for Anna Smith? A team hands in once." and button.label == "Hand in for the team"
    [table] = [one for one in desk("E1", begin("E1"), TEAM, None) if isinstance(one, Table)]
    assert table.rows == (("Anna Smith, Ben Okoro",),)


def test_alone() -> None:
    """Is somebody alone not spoken to as a team?"""
    blocks = desk("E1", begin("E1"), ALONE, None)
    assert "team" not in all_still(blocks).lower() and "team" not in buttons(blocks)[0].confirm


def test_somebody_whose_hand_in_is_elsewhere() -> None:
    """Does a person who handed in with another team read what counts, and is there no button when it would count for nobody?"""
    moved = Seats(("Anna Smith", "Cleo Ng"), ("Cleo Ng",), "For you counts what T1 handed in at 10:20.")
    blocks = desk("E1", begin("E1"), moved, None)
    assert any(isinstance(one, Note) and "T1 handed in at 10:20" in one.text for one in blocks)
    assert "Anna" not in buttons(blocks)[0].confirm
    assert buttons(desk("E1", begin("E1"), evolve(moved, counts=()), None)) == []


@pytest.mark.parametrize("kind", ["model", "weak", "confused"])
@pytest.mark.parametrize("id", IDS)
def test_afterwards(id: str, kind: str) -> None:
    """After the hand-in: when and by whom, the points by rules of what was handed in, what to look at, and no button?"""
    handed = solution(id, kind)
    blocks = desk(id, begin(id), TEAM, Handed(handed, "Handed in at 10:33 by Ben."))
    marks = mark(id, handed)
    assert isinstance(blocks[0], Note) and blocks[0].text.startswith("Handed in at 10:33 by Ben.")
    assert isinstance(blocks[1], Text) and f"**{marks.reached:g} of {marks.points:g} points by rules**" in blocks[1].text
    assert "Course model" in blocks[1].text and not buttons(blocks)
    [table] = [one for one in blocks if isinstance(one, Table)]
    assert [row[3] for row in table.rows] == [" ".join(one.messages) or "Held." for one in marks.checks]


def test_names_are_text() -> None:
    """Does a name that looks like markup become no element?"""
    nasty = "<script>alert(1)</script> [x](http://e.example)"
    seats = Seats((nasty, "Ben"), (nasty, "Ben"), nasty)
    for blocks in (desk("E1", begin("E1"), seats, None), desk("E1", begin("E1"), seats, Handed(begin("E1"), nasty))):
        assert "<script" not in all_still(blocks) and "<a " not in all_still(blocks)
        assert plain(blocks)
