"""The data of the case company: sound in themselves, read by the library, and what the story says of them."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter
from fractions import Fraction
from pathlib import Path
from statistics import mean

import pytest

from pmo_course_lib.domain import topology as maps
from pmo_course_lib.domain.adaptation import CustomerCase
from pmo_course_lib.domain.calendar import Calendar, named_calendars
from pmo_course_lib.domain.catalogue import course_catalogue, missing, samples
from pmo_course_lib.domain.sla import Log, Report, read_log, service_report
from pmo_course_lib.domain.sla.spreadsheet import read_sheet
from pmo_course_lib.domain.value_ring import benefits
from tests.case_data import figures, make_costs_and_usage, make_requests
from tests.case_data.clock import CASE, HOLIDAYS, TEXTBOOK, after, is_open, rows, turnaround, worktime
from tests.case_data.figures import LOG_ENDS, QUARTERS, Logged, attainment, log, part, response, satisfied, services
from tests.case_data.library import CALENDAR, agreement, entry, listed, per_cent, topology

FIRST = dt.datetime(2025, 7, 1)
STORY = " ".join((CASE / "story.md").read_text(encoding="utf-8").split())
MONTHS = make_costs_and_usage.MONTHS
LOGGED = ("SVC-002", "SVC-003", "SVC-004", "SVC-005", "SVC-006", "SVC-011")


def library_log() -> Log:
    """The log as the library reads the file."""
    return read_log(read_sheet((CASE / "requests.csv").read_bytes(), "requests.csv").records)


def reported(code: str, period: str, calendar: Calendar = CALENDAR) -> Report:
    """The library's report on a quarter of a service."""
    events = tuple(e for e in library_log().events if figures.quarter(e.received) == period)
    return service_report(agreement(code), calendar, Log(events), LOG_ENDS)


def test_the_scripts_still_make_the_committed_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do the scripts say truly how log, costs and usage were made?"""
    assert make_requests.log() == (CASE / "requests.csv").read_text(encoding="utf-8")
    monkeypatch.setattr(make_costs_and_usage, "CASE", tmp_path)
    make_costs_and_usage.main()
    for name in ("costs.csv", "usage.csv"):
        assert (tmp_path / name).read_text(encoding="utf-8") == (CASE / name).read_text(encoding="utf-8")


def test_the_log_is_large_complete_and_in_order() -> None:
    """Are there more than 620 requests of six services, each with an id of its own, in the order of receipt?"""
    assert len(log()) > 620 and len({e.id for e in log()}) == len(log())
    assert sorted({e.service for e in log()}) == list(LOGGED)
    assert [e.received for e in log()] == sorted(e.received for e in log())
    assert log()[0].received >= FIRST and log()[-1].received < LOG_ENDS


def in_order(one: Logged) -> bool:
    """Is a delivery after its receipt, inside working time and inside the log?"""
    done = one.delivered
    if done is None:
        return True
    return one.received < done <= LOG_ENDS and is_open(done.date()) and dt.time(9) <= done.time() <= dt.time(17)


def test_moments_follow_each_other() -> None:
    """Is anything delivered before it was received, at night, or after the log ends; does a pause leave its request?"""
    assert [e.id for e in log() if not in_order(e)] == []
    for e in log():
        for start, end, reason in e.pauses:
            assert e.received <= start < end <= (e.delivered or LOG_ENDS), e.id
            assert reason in ("customer", "supplier", "approval")


def test_nothing_is_said_of_what_was_not_delivered() -> None:
    """Do open and cancelled requests have no rating, and delivered ones a word on acceptance?"""
    for e in log():
        if e.delivered:
            assert e.accepted in ("yes", "no") and not e.cancelled
        else:
            assert (e.accepted, e.satisfaction, e.exception) == ("", None, "")


def test_requests_come_from_users_at_a_level_that_is_offered() -> None:
    """Does each request fit the service's row: its users, its levels, its exceptions?"""
    for e in log():
        row = services()[e.service]
        assert e.customer in listed(row["users"]) and e.level in listed(row["levels"])
        assert e.exception in ("", row["sla_exceptions"])


