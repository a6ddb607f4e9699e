"""Where the real exam and course are."""

from __future__ import annotations

from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def exam() -> Path:
    """The real exam folder."""
    return HOME / "exam"
