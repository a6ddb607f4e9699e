"""A full workbook of the case company, with values of its own where the files of the case have none."""

from __future__ import annotations

import datetime as dt
import tomllib

from attrs import evolve

from pmo_course_lib.domain.adaptation import CustomerCase
from pmo_course_lib.domain.development import DevelopmentPlan, Line, Person
from pmo_course_lib.domain.lifecycle import ServiceRecord, State
from pmo_course_lib.domain.maturity import MaturityAnswers, guide
from pmo_course_lib.domain.orientation import Orientation
from pmo_course_lib.domain.orientation import guide as orientation_guide
from pmo_course_lib.domain.sla import read_log
from pmo_course_lib.domain.sla.spreadsheet import read_sheet
from pmo_course_lib.domain.strategy import Gap, Move, MoveKind, StrategyPlan
from pmo_course_lib.domain.value_ring import RingInputs, rate, start
from pmo_course_lib.domain.worth import ValueStatement
from pmo_course_lib.workbook.model import Organisation, Workbook
from tests.case_data.clock import CASE, rows
from tests.case_data.library import CALENDAR, agreement, entry, topology

LOGGED = ("SVC-002", "SVC-003", "SVC-004", "SVC-005", "SVC-006")


def _orientation() -> Orientation:
    pairs = [one.id for one in orientation_guide().index.pairs]
    scores = dict(zip(pairs, (2, 3, 2, 2, 3, 3, 1, 2, 3, 2, 2), strict=False))
    return Orientation(scores, dict.fromkeys(scores, "Seen in the board's minutes of March"), power=2, interest=4)


def _ring() -> RingInputs:
    ring = start()
    for group in ("executives", "project_managers"):
        ring = rate(ring, group, 2, {"B08": 9, "B04": 6, "B12": 3})
    for row in rows("expectations.csv"):
        known = next((one for one in ring.groups if one.id == row["group"]), None)
        ring = rate(ring, row["group"], 1, {**(known.priorities if known else {}), row["benefit"]: float(row["priority"])})
    return ring


def _strategy() -> StrategyPlan:
    gaps = (Gap("services_live", "17 services, five of them reports", "12 services, one report for all"),
            Gap("customers", "Sponsors read the report after the meeting", "Sponsors decide on it in the meeting"),
            Gap("capabilities", "One expert for health checks", "Three people who can lead one"))
    moves = (
        Move("M1", "services_live", MoveKind.SERVICE, "One portfolio report in place of five", "Nadia Benhaddou",
             dt.date(2026, 12, 1), dt.date(2027, 3, 31), "Hours a month for reports: 250 to 90", (),
             "Ask each reader which page is used"),
        Move("M2", "customers", MoveKind.SERVICE, "Early oral warning in the health check", "Ruxandra Ionescu",
             dt.date(2027, 1, 11), dt.date(2027, 4, 30), "Warning within 24 working hours, 9 of 10", (),
             "Call Tomasz Wierzbicki"),
        Move("M3", "capabilities", MoveKind.CAPABILITY, "Two more health check leads", "Kwabena Asante",
             dt.date(2027, 4, 1), dt.date(2027, 9, 30), "Two people lead a check alone", ("M1",), "Name the two"))
    return StrategyPlan("Projects that keep their promises, without more paper", goals=("One picture of all projects",),
                        baseline={"customers": gaps[1].now, "services_live": gaps[0].now, "capabilities": gaps[2].now,
                                  "mandate": "One services strategy by October, for the Portfolio Board"},
                        vision={"year": "2028", "customers_say": gaps[1].then, "services_then": gaps[0].then,
                                "people_then": gaps[2].then}, gaps=gaps, moves=moves)


def _development() -> DevelopmentPlan:
    lines = (Line("coaching", 1, 3, 3, "SVC-004", "Coach training, six evenings", "Three coaching cases with Kwabena",
                  dt.date(2027, 4, 30), "Two managers come back"),
             Line("communication", 2, 3, 2, "SVC-002", "Practice with a colleague", "Leads the oral warning",
                  dt.date(2027, 6, 30), "Sponsors act on it"))
    return DevelopmentPlan((Person("Emil Strand", lines), Person("Second health check lead", (Line("objectivity", 2, 4, 3),))))


_ACTIONS = (("Publish the service menu", "Emil Strand", "2026-12-18", "It is on the intranet and three customers have used it",
             "Show the draft to Adaeze Okonjo"),
            ("Agree the health check SLA with the sponsors", "Ruxandra Ionescu", "2027-01-29", "Signed SLA",
             "Send the two-measure draft"),
            ("Stop the executive project dossier", "Nadia Benhaddou", "2027-02-15", "Nobody asks for it in March",
             "Talk to Pascal Tornare"))


def _notes() -> dict[str, str]:
    names = ("what", "owner", "due", "evidence", "first_step")
    return {f"pc-{n}-{name}": said for n, one in enumerate(_ACTIONS, 1) for name, said in zip(names, one, strict=True)}


def full() -> Workbook:
    """The workbook after two days."""
    texts = tomllib.loads((CASE / "catalogue.toml").read_text(encoding="utf-8"))
    map_, ladder = topology(), guide().ladder
    principles = dict(zip((one for one in ladder.dimensions if one != "services"), (2.5, 3, 3.5, 2, 2.5, 3.5, 2), strict=True))
    items = dict(zip((one.id for one in ladder.items), (3, 3, 2, 2, 2, 2, 1, 2), strict=True))
    return Workbook(
        organisation=Organisation("Lauterwyl Cooling", "Makes things that stay cold, for hospitals, laboratories and shops.",
                                  ("Install faster", "Change the refrigerant", "One way to run the business"), case_company=True),
        orientation=_orientation(), maturity=MaturityAnswers(items, principles),
        services=tuple(ServiceRecord(one.id, one.name, one.owner, began=State.LIVE) for one in map_.services),
        catalogue=tuple(entry(code, texts[code]) for code in texts),
        adaptation=tuple(CustomerCase(row["name"], row["kind"], int(row["capability"]), int(row["risk"]), int(row["appetite"]))
                         for row in rows("customers.csv") if row["capability"]),
        ring=_ring(), calendars=(CALENDAR,), agreements=tuple(evolve(agreement(code), calendar=CALENDAR.id) for code in LOGGED),
        requests=read_log(read_sheet((CASE / "requests.csv").read_bytes(), "requests.csv").records).events,
        topology=map_, strategy=_strategy(), development=_development(),
        worth=ValueStatement("For the 22 sponsors of the two divisions", "They learn of trouble after the steering meeting",
                             "We look from outside and say it early", "They decide while there is still a choice",
                             "Share of checks that reach the sponsor before the meeting", "31 of 36 in the last twelve months",
                             {"needs": "A word that no side has written"}),
        notes=_notes(), values={"pc-start": "2026-11-23"})
