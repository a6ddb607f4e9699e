"""The files of facts: can every statement be traced, and is nothing printed as fact that is none?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pmo_course_lib import content
from pmo_course_lib.content import Basis, sources

FILES = sorted(content.HERE.glob("*.toml"))


def statements(value: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table that says what it rests on, with its place."""
    if isinstance(value, dict):
        if "basis" in value:
            yield where, value
        for key, inner in value.items():
            yield from statements(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from statements(inner, f"{where}[{number}]")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_statement_has_a_basis_and_known_sources(path: Path) -> None:
    """Does a public fact or a claim name a source, and is every source that is named in the list of sources?"""
    known, bases = sources(), {basis.value for basis in Basis}
    for where, statement in statements(tomllib.loads(path.read_text(encoding="utf-8"))):
        assert statement["basis"] in bases, f"{where}: {statement['basis']}"
        named = statement.get("source", [])
        assert set(named) <= known.keys(), f"{where}: {named}"
        if statement["basis"] in ("public", "claim"):
            assert named, f"{where}: a {statement['basis']} statement without a source"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_states_its_basis(path: Path) -> None:
    """Does every file but the list of sources hold statements with a basis?"""
    if path.stem != "sources":
        assert list(statements(tomllib.loads(path.read_text(encoding="utf-8"))))
