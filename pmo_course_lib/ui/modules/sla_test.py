"""Module T6 and exercise E5: a promise against the log of requests: what was kept, and what would have been kept."""

from __future__ import annotations

from typing import Any

from attrs import evolve, frozen

from pmo_course_lib.domain.calendar import Calendar
from pmo_course_lib.domain.sla import Agreement, Case, Report, Result, Target
from pmo_course_lib.domain.sla.exact import exact
from pmo_course_lib.domain.sla.measures import mean
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules.agreements import agreement, begun, changed, in_words, main_target
from pmo_course_lib.ui.modules.case_log import COURSE_TARGETS, RequestLog, calendars, open_log, own_log, reported, worked_on
from pmo_course_lib.ui.modules.own_services import chosen, names
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.modules.sla_figures import TONES, counted, cut, figure, hours_picture, moment, months_picture, percent
from pmo_course_lib.ui.modules.sliders import Slider, moved
from pmo_course_lib.ui.view.blocks import Area, Block, Button, Choice, Group, Note, Row, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import to_plain

LOG, SERVICE, PERIOD, PROMISE = "t6-test-log", "t6-test-service", "t6-test-period", "t6-test-promise"
HOURS, SHARE = "t6-test-hours", "t6-test-share"
NOTE, TAKE, BACK = at("notes", "e5"), at("#take"), at("#back")
#: Shares of requests for which the view says which hours would have held.
WOULD = (50, 80, 90, 95)


@frozen
class Bench:
    """What is tested on what: a log with its id, a service in it, a quarter (or all of it), the agreement and its calendar.

    ``drafted``: the agreement is one's own draft.
    """

    log: str
    source: RequestLog
    service: str
    period: str
    agreement: Agreement
    target: Target
    calendar: Calendar
    drafted: bool


def logs(workbook: Workbook) -> dict[str, tuple[str, RequestLog]]:
    """The logs that there are, with what to call them."""
    found = {"case": ("Log of the case company", open_log()), "own": ("Log in your workbook", own_log(workbook))}
    return {id: (name, log) for id, (name, log) in found.items() if log}


def bench(workbook: Workbook) -> Bench | None:
    """What the choices say; nothing without a log."""
    known = logs(workbook)
    if not known:
        return None
    log = kept.text(workbook, LOG) if kept.text(workbook, LOG) in known else next(iter(known))
    source = known[log][1]
    service = kept.text(workbook, SERVICE)
    service = service if SERVICE in workbook.values and service in source.services else next(iter(source.services))
    period = kept.text(workbook, PERIOD) if kept.text(workbook, PERIOD) in source.quarters_of(service) else ""
    draft, sample = agreement(workbook, chosen(workbook)), source.promises.get(service)
    use_draft = main_target(draft) is not None and (kept.text(workbook, PROMISE) != "log" or main_target(sample) is None)
    base = (draft if use_draft else sample) or Agreement(exceptions=("none",), pause_for_customer=True)
    target = main_target(base) or Target(measure="MS03", target=0.9, limit=16.0)
    of_base = calendars(workbook).get(base.calendar, source.calendar)
    return Bench(log, source, service, period, base, target, of_base, use_draft)


def sliders(of: Bench) -> tuple[Slider, Slider]:
    """The two numbers to move; they begin at the promise."""
    return (Slider(HOURS, "Promise: within", of.target.limit or 16, 0.25, 2000, "working hours"),
            Slider(SHARE, "for", 100 * (of.target.target or 0.9), 1, 100, "% of requests"))


