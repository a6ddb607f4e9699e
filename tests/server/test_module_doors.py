"""What a participant can do to a module page and the own workbook with a raw websocket, odd headers and odd files."""

from __future__ import annotations

import json
import os
import re
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import websocket
from attrs import evolve

from pmo_course_lib.domain.catalogue import Entry
from pmo_course_lib.domain.lifecycle import PmoRecord, ServiceRecord
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.ui.view.static import all_still
from pmo_course_lib.workbook import storage
from pmo_course_lib.workbook.files import LIMIT
from pmo_course_lib.workbook.model import Organisation, Workbook
from pmo_course_lib.workbook.store import Store
from tests.classroom import Classroom, classroom

pytestmark = pytest.mark.xdist_group("module_doors")
V1 = "v1.kernel.websocket.jupyter.org"
ROSTER = """id,name,email,team,time_multiplier
anna,Anna Smith,,T1,
anna2,Anna Smith,,T1,
ben,Ben <b>Okoro</b>,,T1,1.25
eve,=1+1 [x](//e.example),,T2,
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    with classroom(tmp_path_factory.mktemp("module-doors"), opened=False, roster=ROSTER) as served:
        yield served


class Hand:
    """A person's page of a module, and a hand that writes to its kernel what it likes."""

    def __init__(self, room: Classroom, person: str, name: str = "00_welcome", **headers: str) -> None:
        self.room, self.person, self.count = room, person, 0
        status, self.html = room.get(f"/m/{name}", room.token(person), **headers)
        assert status == 200
        self.kernel = re.findall(r'"kernelId": "([0-9a-f-]{36})"', self.html)[0]
        self.view = re.findall(r'"model_id": ?"([0-9a-f]{32})"', self.html)[0]
        self.socket = self.connect()

    def connect(self, token: str | None = None, protocol: str = "") -> websocket.WebSocket:
        token = self.room.token(self.person) if token is None else token
        return websocket.create_connection(
            f"ws://127.0.0.1:{self.room.port}/api/kernels/{self.kernel}/channels", timeout=20, origin=self.room.address,
            cookie=f"pmo-course={token}", subprotocols=[protocol] if protocol else None)

    def ask(self, content: Any) -> dict[str, Any]:
        """The view's answer to a message of the page."""
        self.socket.send(custom(self.view, content))
        return self.listen()

    def listen(self) -> dict[str, Any]:
        """What the view says next."""
        while True:
            found = json.loads(self.socket.recv())
            if found["header"]["msg_type"] == "comm_msg" and found["content"]["data"].get("method") == "custom":
                said: dict[str, Any] = found["content"]["data"]["content"]
                return said

    def put(self, id: str, value: Any) -> dict[str, Any]:
        self.count += 1
        said = self.ask({"kind": "set", "page": "p", "n": self.count, "id": id, "value": value})
        while said.get("ack", said).get("n") != self.count:  # an answer to an earlier message, sent on after a new connection
            said = self.listen()
        return said

    def works(self) -> bool:
        """Does the page still save what is typed, over a connection of its own?"""
        self.socket.close()
        self.socket = self.connect()
        name = uuid.uuid4().hex
        said = self.put('["organisation", "name"]', name)
        return said["kind"] == "state" and name in self.file.read_text(encoding="utf-8")

    @property
    def file(self) -> Path:
        return self.room.cohort.workbook(self.person)


@pytest.fixture(scope="module")
def anna(room: Classroom) -> Hand:
    return Hand(room, "anna")


def parts(kind: str, content: Any) -> dict[str, Any]:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "x", "session": uuid.uuid4().hex,
              "date": "2026-01-01T00:00:00Z", "version": "5.3"}
    return {"header": header, "parent_header": {}, "metadata": {}, "content": content}


def message(kind: str, content: Any, where: Any = "shell") -> str:
    return json.dumps({**parts(kind, content), "channel": where, "buffers": []})


def binary(kind: str, content: Any, where: str = "shell") -> bytes:
    """The same as the browser's page sends it: offsets, then channel and parts."""
    pieces = [where.encode(), *(json.dumps(part).encode() for part in parts(kind, content).values())]
    offsets = [8 * (len(pieces) + 2)]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return b"".join(number.to_bytes(8, "little") for number in (len(offsets), *offsets)) + b"".join(pieces)


def counted(frame: bytes, protocol: str) -> int:
    """The number of parts that a binary frame announces."""
    return int.from_bytes(frame[:8], "little") if protocol else int.from_bytes(frame[:4], "big", signed=True)


