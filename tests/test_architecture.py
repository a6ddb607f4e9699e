"""The shape of the code: which part may know which, and how long a piece may be."""

from __future__ import annotations

import ast
import json
import re
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
LIBRARY = HOME / "pmo_course_lib"
FILES = sorted(LIBRARY.rglob("*.py"))
HEAVY = ("pandas", "numpy", "matplotlib", "nbgrader", "nbformat", "voila", "anywidget", "ipywidgets", "IPython", "sqlalchemy")
#: What the core never knows: everything above it, and heavy packages.
ABOVE = ("pmo_course_lib.assessment", "pmo_course_lib.exercises", "pmo_course_lib.delivery", "pmo_course_lib.ui",
         "pmo_course_lib.lab", "pmo_course_lib.cli",
         "jupyter", "jupyter_server", "jupyterlab", "ipykernel", *HEAVY)


def imported(path: Path) -> Iterator[str]:
    """Full names of all modules that a file imports, anywhere in it."""
    package = path.relative_to(HOME).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[:len(package) - node.level + 1] if node.level else ()
            name = ".".join((*base, *([node.module] if node.module else [])))
            yield name
            yield from (f"{name}.{alias.name}" for alias in node.names)


def arrows(part: str, forbidden: tuple[str, ...]) -> list[str]:
    """Imports of ``part`` that point where they must not."""
    return [f"{path.relative_to(HOME)} imports {name}" for path in FILES if path.is_relative_to(LIBRARY / part)
            for name in imported(path) if any(name == f or name.startswith(f + ".") for f in forbidden)]


@pytest.mark.parametrize(("part", "forbidden"), [
    ("assessment", ("pmo_course_lib.delivery", "pmo_course_lib.ui", "pmo_course_lib.lab", "pmo_course_lib.cli", "jupyter",
                    "jupyter_server", "jupyterlab", "jupyter_client", "ipykernel", *HEAVY)),
    ("content", ("pmo_course_lib.domain", "pmo_course_lib.workbook", *ABOVE)),
    ("domain", ("pmo_course_lib.workbook", *ABOVE)),
    ("workbook", ABOVE),
    ("exercises", tuple(name for name in ABOVE if name != "pmo_course_lib.exercises")),
    ("strict.py", ("pmo_course_lib.content", "pmo_course_lib.domain", "pmo_course_lib.workbook", "pmo_course_lib.storage",
                   *ABOVE)),
    ("storage.py", ("pmo_course_lib.delivery", "pmo_course_lib.ui", "pmo_course_lib.assessment", "pmo_course_lib.lab", *HEAVY)),
    ("errors.py", ("pmo_course_lib",)),
    ("ui", ("pmo_course_lib.delivery", "pmo_course_lib.lab", "pmo_course_lib.cli", "nbgrader", "pandas")),
    ("delivery", ("pmo_course_lib.cli", "pmo_course_lib.lab")),
])
def test_arrows(part: str, forbidden: tuple[str, ...]) -> None:
    """Do the arrows of imports point one way only?"""
    assert (LIBRARY / part).exists()
    assert arrows(part, forbidden) == []


def test_arrows_are_seen() -> None:
    """Would the test above notice an arrow, also one inside a function?"""
    assert "pmo_course_lib.delivery.create.create_cohort" in set(imported(LIBRARY / "cli.py"))
    assert arrows("delivery", ("pmo_course_lib.assessment",))


@pytest.mark.parametrize("module", ["pmo_course_lib", "pmo_course_lib.assessment.scoring", "pmo_course_lib.assessment.assembly",
                                    "pmo_course_lib.delivery.session", "pmo_course_lib.cli",
                                    "pmo_course_lib.content", "pmo_course_lib.domain", "pmo_course_lib.workbook"])
def test_import_is_light(module: str) -> None:
    """Does a kernel, or the help of the command line, load none of the heavy packages?"""
    code = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/").stdout.split()
    assert "pmo_course_lib" in loaded
    assert set(loaded).isdisjoint(HEAVY)


def functions() -> Iterator[tuple[int, str]]:
    """Non-blank lines of each function with its signature, without its docstring."""
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                said = node.body[0] if ast.get_docstring(node) is not None else None
                docstring = range(said.lineno, (said.end_lineno or 0) + 1) if said else ()
                numbers = range(node.lineno, (node.end_lineno or 0) + 1)
                length = sum(bool(lines[n - 1].strip()) for n in numbers if n not in docstring)
                yield length, f"{path.relative_to(HOME)}:{node.lineno} {node.name}"


def test_functions_are_short() -> None:
    """Is no function over 50 lines, and the median under 9?"""
    found = list(functions())
    assert [where for length, where in found if length > 50] == []
    assert statistics.median(length for length, _ in found) < 9


def test_files_are_short() -> None:
    """Is every Python file of the library under 400 lines?"""
    lengths = {str(path.relative_to(HOME)): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length >= 400} == {}


def test_modules_and_public_names_say_what_they_are() -> None:
    """Has every module a docstring?"""
    assert [str(path) for path in FILES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize("path", sorted((HOME / "course").glob("*.ipynb")), ids=lambda path: path.name)
def test_notebooks_hold_no_programs(path: Path) -> None:
    """Is every code cell at most three lines, so that the logic is in the library where it is tested?"""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]).strip() for cell in cells if cell["cell_type"] == "code"]
    assert [source for source in sources if len(source.splitlines()) > 3] == []


def test_environment_and_project_agree() -> None:
    """Does the conda environment ask for exactly what the project asks for?"""
    text = (HOME / "environment.yml").read_text(encoding="utf-8")
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert re.findall(r'^ {6}- "(.+)"$', text, re.MULTILINE) == project["dependencies"]
    assert re.findall(r"^ {2}- python (.+)$", text, re.MULTILINE) == [project["requires-python"]]


def test_lock_file_names_no_index() -> None:
    """Does the lock file pin everything by hash without naming an address, and hold every direct dependency?"""
    text = (HOME / "requirements.lock").read_text(encoding="utf-8")
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    assert text.count("--hash=sha256:") >= len(pinned)
    assert {re.split(r"[<>=]", line)[0] for line in project["dependencies"]} <= pinned


def _squeezed(requirement: str) -> str:
    """A requirement in one spelling: no blanks, ``==`` for conda's ``=``, dots and underscores as hyphens in the name."""
    name, versions = re.fullmatch(r"([\w.-]+)(.*)", re.sub(r"\s", "", requirement)).groups()  # type: ignore[union-attr]
    return re.sub(r"[_.]", "-", name.lower()) + re.sub(r"(?<![=<>!~])=(?!=)", "==", versions)
