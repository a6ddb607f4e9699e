"""What the views of E3 share: the service that was selected, its entry, and tables of what the team wrote."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_course_lib.domain.catalogue import Entry
from pmo_course_lib.domain.documents import document
from pmo_course_lib.exercises.checks.define import DEFINITION
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules.drafting import draft
from pmo_course_lib.ui.view.blocks import Block, Note
from pmo_course_lib.workbook.model import Workbook

#: The service and its concept, as the task page names them.
SERVICE, CONCEPT = "SVC-019", "CON-01"
#: Keys of ``notes``: why it is a service or not, and what the swap with another team brought.
WHY, THEY_ASKED, LET_DOWN, WE_ASKED, MENDED = "e3-why", "e3-they-asked", "e3-let-down", "e3-we-asked", "e3-mended"


def there(workbook: Workbook) -> bool:
    """Is the selected service in the workbook?"""
    return SERVICE in own.names(workbook)


def lacking() -> tuple[Block, ...]:
    """What a view shows on a workbook that is not the team's of E3."""
    return (Note(f"The service {SERVICE} is not in this workbook. Open the exercise from your personal link; if this stays, ask "
                 "your instructor."),)


def alone(workbook: Workbook) -> Workbook:
    """A workbook with the selected service and nothing beside it, for views that would ask which service is meant."""
    return Workbook(
        services=tuple(one for one in workbook.services if one.id == SERVICE),
        catalogue=tuple(one for one in workbook.catalogue if one.id == SERVICE),
        drafts={key: one for key, one in workbook.drafts.items() if key.startswith(f"{SERVICE}/")},
        agreements=workbook.agreements, calendars=workbook.calendars)


def entry(workbook: Workbook) -> Entry:
    """The team's catalogue entry; an empty one while there is none."""
    return next((one for one in workbook.catalogue if one.id == SERVICE), Entry(id=SERVICE))


def parts_of_definition(workbook: Workbook) -> dict[str, str]:
    """The parts of the definition that have a text, in the order of the document."""
    said = draft(workbook, SERVICE, DEFINITION).sections
    return {one: said[one] for one in document(DEFINITION).sections if said.get(one, "").strip()}


def lines(values: Iterable[str]) -> str:
    """Items of a list as one text."""
    return "; ".join(one.strip() for one in values if one.strip())