def test_the_log_holds_every_kind_of_fate() -> None:
    """Are there open, overdue, cancelled and excepted requests to practise on?"""
    assert Counter(e.result for e in log()) == {"met": 601, "missed": 53, "open": 9, "cancelled": 8, "exception": 3}
    assert [e.service for e in log() if e.result == "missed" and not e.delivered] == ["SVC-011"]


def test_some_requests_arrive_when_nobody_is_there() -> None:
    """Are there requests at night, at weekends, at the moment of closing, and on both weekends when the clocks change?"""
    outside = [e for e in log() if not is_open(e.received.date()) or not dt.time(9) <= e.received.time() < dt.time(17)]
    assert len(outside) > 60
    received = {e.received for e in log()}
    assert dt.datetime(2025, 9, 5, 17) in received and dt.datetime(2025, 9, 29, 9) in received
    for day in ("2025-10-25", "2025-10-26", "2026-03-28", "2026-03-29"):
        assert any(f"{moment:%Y-%m-%d}" == day for moment in received), day


def test_some_pauses_overlap_and_some_run_overnight() -> None:
    """Does the log need the merging of pauses, and working time inside a pause?"""
    twice = [e for e in log() if sum(reason == "customer" for *_, reason in e.pauses) == 2]
    assert any(one[1] > two[0] for e in twice for one, two in [[p for p in e.pauses if p[2] == "customer"]])
    assert any(start.date() < end.date() for e in log() for start, end, _ in e.pauses)


def test_the_year_has_seasons() -> None:
    """Is August the low point and the year end the peak?"""
    months = Counter(f"{e.received:%Y-%m}" for e in log())
    assert tuple(sorted(months)) == MONTHS
    assert min(months, key=months.__getitem__) == "2025-08" and months["2025-08"] < 30
    assert {month for month, _ in months.most_common(2)} == {"2025-11", "2025-12"}
    assert f"{months['2025-11'] + months['2025-12']} requests in two months" in STORY


@pytest.mark.parametrize("code", LOGGED)
@pytest.mark.parametrize("period", QUARTERS)
def test_the_library_finds_the_same_figures(code: str, period: str) -> None:
    """Do two ways of reckoning agree: the library's and the plain clock of these tests?"""
    report, mine = reported(code, period), part(code, period)
    met, csat, answered, right = (result.value for result in report.results)
    assert report.problems == () and report.received == len(mine)
    assert met == pytest.approx(attainment(mine)) and csat == pytest.approx(satisfied(mine))
    assert answered == pytest.approx(response(mine)) and right == pytest.approx(figures.first_time_right(mine))
    assert {case.id for case in report.near_misses} == {e.id for e in mine if e.near}


@pytest.mark.parametrize("code", LOGGED)
def test_the_textbook_calendar_gives_the_same_attainment(code: str) -> None:
    """May an exercise use CAL-STD of the course book, which knows four holidays only?"""
    assert set(named_calendars()["CAL-STD"].holidays) == TEXTBOOK < HOLIDAYS
    for period in QUARTERS:
        long, short = (reported(code, period, calendar) for calendar in (CALENDAR, named_calendars()["CAL-STD"]))
        assert long.results[0].counts == short.results[0].counts
        assert [case.id for case in long.near_misses] == [case.id for case in short.near_misses]


def test_the_story_counts_the_log() -> None:
    """Are the totals of the story those of the log, and do about half of the customers answer?"""
    assert f"closes with {len(log())} requests. Nine are open and not yet due, one is overdue." in STORY
    assert 0.46 < response(log()) < 0.56


