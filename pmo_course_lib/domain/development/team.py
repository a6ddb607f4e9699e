"""The team that the services need, and the team there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from pmo_course_lib.domain.development.plan import DevelopmentPlan, guide


@frozen
class TeamNeed:
    """What chosen services need of a competence: the highest ``level`` and the ``services`` that need it at that level."""

    competence: str
    level: int
    services: tuple[str, ...]


def team_needs(services: Iterable[str], needs: Mapping[str, Mapping[str, int]] | None = None) -> tuple[TeamNeed, ...]:
    """What the team must be able to do, derived from its services: the highest level that any of them needs.

    ``needs``: service to competence to level; the course's own when left out (*Course model*). Highest levels first.
    Raises ``ValueError`` for a service without needs.

    >>> team_needs(["T9", "O1"])[0]
    TeamNeed(competence='objectivity', level=4, services=('T9',))
    """
    table, chosen = guide().needs.services if needs is None else needs, tuple(dict.fromkeys(services))
    if unknown := [one for one in chosen if one not in table]:
        raise ValueError(f"service {unknown[0]!r} has no needs; write down which competences it takes")
    levels: dict[str, int] = {}
    for service in chosen:
        for competence, level in table[service].items():
            levels[competence] = max(level, levels.get(competence, 0))
    found = (TeamNeed(one, level, tuple(s for s in chosen if table[s].get(one) == level)) for one, level in levels.items())
    return tuple(sorted(found, key=lambda need: -need.level))


@frozen
class TeamRow:
    """A competence in the team: ``needed`` and ``best`` level (0 to 4), and who reaches the level needed.

    ``gap`` is what the best person lacks; ``single`` says that all hangs on one person.
    """

    competence: str
    needed: int
    best: int
    holders: tuple[str, ...]

    @property
    def gap(self) -> int:
        """Levels that the team lacks."""
        return max(0, self.needed - self.best)

    @property
    def single(self) -> bool:
        """Whether only one person reaches the level needed."""
        return len(self.holders) == 1


def team_view(plan: DevelopmentPlan, needs: Iterable[TeamNeed]) -> tuple[TeamRow, ...]:
    """The team beside what its services need, the largest gap first. A level that nobody has named counts as 0.

    >>> from pmo_course_lib.domain.development import Line, Person
    >>> team = DevelopmentPlan((Person("Ada", (Line("objectivity", 4),)), Person("Ben", (Line("integrity", 2),))))
    >>> [(row.competence, row.gap, row.single) for row in team_view(team, team_needs(["T9"]))]
    [('project_management', 4, False), ('integrity', 2, False), ('objectivity', 0, True)]
    """
    rows = (_row(plan, need) for need in needs)
    return tuple(sorted(rows, key=lambda row: -row.gap))


def _row(plan: DevelopmentPlan, need: TeamNeed) -> TeamRow:
    levels = {person.name: line.current or 0 for person in plan.people for line in person.lines
              if line.competence == need.competence}
    holders = tuple(name for name, level in levels.items() if level >= need.level)
    return TeamRow(need.competence, need.level, max(levels.values(), default=0), holders)
