"""Documents being written for a service: their sections as fields, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.catalogue import missing, required
from pmo_course_lib.domain.documents import Draft, document
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules.own_services import entry, names, parts
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Area
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain


def draft(workbook: Workbook, service: str, kind: str) -> Draft:
    """The draft of a kind for a service, empty while nothing is written."""
    found = workbook.drafts.get(f"{service}/{kind}")
    return found if found and found.kind == kind else Draft(kind)


def place(service: str, kind: str, section: str) -> str:
    """The id of a section's field."""
    return at("drafts", f"{service}/{kind}", "sections", section)


def areas(workbook: Workbook, service: str, kind: str, sections: Iterable[str], rows: int = 2) -> tuple[Area, ...]:
    """Fields for sections of a document."""
    text = draft(workbook, service, kind).sections
    return tuple(Area(place(service, kind, one), one, text.get(one, ""), rows) for one in sections)


def written(workbook: Workbook, id: str, value: Any) -> Workbook:
    """The workbook with a section written. Raises ``ValueError`` in people's words."""
    where, key, _, section = parts(id) if len(parts(id)) == 4 else ("", "", "", "")
    service, _, kind = key.rpartition("/")
    if where != "drafts" or service not in names(workbook):
        raise ValueError("This service is no longer there. Load the page again.")
    try:
        begun = draft(workbook, service, kind)
        if section not in document(kind).sections:
            raise ValueError(f"{document(kind).name} has no section {section[:60]!r}. Load the page again.")
        new = from_plain({"kind": kind, "sections": begun.sections | {section: value}}, Draft)
    except CourseError as error:
        raise ValueError(" ".join(error.problems)) from None
    return evolve(workbook, drafts=workbook.drafts | {key: new})


def far(workbook: Workbook, service: str, kind: str) -> tuple[int, int, tuple[str, ...]]:
    """How far a document is: parts with a text, parts in all, and the names of those that are empty."""
    if document(kind).filled_in_as:
        now = entry(workbook, service)
        empty = tuple(one.heading for one in missing(now))
        return len(required(now)) - len(empty), len(required(now)), empty
    lacking, whole = draft(workbook, service, kind).missing, document(kind).sections
    return len(whole) - len(lacking), len(whole), lacking