def test_the_expert_was_missed() -> None:
    """Do the health checks go down while the expert is away, and up when she is back, as told?"""
    first, second, third, fourth = (attainment(part("SVC-002", period)) for period in QUARTERS)
    assert third < 0.6 < fourth < 0.9
    assert f"In the first quarter of 2026 attainment was {per_cent(third)}, " \
           f"after {first * 100:.0f} and {per_cent(second)}" in STORY
    assert f"In the second quarter it was {fourth * 100:.0f}." in STORY
    away = [e for e in part("SVC-002") if dt.datetime(2026, 1, 5) <= e.received <= dt.datetime(2026, 3, 20, 17)]
    assert (len(away), sum(e.result == "missed" for e in away)) == (13, 6)
    assert "Thirteen checks were asked for in that time and six came late." in STORY
    assert satisfied(away) < 0.4 < 0.6 < satisfied(part("SVC-002", "2026-Q2"))


def test_finance_takes_thirty_hours() -> None:
    """How long does a health check wait for cost figures? (A part of the first role play.)"""
    waits = [worktime(start, end) / 60 for e in part("SVC-002") for start, end, reason in e.pauses if reason == "supplier"]
    assert len(waits) > 50 and 29 <= mean(waits) <= 31
    assert "A check waits 30 working hours on average" in STORY


def test_the_green_service_is_a_watermelon() -> None:
    """Is the intake the best by attainment and the worst by satisfaction?"""
    year = {code: part(code) for code in LOGGED}
    assert max(year, key=lambda code: attainment(year[code])) == min(year, key=lambda code: satisfied(year[code])) == "SVC-006"
    assert f"In the year, {attainment(year['SVC-006']) * 100:.1f} per cent were answered in time" in STORY
    assert f"Of those who rated it, {per_cent(satisfied(year['SVC-006']))} were satisfied." in STORY


def test_near_misses_cluster_in_one_quarter() -> None:
    """Does planning help look the same in each quarter, but for its near misses?"""
    quarters = {period: part("SVC-003", period) for period in QUARTERS}
    assert all(0.9 <= attainment(found) < 0.93 for found in quarters.values())
    near = {period: sum(e.near for e in found) for period, found in quarters.items()}
    assert near["2026-Q1"] == 14 and max(count for period, count in near.items() if period != "2026-Q1") <= 3
    met = sum(e.result == "met" for e in quarters["2026-Q1"])
    assert f"attainment was {attainment(quarters['2026-Q1']) * 100:.0f} per cent, as ever." in STORY
    assert f"14 of the {met} sessions that were in time" in STORY


def test_coaching_grows() -> None:
    """Does demand rise in each quarter, and what does the office come to with it?"""
    counts = [len(part("SVC-004", period)) for period in QUARTERS]
    assert counts == sorted(counts)
    assert f"{counts[0]} people asked for it in the third quarter of 2025 and {counts[-1]} in the second of 2026" in STORY
    assert f"Of those who rated it, {per_cent(satisfied(part('SVC-004')))} were satisfied." in STORY
    hours = mean(int(row["hours"]) for row in rows("costs.csv") if row["service"] == "SVC-004" and row["month"] >= "2026-04")
    assert f"planned at 48 hours a month, took {hours:.0f} in the second quarter" in STORY
    lifted = figures.promised("PMO-01") + (hours - 48) * figures.RESERVE / figures.capacity()["PMO-01"]
    assert f"Counted at that level, the office is at {per_cent(lifted)}." in STORY


def test_one_pmo_has_promised_too_much() -> None:
    """Is it the Food PMO alone, by the library's rule and as told?"""
    loads = {load.pmo: load for load in maps.loads(maps.index(topology()))}
    assert [pmo for pmo, load in loads.items() if not load.fits] == ["PMO-03"]
    for pmo, load in loads.items():
        assert load.committed == pytest.approx(figures.promised(pmo))
    assert f"promised {loads['PMO-03'].hours:.0f} hours a month; with the reserve of 15 per cent that makes " \
           f"{per_cent(figures.promised('PMO-03'))}" in STORY
    assert f"The Enterprise PMO stands at {per_cent(figures.promised('PMO-01'))} by plan." in STORY
    busy = {period: figures.worked("PMO-03", MONTHS[3 * place:3 * place + 3]) for place, period in enumerate(QUARTERS)}
    assert max(busy, key=busy.__getitem__) == "2026-Q1" and busy["2026-Q1"] > figures.capacity()["PMO-03"]


