"""A small document with one of each field, for tests of the page."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.ui.view import blocks as b
from pmo_course_lib.ui.view.widget import View

EVIL = '<img src=x onerror="window.hacked=1"> & <script>window.hacked=1</script>'
SVG = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 80" onload="window.hacked=1"><script>window.hacked=1</script>'
       '<text x="20" y="45">Stage</text></svg>')


class Sheet:
    """A document with one of each field."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {"score": None, "hours": 8, "owner": "", "ticks": (), "level": None, "day": None,
                                       "why": "", "cell": "Ana", "new": "", "last": ""}
        self.revision, self.changes, self.failing, self.refuse = 0, 0, False, ""
        self.hours, self.more, self.label, self.remark = 12, 0, "Add a service", ""
        self.help, self.clears, self.added = "Working hours, 1 to 80", False, list[str]()
        self.place = ""  # the document, as ``seen`` names it

    def draw(self) -> b.Page:
        now = self.values
        return b.Page("Where does your PMO stand?", (
            b.Text("Answer for **your own** PMO.\n\n- one\n- two"),
            b.Choice("score", "Forms or outcomes?", (("0", "forms"), ("4", "outcomes")), now["score"], inline=True),
            b.Row((b.Number("hours", "Target", now["hours"], 1, 80, unit="h", help=self.help),
                   b.Line("owner", "Owner", now["owner"]), b.Select("level", "Level", (("L1", "Self-service"),), now["level"]),
                   b.Day("day", "Review", now["day"]))),
            b.Ticks("ticks", "Which hold?", (("a", "A customer asks"), ("b", "An owner is named")), now["ticks"]),
            b.Note(f"The score is {now['score']}.", "good" if now["score"] else "warning"), b.Note(EVIL, "error"),
            b.Table("Services", ("Service", "Owner", "Hours"),
                    (("Health check", b.Line("cell", "Owner of Health check", now["cell"]), str(self.hours)), (EVIL, "Ana", "3"),
                     *((f"New {n}", "", "") for n in range(self.more))), (2,)),
            b.Group("More", (b.Area("why", "Why?", now["why"]),), open=False),
            b.Timer(1), b.Row((b.Line("new", "New service", now["new"]),)), b.Button("add", self.label),
            *((b.Line("last", "Last word", now["last"]),) if "last" in now else ()),
            b.Button("gone", "Take all out", confirm="Sure?"), b.Picture(SVG, "Stages", EVIL)))

    def change(self, id: str, value: Any) -> str:
        if self.failing:
            raise OSError(28, "No space left on device")
        if self.refuse:
            raise ValueError(self.refuse)
        if id not in self.values and id not in ("add", "gone"):
            raise ValueError("This line is no longer there.")
        if id == "hours" and not (isinstance(value, int | float) and 1 <= value <= 80):
            raise ValueError(f"Target is {value}; allowed: 1 to 80.")
        self.values[id] = value.strip() if id == "why" else value
        if id == "add" and self.clears:
            self.added.append(self.values["new"])
            self.values["owner"] = self.values["new"] = ""
        self.revision += 1
        self.changes += 1
        return self.remark

    def view(self, name: str = "one") -> View:
        return View(name, self.draw, self.change, lambda: f"{self.place}{self.revision}")
