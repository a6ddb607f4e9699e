"""The playbook as a document: title page, contents, eight chapters, what is still open, and whose models it rests on."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from attrs import frozen

from pmo_course_lib.workbook.export import agreeing, closing, doing, moving, offer, shape, why
from pmo_course_lib.workbook.export.pack import packed
from pmo_course_lib.workbook.export.paper import Paper
from pmo_course_lib.workbook.export.texts import Images, day, line, organisation
from pmo_course_lib.workbook.model import Workbook

TITLE = "PMO services playbook"


@frozen
class Chapter:
    """``short`` says what it holds in a line, or nothing while nobody has begun it; then ``todo`` stands in its place."""

    title: str
    short: Callable[[Workbook], str]
    write: Callable[[Paper, Workbook, Images], None]
    todo: str
    new_page: bool = True


CHAPTERS = (
    Chapter("Why this PMO exists", why.short, why.write,
            "the value statement, the orientation index and the maturity scores (T1 and T8)."),
    Chapter("Customers and what they expect", why.customers_short, why.write_customers,
            "the customer groups and what each of them expects (T3 and T5)."),
    Chapter("Our services", offer.short, offer.write, "the services catalogue (T4)."),
    Chapter("Agreements", agreeing.short, agreeing.write, "the service level agreements (T6)."),
    Chapter("Topology", shape.short, shape.write, "the map of PMOs, services and consumers (T5)."),
    Chapter("Strategy and roadmap", moving.short, moving.write, "baseline, vision, gaps and moves (From baseline to strategy)."),
    Chapter("Developing our people", doing.people_short, doing.write_people, "the development plan (T8).", new_page=False),
    Chapter("The next 90 days", doing.short, doing.write, "the 90-day action plan (Personal action plan).", new_page=False),
    Chapter("What is still open", closing.short, closing.write, "nothing that the workbook's own checks can see."),
)


def playbook(workbook: Workbook, made_on: datetime.date, images: Images | None = None) -> bytes:
    """The .docx of a workbook as it stands on ``made_on``; any valid workbook gives one."""
    name = organisation(workbook)
    paper = Paper(name, TITLE, day(made_on))
    _properties(paper, name, made_on)
    _title_page(paper, workbook, name, day(made_on))
    for number, one in enumerate(CHAPTERS, 1):
        begun = bool(one.short(workbook))
        paper.chapter(f"{number} {one.title}", f"chapter-{number}", new_page=number == 1 or (one.new_page and begun))
        if begun:
            one.write(paper, workbook, images or {})
        else:
            paper.open(one.todo)
    closing.write_about(paper)
    return packed(paper.raw(), made_on)


def _properties(paper: Paper, name: str, made_on: datetime.date) -> None:
    properties = paper.file.core_properties
    properties.title, properties.subject, properties.language = f"{TITLE}: {name}"[:250], TITLE, "en-GB"
    properties.author, properties.comments, properties.last_modified_by = name[:250], "", ""
    properties.created = properties.modified = datetime.datetime.combine(made_on, datetime.time())


def _title_page(paper: Paper, workbook: Workbook, name: str, made_on: str) -> None:
    paper.text(TITLE, "Title")
    paper.text(name, "Subtitle")
    paper.text(made_on, "Subtitle")
    paper.text(workbook.organisation.does)
    if aims := [one for one in workbook.organisation.aims if line(one)]:
        paper.text("Strategic aims that the PMO serves", "Caption")
        paper.bullets(aims)
    paper.leads("Contents", [(f"chapter-{number}", f"{number} {one.title}", one.short(workbook) or "Not begun yet")
                             for number, one in enumerate(CHAPTERS, 1)])
