"""The page that Voilà makes of a notebook: what it leaves out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import nbformat
import pytest
from voila.exporter import VoilaExporter
from voila.paths import collect_template_paths

GRADER = {"nbgrader": {"grade": True, "grade_id": "e1", "points": 2, "schema_version": 3, "solution": False, "locked": True}}
TEXT = {"nbgrader": {"grade": False, "grade_id": "text", "schema_version": 3, "solution": False, "locked": True}}


def exercise() -> Any:
    """A notebook as the exercises are: words, a view, and cells that only the grader runs."""
    new = nbformat.v4
    kernel = {"name": "python3", "display_name": "", "language": "python"}
    return new.new_notebook(metadata={"kernelspec": kernel, "pmo": {"app": True}},
                            cells=[new.new_markdown_cell("## Your task", metadata=TEXT), new.new_code_cell("view('work')"),
                                   new.new_markdown_cell("Marks for the reason", metadata=GRADER),
                                   new.new_code_cell("raise SystemExit('for the grader')", metadata=GRADER)])


async def page(notebook: Any) -> tuple[str, list[str]]:
    """The page, and the sources of the cells that Voilà would run for it."""
    ran: list[str] = []

    async def cells(nb: Any, _kernel: str) -> AsyncIterator[Any]:
        for cell in nb.cells:
            ran.append(cell.source)
            yield cell

    paths = collect_template_paths(["voila", "nbconvert"], "pmo")
    exporter = VoilaExporter(template_paths=paths, template_name="pmo", base_url="/")
    parts = exporter.generate_from_notebook_node(
        notebook, resources={"base_url": "/", "theme": "light", "template": "pmo", "metadata": {"name": "E1"}, "page_config": {}},
        extra_context={"frontend": "voila", "kernel_start": lambda _nb: "kernel", "cell_generator": cells}, page_config={})
    return "".join([text async for text, _ in parts]), ran


@pytest.fixture(scope="module")
def shown() -> tuple[str, list[str]]:
    return asyncio.run(page(exercise()))


def test_cells_for_the_grader_neither_run_nor_show(shown: tuple[str, list[str]]) -> None:
    """Are cells that only the grader needs left out of the page and not run, and all others there?"""
    text, ran = shown
    assert ran == ["## Your task", "view('work')"]
    assert "Your task" in text and "for the grader" not in text and "Marks for the reason" not in text


def test_nothing_is_fetched_from_outside(shown: tuple[str, list[str]]) -> None:
    """Does the page link nothing from a content network?"""
    assert "cdn." not in shown[0] and 'href="https://' not in shown[0] and 'src="https://' not in shown[0]
