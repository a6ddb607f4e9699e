"""E6 for the one who judges and for the class: causes, actions, the measures in question, and the customer's part."""

from __future__ import annotations

from collections.abc import Callable

from pmo_course_lib.exercises.checks.review import ACTION, CAUSE, FEEL, GREEN, PRESENT, RED
from pmo_course_lib.ui.exercises.e6_causes import SEEN
from pmo_course_lib.ui.exercises.e6_decide import decided
from pmo_course_lib.ui.exercises.e6_feel import BETTER
from pmo_course_lib.ui.exercises.e6_measures import chosen
from pmo_course_lib.ui.exercises.e6_review import NO_LOG, REVIEWED, held, title
from pmo_course_lib.ui.exercises.judged import Shown, Slide, Work
from pmo_course_lib.ui.exercises.words import cut, opening, pages, remarks, told, written, wrote
from pmo_course_lib.ui.modules import service_review
from pmo_course_lib.ui.modules.service_review import CAUSES, Review
from pmo_course_lib.ui.modules.sla_figures import figure
from pmo_course_lib.ui.view.blocks import Block, Table, Text
from pmo_course_lib.workbook.model import Workbook


def _cause(now: Review, measure: str) -> str:
    return dict(CAUSES).get(now.said(CAUSE.format(measure)), "")


def _judge_causes(now: Review) -> tuple[Block, ...]:
    rows = tuple((title(one), figure(one.target, one.value), written(_cause(now, one.target.measure)),
                  written(now.text(SEEN.format(one.target.measure)))) for one in now.misses)
    return (Table("Causes", ("Not met", "Reached", "Cause", "What speaks for it"), rows, (1,)), remarks(REVIEWED))


def _judge_actions(now: Review) -> tuple[Block, ...]:
    rows = tuple((title(one), written(_cause(now, one.target.measure)), written(now.text(ACTION.format(one.target.measure))))
                 for one in now.misses)
    return (Table("Actions", ("Not met", "Cause", "Action"), rows),)


def _measure(now: Review) -> tuple[tuple[str, str], ...]:
    return (("Not shown by the measures", now.text(FEEL)), ("A measure that would show it", now.text(BETTER)))


def _judge_measure(now: Review) -> tuple[Block, ...]:
    return (wrote("The measures in question", *_measure(now)), remarks(REVIEWED))


def _outcome(now: Review) -> tuple[tuple[str, str], ...]:
    there = dict(service_review.PRESENT).get(now.said(PRESENT), "")
    return (("Was the customer there?", there), ("Decision at G5", decided(now)))


def _judge_customer(now: Review) -> tuple[Block, ...]:
    return (Text("Listen in the talk: what did the customer say, and which decision or action is another one since then?"),
            wrote("The review", *_outcome(now), *_measure(now)), *_judge_actions(now), remarks(REVIEWED))


def _of(judge: Callable[[Review], tuple[Block, ...]]) -> Shown:
    """The same for a workbook, where the log of the case is there."""
    def shown(workbook: Workbook) -> tuple[Block, ...]:
        now = held(workbook)
        return judge(now) if now else (NO_LOG,)

    return shown


def _slides(workbook: Workbook) -> tuple[Slide, ...]:
    first = opening("E6 Service review", "idea and demand intake, April to June 2026")
    now = held(workbook)
    if now is None:
        return (first,)
    actions = ((title(one), now.text(ACTION.format(one.target.measure))) for one in now.misses)
    return pages(first, ("What looks green, what customers see", _seen(now)), ("Why it was missed", _why(now)),
                 ("What will be done", told("Actions", actions)),
                 ("What the measures do not show", told("The measures in question", _measure(now))),
                 ("What we decide", told("Gate G5", _outcome(now))))


def _seen(now: Review) -> tuple[Block, ...]:
    named = ((word, now.of(found)) for name, word in ((GREEN, "Green"), (RED, "Red")) if (found := chosen(now, name)))
    rows = tuple((word, title(one), figure(one.target, one.target.target), figure(one.target, one.value)) for word, one in named)
    return (Table("Our two measures", ("We see", "Measure", "Promised", "Reached"), rows, (2, 3)),) if rows else ()


def _why(now: Review) -> tuple[Block, ...]:
    found = ((title(one), _cause(now, one.target.measure), cut(now.text(SEEN.format(one.target.measure)))) for one in now.misses)
    rows = tuple((name, cause or "–", seen or "–") for name, cause, seen in found if cause or seen)
    return (Table("Causes", ("Not met", "Cause", "What speaks for it"), rows),) if rows else ()


WORK = Work({"causes": _of(_judge_causes), "actions": _of(_judge_actions), "measure": _of(_judge_measure),
             "customer": _of(_judge_customer)}, _slides)
