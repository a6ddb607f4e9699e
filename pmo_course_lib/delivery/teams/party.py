"""Who works on one workbook: the people of a team, or one person who has no team.

The roster says the team; what the instructor changes in class stands in ``teams.json`` beside it. Names that differ in
capitals, blanks or the way an accent is stored are one team.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from attrs import frozen
from filelock import Timeout

from pmo_course_lib.delivery.cohort import Cohort, Person
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import lock, read_json, write_json

#: Characters of a team's name.
LONGEST = 60


@frozen
class Party:
    """A team with its ``members``, or a person alone; ``key`` names the folder of its work below ``exercises/``."""

    key: str
    name: str
    members: tuple[Person, ...]

    @property
    def names(self) -> str:
        """The members by name."""
        return ", ".join(person.candidate.name for person in self.members)

    @property
    def is_team(self) -> bool:
        """Whether this is a team and not a person alone."""
        return self.key.startswith("teams/")


def parties(cohort: Cohort) -> tuple[Party, ...]:
    """All teams, then those who work alone, in the roster's order. Raises ``CourseError`` for a damaged ``teams.json``."""
    teams: dict[str, list[Person]] = {}
    alone = []
    for person in cohort.people.persons:
        if team := team_of(cohort, person):
            teams.setdefault(_key(team), []).append(person)
        else:
            alone.append(_alone(person))
    return (*(_team(cohort, key, members) for key, members in teams.items()), *alone)


def party_of(cohort: Cohort, candidate: str) -> Party:
    """The team of a person as of now, or the person alone. Raises ``CourseError`` for an id that nobody has."""
    person = cohort.people.find(candidate)
    team = team_of(cohort, person)
    if not team:
        return _alone(person)
    key = _key(team)
    return _team(cohort, key, [one for one in cohort.people.persons if (name := team_of(cohort, one)) and _key(name) == key])


def team_of(cohort: Cohort, person: Person) -> str:
    """The name of a person's team as of now; empty without one."""
    return _plain(_moved(cohort.folder / "teams.json").get(person.id, person.candidate.team))


def move(cohort: Cohort, candidate: str, team: str) -> None:
    """Put a person into a team, or with an empty name into none. The work of both teams stays as it is.

    Raises ``CourseError`` for an id that nobody has and a name that cannot be one.
    """
    person, name, path = cohort.people.find(candidate), _plain(team), cohort.folder / "teams.json"
    if len(name) > LONGEST or not name.isprintable():
        raise CourseError(f"Team {name[:LONGEST]!a}: a name has at most {LONGEST} printable characters. Choose a shorter one.")
    if name:
        name = next((one.name for one in parties(cohort) if one.key == _key(name)), name)
    try:
        with lock(path):
            write_json(path, {**_moved(path), person.id: name})
    except Timeout:
        raise CourseError(f"{path}: another program holds it. Nobody was moved; try again.") from None


def _team(cohort: Cohort, key: str, members: list[Person]) -> Party:
    """A team under the name that its first member's entry has."""
    return Party(key, team_of(cohort, members[0]), tuple(members))


def _alone(person: Person) -> Party:
    return Party(f"alone/{person.id}", person.candidate.name, (person,))


def _plain(name: str) -> str:
    """A name as it is shown and kept: accents in one piece, single blanks."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def _key(team: str) -> str:
    """A folder's name that a person recognises; the hash keeps apart what only looks alike.

    >>> _key("Lärche / 2"), _key("lärche / 2") == _key("Lärche / 2")
    ('teams/larche-2-398634bf', True)
    """
    same = _plain(team).casefold()
    plain = unicodedata.normalize("NFKD", same).encode("ascii", "ignore").decode()
    name = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:24] or "team"
    return f"teams/{name}-{hashlib.sha256(same.encode()).hexdigest()[:8]}"


def _moved(path: Path) -> dict[str, str]:
    try:
        status = path.stat()
    except OSError:
        return {}
    return _read(path, status.st_mtime_ns, status.st_ino)


@lru_cache(maxsize=4)
def _read(path: Path, *_state: int) -> dict[str, str]:
    value = read_json(path)
    if not isinstance(value, dict) or not all(isinstance(team, str) for team in value.values()):
        raise CourseError(f"{path}: it must hold the team of each person who was moved, by id. Restore it from a copy, or "
                          "remove it: the roster's teams then hold.")
    return value
