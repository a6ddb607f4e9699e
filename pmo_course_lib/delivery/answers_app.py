"""The discussion of the answers: for the instructor's own JupyterLab, never for a page that a participant has opened."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pmo_course_lib.assessment.form import FormItem
from pmo_course_lib.assessment.item import Item, load_bank
from pmo_course_lib.assessment.responses import BadResponses, Responses, parse
from pmo_course_lib.delivery.cohort import Cohort, open_cohort
from pmo_course_lib.delivery.exam_app import ALIVE, CANDIDATE, COHORT, refuse_foreign_widgets
from pmo_course_lib.delivery.grading.handins import BadHandIn, NoHandIn, Submitted
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules.course_files import COURSE
from pmo_course_lib.ui.view.blocks import Block, Button, Note, Page, Row, Select, Table, Text
from pmo_course_lib.ui.view.widget import View

TITLE = "The answers, question by question"
#: Under this many hand-ins a share says nothing about a question (assessment standard, section 9).
FEW = 10


def answers() -> View:
    """The questions of the class's form with key, reasons and how the class answered.

    A page of the class server, or one that belongs to a candidate, gets a sentence instead: the key is not even read there.
    """
    refuse_foreign_widgets()
    if ALIVE in os.environ or os.environ.get(CANDIDATE):
        return _said("Your instructor shows the answers on the screen. Your own result by topic comes with your feedback.")
    if not os.environ.get(COHORT):
        return _said("Open JupyterLab with the class: pmo-course lab NAME. Then this page shows the class's answers.")
    try:
        return Answers(open_cohort(Path(os.environ[COHORT]))).view()
    except CourseError as error:
        return _said(str(error))


def _said(text: str) -> View:
    page = Page(TITLE, (Note(text),))
    return View("answers", lambda: page, lambda _id, _value: None, lambda: "said")


class Answers:
    """One question at a time; which one is the page's own matter and is not saved."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort, self.items = cohort, cohort.form.items
        self.bank = load_bank(COURSE.parent / "exam" / "bank")
        self.given = tuple(_hand_ins(cohort))
        self.at = 0

    def view(self) -> View:
        """The view of these answers."""
        return View("answers", self.draw, self.change, lambda: str(self.at))

    def change(self, id: str, value: Any) -> None:
        """Go to another question."""
        places = {item.id: place for place, item in enumerate(self.items)}
        steps = {"next": self.at + 1, "back": self.at - 1, "item": places.get(str(value), self.at)}
        if id not in steps:
            raise ValueError("There is no such field. Load the page again.")
        self.at = min(max(steps[id], 0), len(self.items) - 1)

    def draw(self) -> Page:
        """The question that is shown."""
        item = self.items[self.at]
        options = tuple((one.id, f"{number}. {one.stem.strip()[:60]}…") for number, one in enumerate(self.items, 1))
        record = self.bank.get(item.id)
        return Page(TITLE, (
            Row((Select("item", "Question", options, item.id),)), Button("back", "Back"), Button("next", "Next", primary=True),
            Text(f"**Question {self.at + 1}.** {item.stem.strip()}"), *((Text(item.exhibit.text),) if item.exhibit else ()),
            self._table(item, record), *self._remarks(record)))

    def _table(self, item: FormItem, record: Item | None) -> Table:
        accepted = next((one.accept for one in self.cohort.key.items if one.id == item.id), ())
        why = {option.id: option.rationale for option in record.options} if record else {}
        chosen = Counter(one.choices.get(item.id) for one in self.given)
        rows = tuple(("✓ Right" if option.id in accepted else "", option.text, str(chosen[option.id]), why.get(option.id, ""))
                     for option in item.options)
        blank = (("", "No answer", str(chosen[None]), ""),) if chosen[None] else ()
        return Table(f"{len(self.given)} hand-ins", ("", "Option", "Chosen by", "Why"), rows + blank, (2,))

    def _remarks(self, record: Item | None) -> Iterator[Block]:
        if record:
            yield Text("In the book: " + ", ".join(reference.partition("#")[2] for reference in record.references))
        if len(self.given) < FEW:
            yield Note(f"With fewer than {FEW} hand-ins the counts say little about a question.")
        if not self.cohort.final:
            yield Note("The key check is not signed yet: results are preliminary, and a key may still change.", "warning")


def _hand_ins(cohort: Cohort) -> Iterator[Responses]:
    """The hand-ins that can be read; the others are for pmo-course grade to name."""
    with Submitted(cohort) as submitted:
        for person in cohort.people.persons:
            try:
                yield parse(submitted.read(person.id).raw, cohort.key, person.id)
            except (NoHandIn, BadHandIn, BadResponses):
                continue
