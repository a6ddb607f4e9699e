"""What a check finds, and how a rule becomes a check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps

from attrs import frozen

from pmo_course_lib.domain.topology.facts import Severity, guide
from pmo_course_lib.domain.topology.indexed import Index


@frozen
class Finding:
    """One finding: ``message`` says what is wrong, where, and what to do; ``nodes`` are the ids concerned."""

    check: str
    severity: Severity
    nodes: tuple[str, ...]
    message: str


#: What a rule yields: the nodes concerned and what is wrong there.
Said = Iterator[tuple[tuple[str, ...], str]]
Check = Callable[[Index], tuple[Finding, ...]]


def rule(id: str, register: dict[str, Check]) -> Callable[[Callable[[Index], Said]], Check]:
    """Make the check ``id`` of ``topology.toml`` from a function that says what is wrong; enter it in ``register``."""
    def make(say: Callable[[Index], Said]) -> Check:
        @wraps(say)
        def check(index: Index) -> tuple[Finding, ...]:
            return stamped(id, say(index))

        register[id] = check
        return check

    return make


def stamped(id: str, said: Said) -> tuple[Finding, ...]:
    """Findings with severity and advice from the table, in an order that does not depend on that of the input."""
    table = guide().rule(id)
    return tuple(sorted((Finding(id, table.severity, nodes, f"{message} {table.do}") for nodes, message in said),
                        key=lambda finding: (finding.nodes, finding.message)))


def run(register: dict[str, Check], index: Index) -> tuple[Finding, ...]:
    """All findings of a register, rule by rule."""
    return tuple(finding for check in register.values() for finding in check(index))


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that block the release of the map by the services board: the errors, none of which a reason excuses."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
