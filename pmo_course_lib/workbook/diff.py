"""What changed between two workbooks, in the words of the people who wrote them."""

from __future__ import annotations

from attrs import frozen

from pmo_course_lib.workbook.merge import Conflict
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.paths import Path, changes
from pmo_course_lib.workbook.plain import to_plain
from pmo_course_lib.workbook.words import clean, place, said, shown


@frozen
class Change:
    """A change for people: ``item`` is the record's name or empty; ``old`` and ``new`` are texts, empty for nothing.

    ``path`` is the same place for machines.
    """

    section: str
    item: str
    field: str
    old: str
    new: str
    path: Path

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.section, self.item, self.field)))
        if self.old and self.new:
            return f"{where}: {self.old} → {self.new}"
        return f"{where}: {self.old} (taken out)" if self.old else f"{where}: {self.new or 'empty'} (new)"


def diff(before: Workbook, after: Workbook) -> tuple[Change, ...]:
    """All changes that lead from one workbook to the other.

    >>> from pmo_course_lib.workbook.model import Organisation
    >>> print(*diff(Workbook(), Workbook(organisation=Organisation(name="Northwind"), notes={"t1": "Yes"})), sep="\\n")
    Organisation, name: Northwind (new)
    Notes on discussions, t1: Yes (new)
    """
    old, new = to_plain(before), to_plain(after)
    return tuple(Change(*said((new, old), edit.path), shown(edit.old), shown(edit.new), edit.path)
                 for edit in changes(old, new) if edit.told)


def told(conflict: Conflict, workbook: Workbook) -> str:
    """What a person must know whose change met another's."""
    who = clean(conflict.who) or "Somebody else"
    theirs, mine = shown(conflict.theirs) or "nothing", shown(conflict.mine) or "nothing"
    return (f"{place(to_plain(workbook), conflict.path)}: {who} wrote {theirs} while you wrote {mine}. "
            "Yours is stored; the other is kept in the history.")
