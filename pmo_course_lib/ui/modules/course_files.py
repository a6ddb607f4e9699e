"""Where the course's own files are: beside the library, in its checkout."""

from __future__ import annotations

from pathlib import Path

COURSE = Path(__file__).resolve().parents[3] / "course"
