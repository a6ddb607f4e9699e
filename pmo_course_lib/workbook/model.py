"""The workbook: one typed document of a person or team, a section for each system of the course."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen
from attrs.validators import in_

from pmo_course_lib.domain.adaptation import CustomerCase
from pmo_course_lib.domain.calendar import Calendar
from pmo_course_lib.domain.catalogue import Entry
from pmo_course_lib.domain.causes import CausalDiagram
from pmo_course_lib.domain.development import DevelopmentPlan
from pmo_course_lib.domain.documents import Draft
from pmo_course_lib.domain.drivers import drivers
from pmo_course_lib.domain.lifecycle import PmoRecord, ServiceRecord
from pmo_course_lib.domain.maturity import MaturityAnswers, Scores
from pmo_course_lib.domain.orientation import Orientation, keyed
from pmo_course_lib.domain.principles import principles
from pmo_course_lib.domain.sla import Agreement, Event
from pmo_course_lib.domain.strategy import StrategyPlan
from pmo_course_lib.domain.topology import Topology
from pmo_course_lib.domain.value_ring import RingInputs
from pmo_course_lib.domain.worth import ValueStatement
from pmo_course_lib.workbook.migrate import SCHEMA
from pmo_course_lib.workbook.plain import Scalar


def _drivers() -> Iterator[str]:
    return (one.id for one in drivers())


def _principles() -> Iterator[str]:
    return (one.id for one in principles())


@frozen
class Organisation:
    """For whom the office works: ``does`` says what the organisation does, ``aims`` are its strategic aims."""

    name: str = ""
    does: str = ""
    aims: tuple[str, ...] = ()
    case_company: bool = False


@frozen(kw_only=True)
class Workbook:
    """All that was decided in the two days; empty at the start, and valid at any time in between.

    ``drivers`` and ``principles`` hold, by id, the sign that was seen and what the principle means here. ``drafts`` are
    documents being written, by ids of service and kind such as ``reporting/DOC-CASE``; ``requests`` is the log that
    agreements are measured by. ``notes`` holds answers to discussions by the id of the section of the course, ``values``
    what was chosen at sliders.
    """

    schema: int = field(default=SCHEMA, validator=in_([SCHEMA]))
    organisation: Organisation = Organisation()
    orientation: Orientation = field(factory=Orientation)
    maturity: MaturityAnswers = field(factory=MaturityAnswers)
    scores: Scores = field(factory=Scores)
    causes: CausalDiagram = field(factory=CausalDiagram)
    drivers: dict[str, str] = field(factory=dict, validator=keyed(_drivers))
    principles: dict[str, str] = field(factory=dict, validator=keyed(_principles))
    pmos: tuple[PmoRecord, ...] = ()
    services: tuple[ServiceRecord, ...] = ()
    drafts: dict[str, Draft] = field(factory=dict)
    adaptation: tuple[CustomerCase, ...] = ()
    catalogue: tuple[Entry, ...] = ()
    ring: RingInputs = field(factory=RingInputs)
    calendars: tuple[Calendar, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    requests: tuple[Event, ...] = ()
    topology: Topology = field(factory=Topology)
    strategy: StrategyPlan = field(factory=StrategyPlan)
    development: DevelopmentPlan = field(factory=DevelopmentPlan)
    worth: ValueStatement = field(factory=ValueStatement)
    notes: dict[str, str] = field(factory=dict)
    values: dict[str, Scalar] = field(factory=dict)