def test_the_dossier_loses_its_readers() -> None:
    """Does usage fall to the four readers of the third role play, and what did the year cost?"""
    used = [int(row["users_used"]) for row in rows("usage.csv") if row["service"] == "SVC-009"]
    assert (used[0], used[-1]) == (11, 4) and used[6:] == sorted(used[6:], reverse=True)
    assert {row["users_could"] for row in rows("usage.csv") if row["service"] == "SVC-009"} == {"24"}
    cost = sum(int(row["hours"]) * int(row["hourly_rate"]) for row in rows("costs.csv") if row["service"] == "SVC-009")
    assert f"Over the year it cost {cost:,} francs." in STORY
    assert "for 24 people on a list. In July 2025 eleven opened it, in June 2026 four." in STORY


def test_the_form_is_filed_less_and_less() -> None:
    """Is the decline of Form 7 as told?"""
    used = {row["month"]: row["users_used"] for row in rows("usage.csv") if row["service"] == "SVC-010"}
    could = sum(int(row["size"]) for row in rows("customers.csv") if row["group"] in ("CG-03", "CG-04"))
    assert f"In July 2025, {used['2025-07']} of the {could} project managers filed it on time, " \
           f"in June 2026 it was {used['2026-06']}." in STORY


def test_five_reports_show_one_picture() -> None:
    """Do five services bring the same outcome, and for how many hours?"""
    hours = [int(row["hours_per_month"]) for row in services().values() if row["outcome"] == "OUT-01"]
    assert len(hours) == 5 and f"They take {sum(hours)} hours a month by plan." in STORY


def test_the_story_knows_its_pmos() -> None:
    """Does the table of the story agree with the file, and do the sums?"""
    pmos = rows("pmos.csv")
    for row in pmos:
        name = row["name"] + (" (temporary)" if row["permanence"] == "temporary" else "")
        assert re.search(rf"\| {re.escape(name)} \| {row['manager']}[^|]* \| {row['headcount']} \| "
                         rf"{row['capacity_hours_per_month']} \|", STORY), name
    people, live = sum(int(row["headcount"]) for row in pmos), sum(row["state"] == "live" for row in services().values())
    assert f"Together they have {people} people, and {live} services are live; one more is in design." in STORY
    projects = {row["group"]: int(row["projects"]) for row in rows("customers.csv") if row["projects"]}
    assert f"runs {sum(projects.values())} projects and workstreams: {projects['CG-03']} in Health, " \
           f"{projects['CG-04']} in Food, {projects['CG-07']} in the Cold Lab and {projects['CG-06']} in One Core" in STORY


def test_people_of_the_files_occur_in_the_story() -> None:
    """Is everybody who manages, owns or speaks introduced?"""
    named = {row["manager"] for row in rows("pmos.csv")} | {row["owner"] for row in services().values()}
    named |= {row["spokesperson"] for row in rows("customers.csv")} | {row["chair"] for row in rows("bodies.csv")}
    assert [name for name in sorted(named) if name not in STORY] == []
    assert "all persons in this story are invented" in STORY


def test_the_map_has_two_errors_and_the_planted_warnings() -> None:
    """What do the twelve checks find?"""
    assert maps.problems(topology()) == ()
    found = [(finding.check, finding.nodes) for finding in maps.findings(maps.index(topology()))]
    assert ("V5", ("PMO-03",)) in found and ("V6", ("SVC-011", "SUP-03")) in found
    assert ("V10", ("PMO-02", "CG-03")) in found and ("V11", ("PMO-04", "SVC-014")) in found
    assert Counter(check for check, _ in found) == {"V5": 1, "V6": 1, "V7": 2, "V8": 4, "V9": 8, "V10": 1, "V11": 1}
    assert {nodes[0] for check, nodes in found if check == "V8"} == {"CG-01", "CG-02", "CG-03", "CG-04"}


