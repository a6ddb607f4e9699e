"""The PMO cut to its customers: typologies and their limits, segments, and how much support or autonomy each customer gets."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen
from attrs.validators import optional

from pmo_course_lib.content import COURSE_MODEL, Stated, load
from pmo_course_lib.domain.check import within
from pmo_course_lib.domain.orientation.parts import Fact, Item


@frozen(kw_only=True)
class Typology(Stated):
    """A way to sort PMOs, with its types."""

    by: str
    types: tuple[str, ...]


@frozen(kw_only=True)
class CustomerGroup(Stated):
    """A group of customers of PMOs."""

    id: str
    name: str


@frozen(kw_only=True)
class Segmentation(Stated):
    """A way to divide customers into segments."""

    by: str
    text: str


@frozen
class Step:
    """A step between support and autonomy: what the PMO does, what the customer keeps, where responsibility ends.

    ``when`` it fits and the ``evidence`` that a customer is ready for the next step are given for the course's steps only.
    """

    name: str
    pmo: str | None = None
    customer: str | None = None
    ends: str | None = None
    when: str | None = None
    evidence: str | None = None


@frozen(kw_only=True)
class Scale(Stated):
    """Steps from most support (first) to most autonomy (last)."""

    id: str
    name: str
    steps: tuple[Step, ...]


@frozen(kw_only=True)
class Rule(Stated):
    """How a step is recommended, in words; ``risk_free_up_to`` is the risk that takes nothing back. *Course model*."""

    text: str
    risk_free_up_to: int
    figures: tuple[Item, ...]


@frozen(kw_only=True)
class Named(Stated):
    """An attitude or a goal: its name and what it means."""

    name: str
    text: str


@frozen
class Guide:
    """All of ``adaptation.toml``."""

    typologies: tuple[Typology, ...]
    limits: tuple[Fact, ...]
    customers: tuple[CustomerGroup, ...]
    segmentation: tuple[Segmentation, ...]
    scales: tuple[Scale, ...]
    rule: Rule
    attitudes: tuple[Named, ...]
    goals: tuple[Named, ...]
    facts: tuple[Fact, ...]


def guide() -> Guide:
    """Typologies, their limits, customers, scales of support and autonomy, attitudes and goals."""
    loaded: Guide = load("adaptation", Guide)
    return loaded


def scale(id: str) -> Scale:
    """A scale by its id. Raises ``ValueError`` naming the ids there are.

    >>> [step.name for step in scale("public_example").steps]
    ['Full', 'Consult', 'Plan', 'Education']
    """
    known = {one.id: one for one in guide().scales}
    if id not in known:
        raise ValueError(f"scale is {id!r}; allowed: {', '.join(known)}")
    return known[id]


@frozen
class CustomerCase:
    """A customer for whom a step is sought. Figures from 0 (none) to 4 (very high), ``None`` while open.

    ``capability``: what the customer can do alone; ``risk``: what goes wrong for the organisation if the customer errs;
    ``appetite``: how much the customer wants to do alone. ``evidence`` says what the figures rest on.
    """

    customer: str = ""
    group: str = ""
    capability: int | None = field(default=None, validator=optional(within(0, 4)))
    risk: int | None = field(default=None, validator=optional(within(0, 4)))
    appetite: int | None = field(default=None, validator=optional(within(0, 4)))
    evidence: str = ""


@frozen
class Recommendation:
    """A step of the course's scale (``number`` 1 to 5), why not more, and how to get further.

    ``following`` is the next step towards autonomy and ``evidence_needed`` what would show that the customer is ready for
    it; both are ``None`` on the last step.
    """

    number: int
    step: Step
    reasons: tuple[str, ...]
    following: Step | None
    evidence_needed: str | None
    label: str = COURSE_MODEL


def recommend(case: CustomerCase) -> Recommendation | None:
    """The step that fits a customer, ``None`` while a figure is open. *Course model*.

    Capability and appetite each allow one step more than their figure and the lower counts; each point of risk above 2
    takes one step back, not below the first.

    >>> able_at_risk = recommend(CustomerCase("Line manager", capability=3, risk=3, appetite=4))
    >>> able_at_risk.step.name, able_at_risk.following.name
    ('Coach and review', 'Assure')
    """
    if case.capability is None or case.risk is None or case.appetite is None:
        return None
    steps = scale("course").steps
    number = max(1, min(case.capability, case.appetite) + 1 - max(0, case.risk - guide().rule.risk_free_up_to))
    following = steps[number] if number < len(steps) else None
    return Recommendation(number, steps[number - 1], tuple(_reasons(case.capability, case.risk, case.appetite)), following,
                          steps[number - 1].evidence if following else None)


def _reasons(capability: int, risk: int, appetite: int) -> Iterator[str]:
    if capability <= appetite and capability < 4:
        yield f"Capability of {capability} allows step {capability + 1} at most."
    if appetite <= capability and appetite < 4:
        yield f"Appetite of {appetite} allows step {appetite + 1} at most."
    if (back := risk - guide().rule.risk_free_up_to) > 0:
        yield f"Risk of {risk} takes {back} step{'s' if back > 1 else ''} back."
