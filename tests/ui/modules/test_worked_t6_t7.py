"""The worked examples: do the tables of the notebooks hold what the text beside them says?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmo_course_lib.ui.modules import worked_t6, worked_t7
from pmo_course_lib.ui.modules.worked_t6 import Worked

COURSE = Path(__file__).parents[3] / "course"
EXAMPLES = [(worked_t6.attainment_example, "07_sla_and_measures", "t6-attainment", ("12.75", "16.5", "0.80")),
            (worked_t6.budget_example, "07_sla_and_measures", "t6-error-budget", ("65 per cent", "35 per cent")),
            (worked_t7.pilot_example, "08_build_and_operate", "t7-pilot", ("86.7 per cent",)),
            (worked_t7.exception_example, "08_build_and_operate", "t7-operate", ("83.3 per cent", "16.7 per cent")),
            (worked_t7.review_example, "08_build_and_operate", "t7-service-review", ("91.7 per cent", "1.07"))]


@pytest.mark.parametrize("example, notebook, section, figures", EXAMPLES, ids=lambda one: getattr(one, "__name__", None))
def test_text_and_library_agree(example: object, notebook: str, section: str, figures: tuple[str, ...]) -> None:
    """Do the figures of the section come out of the library, and is the table kept in the notebook?"""
    made = example()  # type: ignore[operator]
    assert isinstance(made, Worked)
    cells = {cell["id"]: cell for cell in json.loads((COURSE / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]}
    text = "".join(cells[section]["source"])
    for figure in figures:
        assert figure in text and figure in repr(made)
    (output,) = cells[example.__name__.replace("_", "-")]["outputs"]  # type: ignore[attr-defined]
    assert "".join(output["data"]["text/markdown"]) == made._repr_markdown_()


def test_a_table_is_a_table() -> None:
    """Is the Markdown a table with its head, and the text a line for each row?"""
    made = Worked(("Figure", "Value"), (("mean", "12"),))
    assert made._repr_markdown_() == "| Figure | Value |\n| --- | --- |\n| mean | 12 |" and repr(made) == "mean: 12"
