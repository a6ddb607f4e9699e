"""Support to autonomy: does the step follow from capability, risk and appetite?"""

from __future__ import annotations

import pytest
from ui.modules.services_sample import argued, did

from pmo_course_lib.ui.modules.autonomy import PANEL
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Note, Table
from pmo_course_lib.workbook.model import Workbook

NEW, ADD = at("values", "new-customer"), at("#add-customer")


def judged(capability: str, risk: str, appetite: str) -> Workbook:
    figures = {"capability": capability, "risk": risk, "appetite": appetite}
    named = did(Workbook(), "autonomy", (NEW, "Plant A"), (ADD, True))
    return did(named, "autonomy", *((at("#case", "Plant A", name), value) for name, value in figures.items()))


@pytest.mark.parametrize(("figures", "step"), [("334", "Coach and review"), ("414", "Self-service"), ("042", "Do it for them"),
                                               ("123", "Do it with them")])
def test_the_step_follows(figures: str, step: str) -> None:
    """Is the step one more than the lower figure, less a step for each point of risk above 2?"""
    workbook = judged(*figures)
    assert f"**{step}**" in next(one.text for one in PANEL.draw(workbook) if isinstance(one, Note))
    table = next(one for one in PANEL.draw(workbook) if isinstance(one, Table))
    assert [row[0] for row in table.rows if "here" in row[0]] and PANEL.done(workbook)


def test_an_open_figure_leaves_the_step_open() -> None:
    """Does the step wait for the third figure?"""
    workbook = did(judged("3", "3", "4"), "autonomy", (at("#case", "Plant A", "risk"), None))
    assert not PANEL.done(workbook) and "all three" in next(one.text for one in PANEL.draw(workbook) if isinstance(one, Note))


def test_customers_come_from_module_3_and_go() -> None:
    """Can a group of module 3 be taken over by name, once, and taken out?"""
    workbook = did(argued(), "autonomy", (at("#known-customer"), "Executives and sponsors"))
    assert [one.customer for one in workbook.adaptation] == ["Executives and sponsors"]
    with pytest.raises(ValueError, match="already"):
        did(workbook, "autonomy", (at("#known-customer"), "executives and sponsors"))
    assert did(workbook, "autonomy", (at("#remove-customer"), True)).adaptation == ()


@pytest.mark.parametrize("value", ["5", 3, True, [], {"a": 1}])
def test_a_figure_is_one_of_five(value: object) -> None:
    """Is anything but the figures offered refused?"""
    with pytest.raises(ValueError, match="0 to 4"):
        did(judged("1", "1", "1"), "autonomy", (at("#case", "Plant A", "risk"), value))
