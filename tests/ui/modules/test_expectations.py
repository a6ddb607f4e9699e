"""Step 1 of the ring: does what customers want come out of weights and priorities?"""

from __future__ import annotations

import pytest
from ui.modules.services_sample import did, expecting

from pmo_course_lib.ui.modules.expectations import PANEL, relevance
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Group, Note, Table
from pmo_course_lib.workbook.model import Workbook

ALL = [f"B{n:02d}" for n in range(1, 21)]


def test_weights_and_priorities_make_relevance() -> None:
    """Do weights 3 and 1 with priorities 9, 6 and 10 give 6.75, 4.5 and 2.5 of 13.75?"""
    workbook = expecting()
    assert {id: round(part, 4) for id, part in relevance(workbook).items()} == {"B04": 0.3273, "B08": 0.4909, "B12": 0.1818}
    table = next(one for one in PANEL.draw(workbook) if isinstance(one, Table))
    assert table.rows[0] == ("Faster decisions", "0.49", "Executives and sponsors")
    assert PANEL.done(workbook)


def test_at_most_six_benefits() -> None:
    """Are six benefits taken and the seventh refused, while a longer list of before can be cut?"""
    six = did(expecting(), "expectations", (at("#benefits"), ALL[:6]))
    with pytest.raises(ValueError, match="up to 6"):
        did(six, "expectations", (at("#benefits"), ALL[:7]))
    assert len(did(six, "expectations", (at("#benefits"), ALL[:2])).ring.groups[0].priorities) == 2


def test_priorities_of_kept_benefits_stay() -> None:
    """Does choosing another benefit leave the others' priorities alone?"""
    workbook = did(expecting(), "expectations", (at("#benefits"), ["B08", "B01"]))
    assert workbook.ring.groups[0].priorities == {"B08": 9, "B01": 0}


def test_a_group_of_ones_own() -> None:
    """Is a group with a name of one's own added with the benefits in question, and taken out again?"""
    workbook = did(expecting(), "expectations", (at("values", "new-group"), " Works council "), (at("#add-group"), True))
    assert workbook.ring.groups[-1].id == "Works council" and "new-group" not in workbook.values
    assert set(workbook.ring.groups[-1].priorities) == {"B04", "B08", "B12"}
    assert len(did(workbook, "expectations", (at("#remove-group", "Works council"), True)).ring.groups) == 2
    with pytest.raises(ValueError, match="already"):
        did(workbook, "expectations", (at("values", "new-group"), "works council"), (at("#add-group"), True))


@pytest.mark.parametrize("value", [11, -1, "much", True, [3]])
def test_a_priority_out_of_range_is_refused(value: object) -> None:
    """Is a priority outside 0 to 10 refused, and an emptied one taken for 0?"""
    id = at("ring", "groups", "executives", "priorities", "B08")
    with pytest.raises(ValueError):
        did(expecting(), "expectations", (id, value))
    assert did(expecting(), "expectations", (id, None)).ring.groups[0].priorities["B08"] == 0


def test_the_view_says_what_comes_next() -> None:
    """Does it lead from a group to benefits to priorities?"""
    said = []
    for workbook in (Workbook(), did(Workbook(), "expectations", (at("#known-group"), "partners")),
                     did(Workbook(), "expectations", (at("#known-group"), "partners"), (at("#benefits"), ["B01"]))):
        said.append(next(one.text for one in PANEL.draw(workbook) if isinstance(one, Note)))
    assert ["customer group" in said[0], "benefits" in said[1], "priority above 0" in said[2]] == [True] * 3


def test_groups_fold() -> None:
    """Is only the first group open at first sight?"""
    groups = [one for one in PANEL.draw(expecting()) if isinstance(one, Group)][2:]
    assert [one.open for one in groups] == [True, False]