def custom(view: str, content: Any) -> str:
    return message("comm_msg", {"comm_id": view, "data": {"method": "custom", "content": content}})


@pytest.mark.parametrize("protocol", ["", V1])
def test_no_code_runs_on_any_channel(anna: Hand, tmp_path: Path, protocol: str) -> None:
    """Are requests that would run or reveal code dropped, on all channels and in both forms of the protocol?"""
    proof = tmp_path / "proof"
    code = f"open({str(proof)!r}, 'w').write('ran')"
    wanted = {"execute_request": {"code": code, "silent": True}, "input_reply": {"value": code}, "create_subshell_request": {},
              "complete_request": {"code": "op", "cursor_pos": 2}, "interrupt_request": {}, "history_request": {},
              "debug_request": {"type": "request", "seq": 1, "command": "evaluate", "arguments": {"expression": code}}}
    socket = anna.connect(protocol=protocol)
    for where in ("shell", "control", "stdin", "iopub", "hb", "nowhere"):
        for kind, content in wanted.items():
            if protocol:
                socket.send_binary(binary(kind, content, where))
            else:
                socket.send(message(kind, content, where))
    if protocol:
        socket.send_binary(binary("kernel_info_request", {}))
    else:
        socket.send(message("kernel_info_request", {}))
    seen = ""
    while "kernel_info_reply" not in seen:
        got = socket.recv()
        seen += got if isinstance(got, str) else got.decode("utf-8", "replace")
    assert not re.search("(execute|complete|inspect|history|debug|interrupt|create_subshell)_reply|execute_input", seen)
    assert not proof.exists()
    socket.close()


def test_a_page_opens_no_door_of_its_own(anna: Hand) -> None:
    """Is a comm of any target refused, and a message to a comm that is not there passed over?"""
    targets = ("jupyter.widget", "jupyter.widget.version", "matplotlib", "ipykernel", "__class__", "", "dash")
    opened = {uuid.uuid4().hex: target for target in targets}
    for name, target in opened.items():
        anna.socket.send(message("comm_open", {"comm_id": name, "target_name": target,
                                               "target_module": "os", "data": {"state": {"_model_name": "HTMLModel"}}}))
    for name in ("none", "0" * 32, *opened):
        anna.socket.send(message("comm_msg", {"comm_id": name, "data": {"method": "update", "state": {"value": 1}}}))
    anna.socket.send(message("comm_info_request", {}))
    while (found := json.loads(anna.socket.recv()))["header"]["msg_type"] != "comm_info_reply":
        pass
    assert not found["content"]["comms"].keys() & opened.keys()
    assert anna.works()


MALFORMED = (
    "hello", "[]", "5", "null", "{}", '{"header": null, "channel": "shell"}', "[" * 200_000, '{"a":' * 100_000,
    json.dumps({"header": {"msg_type": ["comm_msg"]}, "channel": "shell"}),
    json.dumps({"header": {"msg_type": "comm_msg"}, "channel": "shell", "content": {}, "parent_header": {}, "metadata": {},
                "buffers": ["x"]}),
    message("comm_msg", {}, [1]), message("comm_msg", None), message("comm_msg", []), message("comm_msg", {"comm_id": ["x"]}),
    message("comm_msg", {"comm_id": "x", "data": 5}), message("comm_open", {"comm_id": 5}), message("comm_close", {}),
    message("comm_msg", {"comm_id": "x", "data": {"v": "\ud800"}}), message("comm_msg", {"data": float("nan")}),
    b"", b"\0" * 100, b"\xff" * 64, b"\0\0\0\x01" + b"\xff" * 40, binary("comm_msg", {})[:60],
)


@pytest.mark.parametrize("number", range(len(MALFORMED)))
def test_malformed_frames_cost_their_own_connection_at_most(anna: Hand, number: int) -> None:
    """Does a page that sends rubbish disturb nobody, and does a new connection work at once?"""
    frame = MALFORMED[number]
    for protocol in ("", V1):
        if isinstance(frame, bytes) and counted(frame, protocol) > 1000:
            continue  # test_a_frame_that_counts_without_end
        socket = anna.connect(protocol=protocol)
        if isinstance(frame, bytes):
            socket.send_binary(frame)
        else:
            socket.send(frame)
        assert anna.room.get("/alive")[0] == 204
        socket.close()
    assert anna.works()


@pytest.mark.parametrize(("protocol", "frame"), [
    (V1, b"\xff" * 64), (V1, (2**40).to_bytes(8, "little")), ("", b"\x7f\xff\xff\xff" + b"\0" * 60)], ids=["ff", "v1", "old"])