def tested(of: Bench, workbook: Workbook) -> Agreement:
    """The agreement as it is put to the test: for this service of the log, at any date, with the numbers moved."""
    hours, share = (one.value(workbook) for one in sliders(of))
    aim = float(exact(round(share, 6)) / 100)
    least = of.target.minimum if of.target.minimum is None else min(of.target.minimum, aim)
    main = evolve(of.target, limit=hours, target=aim, minimum=least)
    more = tuple(Target(measure="MS02", percentile=one) for one in WOULD)
    return evolve(of.agreement, service=of.service, valid_from=None, valid_until=None, targets=(main, *more, *COURSE_TARGETS))


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    of = bench(workbook)
    if of is None:
        return (Note("There is no log of requests here: neither the case company's file nor a log in your workbook. "
                     "Ask your instructor for the course folder with the case."),)
    try:
        report, hours = reported(tested(of, workbook), of.calendar, of.source.log, of.period, of.source.ends)
    except (ValueError, OverflowError) as error:
        return (*_choices(workbook, of), Note(f"This promise cannot be tested: {error}.", "warning"))
    note = Area(NOTE, "Which of these figures would fool a customer, and why?", workbook.notes.get("e5", ""), 2)
    return (*_choices(workbook, of), *_verdict(report), *_buttons(workbook, of), *_would(report, hours),
            *_pictures(report, hours), *_details(report), note)


def _choices(workbook: Workbook, of: Bench) -> tuple[Block, ...]:
    known = logs(workbook)
    named = tuple((id, name) for id, (name, _) in known.items())
    log = (Select(at("values", LOG), "Log", named, of.log),) if len(known) > 1 else ()
    quarters = (("all", "the whole log"), *((one, one.replace("-", ", ")) for one in of.source.quarters_of(of.service)))
    left_out = worked_on(of.service) if of.log == "case" else ""
    return (
        Text("Test a promise on what really happened, before you sign it. Move hours or share and see what would have held."),
        Row((*log, Select(at("values", SERVICE), "Service in the log", tuple(of.source.services.items()), of.service),
             Select(at("values", PERIOD), "Period (by receipt)", quarters, of.period or "all"), *_promise(workbook, of))),
        *((Text(left_out),) if left_out else ()),
        Row(tuple(one.block(workbook) for one in sliders(of))),
    )


def _promise(workbook: Workbook, of: Bench) -> tuple[Block, ...]:
    """Which promise is tested, where both the draft and the log have one."""
    draft, sample = (main_target(one) for one in (agreement(workbook, chosen(workbook)), of.source.promises.get(of.service)))
    if not draft or not sample:
        return ()
    name = names(workbook).get(chosen(workbook), "")
    return (Choice(at("values", PROMISE), "Promise to start from",
                   (("draft", f"my draft for {name}: {_short(draft)}"), ("log", f"the promise of today: {_short(sample)}")),
                   "draft" if of.drafted else "log"),)


def _short(target: Target) -> str:
    return f"{cut(100 * (target.target or 0))} % within {target.limit or 0:g} h"


def _verdict(report: Report) -> tuple[Block, ...]:
    result = report.results[0]
    if result.value is None or result.counts is None:
        return (Note("**No data**: nothing that counts. That is not 100 per cent."),)
    near = f" {len(report.near_misses)} of the met ones are near misses (*Course model*)." if report.near_misses else ""
    promise = in_words(result.target)
    said = f"**{percent(result.value)}** of {result.counts.counted} requests: **{result.status.value}**. {promise}.{near}"
    return (Note(said, TONES[result.status.value]), *_budget(result))


def _budget(result: Result) -> tuple[Note, ...]:
    budget = result.budget
    if not budget or budget.consumed is None:
        return ()
    used = f"Error budget: {cut(budget.allowed)} misses permitted, {budget.missed} used ({100 * budget.consumed:.0f} per cent)."
    return (Note(used, "warning" if budget.consumed > 0.75 else "info"),)


def _would(report: Report, hours: tuple[float, ...]) -> tuple[Block, ...]:
    """Hours that would have held for a share of the deliveries, and the mean, which tells little."""
    found = [one for one in report.results if one.target.measure == "MS02" and one.value is not None]
    if not found:
        return ()
    rows = tuple((f"{one.target.percentile} % of deliveries", f"{cut(one.value or 0, one.target.better, 2)} h") for one in found)
    average = mean(round(one, 6) for one in hours)
    return (Table("What would have held (nearest rank)", ("For", "Within"),
                  (*rows, ("Mean, for comparison", f"{cut(average or 0, places=2)} h")), (1,)),)


