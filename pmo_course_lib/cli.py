"""The command line: ``pmo-course``. Each command imports only what it needs, so that help appears at once."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pmo_course_lib.delivery.cohort import Cohort
    from pmo_course_lib.delivery.grading.report import Report
    from pmo_course_lib.delivery.results.teams import TeamRow

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
                  help="Run the two-day course on PMO services: make a class, open it, grade the exam, report.")

Name = Annotated[str, typer.Argument(help="Name of the class: its folder is cohorts/NAME.", show_default=False)]
#: Exit codes: all went well; some rows need attention; could not run.
OK, ATTENTION, FAILED = 0, 1, 2


def main() -> None:
    """Entry point of the ``pmo-course`` command."""
    app()


def guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    """Print what went wrong as sentences, and end with exit code 2; a person never sees a traceback."""
    from pmo_course_lib.errors import CourseError

    @wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        try:
            return command(*args, **options)
        except CourseError as error:
            for problem in error.problems:
                typer.secho(problem, fg="red", err=True)
        except OSError as error:
            typer.secho(f"{error.filename or 'A file'}: {error.strerror}. Check the disk and the folder's permissions, "
                        "then run the command again.", fg="red", err=True)
        except KeyboardInterrupt:
            typer.secho("Stopped. Run the command again to go on; nothing is lost.", err=True)
        raise typer.Exit(FAILED)

    return run


def checkout() -> Path:
    """The folder that holds ``course/`` and ``exam/``."""
    from pmo_course_lib.errors import CourseError

    home = Path(__file__).resolve().parents[1]
    if not (home / "exam" / "blueprint.toml").is_file():
        raise CourseError("The folders course/ and exam/ were not found beside the library. Install it from its checkout: "
                          "pip install -e .")
    return home


def _cohort(name: str) -> Cohort:
    from pmo_course_lib.delivery.cohort import open_cohort

    return open_cohort(_folder(name))


def _folder(name: str) -> Path:
    """Where the class is; a name that leads elsewhere is refused."""
    from pmo_course_lib.delivery.roster import unsafe_name
    from pmo_course_lib.errors import CourseError

    if reason := unsafe_name(name):
        raise CourseError(f"Class name {name!a} {reason}. Use letters, digits, - and _ (at most 40).")
    return Path("cohorts") / name


@app.command()
@guarded
def new(name: Name, roster: Annotated[Path, typer.Option(help="CSV file: id,name,email,team,time_multiplier.")]) -> None:
    """Make a class from a roster: folder, exam form, personal links, gradebook."""
    from pmo_course_lib.delivery.create import create_cohort

    cohort = create_cohort(_folder(name), roster, checkout() / "exam")
    typer.echo(f"Class {name} with {len(cohort.people.persons)} candidates is ready in {cohort.folder}.")
    if unapproved := cohort.key.unapproved:
        typer.secho(f"{len(unapproved)} of {len(cohort.key.items)} exam questions have no approval by a person on record. "
                    "Have a PMO expert read them before the result counts towards a certificate (see CONTRIBUTING.md).",
                    fg="yellow")
    typer.echo(f"Next: pmo-course serve {name}")


@app.command()
@guarded
def serve(name: Name,
          lan: Annotated[bool, typer.Option("--lan", help="Let other computers in the room connect.")] = False,
          port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8866,
          tls_cert: Annotated[Path | None, typer.Option(help="Certificate file (PEM) for https.")] = None,
          tls_key: Annotated[Path | None, typer.Option(help="Key file (PEM) of the certificate.")] = None) -> None:
    """Open the class: one server, a personal link and QR code for each candidate, and the moderator's console."""
    from pmo_course_lib.delivery.server.start import start

    start(_cohort(name), checkout() / "course", lan, port, tls_cert, tls_key)


