"""Worked examples of modules 3 and 4: do they give the numbers of the text?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmo_course_lib.ui.modules import worked_t3, worked_t4
from pmo_course_lib.ui.modules.worked_table import WorkedTable

COURSE = Path(__file__).parents[3] / "course"


def test_the_numbers_of_the_text() -> None:
    """Are relevance, fit, balance and committed capacity those of module 3's tables?"""
    assert [row[-1] for row in worked_t3.ranking_example().rows] == ["0.345", "0.315", "0.275", "0.215"]
    assert [row[1:] for row in worked_t3.mix_example().rows][:2] == [
        ("0.604", "0.40 / 0.45 / 0.15", "0.814"), ("0.418", "0.79 / 0.16 / 0.06", "0.546")]
    assert [row[3:] for row in worked_t3.capacity_example().rows] == [("89.8 %", "yes"), ("98.6 %", "yes"), ("104.0 %", "no")]


def test_entry_and_autonomy() -> None:
    """Does an entry need 29, 30, 31 and 30 fields, and do customers stand on steps 2, 3 and 5?"""
    assert [row[1] for row in worked_t4.required_example().rows] == ["29", "30", "31", "30"]
    assert [row[-1][0] for row in worked_t4.autonomy_example().rows] == ["2", "3", "5"]


@pytest.mark.parametrize(("notebook", "module"), [("03_select", worked_t3), ("04_design_and_catalogue", worked_t4)])
def test_the_notebooks_keep_what_the_library_says(notebook: str, module: object) -> None:
    """Is the output that is kept in the notebook the one of today?"""
    cells = json.loads((COURSE / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    kept = [(cell["source"][-1].removesuffix("()"), "".join(cell["outputs"][0]["data"]["text/plain"]))
            for cell in cells if cell["cell_type"] == "code" and "worked_" in cell["source"][0]]
    assert len(kept) >= 2
    for name, text in kept:
        example: WorkedTable = getattr(module, name)()
        assert repr(example) == text