def test_a_frame_that_counts_without_end(tmp_path: Path, protocol: str, frame: bytes) -> None:
    """Does the server answer others when a page sends eight bytes that announce more parts than there are?

    Jupyter's deserialize_msg_from_ws_v1 counts to the number in the frame, on the loop of the whole class.
    """
    with classroom(tmp_path, opened=False) as room:
        hand = Hand(room, "ben")
        socket = hand.connect(protocol=protocol)
        socket.send_binary(frame)
        threading.Event().wait(0.5)
        request = urllib.request.Request(room.address + "/alive")
        try:
            with urllib.request.urlopen(request, timeout=3) as answer:
                assert answer.status == 204
        except (TimeoutError, urllib.error.URLError):
            room.kill()
            pytest.fail("one frame of one page stopped the server for everybody")


def test_a_frame_over_a_megabyte_is_not_read(anna: Hand) -> None:
    """Does a frame over the limit close its connection, and leave the workbook alone?"""
    before, socket = anna.file.read_bytes(), anna.connect()
    with pytest.raises((websocket.WebSocketException, OSError)):
        socket.send(custom(anna.view, {"kind": "set", "page": "p", "n": 10**6, "id": '["notes","x"]', "value": "x" * 10_000_000}))
        while True:
            socket.recv()
    assert anna.file.read_bytes() == before and anna.works()


@pytest.mark.parametrize("id", [
    "x", "", "[]", "5", "null", "NaN", "[1]", "[null]", "[true]", '[["x"]]', '{"a": 1}', '["\\ud800"]', '["notes", "\\ud800"]',
    '["__class__"]', '["__proto__", "x"]', '["constructor", "prototype"]', '["organisation", "__class__", "__init__"]',
    '["schema"]', '["organisation"]', '["organisation", "name", "x"]', '["#order"]', '["nowhere", "x"]',
    '["../ben", "x"]', '["' + "k" * 100_000 + '"]'], ids=lambda one: one[:24])
def test_ids_that_lead_nowhere(anna: Hand, id: str) -> None:
    """Is a change of something that is no field refused in words, with nothing saved?"""
    before = anna.file.read_bytes()
    said = anna.put(id, "v")
    assert said["kind"] == "refused" and said["text"]
    assert anna.file.read_bytes() == before


@pytest.mark.parametrize("value", [None, True, 5, 10**400, [], {}, ["a"], {"__class__": "x"}, [[[[1]]]]],
        ids=lambda one: repr(one)[:20])
def test_values_of_another_kind(anna: Hand, value: Any) -> None:
    """Is a value that is no text refused where a text belongs?"""
    before = anna.file.read_bytes()
    assert anna.put('["organisation", "name"]', value)["kind"] == "refused"
    assert anna.file.read_bytes() == before


@pytest.mark.parametrize("value", ["=HYPERLINK(\"http://e.example\")", "\x00\x1b[31m\x07", "\u202eabc",
        "]]>&<svg onload=alert(1)>"])
def test_odd_texts_stay_texts(anna: Hand, value: str) -> None:
    """Is any text kept as it was written, and can the workbook still be opened?"""
    assert anna.put('["organisation", "name"]', value)["kind"] == "state"
    assert storage.read(anna.file).workbook.organisation.name == value
    assert anna.works()


def test_messages_that_are_none(anna: Hand) -> None:
    """Are messages that a page never sends passed over?"""
    for odd in (None, 5, [], {}, {"kind": "eval"}, {"kind": ["set"]}, {"kind": "set"}, {"kind": "set", "page": 1, "n": 1,
            "id": "x"},
                {"kind": "set", "page": "p", "n": "1", "id": "x"}, {"kind": "poll", "seen": {"x": 1}}):
        anna.socket.send(custom(anna.view, odd))
    for state in ({"_esm": "alert(1)"}, {"_view_module": "x"}, {"comm": None}, {"_change": "x"}, {"layout": "IPY_MODEL_none"}):
        anna.socket.send(message("comm_msg", {"comm_id": anna.view, "data": {
            "method": "update", "state": state, "buffer_paths": [["_esm", "__class__"]]}}))
    assert anna.works()


