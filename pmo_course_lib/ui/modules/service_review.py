"""Module T7 and exercise E6: a quarter's figures of a logged service, causes and actions, and the decision at gate G5."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen

from pmo_course_lib.domain.lifecycle import Decision, ServiceRecord, State, framework, gate, missing
from pmo_course_lib.domain.sla import Report, Result, Status
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules.case_log import case_log, open_log, reported, worked_on
from pmo_course_lib.ui.modules.own_services import parts
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.modules.sla_figures import counted, figure, months_picture
from pmo_course_lib.ui.view.blocks import Area, Block, Choice, Line, Note, Row, Select, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

SERVICE, QUARTER = "e6-service", "e6-quarter"
#: The service that teams review in exercise E6. Each of its quarters looks alike, so that this module shows none.
IN_E6 = "SVC-006"
CAUSES = (("people", "people were away"), ("customer", "input from the customer came late"),
          ("supplier", "another team or a supplier was late"), ("volume", "more requests than agreed"),
          ("design", "the way of working"), ("measure", "the measure or target does not fit"), ("open", "not known yet"))
PRESENT = (("before", "yes, and had the figures beforehand"), ("there", "yes, and saw the figures there"), ("no", "no"))
LOOKED = (("attainment", "attainment"), ("near", "near misses"), ("workload", "workload against its limit"),
          ("customer", "the customer's view"))
#: From this share of the met requests on, near misses are a finding of their own. *Course model*.
MANY_NEAR = 0.25


@frozen
class Review:
    """The review that is being held: a service in a quarter, its figures, and what was answered so far."""

    service: str
    name: str
    quarter: str
    report: Report
    workbook: Workbook

    def key(self, name: str) -> str:
        """Where an answer about this review is kept."""
        return f"e6-{self.service}-{self.quarter}-{name}"

    def said(self, name: str) -> str:
        """A choice that was made."""
        return kept.text(self.workbook, self.key(name))

    def text(self, name: str) -> str:
        """A text that was written."""
        return self.workbook.notes.get(self.key(name), "")

    @property
    def looked(self) -> tuple[str, ...]:
        """What the review looked at."""
        return kept.ids(self.workbook, self.key("looked"), dict(LOOKED))

    @property
    def misses(self) -> tuple[Result, ...]:
        """Targets that are not met."""
        return tuple(one for one in self.report.results if one.status in (Status.MISSED, Status.AT_RISK))

    @property
    def answered(self) -> bool:
        """Has each miss a cause that is known and an action?"""
        found = ((self.said(f"cause-{one.target.measure}"), self.text(f"action-{one.target.measure}")) for one in self.misses)
        return all(cause not in ("", "open") and action.strip() for cause, action in found)

    def of(self, measure: str) -> Result:
        """The result of a measure of the promise."""
        return next(one for one in self.report.results if one.target.measure == measure)


def review(workbook: Workbook) -> Review | None:
    """The review of the chosen service and quarter of the case, whichever that is; nothing without its log."""
    source = case_log()
    if source is None:
        return None
    service, quarter = kept.text(workbook, SERVICE), kept.text(workbook, QUARTER)
    service = service if service in source.services else next(iter(source.services))
    quarter = quarter if quarter in source.quarters else source.quarters[-1]
    report, _ = reported(source.promises[service], source.calendar, source.log, quarter, source.ends)
    return Review(service, source.services[service], quarter, report, workbook)


def _offered() -> dict[str, tuple[str, ...]]:
    """Quarters by service, without what exercises work on."""
    source = open_log()
    found = {id: source.quarters_of(id) for id in source.services if id != IN_E6} if source else {}
    return {id: quarters for id, quarters in found.items() if quarters}


def _shown(workbook: Workbook) -> Review | None:
    """The review as this module shows it: of what it offers."""
    now, known = review(workbook), _offered()
    if now is None or not known:
        return None
    service = now.service if now.service in known else next(iter(known))
    quarter = now.quarter if now.quarter in known[service] else known[service][-1]
    return review(evolve(workbook, values={**workbook.values, SERVICE: service, QUARTER: quarter}))


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    now, source = _shown(workbook), case_log()
    if now is None or source is None:
        return (Note("The log of the case company is not here. Ask your instructor for the course folder with the case."),)
    services = tuple((id, source.services[id]) for id in _offered())
    quarters = tuple((one, one.replace("-", ", ")) for one in _offered()[now.service])
    elsewhere = f"{source.services[IN_E6]} is left out: exercise E6 reviews it." if IN_E6 in source.services else ""
    return (
        Text("You are owner and customer of this service. Read the figures, find what lies behind them, and decide."),
        Row((Select(at("values", SERVICE), "Service", services, now.service),
             Select(at("values", QUARTER), "Quarter", quarters, now.quarter))),
        Text(" ".join(filter(None, (worked_on(now.service), elsewhere)))),
        *_figures(now), *_misses(now), *_questions(now), *_outcome(now),
    )


def _figures(now: Review) -> tuple[Block, ...]:
    rows = tuple((_name(one), _promised(one), figure(one.target, one.value), _state(one), counted(one))
                 for one in now.report.results)
    near = ("near misses", "", str(len(now.report.near_misses)), "", "met with less than a tenth of the time left")
    months = months_picture(now.report, f"{now.name}, {now.quarter}")
    return (
        Table(f"{now.name}, {now.quarter}: {now.report.received} requests",
              ("Measure", "Promise", "Result", "Status", "Behind it"), (rows[0], near, *rows[1:]), (1, 2)),
        Text("*Course model*: status and near miss. A small number of answers says little: look at the response rate."),
        *((months,) if months else ()),
        *(Note(f"An exception report was due in this quarter: {reason}.", "warning")
          for reason in now.report.exception_reasons if reason.startswith("attainment")),
    )


def _name(one: Result) -> str:
    return one.target.name + (" in the busiest month" if one.target.measure == "MS13" else "")


def _promised(one: Result) -> str:
    return figure(one.target, one.target.target)


def _state(one: Result) -> str:
    return one.status.value + (", near miss" if one.near_miss else "")


def _misses(now: Review) -> tuple[Block, ...]:
    if not now.misses:
        return (Note("Every target is met. Is everybody content?"),)
    rows = tuple(_miss(now, _name(one), f"cause-{one.target.measure}", f"action-{one.target.measure}") for one in now.misses)
    return (Table("What is not met: why, and what will be done?", ("Target", "Cause", "Action, owner, date"), rows),)


def _miss(now: Review, name: str, cause: str, action: str) -> tuple[str, Select, Line]:
    return (name, Select(_id(now, cause), f"Cause: {name}", CAUSES, now.said(cause) or None),
            Line(_id(now, action), f"Action: {name}", now.text(action)))


def _id(now: Review, name: str) -> str:
    return at("#review", now.service, now.quarter, name)


def _questions(now: Review) -> tuple[Block, ...]:
    return (
        Row((Choice(_id(now, "present"), "Was the customer there?", PRESENT, now.said("present") or None),
             Ticks(_id(now, "looked"), "What did you look at?", LOOKED, now.looked))),
        Area(_id(now, "feel"), "What may customers feel that these measures do not show?", now.text("feel"), 2),
    )


def _outcome(now: Review) -> tuple[Block, ...]:
    words = framework().machine.words
    choice = Choice(_id(now, "word"), f"{gate('G5').decider}: what do you decide?",
                    tuple((word, words[word]) for word in gate("G5").decisions), now.said("word") or None, inline=True)
    if now.said("word") not in gate("G5").decisions:
        return (choice, Note("Decide. The view then says what your review forgot."))
    forgot = (*_lacking(now), *_overlooked(now))
    said = (Note("**What the review forgot**\n\n" + "\n".join(f"- {line}" for line in forgot), "warning") if forgot
            else Note("A valid review (G5): nothing was forgotten.", "good"))
    if not now.said("word").startswith("propose"):
        return (choice, said)
    return (choice, said, Note("The service stays live, and its SLA binds, until the services board has spoken at G6."))


def _lacking(now: Review) -> tuple[str, ...]:
    """Criteria of G5 that are not met, as the lifecycle says them."""
    met = {"G5-1": now.said("present") == "before", "G5-2": len(now.looked) == len(LOOKED), "G5-3": now.answered,
           "G5-4": bool(now.text("feel").strip())}
    record = ServiceRecord(now.service, now.name, began=State.LIVE)
    papers = tuple(dict.fromkeys(paper for one in gate("G5").criteria for paper in one.evidence))
    decision = Decision(now.report.as_of.date(), now.said("word"), gate("G5").decider,
                        criteria=tuple(id for id, there in met.items() if there), evidence=papers)
    return missing(record, decision)


def _overlooked(now: Review) -> Iterator[str]:
    """What the figures say and the decision does not. *Course model*."""
    main, content, near = now.of("MS03"), now.of("MS08"), len(now.report.near_misses)
    if main.status is Status.MET and content.status is Status.MISSED:
        yield (f"**Watermelon:** attainment is met ({figure(main.target, main.value)}), yet only "
               f"{figure(content.target, content.value)} of those who answered are satisfied. "
               "Which measure would show what they miss?")
    if main.counts and main.counts.met and near / main.counts.met >= MANY_NEAR:
        yield f"**The last hour:** {near} of {main.counts.met} that were in time had less than a tenth of the time left."
    if now.misses and now.said("word") == "continue":
        yield "You continue, although something is not met. What will be different in the next quarter?"


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    now, known, where = _shown(workbook), _offered(), parts(id)
    if now is None:
        raise ValueError("The log of the case company is not here.")
    for name, allowed in ((SERVICE, tuple(known)), (QUARTER, known[now.service])):
        if id == at("values", name):
            return kept.keep_text(workbook, name, value, allowed)
    if where[0] != "#review" or where[1:-1] != (now.service, now.quarter):
        raise ValueError("This belongs to another review. Load the page again.")
    return answered(workbook, now, where[-1], value)


def answered(workbook: Workbook, now: Review, name: str, value: Any) -> Workbook:
    """The workbook with one answer about the review. Raises ``ValueError``."""
    measures = [one.target.measure for one in now.report.results]
    choices = {"present": PRESENT, "word": tuple((one, one) for one in gate("G5").decisions),
               **{f"cause-{one}": CAUSES for one in measures}}
    if name in choices:
        return kept.keep_text(workbook, now.key(name), value, dict(choices[name]))
    if name == "looked":
        return kept.keep_ids(workbook, now.key(name), value, dict(LOOKED))
    if name not in ("feel", *(f"action-{one}" for one in measures)):
        raise ValueError("There is no such field here. Load the page again.")
    return put(workbook, at("notes", now.key(name)), value)


def _done(workbook: Workbook) -> bool:
    """A review has its decision."""
    return any(name.startswith("e6-") and name.endswith("-word") for name in workbook.values)


PANEL = Panel("Service review: decide at gate G5", _draw, _done, _change)
