"""For all tests: the programs of this environment are found although nobody has activated it (nbgrader starts alembic)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
