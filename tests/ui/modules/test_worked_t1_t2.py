"""Worked examples of modules 1 and 2: do the notebooks hold what the library computes now?"""

from __future__ import annotations

import doctest
import json
from importlib import import_module
from pathlib import Path

import pytest

COURSE = Path(__file__).parents[3] / "course"
EXAMPLES = {"01_functional_or_service_oriented": ("worked_t1", ("index", "causes", "success", "renewal")),
            "02_two_lifecycles": ("worked_t2", ("gate", "connection", "drivers"))}


@pytest.mark.parametrize("name", ["worked_t1", "worked_t2", "lifecycle_picture"])
def test_numbers(name: str) -> None:
    """Do the numbers in the documentation hold?"""
    found = doctest.testmod(import_module(f"pmo_course_lib.ui.modules.{name}"))
    assert (found.failed, found.attempted > 0) == (0, True)


@pytest.mark.parametrize("notebook", EXAMPLES)
def test_kept_outputs(notebook: str) -> None:
    """Is each worked cell in its notebook, kept with its output, and compared by nbval?"""
    cells = json.loads((COURSE / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    module, examples = EXAMPLES[notebook]
    for example in examples:
        (cell,) = (one for one in cells if f"{example}_example()" in "".join(one["source"]))
        table = getattr(import_module(f"pmo_course_lib.ui.modules.{module}"), f"{example}_example")()
        assert "".join(cell["outputs"][0]["data"]["text/markdown"]) == table._repr_markdown_()
        assert "".join(cell["outputs"][0]["data"]["text/plain"]) == repr(table)
        assert cell["metadata"]["tags"] == []