def test_services_agree_with_the_course() -> None:
    """Are services of the catalogue of 26, known categories and levels, and do their hours multiply?"""
    for row in services().values():
        assert row["catalogue_id"] in course_catalogue().ids and re.fullmatch(r"CAT[1-6]", row["category"]), row["id"]
        assert set(listed(row["levels"])) <= {"L1", "L2", "L3", "L4"}
        assert int(row["hours_per_unit"]) * int(row["workload_limit_per_month"]) == int(row["hours_per_month"]), row["id"]
        assert bool(row["obligation_rule"]) == (row["obligation"] == "conditional")
        assert bool(row["governed_by"]) or row["obligation"] == "optional"


def test_the_sample_entries_of_the_course_kept_their_values() -> None:
    """Are the seven entries that the course shows elsewhere the same here?"""
    for sample in samples():
        row = services()[sample.id]
        assert sample.obligation and row["obligation"] == sample.obligation.value
        assert (row["name"], row["category"]) == (sample.name, sample.category)
        assert listed(row["levels"]) == sample.levels and float(row["hours_per_unit"]) == sample.hours_per_unit
        share, hours = float(row["sla_target_share"] or 0), row["sla_target_hours"]
        if "working hours" in (said := " ".join(promise.text for promise in sample.targets)):
            assert f"{hours} working hours" in said and f"{share * 100:.0f} per cent" in said, sample.id


def test_the_catalogue_entries_are_complete() -> None:
    """Do the texts and the rows together fill all fields of an entry that are required?"""
    texts = tomllib.loads((CASE / "catalogue.toml").read_text(encoding="utf-8"))
    assert tuple(sorted(texts)) == LOGGED
    for code, found in texts.items():
        assert missing(entry(code, found)) == (), code


def test_every_reference_has_its_target() -> None:
    """Does each id that a file names stand in the file it belongs to?"""
    outcomes = {row["id"] for row in rows("outcomes.csv")}
    groups = {row["group"] for row in rows("customers.csv")}
    assert {row["outcome"] for row in services().values()} <= outcomes
    assert {one for row in rows("customers.csv") for one in listed(row["needed_outcomes"])} <= outcomes
    used = {(group, row["id"]) for row in services().values() if row["state"] == "live" for group in listed(row["users"])}
    assert used == {(row["customer"], row["service"]) for row in rows("consumes.csv")}
    answering = {row["service"]: row["pmo"] for row in rows("provides.csv") if row["part"] == "P"}
    assert answering == {code: row["provider_pmo"] for code, row in services().items()}
    assert {row["customer"] for row in rows("concepts.csv")} <= groups


def test_weights_add_up() -> None:
    """Do group weights, role weights and shares of delivery add to one, exactly?"""
    assert sum(Fraction(row["weight"]) for row in rows("customers.csv")) == 1
    for row in rows("roles.csv"):
        assert sum(Fraction(row[name]) for name in ("serving", "controlling", "partnering")) == 1, row
    shares: Counter[str] = Counter()
    for row in rows("provides.csv"):
        shares[row["service"]] += Fraction(row["share"])  # type: ignore[assignment]
    assert set(shares.values()) == {1}


def test_each_group_rates_each_benefit() -> None:
    """Are there 7 x 20 priorities from 0 to 10, and figures that the adaptation of services accepts?"""
    found = {(row["group"], row["benefit"]): int(row["priority"]) for row in rows("expectations.csv")}
    assert set(found) == {(row["group"], benefit) for row in rows("customers.csv") for benefit in benefits().names()}
    assert min(found.values()) >= 0 and max(found.values()) == 10
    for row in rows("customers.csv"):
        CustomerCase(row["name"], row["kind"], int(row["capability"]), int(row["risk"]), int(row["appetite"]))


