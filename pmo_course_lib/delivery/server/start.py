"""``pmo-course serve``: say what to give the class, then serve."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

from rich.console import Console

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.server.pages import links_page
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import write_atomic

PLAIN_HTTP = ("Plain http: anybody on this network who records the traffic can read answers and links. Use a network "
              "that you trust, such as the room's own, or give a certificate with --tls-cert and --tls-key.")


def start(cohort: Cohort, course: Path, lan: bool, port: int, cert: Path | None, key: Path | None) -> None:
    """Print addresses, write the page of links, and serve until Ctrl-C."""
    tls = _tls(cert, key)
    address = f"{'https' if tls else 'http'}://{own_address() if lan else '127.0.0.1'}:{port}"
    links = cohort.folder / "links.html"
    write_atomic(links, links_page(cohort.people, address, cohort.name), 0o600)
    _say(cohort, address, links, lan, tls is not None)
    from pmo_course_lib.delivery.server.app import run_server

    run_server(cohort, course, "" if lan else "127.0.0.1", port, address, tls)


def _say(cohort: Cohort, address: str, links: Path, lan: bool, safe: bool) -> None:
    console = Console(soft_wrap=True, highlight=False)
    console.print(f"[bold]Class {cohort.name}[/] at {address}")
    console.print(f"  Personal links to print:  {links}")
    console.print(f"  Moderator console:        {address}/moderator/{cohort.people.moderator_token}")
    if not lan:
        console.print("  Only this computer can connect. Add --lan to let the class in.")
    elif not safe:
        console.print(f"  [yellow]{PLAIN_HTTP}[/]")
    console.print("Open the exam from the console. Stop the server with Ctrl-C; answers are on the disk.")


def _tls(cert: Path | None, key: Path | None) -> ssl.SSLContext | None:
    if cert is None and key is None:
        return None
    if cert is None or key is None:
        raise CourseError("https needs both files: --tls-cert CERT.pem --tls-key KEY.pem.")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(cert, key)
    except (OSError, ssl.SSLError) as error:
        raise CourseError(f"Certificate {cert} with key {key} cannot be used ({error}). Give two PEM files that belong "
                          "together.") from None
    return context


def own_address() -> str:
    """This computer's address in the room's network. Nothing is sent: choosing a route needs no packet."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            raise CourseError("This computer is in no network. Connect it to the room's network, or leave out --lan.") from None