def _pictures(report: Report, hours: tuple[float, ...]) -> tuple[Block, ...]:
    main = report.results[0].target
    months = months_picture(report, f"Attainment within {main.limit:g} working hours")
    p90 = next((one.value for one in report.results if one.target.measure == "MS02" and one.target.percentile == 90), None)
    spread = None if p90 is None else hours_picture(hours, main.limit or 0, 90, p90, "Working hours of each delivery")
    found = (months, spread)
    return tuple(one for one in found if one)


def _details(report: Report) -> tuple[Block, ...]:
    others = tuple((one.target.name, figure(one.target, one.value), one.remark) for one in report.results
                   if one.target.measure in ("MS08", "MS09", "MS11", "MS13"))
    head = ("Request", "Customer", "Hours", "Allowed", "Due", "State")
    cases = tuple(Group(f"{title}: {len(found)}", (Table(title, head, tuple(map(_case, found[:10])), (2, 3)),), open=False)
                  for title, found in (("Furthest over their time", report.worst), ("Near misses", report.near_misses)) if found)
    problems = tuple(Note(str(one), "warning") for one in report.problems[:3])
    counts = Text(f"Counted: {counted(report.results[0])}.")
    table = Table("Other measures of the same requests", ("Measure", "Value", "Remark"), others, (1,))
    return (*cases, Group("What was counted, and what the hours do not show", (
        counts, table, *problems), open=False))


def _case(one: Case) -> tuple[str, ...]:
    return (one.id, one.customer, cut(one.hours, places=2), cut(one.allowed_hours, places=2), moment(one.due), one.outcome.value)


def _buttons(workbook: Workbook, of: Bench) -> tuple[Button, ...]:
    service = chosen(workbook)
    if not moved(workbook, sliders(of)):
        return ()
    take = (Button(TAKE, f"Take this promise into the SLA of {names(workbook)[service]}", primary=True),) if service else ()
    return (*take, Button(BACK, "Back to the promise"))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    of = bench(workbook)
    if id == NOTE:
        return put(workbook, id, value)
    if of is None:
        raise ValueError("There is no log to test on. Load the page again.")
    if id in (TAKE, BACK):
        return kept.forget(_taken(workbook, of) if id == TAKE else workbook, HOURS, SHARE)
    if id == at("values", SERVICE) and isinstance(value, str) and value in of.source.services:  # an own log's may be empty
        afresh = kept.forget(workbook, HOURS, SHARE)
        return evolve(afresh, values={**afresh.values, SERVICE: value})
    lists = {LOG: tuple(logs(workbook)), PERIOD: ("all", *of.source.quarters_of(of.service)), PROMISE: ("draft", "log")}
    for name, allowed in lists.items():
        if id == at("values", name):
            return kept.keep_text(workbook if name == PERIOD else kept.forget(workbook, HOURS, SHARE), name, value, allowed)
    for one in sliders(of):
        if id == one.id:
            return one.put(workbook, value)
    raise ValueError("Choose from the list shown, or load the page again.")


def _taken(workbook: Workbook, of: Bench) -> Workbook:
    """The workbook with the numbers in the draft of the chosen service, in place of its attainment. Raises ``ValueError``."""
    service, now = chosen(workbook), tested(of, workbook).targets[0]
    rest = tuple(one for one in begun(workbook, service).targets if one.measure != "MS03")
    old = next((one for one in begun(workbook, service).targets if one.measure == "MS03"), Target(measure="MS03"))
    return changed(workbook, service, targets=to_plain((evolve(now, data_source=old.data_source, owner=old.owner), *rest)))


def _done(workbook: Workbook) -> bool:
    return bool(workbook.notes.get("e5", "").strip())


PANEL = Panel("Test the promise on the log", _draw, _done, _change)
