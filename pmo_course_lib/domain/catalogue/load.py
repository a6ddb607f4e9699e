"""A list of services of one's own in place of the course's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pmo_course_lib.domain.catalogue.fields import form
from pmo_course_lib.domain.catalogue.lists import hill, hobbs_aubry
from pmo_course_lib.domain.catalogue.services import Catalogue
from pmo_course_lib.errors import CourseError
from pmo_course_lib.strict import read_toml


def load_services(path: Path) -> Catalogue:
    """A list of one's own, in the form of ``content/services.toml``; it may have any number of services.

    Raises ``CourseError``, a line for each problem with file, entry, value and what is allowed: a wrong category, an id that
    occurs twice, an unknown customer group or function of the public lists.
    """
    catalogue = read_toml(path, Catalogue)
    if found := [f"{path}: {line}" for line in _strangers(catalogue)]:
        raise CourseError(found)
    return catalogue


def _strangers(catalogue: Catalogue) -> Iterator[str]:
    """Names in a catalogue that point to nothing."""
    allowed: dict[str, tuple[object, ...]] = {
        "customers": tuple(group.id for group in form().customers),
        "hobbs_aubry": tuple(sorted(function.rank for function in hobbs_aubry().functions)),
        "hill": hill().functions,
    }
    for service in catalogue.services:
        for name, known in allowed.items():
            for value in getattr(service, name):
                if value not in known:
                    yield f"services, {service.id}: {name} has {value!r}; allowed: {', '.join(map(str, known))}"
