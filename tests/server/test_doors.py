"""What a candidate can reach on the class server, by page, REST and raw websocket."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import websocket

from tests.classroom import Classroom, classroom, wait_for

pytestmark = pytest.mark.xdist_group("doors")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    with classroom(tmp_path_factory.mktemp("doors")) as served:
        yield served


@pytest.fixture(scope="module")
def anna(room: Classroom) -> tuple[str, str]:
    """Anna's exam page and the id of her kernel."""
    status, page = room.get("/exam", room.token("anna"))
    assert status == 200
    found = re.search(r'"kernelId": "([0-9a-f-]{36})"', page)
    assert found, page[:500]
    return page, found.group(1)


def channel(room: Classroom, kernel: str, token: str) -> websocket.WebSocket:
    return websocket.create_connection(f"ws://127.0.0.1:{room.port}/api/kernels/{kernel}/channels", timeout=20,
                                       cookie=f"pmo-course={token}", origin=room.address)


def message(kind: str, content: dict[str, Any], where: str = "shell") -> str:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "x", "session": uuid.uuid4().hex,
              "date": "2026-01-01T00:00:00Z", "version": "5.3"}
    return json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": where,
                       "buffers": []})


@pytest.mark.parametrize("path", ["/", "/exam", "/book", "/console", "/console/state", "/console/links", "/console.js"])
def test_nobody_gets_in_without_a_link(room: Classroom, path: str) -> None:
    """Does every page ask for a link, and does a wrong cookie count as none?"""
    assert room.get(path)[0] == 403
    assert room.get(path, "wrong")[0] == 403


@pytest.mark.parametrize("path", ["/console", "/console/state", "/console/links"])
def test_a_candidate_is_no_moderator(room: Classroom, path: str) -> None:
    """Does a candidate's link stay out of the console?"""
    assert room.get(path, room.token("anna"))[0] == 403
    assert room.get(path, Cookie=f"pmo-course-moderator={room.token('anna')}")[0] == 403


@pytest.mark.parametrize("path", [
    "/api/kernels", "/api/contents", "/api/sessions", "/api/terminals", "/api/kernelspecs", "/api/status", "/tree", "/lab",
    "/voila/tree", "/voila/tree/", "/voila/render/exam.ipynb", "/voila/files/exam.ipynb", "/voila/files/../people.json",
    "/voila/api/contents", "/files/key.json", "/key.json", "/people.json", "/exam.ipynb", "/login", "/formgrader",
    "/voila/static/../../key.json", "/voila/static/%2e%2e/%2e%2e/%2e%2e/pyvenv.cfg", "/voila/static//etc/passwd",
    "/voila/labextensions/../../../pyvenv.cfg", "/voila/templates/pmo/../../../../../pyvenv.cfg",
    "/voila/templates/pmo/index.html.j2", "/voila/api/shutdown/" + "0" * 8 + "-0000-0000-0000-" + "0" * 12,
])
def test_nothing_else_is_served(room: Classroom, path: str) -> None:
    """Is there no file, listing, source or other person's kernel behind any other address?"""
    status, text = room.get(path, room.token("anna"))
    assert status in (403, 404, 405)
    assert "moderator_token" not in text and "root:" not in text and "home =" not in text


def test_another_persons_kernel_is_out_of_reach(room: Classroom, anna: tuple[str, str]) -> None:
    """Does Anna's kernel answer Anna alone, even to somebody who knows its id?"""
    path = f"/api/kernels/{anna[1]}"
    assert room.get(path, room.token("anna"))[0] == 200
    assert room.get(path, room.token("ben"))[0] == 404
    assert room.get(path)[0] == 404
    for token in (room.token("ben"), "", "wrong"):
        with pytest.raises(websocket.WebSocketBadStatusException):
            channel(room, anna[1], token)


def test_a_foreign_site_cannot_connect(room: Classroom, anna: tuple[str, str]) -> None:
    """Is a websocket from another site's page refused, even with the cookie?"""
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(f"ws://127.0.0.1:{room.port}/api/kernels/{anna[1]}/channels", timeout=20,
                                    cookie=f"pmo-course={room.token('anna')}", origin="http://elsewhere.example")


def test_a_raw_websocket_runs_no_code(room: Classroom, anna: tuple[str, str], tmp_path: Path) -> None:
    """Are requests to run, complete, inspect or debug dropped, while the connection itself works?"""
    proof = tmp_path / "proof"
    code = f"open({str(proof)!r}, 'w').write('ran')"
    with_code = [("execute_request", {"code": code, "silent": False}), ("complete_request", {"code": "op", "cursor_pos": 2}),
                 ("inspect_request", {"code": "open", "cursor_pos": 2, "detail_level": 1}),
                 ("history_request", {"hist_access_type": "tail", "n": 10}), ("input_reply", {"value": code})]
    socket = channel(room, anna[1], room.token("anna"))
    for where in ("shell", "control"):
        for kind, content in with_code:
            socket.send(message(kind, content, where))
        socket.send(message("debug_request", {"type": "request", "seq": 1, "command": "evaluate",
                                              "arguments": {"expression": code}}, where))
    socket.send(message("kernel_info_request", {}))
    kinds: set[str] = set()
    wait_for(lambda: kinds.add(json.loads(socket.recv())["header"]["msg_type"]) or "kernel_info_reply" in kinds,
             "the reply to the last request")
    assert not kinds & {"execute_reply", "execute_result", "complete_reply", "inspect_reply", "history_reply",
                        "debug_reply", "execute_input"}
    assert not proof.exists()
    socket.close()


def test_a_page_cannot_make_widgets_in_the_kernel(room: Classroom, anna: tuple[str, str]) -> None:
    """Is a crafted message that would create a widget of any class answered by closing the channel?"""
    socket = channel(room, anna[1], room.token("anna"))
    name = uuid.uuid4().hex
    state = {"_model_module": "@jupyter-widgets/controls", "_model_module_version": "2.0.0", "_model_name": "HTMLModel",
             "_view_module": "@jupyter-widgets/controls", "_view_module_version": "2.0.0", "_view_name": "HTMLView"}
    socket.send(message("comm_open", {"comm_id": name, "target_name": "jupyter.widget", "data": {"state": state}}))
    answers: list[dict[str, Any]] = []
    wait_for(lambda: answers.append(json.loads(socket.recv())) or answers[-1]["header"]["msg_type"] == "comm_close",
             "the kernel's refusal")
    assert answers[-1]["content"]["comm_id"] == name
    socket.close()


def test_the_page_holds_no_source_and_no_question(room: Classroom, anna: tuple[str, str]) -> None:
    """Does the HTML hold neither code nor anything of the form before the clock has started?"""
    page = anna[0]
    assert "exam_app" not in page
    assert not [item.id for item in room.cohort.form.items if item.id in page or item.stem[:40] in page]


def test_headers_forbid_other_sites(room: Classroom) -> None:
    """Do the pages carry a policy that keeps every request on this server?"""
    import urllib.request

    with urllib.request.urlopen(urllib.request.Request(room.address + "/book", headers={
            "Cookie": f"pmo-course={room.token('anna')}"})) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "http" not in policy


def test_names_are_inert(room: Classroom) -> None:
    """Is a name with markup shown as text?"""
    page = room.get("/", room.token("ben"))[1]
    assert "&lt;b&gt;Okoro&lt;/b&gt;" in page and "<b>Okoro" not in page
