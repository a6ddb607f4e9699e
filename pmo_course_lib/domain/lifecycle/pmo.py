"""The lifecycle of a PMO: eight stages, three activities alongside, and the record of one PMO."""

from __future__ import annotations

from datetime import date
from enum import Enum
from itertools import pairwise

from attrs import field, frozen

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.check import not_empty


class PmoStage(Enum):
    """The eight published stages, and the end after the last."""

    PERCEIVED_NEED = "perceived_need"
    EVALUATION = "evaluation"
    JUSTIFICATION = "justification"
    PILOT = "pilot"
    DESIGN = "design"
    IMPLEMENTATION = "implementation"
    OPERATION = "operation"
    RETIRING = "retiring"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        """The name for people."""
        return self.value.replace("_", " ").capitalize()

    @property
    def number(self) -> int:
        """1 for perceived need to 8 for retiring; 9 once retired."""
        return list(PmoStage).index(self) + 1


@frozen(kw_only=True)
class PmoStageDetail(Stated):
    """What a stage asks, and what it means for services. Course model."""

    question: str
    takes_in: str
    gives_out: str
    services_link: str


@frozen(kw_only=True)
class PmoStageFacts(Stated):
    """A stage of the PMO lifecycle: its name is public, ``detail`` is the course's own model."""

    id: PmoStage
    name: str
    order: int
    detail: PmoStageDetail


@frozen(kw_only=True)
class ServicesLink(Stated):
    """What an activity means for services. Course model."""

    services_link: str


@frozen(kw_only=True)
class Continuous(Stated):
    """An activity that runs alongside all stages; its name is public."""

    id: str
    name: str
    detail: ServicesLink


@frozen(kw_only=True)
class ConnectionRule(Stated):
    """A rule that connects the two lifecycles. Course model."""

    id: str
    text: str
    reason: str


@frozen
class PmoLifecycle:
    """All of ``content/pmo_lifecycle.toml``."""

    stages: tuple[PmoStageFacts, ...]
    continuous: tuple[Continuous, ...]
    rules: tuple[ConnectionRule, ...]
    review_months: int
    order_note: str
    cardinality: str


def pmo_lifecycle() -> PmoLifecycle:
    """The PMO lifecycle. Names and order: public (PMO Learning); the rest: *Course model*.

    >>> [stage.name for stage in pmo_lifecycle().stages][2:5]
    ['Justification', 'Pilot', 'Design']
    """
    loaded: PmoLifecycle = load("pmo_lifecycle", PmoLifecycle)
    return loaded


@frozen
class PmoStep:
    """A PMO enters a stage: when, by whose decision, and why."""

    on: date
    stage: PmoStage
    decider: str = ""
    comment: str = ""


@frozen
class Mandate:
    """A mandate or strategy that took effect on a day."""

    on: date
    text: str = ""


@frozen
class PmoRecord:
    """A PMO from the need for it to its end. Raises ``ValueError`` when dates of its history go backwards.

    ``manager`` answers for the PMO lifecycle; ``mandates`` holds later changes of mandate or strategy, with their dates.
    """

    id: str = field(validator=not_empty)
    name: str = ""
    manager: str = ""
    sponsor: str = ""
    began: PmoStage = PmoStage.PERCEIVED_NEED
    history: tuple[PmoStep, ...] = field(default=())
    mandates: tuple[Mandate, ...] = ()

    @history.validator
    def _follows(self, _attribute: object, value: tuple[PmoStep, ...]) -> None:
        for earlier, later in pairwise(value):
            if later.on < earlier.on:
                raise ValueError(f"history of {self.id}: {later.on} comes after {earlier.on}; dates never go backwards")
        for before, after in pairwise((self.began, *(one.stage for one in value))):
            if after not in next_stages(before):
                raise ValueError(f"history of {self.id}: {after.label!r} cannot follow {before.label!r}")

    @property
    def stage(self) -> PmoStage:
        """The stage now."""
        return self.history[-1].stage if self.history else self.began


def next_stages(stage: PmoStage) -> tuple[PmoStage, ...]:
    """Stages that a PMO can enter next: the next one, any earlier one again, or retiring. *Course model*.

    >>> [one.label for one in next_stages(PmoStage.EVALUATION)]
    ['Perceived need', 'Justification', 'Retiring']
    """
    every = list(PmoStage)
    if stage in (PmoStage.RETIRING, PmoStage.RETIRED):
        return tuple(every[stage.number:])
    earlier = every[:stage.number - 1]
    return tuple(dict.fromkeys((*earlier, every[stage.number], PmoStage.RETIRING)))
