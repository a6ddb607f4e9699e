"""Worked examples in the notebooks: is the number that stands there the one that the library computes?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.classroom import HOME

NOTEBOOK = HOME / "course" / "07_sla_and_measures.ipynb"


def checked(path: Path) -> subprocess.CompletedProcess[str]:
    """The check of ``make test`` on one notebook; what its views save goes beside it."""
    command = [sys.executable, "-m", "pytest", "--nbval", path.name, "-q", "-p", "no:cacheprovider", "--rootdir", "."]
    return subprocess.run(command, cwd=path.parent, capture_output=True, text=True,
                          env={**os.environ, "PMO_COURSE_COHORT": str(path.parent)})


def examples(path: Path) -> list[str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell["id"] for cell in cells if cell["cell_type"] == "code" and cell["outputs"]
            and "nbval-ignore-output" not in cell["metadata"].get("tags", [])]


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "07", "08", "09"])
def test_every_module_has_a_worked_example(number: str) -> None:
    """Has each theory module at least one cell whose output is kept and compared?"""
    [path] = (HOME / "course").glob(f"{number}_*.ipynb")
    assert examples(path)


def test_a_wrong_number_is_caught(tmp_path: Path) -> None:
    """Does the check of the notebooks pass as they are, and fail when one digit of a kept output is another?"""
    text = NOTEBOOK.read_text(encoding="utf-8")
    good, wrong = tmp_path / "good.ipynb", tmp_path / "wrong.ipynb"
    good.write_text(text, encoding="utf-8")
    changed = json.loads(text)
    outputs = [output for cell in changed["cells"] if cell["cell_type"] == "code" for output in cell["outputs"]]
    assert "12.75" in json.dumps(outputs)  # the mean of the ten requests
    for output in outputs:
        for kind, lines in output.get("data", {}).items():
            output["data"][kind] = [line.replace("12.75", "12.57") for line in ([lines] if isinstance(lines, str) else lines)]
    wrong.write_text(json.dumps(changed), encoding="utf-8")
    assert checked(good).returncode == 0, checked(good).stdout[-2000:]
    failed = checked(wrong)
    assert failed.returncode == 1 and "12.57" in failed.stdout
