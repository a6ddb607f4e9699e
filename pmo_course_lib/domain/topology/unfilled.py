"""What a map needs to be complete before its checks say everything."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_course_lib.domain.topology.model import Topology

#: By collection: the field, and the sentence while it is empty.
_WANTED = {
    "pmos": (("name", "has no name"), ("kind", "has no kind"),
             ("capacity_hours_per_month", "has no capacity in hours a month, so check V5 passes it over")),
    "consumers": (("name", "has no name"), ("needs", "needs no outcome yet; list what it needs, from the strategy down")),
    "services": (("name", "has no name"), ("category", "has no category"), ("outcome", "has no outcome, so it covers no need"),
                 ("owner", "has no owner"), ("obligation", "is neither mandatory, conditional nor optional"),
                 ("hours_per_month", "has no hours a month, so check V5 counts nothing for it")),
    "supports": (("name", "has no name"),),
    "bodies": (("name", "has no name"),),
    "depends_on": (("target_hours", "has no target in hours, so check V6 passes it over"),),
    "role": (("weights", "has not all three weights yet"),),
    "hands_over_to": (("date", "has no date"),),
}


def missing(topology: Topology) -> tuple[str, ...]:
    """What is still to be filled in, a sentence each; empty for a complete map.

    >>> from pmo_course_lib.domain.topology.nodes import Support
    >>> missing(Topology(supports=(Support("finance"),)))
    ('supports, line 1 (finance): has no name.',)
    """
    return tuple(_missing(topology))


def _missing(topology: Topology) -> Iterator[str]:
    for collection, wanted in _WANTED.items():
        for number, one in enumerate(getattr(topology, collection), 1):
            which = f" ({one.id})" if hasattr(one, "id") else ""
            for name, sentence in wanted:
                if getattr(one, name) in (None, "", ()):
                    yield f"{collection}, line {number}{which}: {sentence}."
