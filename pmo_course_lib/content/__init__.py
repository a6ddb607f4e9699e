"""Facts of the field as TOML files, each statement with its source and with what is known of its truth."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any

from attrs import field, frozen

from pmo_course_lib.strict import Model, read_toml

HERE = Path(__file__).parent
COURSE_MODEL = "Course model"


class Basis(Enum):
    """What a statement rests on."""

    PUBLIC = "public"  #: read in the sources named
    CLAIM = "claim"  #: read there, but said by an interested or second-hand party: print as a claim
    COURSE_MODEL = "course_model"  #: ours, for teaching: print with its label
    RECALLED = "recalled"  #: general knowledge that was not verified: never print as fact


_LABELS = {Basis.PUBLIC: "", Basis.CLAIM: "Claim", Basis.COURSE_MODEL: COURSE_MODEL, Basis.RECALLED: "Not verified"}


@frozen(kw_only=True)
class Stated:
    """A statement of the field: ``source`` holds ids of ``sources.toml``, ``note`` says where care is needed."""

    basis: Basis
    source: tuple[str, ...] = ()
    note: str | None = None

    @property
    def label(self) -> str:
        """What stands beside the statement wherever a participant sees it; empty for a public fact.

        >>> Stated(basis=Basis.COURSE_MODEL).label
        'Course model'
        """
        return _LABELS[self.basis]


@frozen
class Source:
    """A public source: ``read`` says how much of it could be read (seed, opening, abstract, whole, mention)."""

    id: str
    title: str
    read: str
    url: str | None = None
    note: str | None = None


@frozen
class _Sources:
    sources: tuple[Source, ...] = field()

    @sources.validator
    def _differ(self, _attribute: object, value: tuple[Source, ...]) -> None:
        if len({one.id for one in value}) != len(value):
            raise ValueError("ids of sources must differ")


_loaded: dict[tuple[str, type[Any]], Any] = {}


def load(name: str, model: type[Model]) -> Model:
    """The file ``content/<name>.toml`` as a typed, frozen model. Raises ``CourseError`` naming file, field and value."""
    if (name, model) not in _loaded:
        _loaded[name, model] = read_toml(HERE / f"{name}.toml", model)
    found: Model = _loaded[name, model]
    return found


def sources() -> dict[str, Source]:
    """All sources by id.

    >>> sources()["S-ISO833"].title.partition(" clause")[0]
    'ISO/IEC 20000-1:2018'
    """
    return {source.id: source for source in load("sources", _Sources).sources}
