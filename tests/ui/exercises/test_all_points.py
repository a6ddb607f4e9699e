"""Each exercise in its app: does what a team does in the views, and nothing else, lead to all points?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pmo_course_lib.exercises import IDS, begin, mark
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.workbook.model import Workbook
from tests.ui.exercises import (
    test_e1_solved,
    test_e2_solved,
    test_e3_views,
    test_e4_views,
    test_e5_solved,
    test_e6_solved,
    test_e7_solved,
)
from tests.ui.exercises.teamwork import views

SOLVED = {"E1": test_e1_solved.solved, "E2": test_e2_solved.solved, "E3": test_e3_views.solved, "E4": test_e4_views.solved,
          "E5": test_e5_solved.solved, "E6": test_e6_solved.solved, "E7": test_e7_solved.solved}
#: All views of an exercise, and those of them in which a team that has just begun has nothing to do.
VIEWS = {
    "E1": "e1_cards e1_scores e1_traits e1_causes e1_voice",
    "E2": "e2_concepts e2_decide e2_order e2_case e2_reasons e2_board",
    "E3": "e3_concept e3_kind e3_definition e3_entry e3_swap",
    "E4": "e4_case e4_today e4_services e4_matrix e4_roles e4_checks e4_show",
    "E5": "e5_log e5_figures e5_service e5_sla e5_chain e5_fools",
    "E6": "e6_report e6_customer e6_measures e6_causes e6_feel e6_decide",
    "E7": "e7_services e7_decide e7_plan e7_voices",
}
TO_READ = {"E1": ["e1_cards"], "E2": ["e2_concepts"], "E3": ["e3_concept"], "E4": ["e4_case", "e4_services"],
           "E5": ["e5_service"], "E6": ["e6_report"], "E7": ["e7_services"]}


@pytest.mark.parametrize(("id", "make"), [*SOLVED.items(), ("E7", test_e7_solved.moved)])
def test_solved_in_the_app(id: str, make: Callable[[], Workbook]) -> None:
    """Does what a team does in the views of the notebook, and nothing else, give all 12 points, with either plan of E7?"""
    found = mark(id, make())
    assert [(one.id, one.messages) for one in found.checks if one.messages] == []
    assert (found.reached, found.points) == (12, 12)


@pytest.mark.parametrize("id", IDS)
def test_done(id: str) -> None:
    """Is each view of the notebook done when its step is, and not before?"""
    assert views(id) == VIEWS[id].split()
    assert all(load_panel(name).done(SOLVED[id]()) for name in views(id))
    assert [name for name in views(id) if load_panel(name).done(begin(id))] == TO_READ[id]
