"""The sample workbook of the case company, from its files: `python -m tests.case_data.make_workbook` writes it."""

from __future__ import annotations

from attrs import evolve

from pmo_course_lib.domain import maturity, orientation
from pmo_course_lib.domain import topology as maps
from pmo_course_lib.domain.causes import course_diagram
from pmo_course_lib.domain.documents import Draft
from pmo_course_lib.workbook.files import Stored, render
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain, to_plain
from tests.case_data import workbook_parts as parts
from tests.case_data.clock import CASE
from tests.case_data.library import CALENDAR

PATH = CASE / "case.workbook.json"
#: The end of the log, 17:00 in Zurich.
TIME, WHO = "2026-06-30T15:00:00+00:00", "Nadia Benhaddou"
#: Sections that persons wrote as a whole.
WRITTEN = ("organisation", "orientation", "maturity", "drivers", "principles", "strategy", "development", "worth", "notes",
           "values")
PMO = "PMO-01"


def workbook() -> Workbook:
    """All that Nadia Benhaddou's team has decided by 30 June 2026."""
    said = parts.texts()
    made = evolve(
        from_plain({name: said[name] for name in WRITTEN}, Workbook),
        causes=course_diagram(), pmos=parts.pmos(), services=parts.records(), adaptation=parts.adaptation(),
        drafts={name: Draft(name.split("/")[1], sections) for name, sections in said["drafts"].items()},
        catalogue=parts.catalogue(), ring=parts.ring(), calendars=(CALENDAR, parts.SUPPLIER),
        agreements=parts.agreements(), requests=parts.requests(), topology=parts.topology())
    return evolve(made, scores=scores(made))


def scores(of: Workbook) -> maturity.Scores:
    """What the ladder rests on, from the other sections."""
    share = maps.partnering_share(maps.index(of.topology), PMO).value
    return maturity.scores(of.maturity, orientation.read(of.orientation).index, share)


def stored() -> Stored:
    """The file as the course saves it, before anybody changes it."""
    return Stored(0, TIME, WHO, to_plain(workbook()))


def main() -> None:
    """Write the file."""
    PATH.write_bytes(render(PATH, stored()))
    print(f"{PATH}: {PATH.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
