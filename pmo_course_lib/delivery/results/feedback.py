"""Personal feedback on one page, by topic: no item content, no key (assessment standard, 7.1)."""

from __future__ import annotations

from html import escape
from pathlib import Path

from pmo_course_lib.assessment.scoring import Result
from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.report import Report
from pmo_course_lib.storage import write_atomic

HERE = Path(__file__).parent


def write_feedback(cohort: Cohort, report: Report) -> list[Path]:
    """One page for each person whose hand-in counts, in ``feedback-pages/``; returns the files."""
    folder = cohort.folder / "feedback-pages"
    folder.mkdir(exist_ok=True)
    pages = [(folder / f"{row.candidate}.html", _page(cohort, row.name, row.result)) for row in report.rows if row.result]
    for path, text in pages:
        write_atomic(path, text)
    return [path for path, _ in pages]


def _page(cohort: Cohort, name: str, result: Result) -> str:
    mark = cohort.key.pass_mark
    words = {
        "title": escape(cohort.form.title), "name": escape(name), "class": escape(cohort.name),
        "verdict": "Passed" if result.passed else "Not passed", "kind": "passed" if result.passed else "failed",
        "score": f"{result.raw} of {result.maximum} ({result.percent:.0f} %)", "mark": f"{mark.raw} of {result.maximum}",
        "distance": _distance(result, mark.raw), "provisional": _provisional(mark.method),
        "standing": "" if cohort.final else "<p class=note>This result is preliminary: the key is still being checked.</p>",
        "blank": _blank(result.blank), "areas": "".join(_areas(cohort, result)),
    }
    text = (HERE / "feedback.html").read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(f"<!--{word}-->", value)
    return text


def _distance(result: Result, mark: int) -> str:
    missing = mark - result.raw
    if result.passed:
        return ""
    return f"<p>{missing} more right {'answer' if missing == 1 else 'answers'} would have reached the pass mark.</p>"


def _provisional(method: str) -> str:
    if method != "provisional":
        return ""
    return "<p class=note>The pass mark is provisional: it has not yet been set by a pass-mark study.</p>"


def _blank(blank: int) -> str:
    return f"<p>{blank} {'question was' if blank == 1 else 'questions were'} left unanswered.</p>" if blank else ""


def _areas(cohort: Cohort, result: Result) -> list[str]:
    titles = {area.id: area.title for area in cohort.key.areas}
    return [f"<tr><th scope=row>{escape(titles[score.area])}</th><td>{score.right} of {score.items}</td>"
            f'<td><meter min=0 max={score.items} value={score.right} aria-hidden=true></meter></td></tr>'
            for score in result.areas]