@app.command()
@guarded
def lab(name: Annotated[str | None, typer.Argument(help="Class whose gradebook and results to open.")] = None,
        candidate: Annotated[str, typer.Option(help="Open the exam page as this candidate, to try it.")] = "",
        browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True) -> None:
    """Open JupyterLab on the start page, for the instructor or for one person who learns alone."""
    from pmo_course_lib.lab.launch import launch

    sys.exit(launch(checkout(), _cohort(name) if name else None, candidate, browser))


@app.command()
@guarded
def grade(name: Name, as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False) -> None:
    """Score all that is handed in, into nbgrader's gradebook. Exit code 0: all graded, 1: some rows need attention."""
    cohort = _cohort(name)
    report, teams = _graded(cohort, quiet=as_json)
    if as_json:
        from pmo_course_lib.delivery.results.table import report_json
        from pmo_course_lib.delivery.results.teams import as_json as exercises

        typer.echo(json.dumps(report_json(cohort, report) | {"exercises": exercises(teams)}, ensure_ascii=False, indent=1))
    else:
        _print_report(cohort, report, teams)
    raise typer.Exit(_code(report, teams))


def _code(report: Report, teams: tuple[TeamRow, ...]) -> int:
    return ATTENTION if report.needs_attention or any(one.row.reason for one in teams) else OK


@app.command()
@guarded
def results(name: Name, pdf: Annotated[bool, typer.Option("--pdf", help="Print each feedback page to PDF too.")] = False) -> None:
    """Print the results and write results.csv, .xlsx, exercises.csv, a notebook, feedback pages for each person and team."""
    cohort = _cohort(name)
    report, teams = _graded(cohort, quiet=False)
    _write_results(cohort, report, teams, pdf)
    raise typer.Exit(_code(report, teams))


@app.command()
@guarded
def demo() -> None:
    """Make, grade and report a sample class of twelve in cohorts/demo."""
    from pmo_course_lib.delivery.demo import make_demo

    cohort = make_demo(Path("cohorts") / "demo", checkout() / "exam")
    _write_results(cohort, *_graded(cohort, quiet=False), pdf=False)
    typer.echo("\nThis is a sample class: the rows that need attention are there on purpose.")


@app.command()
@guarded
def sla(log: Annotated[Path, typer.Argument(help="CSV file of requests.", show_default=False)],
        sla: Annotated[Path, typer.Option(help="TOML file of the agreement (example: docs/sla-example.toml).",
                                          show_default=False)],
        as_of: Annotated[str, typer.Option(help="Date or time of the report, such as 2026-03-31. Default: now.")] = "") -> None:
    """Report how a log of requests (CSV) stands against an agreement. Exit code 0: fine, 1: some rows need attention.

    Columns: id and received are needed; service, customer, delivered, cancelled, exception, pauses, accepted_first_time and
    satisfaction as known. Times are written 2026-03-02 09:15, in the calendar's zone, or with an offset. Pauses are written
    customer 2026-03-02 10:00/2026-03-02 13:00, several parted by |, without an end while they last. Example:
    docs/requests-example.csv
    """
    from pmo_course_lib.delivery.sla import print_report, report_files

    report, unused = report_files(log, sla, as_of)
    print_report(report, unused)
    raise typer.Exit(ATTENTION if report.problems else OK)


@app.command("check-workbook")
@guarded
def check_workbook(file: Annotated[Path, typer.Argument(help="File of the workbook: NAME.workbook.json.",
                                                        show_default=False)]) -> None:
    """Say what is in a workbook and what it lacks. Exit code 0: complete, 1: something is missing, 2: no usable workbook."""
    from pmo_course_lib.workbook.review import contents, missing
    from pmo_course_lib.workbook.storage import read

    state = read(file)
    typer.echo(f"A valid workbook, revision {state.revision}. It holds:")
    for section, text in contents(state.workbook):
        typer.echo(f"  {section}: {text}")
    lacks = missing(state.workbook)
    typer.echo("Missing:" if lacks else "Nothing is missing.")
    for section, lines in groupby(lacks, lambda one: one[0]):
        typer.echo(f"  {section or 'Other sections'}")
        for _, text in lines:
            typer.echo(f"    {text}")
    raise typer.Exit(ATTENTION if lacks else OK)


