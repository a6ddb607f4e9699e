"""A workbook that goes through modules 3 and 4 by their views, as a participant would."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.ui.modules.panel import at, load_panel
from pmo_course_lib.workbook.model import Workbook

WRITTEN = "Written down."


def did(workbook: Workbook, view: str, *steps: tuple[str, Any]) -> Workbook:
    """The workbook after these changes in a view."""
    panel = load_panel(view)
    for id, value in steps:
        workbook = panel.change(workbook, id, value)
    return workbook


def expecting() -> Workbook:
    """The two groups of the course's text, with weights 3 and 1."""
    group = ("ring", "groups")
    return did(
        Workbook(), "expectations", (at("#known-group"), "executives"), (at("#known-group"), "project_managers"),
        (at("#benefits"), ["B08", "B04", "B12"]), (at(*group, "executives", "weight"), 3),
        (at(*group, "executives", "priorities", "B08"), 9), (at(*group, "executives", "priorities", "B04"), 6),
        (at(*group, "project_managers", "priorities", "B12"), 10))


def mixed() -> Workbook:
    """With a mix of two services."""
    return did(expecting(), "mix", (at("#mix", "S6"), ["in"]), (at("#mix", "O5"), ["in"]))


def counted() -> Workbook:
    """With both services taken over, 60 and 40 hours a month, and a PMO of 100 hours: one fits."""
    return did(mixed(), "capacity", (at("#capacity"), 100), (at("#take-mix"), True),
               (at("catalogue", "SVC-001", "hours_per_unit"), 20), (at("catalogue", "SVC-001", "workload_limit_per_month"), 3),
               (at("catalogue", "SVC-002", "hours_per_unit"), 4), (at("catalogue", "SVC-002", "workload_limit_per_month"), 10))


def argued(service: str = "SVC-001") -> Workbook:
    """With a whole case for a service."""
    sections = {"DOC-CONCEPT": ("Customer group", "Outcome wanted", "Already offered by"),
                "DOC-CASE": ("Need and options", "Strategic fit", "Benefits with measure", "Costs, one-off and yearly")}
    steps = [(at("drafts", f"{service}/{kind}", "sections", one), WRITTEN) for kind, names in sections.items() for one in names]
    return did(counted(), "case_for_service", (at("values", "service"), service), *steps,
               (at("catalogue", service, "owner"), "Nadia Benhaddou"), (at("values", f"{service}/cut-off"), "yes"))
