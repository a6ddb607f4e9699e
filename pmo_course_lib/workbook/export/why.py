"""Chapters 1 and 2: why the PMO exists, where it stands, for whom it works and what they expect."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_course_lib.domain import adaptation, catalogue, orientation, value_ring, worth
from pmo_course_lib.workbook.export.paper import Paper
from pmo_course_lib.workbook.export.texts import Images, counted, joined, line, number
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.standing import standing

Row = tuple[str, ...]


def short(workbook: Workbook) -> str:
    """Level and band, as far as they are known."""
    level, reading = standing(workbook).level, orientation.read(workbook.orientation)
    parts = (f"Level {level.level} of 5 ({level.name})" if level else "",
             f"orientation {number(reading.index)} ({reading.band})" if reading.index is not None else "",
             "value statement" if worth.sentences(workbook.worth) else "")
    said = joined(parts)
    return (said[:1].upper() + said[1:]) or ("Begun" if workbook.orientation.answers or standing(workbook).unscored == () else "")


def write(paper: Paper, workbook: Workbook, images: Images) -> None:
    """The value statement, orientation, and the maturity profile."""
    _worth(paper, workbook)
    _orientation(paper, workbook)
    _maturity(paper, workbook, images)


def _worth(paper: Paper, workbook: Workbook) -> None:
    paper.heading("Our value statement")
    fields, statement = worth.guide().statement.fields, workbook.worth
    paper.facts("Value statement", [(one.text, getattr(statement, one.id)) for one in fields])
    questions = worth.guide().questions.list
    paper.facts("Five questions about worth", [(one.text, statement.answers.get(one.id, "")) for one in questions])
    if unsaid := worth.unanswered(statement):
        paper.open(joined((one.text for one in unsaid), " "))
    else:
        paper.model("The parts of the statement.")


def _orientation(paper: Paper, workbook: Workbook) -> None:
    paper.heading("Where we stand: orientation")
    now, reading = workbook.orientation, orientation.read(workbook.orientation)
    if reading.index is None:
        paper.open(f"the orientation index; {reading.answered} of {len(orientation.guide().index.pairs)} pairs are answered.")
        return
    paper.text(f"Orientation index {reading.index:.2f} of 1, from {reading.answered} trait pairs: {reading.band}.")
    if now.power is not None and now.interest is not None:
        paper.text(f"On the grid of power and interest the PMO stands at {now.power} and {now.interest} of 5.")
    paper.model("The index runs from 0, inward-looking, to 1, outward-looking.")


def _maturity(paper: Paper, workbook: Workbook, images: Images) -> None:
    paper.heading("Where we stand: maturity")
    found = standing(workbook)
    if found.level is None or found.index is None:
        paper.open(f"scores for {joined(found.unscored, ', ')}; until then there is no level.")
        if len(found.unscored) == len(found.profile):
            return
    else:
        level = found.level
        paper.text(f"Maturity index {found.index:.2f} of 4. Level {level.level} of 5: {level.name} ({level.sign}). "
                   f"Next: {level.next}.")
    paper.picture(images.get("maturity"), 13.5)
    if found.level and found.missing:
        paper.text(f"What level {found.level.level + 1} still needs", "Caption")
        paper.bullets(f"{one.text[:1].upper()}{one.text[1:]}." for one in found.missing)
    paper.model("Levels, dimensions and thresholds are the course's own, not AIPMO's.")


def customers_short(workbook: Workbook) -> str:
    """How many groups there are."""
    count = len(_groups(workbook))
    return counted(count, "customer group") if count else ""


def write_customers(paper: Paper, workbook: Workbook, _images: Images) -> None:
    """A row for each group, then how much support each gets."""
    if workbook.ring.groups:
        paper.model("Priorities after the PMO Value Ring's first step; benefits and scale are the course's reconstruction.")
    paper.table("Customers, the outcomes they need, and the benefits they rate highest",
                ("Customer group", "Outcomes needed", "Benefits rated highest (0 to 10)"),
                [(name, *_wants(workbook, id)) for id, name in _groups(workbook).items()], (3, 5, 5))
    if rows := list(_steps(workbook)):
        paper.heading("Support and autonomy")
        paper.model("Five steps from full support to autonomy.")
        paper.table("How much support each customer gets", ("Customer", "Step now", "Next step needs"), rows, (3, 3, 7))


def _groups(workbook: Workbook) -> dict[str, str]:
    """Customer groups by id: those of the map, then those of the ring."""
    known = catalogue.form().names("customers")
    found = {one.id: line(one.name) or one.id for one in workbook.topology.consumers}
    return found | {one.id: line(one.name) or known.get(one.id, one.id) for one in workbook.ring.groups
                    if one.id not in found and any(one.priorities.values())}


def _wants(workbook: Workbook, id: str) -> tuple[str, str]:
    names = value_ring.benefits().names()
    needs = next((one.needs for one in workbook.topology.consumers if one.id == id), ())
    rated = next((one.priorities for one in workbook.ring.groups if one.id == id), {})
    best = sorted((one for one in rated if rated[one] > 0), key=lambda one: (-rated[one], one))[:3]
    return joined(needs), joined(f"{names.get(one, one)} ({number(rated[one])})" for one in best)


def _steps(workbook: Workbook) -> Iterator[Row]:
    names = (catalogue.form().names("customers") | {one.id: one.name for one in workbook.ring.groups if one.name.strip()}
             | {one.id: one.name for one in workbook.topology.consumers})
    for case in workbook.adaptation:
        found = adaptation.recommend(case)
        name = names.get(case.customer, case.customer) or names.get(case.group, case.group)
        yield (name, found.step.name if found else "Still open: capability, risk or appetite",
               (found.evidence_needed or "") if found else "")
