"""Workbooks of earlier versions of the course, brought up to date when they are opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pmo_course_lib.errors import CourseError

Document = dict[str, Any]
#: Version of the form of a workbook. A change that an existing file could notice gets the next number and a migration.
SCHEMA: Final = 1
#: For each earlier schema the function that makes a document of the next one (but for its number) from it.
MIGRATIONS: Final[dict[int, Callable[[Document], Document]]] = {}


def migrate(document: Document, written_by: str) -> Document:
    """The document in the present schema; ``written_by`` is the version of the course that saved it.

    Raises ``CourseError`` for a newer schema, and for one that nobody knows.
    """
    schema = document.get("schema")
    if type(schema) is not int or (schema < SCHEMA and schema not in MIGRATIONS):
        raise CourseError("schema: this is no version of a workbook that the course knows")
    if schema > SCHEMA:
        raise CourseError(f"it was saved by a newer version of the course; open it with version {written_by} or newer")
    while schema < SCHEMA:
        document = MIGRATIONS[schema](document) | {"schema": schema + 1}
        schema += 1
    return document
