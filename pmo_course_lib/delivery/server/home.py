"""A person's start page: the two days as cards, what comes next, how far the person and the team are."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from pmo_course_lib.delivery.course.progress import AnyCard, ExamCard, TeamCard
from pmo_course_lib.delivery.course.run_sheet import Slot, clock
from pmo_course_lib.delivery.server.pages import page

#: By a card's name the number of its day and its slot in the timetable.
Plan = Mapping[str, tuple[int, Slot]]


def home_page(name: str, cards: tuple[AnyCard, ...], plan: Plan) -> str:
    """A person's start page: what comes next first said, the cards of each day in their order, book and feedback.

    A card that ``plan`` does not name stands under the last day.
    """
    ahead = next((card for card in cards if card.open and isinstance(card, ExamCard)), None) or next(
        (card for card in cards if card.open), None)
    where = f'<p class="told">Next: <a href="{_address(ahead)}">{escape(ahead.title)}</a></p>' if ahead else ""
    last = max((day for day, _ in plan.values()), default=1)
    days: dict[int, list[str]] = {}
    for card in cards:
        day, slot = plan.get(card.name, (last, None))
        days.setdefault(day, []).append(_card(card, slot, card is ahead))
    return page("PMO course", f"""<h1>Welcome, {escape(name)}</h1>
<p>This page is yours alone. Not {escape(name)}? Tell the instructor before you open anything.</p>{where}
{"".join(f'<h2>Day {day}</h2><ul class="cards">{"".join(days[day])}</ul>' for day in sorted(days))}
<h2>At any time</h2>
<ul class="cards">
<li><a href="/book" target="_blank" rel="noopener"><strong>Course book</strong>The open book: all modules, to read and to search.</a></li>
<li><a href="/feedback" target="_blank" rel="noopener"><strong>Feedback</strong>What the rules and your instructor found in the work of your team, once it is released.</a></li>
</ul>""")


def _address(card: AnyCard) -> str:
    return "/exam" if isinstance(card, ExamCard) else f"/m/{card.name}"


def _card(card: AnyCard, slot: Slot | None, ahead: bool) -> str:
    when = f"{clock(slot.start)}, {slot.minutes} minutes" if slot else ""
    kind = "team" if isinstance(card, TeamCard) else "exam" if isinstance(card, ExamCard) else "module"
    mark = ' aria-current="step"' if ahead else ""
    return (f'<li class="{kind}"><a href="{_address(card)}"{mark}><span class="when">{when}</span>'
            f'<strong>{escape(card.title)}</strong>{_state(card)}</a></li>')


def _state(card: AnyCard) -> str:
    if isinstance(card, ExamCard):
        return f'<span class="state">{escape(card.state)}</span>'
    if isinstance(card, TeamCard):
        who = f"Your team: {escape(card.team)}." if card.team else "You work alone."
        return f'{who}<span class="state">{escape(card.state)}</span>'
    return (f'<progress value="{card.done}" max="{card.parts}" aria-hidden="true"></progress>'
            f'<span class="state">{card.done} of {card.parts} parts decided</span>') if card.parts else ""
