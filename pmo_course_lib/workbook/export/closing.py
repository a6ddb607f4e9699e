"""Chapter 9: what is still open, by the workbook's own checks; and whose models and names the playbook uses."""

from __future__ import annotations

import re
from itertools import groupby

from pmo_course_lib.workbook.export.paper import Paper
from pmo_course_lib.workbook.export.texts import CREDIT, MODEL, Images, counted
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.review import missing

_MOST = 8
_NOWHERE = re.compile("(?!)")
#: Points that an earlier chapter shows in full, by the name of the section.
_ELSEWHERE = {"Agreements": re.compile(""), "Topology": re.compile(r"V[0-9]+, "),
              "Service catalogue": re.compile(".*: still empty: ")}
_CHAPTER = {"Agreements": 4, "Topology": 5, "Service catalogue": 3}


def short(workbook: Workbook) -> str:
    """How many points are open."""
    count = len(missing(workbook))
    return counted(count, "point") if count else ""


def write(paper: Paper, workbook: Workbook, _images: Images) -> None:
    """The open points, section by section."""
    for section, found in groupby(missing(workbook), lambda one: one[0]):
        points = [text.removeprefix("Not begun yet: ") for _, text in found]
        shown = [one for one in points if not _ELSEWHERE.get(section, _NOWHERE).match(one)]
        paper.heading(section or "Not begun yet")
        paper.bullets(one[:1].upper() + one[1:] for one in shown[:_MOST])
        if len(shown) > _MOST:
            paper.text(f"And {len(shown) - _MOST} more.")
        if told := len(points) - len(shown):
            paper.text(f"{counted(told, 'point')} that chapter {_CHAPTER[section]} shows.")


def write_about(paper: Paper) -> None:
    """Labels and credits."""
    paper.heading("About this playbook")
    paper.text(f"Text marked “{MODEL}” rests on teaching models of the course. They come neither from AIPMO nor from PMI or any "
               "other provider.", "Kept text")
    paper.text(f"Made with pmo-course-lib. pmo-course-lib is independent. {CREDIT} "
               "Their names are used only to say where a public fact comes from.")