def test_usage_and_costs_cover_the_year() -> None:
    """Is there a row for each live service and month, with no more users than there could be, and the log's volumes?"""
    live = {code for code, row in services().items() if row["state"] == "live"}
    usage = rows("usage.csv")
    assert {(row["service"], row["month"]) for row in usage} == {(code, month) for code in live for month in MONTHS}
    assert {(row["service"], row["month"]) for row in rows("costs.csv")} == {(c, month) for c in services() for month in MONTHS}
    for row in usage:
        assert 0 < int(row["users_used"]) <= int(row["users_could"]), row
        if row["service"] in LOGGED:
            assert int(row["volume"]) == make_costs_and_usage.received(row["service"], row["month"]) >= int(row["users_used"])


def test_there_is_something_to_refuse_among_the_concepts() -> None:
    """Are there twelve concepts, more than capacity allows, some of which fail a must of gate G1?"""
    concepts = rows("concepts.csv")
    assert len(concepts) == 12
    for row in concepts:
        assert int(row["volume_per_month"]) * int(row["hours_per_unit"]) == int(row["hours_per_month"]), row["id"]
    asked: Counter[str] = Counter()
    for row in concepts:
        asked[row["proposing_pmo"]] += int(row["hours_per_month"])
    free = {load.pmo: load.free for load in maps.loads(maps.index(topology()))}
    assert all(asked[pmo] > (free[pmo] or 0) for pmo in ("PMO-01", "PMO-02", "PMO-03", "PMO-05"))
    assert sum(not row["owner"] for row in concepts) == 2 and sum(row["asked_by"] == "Nobody yet" for row in concepts) == 1


def test_cards_and_quotes_belong_to_the_case() -> None:
    """Do evidence and quotes name PMOs, groups and services that exist, and agree with what the story tells?"""
    assert {row["pmo"] for row in rows("evidence.csv")} <= set(figures.capacity())
    quotes = rows("quotes.csv")
    assert {row["customer"] for row in quotes} == {row["group"] for row in rows("customers.csv")}
    assert {row["service"] for row in quotes} <= {"", *services()}
    hands = [int(row["users_used"]) for row in rows("usage.csv") if row["service"] == "SVC-018"]
    seen = " ".join(row["seen"] for row in rows("evidence.csv"))
    assert round(mean(hands)) == 19 and "About nineteen project managers a month" in seen
    assert "Nineteen keep a spreadsheet of their own" in STORY


def test_the_exam_does_not_use_the_case() -> None:
    """Does no item name the case company or its people, so that knowing the case gives no answer away?"""
    bank = " ".join(path.read_text(encoding="utf-8") for path in (CASE.parents[1] / "exam" / "bank").rglob("*.toml"))
    people = {row["spokesperson"] for row in rows("customers.csv")} | {row["owner"] for row in services().values()}
    assert [word for word in sorted({"Lauterwyl", *people}) if word in bank] == []


def test_the_readme_names_every_file() -> None:
    """Is each file of the case described, and no other?"""
    text = (CASE / "README.md").read_text(encoding="utf-8")
    there = {path.name for path in CASE.iterdir() if path.suffix in (".csv", ".toml")} | {"story.md"}
    assert set(re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)) == there
    for name in sorted(name for name in there if name.endswith(".csv")):
        assert [column for column in rows(name)[0] if f"`{column}`" not in text] == [], name


def test_the_plain_clock_knows_the_textbook_vectors() -> None:
    """Is the clock that checks the library right by itself?"""
    start, end = dt.datetime(2025, 9, 1, 9), dt.datetime(2025, 9, 2, 12)
    pause = (dt.datetime(2025, 9, 1, 16), dt.datetime(2025, 9, 2, 10), "customer")
    assert turnaround(start, end, [pause]) == 540 and turnaround(start, end, [(*pause[:2], "supplier")]) == 660
    assert after(dt.datetime(2025, 9, 1, 15), 480) == dt.datetime(2025, 9, 2, 15)
    assert after(start, 480) == dt.datetime(2025, 9, 1, 17)
    assert after(dt.datetime(2025, 9, 6, 11), 240) == dt.datetime(2025, 9, 8, 13)
    assert worktime(dt.datetime(2025, 4, 30, 16), dt.datetime(2025, 5, 2, 10)) == 120
