"""E5 for the one who judges and for the class: the figures, the promise, both sides, the chain."""

from __future__ import annotations

from pmo_course_lib.domain.sla import Agreement
from pmo_course_lib.exercises.answers import number, text
from pmo_course_lib.exercises.checks.sla_lab import CHAIN, FITS, FOOLS, draft
from pmo_course_lib.ui.exercises.e5_chain import FOLLOWS, HEALTH_CHECK, RESERVE, links
from pmo_course_lib.ui.exercises.e5_figures import FIGURES
from pmo_course_lib.ui.exercises.e5_log import SERVICE
from pmo_course_lib.ui.exercises.judged import Slide, Work
from pmo_course_lib.ui.exercises.words import listed, opening, or_nothing, pages, plain, told, wrote
from pmo_course_lib.ui.modules.agreements import agreement, in_words
from pmo_course_lib.ui.view.blocks import Block, Table, Text
from pmo_course_lib.workbook.model import Workbook

Lines = tuple[tuple[str, str], ...]
_CLOCK = {True: "stops the clock", False: "does not stop it", None: ""}


def _agreed(workbook: Workbook) -> Agreement:
    """The draft that the rules look at; an empty one while there is none."""
    return draft(workbook) or agreement(workbook, SERVICE) or Agreement(service=SERVICE)


def _figures(workbook: Workbook) -> tuple[Block, ...]:
    stated = tuple((one.name, f"{plain(value)} {one.unit}") for one in FIGURES
                   if (value := number(workbook, one.key)) is not None)
    return (Table("The quarter as they counted it", ("Figure", "Stated"), stated, (1,)),) if stated else ()


def _promise(of: Agreement) -> Lines:
    limit = "" if of.workload_limit is None else f"{of.workload_limit} requests a month"
    return (("Promise", "; ".join(filter(None, map(in_words, of.targets)))), ("Calendar", of.calendar),
            ("Waiting for the customer", _CLOCK[of.pause_for_customer]), ("Exceptions", "; ".join(of.exceptions)),
            ("Workload limit", limit))


def _sides(of: Agreement) -> Lines:
    return (("Provider's duties", of.provider_duties), ("Customer's duties", of.customer_duties),
            ("Escalation", of.escalation), ("After a miss", of.credits_or_recovery))


def _chain(workbook: Workbook) -> Lines:
    laid = ", ".join(f"{one.round}. {one.name} {plain(one.hours)} h" for one in links(workbook))
    reserve = number(workbook, RESERVE)
    total, fits = number(workbook, CHAIN), text(workbook, FITS)
    promised = listed("services.csv", "id")[HEALTH_CHECK]["sla_target_hours"]
    return (("Steps as laid out", laid if reserve is None or not laid else f"{laid}; reserve {plain(reserve)} h"),
            ("Length stated", "" if total is None else f"{plain(total)} h"),
            (f"Carries the promise of {promised} h?", fits if fits in ("yes", "no") else ""),
            ("What follows", workbook.notes.get(FOLLOWS, "")))


def _fools(workbook: Workbook) -> Lines:
    return (("Which figure would fool a customer", workbook.notes.get(FOOLS, "")),)


def _judge_fools(workbook: Workbook) -> tuple[Block, ...]:
    return (wrote("Their answer", *_fools(workbook)), *or_nothing(*_figures(workbook)))


def _judge_promise(workbook: Workbook) -> tuple[Block, ...]:
    of = _agreed(workbook)
    return (wrote("The promise in the draft", ("What is delivered", of.description), *_promise(of),
                  ("After a miss", of.credits_or_recovery)),
            *or_nothing(*_figures(workbook)))


def _judge_duties(workbook: Workbook) -> tuple[Block, ...]:
    of = _agreed(workbook)
    contacts = "; ".join(filter(None, (of.provider_contact, of.customer_contact)))
    return (wrote("Both sides in the draft", *_sides(of), ("Contacts", contacts), ("Reviews", of.reviews)),)


def _judge_chain(workbook: Workbook) -> tuple[Block, ...]:
    return (Text("Listen in the talk for a way: with whom, which hours, and what is promised until then."),
            wrote("The chain of the health check", *_chain(workbook), *_fools(workbook)))


def _slides(workbook: Workbook) -> tuple[Slide, ...]:
    of = _agreed(workbook)
    return pages(opening("E5 SLA lab", "planning help for new projects, January to March 2026"),
                 ("The quarter in figures", _figures(workbook)), ("What we promise", told("Draft of the SLA", _promise(of))),
                 ("What both sides do", told("Draft of the SLA", _sides(of))),
                 ("Does the chain carry it?", told("Health check", _chain(workbook))),
                 ("The figure that fools", told("A customer who sees nothing else", _fools(workbook))))


WORK = Work({"fools": _judge_fools, "promise": _judge_promise, "duties": _judge_duties, "chain": _judge_chain}, _slides)
