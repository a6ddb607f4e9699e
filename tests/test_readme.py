"""The README: does what it shows work?"""

from __future__ import annotations

import re
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.classroom import CLI, HOME

README = (HOME / "README.md").read_text(encoding="utf-8")


def test_the_library_example_runs() -> None:
    """Do the lines that a consultant would copy give what the comments say?"""
    [code] = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    office = names["office"]
    assert names["working_hours"](office, datetime(2026, 3, 27, 16), datetime(2026, 3, 30, 10)) == 2.0
    assert f"{names['due_in_hours'](office, datetime(2026, 3, 27, 16), 8):%A, %H:%M}" == "Monday, 16:00"


def test_every_command_is_there() -> None:
    """Is every command that the README names one that the program knows?"""
    known = subprocess.run([*CLI, "--help"], capture_output=True, text=True, check=True).stdout
    named = set(re.findall(r"pmo-course ([a-z-]+)", README))
    assert len(named) > 8 and [one for one in named if not re.search(rf"\b{one}\b", known)] == []


def test_every_file_is_there() -> None:
    """Does every link to a file of the project lead somewhere?"""
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert links and [link for link in links if not Path(HOME, link).exists()] == []
