"""What people see in a notebook: a folder for each component, with its script and style beside its Python."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent


def joined(*files: Path) -> str:
    """One ES module from several: anywidget takes one. Imports among them, and named exports, are left out."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return re.sub(r'^(import \{[^}]*\} from "[^"]*"|export \{[^}]*\});\n', "", text, flags=re.MULTILINE)


def styled(*files: Path) -> str:
    """One style sheet: what all pages share, then the component's own."""
    return "\n".join(file.read_text(encoding="utf-8") for file in (HERE / "base.css", *files))
