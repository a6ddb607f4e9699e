"""For all tests: programs of this environment are found without activating it, and no test fails for being slow."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import settings

settings.register_profile("course", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("course")

# nbgrader starts alembic by its name.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
