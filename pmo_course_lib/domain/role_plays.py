"""The role plays of the course: situation, roles with what each alone knows, and the observer's points."""

from __future__ import annotations

from attrs import frozen

from pmo_course_lib.content import Stated, load


@frozen(kw_only=True)
class Method(Stated):
    """How the talk is led."""

    text: str


@frozen
class Role:
    """A part in the play; ``private`` is for the one who plays it and for nobody else."""

    id: str
    name: str
    wants: str
    private: str


@frozen
class Point:
    """Something that the observer rates from 0 to ``most``."""

    id: str
    name: str
    most: int


@frozen(kw_only=True)
class RolePlay(Stated):
    """A role play with its minutes for brief, play and debrief; ``result`` is told after the play.

    >>> play = role_play("RP1")
    >>> sum(point.most for point in play.points), play.minutes
    (16, 45)
    """

    id: str
    title: str
    minutes_brief: int
    minutes_play: int
    minutes_debrief: int
    situation: str
    criteria: str
    result: str
    method: Method
    roles: tuple[Role, ...]
    points: tuple[Point, ...]

    @property
    def minutes(self) -> int:
        """Minutes in all."""
        return self.minutes_brief + self.minutes_play + self.minutes_debrief


@frozen
class _Plays:
    plays: tuple[RolePlay, ...]


def role_play(id: str) -> RolePlay:
    """The role play with this id; raises ``ValueError`` naming those that there are."""
    plays = {play.id: play for play in load("role_plays", _Plays).plays}
    if id not in plays:
        raise ValueError(f"There is no role play {id!r}; there are {', '.join(plays)}.")
    return plays[id]