Folder = Annotated[Path, typer.Option(help="Where the files go.", show_default=True)]


@app.command()
@guarded
def handout(out: Folder = Path("handout")) -> None:
    """Make the open book of all modules: course-book.html, and course-book.pdf where a browser can print it."""
    from pmo_course_lib.delivery.book import book_html
    from pmo_course_lib.delivery.printing import print_pdf

    page = _written(out / "course-book.html", book_html(checkout() / "course"))
    typer.echo(f"{page}\n{print_pdf(page)}")


@app.command("run-sheet")
@guarded
def run_sheet(out: Folder = Path("handout")) -> None:
    """Make the run sheet of the two days, to print: run-sheet.html. While the class runs, use the console's."""
    from pmo_course_lib.delivery.course.run_sheet import load_days
    from pmo_course_lib.delivery.course.sheet_page import sheet_tables
    from pmo_course_lib.delivery.server.pages import page

    days = sheet_tables(load_days(checkout() / "course"))
    typer.echo(_written(out / "run-sheet.html", page("Run sheet", f"<h1>Run sheet</h1>{days}")))


def _written(path: Path, text: str) -> Path:
    from pmo_course_lib.storage import write_atomic

    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, text)
    return path


@app.command()
@guarded
def playbook(file: Annotated[Path, typer.Argument(help="File of the workbook: NAME.workbook.json.", show_default=False)],
             out: Annotated[Path | None, typer.Option(help="Folder for the files; else beside the workbook.")] = None) -> None:
    """Make the PMO services playbook of a workbook: a document (.docx) and its tables (.xlsx)."""
    import datetime

    from pmo_course_lib.ui.modules.playbook_files import make, write
    from pmo_course_lib.workbook.storage import read

    made = make(read(file).workbook, datetime.date.today())
    for path in write(made, out or file.parent, file.name.removesuffix(".workbook.json").removesuffix(".json")):
        typer.echo(f"Written: {path}")


def _graded(cohort: Cohort, quiet: bool) -> tuple[Report, tuple[TeamRow, ...]]:
    """Collect what is due, then grade exam and exercises with a progress bar on the terminal."""
    from rich.progress import Progress

    from pmo_course_lib.delivery.collector import collect_all
    from pmo_course_lib.delivery.grading.batch import grade_cohort
    from pmo_course_lib.delivery.grading.exercises.batch import grade_exercises
    from pmo_course_lib.delivery.results.teams import team_rows

    collect_all(cohort)
    with Progress(transient=True, disable=quiet) as bar:
        task, teams = bar.add_task("Grading"), bar.add_task("Exercises")
        report = grade_cohort(cohort, lambda done, total: bar.update(task, completed=done, total=total))
        rows = grade_exercises(cohort, progress=lambda done, total: bar.update(teams, completed=done, total=total))
    return report, team_rows(cohort, rows)


def _write_results(cohort: Cohort, report: Report, teams: tuple[TeamRow, ...], pdf: bool) -> None:
    from pmo_course_lib.delivery.printing import print_pdf
    from pmo_course_lib.delivery.results.console import shown
    from pmo_course_lib.delivery.results.teams import write_teams
    from pmo_course_lib.delivery.results.write import write_results

    written = write_results(cohort, report)
    pages = [*written.feedback, *write_teams(cohort, teams)]
    _print_report(cohort, report, teams)
    tables = "results.xlsx, exercises.csv, exercises.xlsx" if teams else "results.xlsx"
    typer.echo(f"Written: {shown(written.csv)}, {tables}, results.ipynb and {len(pages)} pages in feedback-pages/")
    for page in pages if pdf else ():
        print_pdf(page)


def _print_report(cohort: Cohort, report: Report, teams: tuple[TeamRow, ...]) -> None:
    from pmo_course_lib.delivery.results.console import print_report
    from pmo_course_lib.delivery.results.teams import print_teams

    print_teams(cohort, teams)
    print_report(cohort, report)