def test_a_workbook_has_a_largest_size(anna: Hand) -> None:
    """Is a workbook kept under its limit, and told so, also when each single change is small enough?"""
    assert "longer than 50,000 characters" in anna.put('["notes", "long"]', "x" * 900_000)["text"]
    Store(anna.file, "anna").update(lambda book: evolve(book, notes={f"n{n}": "x" * 100_000 for n in range(49)}))
    said = [anna.put(f'["notes", "fill{n}"]', "x" * 45_000) for n in range(4)]
    assert said[0]["kind"] == "state" and said[-1]["kind"] == "refused"
    assert "at most 5,000,000 are allowed" in said[-1]["text"]
    assert anna.file.stat().st_size <= LIMIT
    assert anna.room.get("/", anna.room.token("anna"))[0] == 200
    assert anna.put('["notes"]', {})["kind"] == "state"
    assert anna.works()


def test_a_kernel_writes_its_persons_workbook_only(room: Classroom, anna: Hand) -> None:
    """Do headers, queries and doubled cookies leave the kernel with the person of the cookie?"""
    name = uuid.uuid4().hex
    tricks = {"X-Pmo-Candidate": "anna", "X_Pmo_Candidate": "anna", "Pmo-Course-Cohort": "/tmp", "Cookie2": "pmo-course=x",
              "X-Forwarded-User": "anna", "Proxy": "x"}
    ben = Hand(room, "ben",
        "00_welcome?PMO_COURSE_CANDIDATE=anna&template=../../x&theme=%3Cscript%3Ealert(1)%3C/script%3E", **tricks)
    assert ben.put('["organisation", "name"]', name)["kind"] == "state"
    assert name in ben.file.read_text(encoding="utf-8") and name not in anna.file.read_text(encoding="utf-8")
    assert "<script>alert(1)" not in ben.html
    both = f"pmo-course={room.token('anna')}; pmo-course={room.token('ben')}"
    assert room.get(f"/api/kernels/{ben.kernel}", Cookie=both)[0] == 200
    assert room.get(f"/api/kernels/{anna.kernel}", Cookie=both)[0] == 404
    for token in (room.token("ben"), room.token("anna2"), "", "wrong", room.cohort.people.moderator_token):
        with pytest.raises(websocket.WebSocketBadStatusException):
            anna.connect(token)
        assert room.get(f"/api/kernels/{anna.kernel}", token)[0] == 404
    ben.socket.close()


def test_no_page_tells_the_key(room: Classroom) -> None:
    """Does the page of the answers say nothing to a participant, whatever it is sent?"""
    hand = Hand(room, "anna2", "12_answers", **{"X-Pmo-Candidate": "", "Pmo-Course-Alive": ""})
    said = json.dumps([hand.ask({"kind": "open"})]) + hand.html
    for id in ("next", "item", '["values", "x"]'):
        said += json.dumps(hand.put(id, room.cohort.form.items[0].id))
    bank = [item.stem[:40] for item in room.cohort.form.items]
    assert "shows the answers on the screen" in said
    assert not any(text in said for text in (*bank, *(item.id for item in room.cohort.form.items)))
    hand.socket.close()


@pytest.mark.parametrize("path", [
    "/m/../key.json", "/m/%2e%2e/key.json", "/m/00_welcome/../../key.json", "/m/00_welcome%00", "/m//etc/passwd",
        "/m/00_welcome/",
    "/course/case/case.workbook.json", "/workbooks/anna.workbook.json", "/m/../workbooks/ben.workbook.json", "/exam/bank",
    "/voila/static/..%2f..%2f..%2fkey.json", "/voila/templates/pmo/static/..", "/m/key.json", "/m/exam.ipynb",
        "/console/class/../x"])
def test_no_path_leads_to_a_file(room: Classroom, path: str) -> None:
    """Is there no page for any path beside the modules' own?"""
    status, text = room.get(path, room.token("anna"))
    assert status >= 400
    assert "rationale" not in text and "pmo-course/workbook" not in text and "root:" not in text


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
@pytest.mark.parametrize("path", ["/console", "/console/class", "/console/run", "/console/act", "/console/links",
        "/console/state", "/console/exercises", "/console/slides", "/console/refresh.js"])
def test_moderator_pages_refuse_participants(room: Classroom, path: str, method: str) -> None:
    """Is every method of every page of the instructor closed to a participant?"""
    token = room.token("ben")
    request = urllib.request.Request(room.address + path, method=method, data=b'{"action": "open", "reason": "x"}', headers={
        "Cookie": f"pmo-course={token}; pmo-course-moderator={token}", "Content-Type": "application/json"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)
    assert refused.value.code in (403, 405)


def _text(what: str) -> Callable[[Path], object]:
    return lambda file: file.write_text(what, encoding="utf-8")


def _large(file: Path) -> None:
    with file.open("wb") as out:
        out.truncate(100_000_000)


def _newer(file: Path) -> None:
    value = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**value, "workbook": {**value["workbook"], "schema": 99}}), encoding="utf-8")


