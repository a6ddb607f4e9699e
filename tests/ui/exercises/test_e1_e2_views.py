"""The views of E1 and E2: does what people type, and what they unfold, stay while others of the team decide?"""

from __future__ import annotations

import pytest
from attrs import evolve

from pmo_course_lib.exercises import begin
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.ui.view.blocks import Area, Day, Group, Line, Table
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import e1, e2
from tests.ui.exercises.teamwork import places
from tests.ui.exercises.works import VIEWS, works
from tests.ui.modules.hostile import flat

OURS = [(id, name) for id, name in VIEWS if id in ("E1", "E2")]


@pytest.mark.parametrize(("name", "before", "after"), [
    ("e1_scores", begin("E1"), e1.model()), ("e1_traits", begin("E1"), e1.model()), ("e1_causes", begin("E1"), e1.weak()),
    ("e2_reasons", e2.model(), e2.confused()), ("e2_board", begin("E2"), e2.model()),
    ("e2_case", evolve(e2.model(), values={**e2.model().values, "e2-case": "CON-01"}),
     evolve(e2.model(), values={**e2.model().values, "e2-case": "CON-01", "e2-CON-01-decision": "refuse"})),
])
def test_nobody_loses_the_field(name: str, before: Workbook, after: Workbook) -> None:
    """Does a field in which somebody types stay in its place, whatever the others decide meanwhile?"""
    pages = [load_panel(name).draw(one) for one in (before, after)]
    tables = [one for page in pages for one in flat(page) if isinstance(one, Table)]
    assert not [cell for table in tables for row in table.rows for cell in row if isinstance(cell, Area | Line | Day)]
    first, then = map(places, pages)
    both = first.keys() & then.keys()
    assert both and {id: first[id] for id in both} == {id: then[id] for id in both}


def test_folded_parts_keep_their_titles() -> None:
    """Has a part that folds the same title for all works, so that it does not close under somebody's hand?"""
    for id, name in OURS:
        panel = load_panel(name)
        titles = [[one.title for one in flat(panel.draw(book)) if isinstance(one, Group)] for book in works(id)]
        assert all(one in (titles[1], max(titles, key=len)) for one in titles)