SPOIL: dict[str, Callable[[Path], object]] = {
    "empty": _text(""), "list": _text("[]"), "deep": _text("[" * 100_000), "foreign": _text('{"format": "x"}'), "large": _large,
    "wrong types": _text('{"format": "pmo-course/workbook", "revision": "1", "time": 1, "who": null, "workbook": []}'),
    "newer": _newer, "folder": lambda file: (file.unlink(), file.mkdir()),
    "link": lambda file: (file.unlink(), file.symlink_to("/etc/passwd")),
    "pipe": lambda file: (file.unlink(), os.mkfifo(file)), "bytes": lambda file: file.write_bytes(os.urandom(10_000)),
}


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
@pytest.mark.parametrize("how", SPOIL)
def test_a_hostile_file_costs_its_own_person_only(room: Classroom, how: str) -> None:
    """Do start page, class view and the views side by side open when one person's file is spoilt, and say whose it is?"""
    file, moderator = room.cohort.workbook("eve"), f"pmo-course-moderator={room.cohort.people.moderator_token}"
    file.parent.mkdir(exist_ok=True)
    Store(file, "eve")
    Store(room.cohort.workbook("anna2"), "anna2")
    SPOIL[how](file)
    try:
        began = time.monotonic()
        assert room.get("/", room.token("eve"))[0] == 200
        status, page = room.get("/console/class", Cookie=moderator)
        assert status == 200 and page.count("cannot be opened") == 1 and page.count("Anna Smith") == 2
        status, page = room.get("/console/class?team=T2&view=organisation", Cookie=moderator)
        assert status == 200 and "Nobody of this team" in page
        assert time.monotonic() - began < 10
    finally:
        if file.is_dir() and not file.is_symlink():
            file.rmdir()
        else:
            file.unlink()
        file.with_name("eve.history.jsonl").unlink(missing_ok=True)


LINK = "[x](http://e.example/a) ![y](/p/token) <http://e.example> <b onclick=alert(1)>z</b>"


@pytest.mark.parametrize("view", ["lifecycle_walk", "catalogue_entry", "service_menu", "strategy_moves", "service_definition",
                                  "organisation", "capacity", "success_words", "pmo_stage"])
def test_texts_of_people_are_inert_beside_each_other(view: str) -> None:
    """Does a name with a link, a picture or markup become no element of the instructor's page?"""
    workbook = Workbook(
        organisation=Organisation(LINK, LINK, (LINK,)), services=(ServiceRecord("SVC-001", LINK, owner=LINK),),
        catalogue=(Entry(id="SVC-001", name=LINK, owner=LINK),), pmos=(PmoRecord("hub", LINK),), values={"service": "SVC-001"})
    shown = all_still(load_panel(view).draw(workbook))
    assert not re.search(r'<a |<b |<img (?![^>]*src="data:image/svg)', shown)


def test_two_people_of_one_name_stay_two(room: Classroom, anna: Hand) -> None:
    """Has each of two people of the same name an own page and workbook?"""
    other = Hand(room, "anna2")
    assert other.put('["organisation", "does"]', "the second")["kind"] == "state"
    assert "the second" not in anna.file.read_text(encoding="utf-8")
    page = room.get("/console/class?team=T1&view=organisation",
            Cookie=f"pmo-course-moderator={room.cohort.people.moderator_token}")[1]
    assert page.count("<h3>Anna Smith</h3>") == 2 and page.count("the second") == 1
    other.socket.close()


def test_a_flood_of_one_page_leaves_others_served(room: Classroom, anna: Hand) -> None:
    """While one page sends messages as fast as it can for three seconds, is everybody else answered within two, and saved?"""
    done, slowest, other = threading.Event(), 0.0, Hand(room, "ben")

    def flood() -> None:
        socket = other.connect()
        while not done.is_set():
            socket.send(custom(other.view, {"kind": "open"}))
            socket.send(message("execute_request", {"code": "1"}))
        socket.close()

    thread = threading.Thread(target=flood, daemon=True)
    thread.start()
    end = time.monotonic() + 3
    while time.monotonic() < end:
        began = time.monotonic()
        assert anna.room.get("/alive")[0] == 204
        slowest = max(slowest, time.monotonic() - began)
    assert anna.works()
    done.set()
    thread.join(20)
    assert slowest < 2
