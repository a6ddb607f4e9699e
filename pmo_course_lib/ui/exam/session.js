// The page's side of the talk with the kernel: sends changes until they are on disk, and keeps the server's time.

import { Queue, RETRY_MS, applied, randomId } from "./queue.js";

const CLOCK_MS = 5_000;
const LOST_MS = 10_000; // silence after which we say "not connected"
const REVIVE_MS = 13_000; // longer than the kernel may wait for a lock: silence beyond it means that the kernel is gone
const CLOCK_JUMP_MS = 2_000;
const BLANK = { choice: null, flagged: false, struck: [] };


class Session {
  constructor(model, changed) {
    const [now, page] = [performance.now(), randomId()];
    Object.assign(this, { model, changed, page, queue: new Queue(page), state: null, offset: 0, savedAt: null, late: 0 });
    Object.assign(this, { silentSince: null, needState: true, helloAt: now, clockAt: now, problem: "" });
    this.clientClock = Date.now() - now;
  }

  send(message) {
    this.silentSince ??= performance.now();
    try {
      this.model.send({ page: this.page, ...message });
    } catch {
      // A closed connection shows as silence; the change stays in the queue.
    }
  }

  hello() {
    this.needState = true;
    this.helloAt = performance.now();
    this.send({ kind: "hello" });
  }

  askClock() {
    this.clockAt = performance.now();
    this.send({ kind: "clock" });
  }

  change(kind, fields = {}) {
    this.problem = "";
    this.queue.add(kind, fields, this.serverNow());
    this.flush();
    this.changed();
  }

  /** Sends what is new; when the oldest change is overdue, all of them again, so that their order holds. */
  flush() {
    const [now, { entries }] = [performance.now(), this.queue];
    const again = entries.length > 0 && now - entries[0].sentAt >= RETRY_MS;
    for (const [place, entry] of entries.entries()) {
      if (entry.change.kind === "submit" && place > 0) break; // hand in only after every answer is on disk
      if (!again && entry.sentAt !== -Infinity) continue;
      entry.sentAt = now;
      this.send(entry.change);
    }
  }

  receive(message) {
    const handlers = { state: "onState", ack: "onAck", refused: "onRefused", clock: "onClock" };
    const handler = Object.hasOwn(handlers, message?.kind) ? handlers[message.kind] : null;
    if (!handler) return;
    const wasLost = this.silence >= LOST_MS;
    this.silentSince = null;
    this[handler](message);
    if (wasLost && message.kind !== "state") this.hello();
    this.changed();
  }

  onState(message) {
    this.state = message;
    this.savedAt ??= message.saved_at ?? null;
    this.offset = message.now - Date.now();
    this.needState = false;
    if (this.queue.key === null) {
      this.queue.restore(`pmo-exam:${message.candidate.id}:${message.attempt ?? message.exam.title}`);
    }
    if (!["waiting", "ready"].includes(message.phase)) this.queue.remove("start");
    if (message.phase === "submitted") this.queue.remove("submit");
    this.flush();
  }

  onAck(message) {
    const entry = this.queue.find(message);
    if (entry) {
      this.queue.settle(entry);
      Object.assign(this, { savedAt: message.saved_at, problem: "" });
      if (message.late) this.late += 1;
      if (!entry.change.item) this.hello(); // start and submit: the new screen comes with the state
    }
    if (this.state && message.item && message.answer) this.state.answers[message.item] = message.answer;
    // A jump by more than one means that another page wrote too; the next clock reply then asks for the whole state.
    if (message.revision === this.state?.revision + 1) this.state.revision = message.revision;
    this.flush();
  }

  onRefused(message) {
    const entry = this.queue.find(message);
    if (!entry) return;
    this.problem = message.message ?? "";
    if (["paused", "storage"].includes(message.reason)) entry.problem = true;
    else this.queue.settle(entry);
    if (message.reason !== "storage") this.hello();
  }

  onClock(message) {
    this.offset = message.now - Date.now();
    if (!this.state) return;
    const { revision, phase } = this.state;
    this.state = { ...this.state, deadline: message.deadline, message: message.message };
    if (message.revision !== revision || message.phase !== phase) this.hello();
  }

  tick() {
    const now = performance.now();
    this.watchClientClock(now);
    void this.revive(now);
    if (this.timeUp) this.needState = true;
    if (this.needState && now - this.helloAt >= RETRY_MS) this.hello();
    if (now - this.clockAt >= CLOCK_MS) this.askClock();
    this.flush();
    this.changed();
  }

  /** The countdown rests on the computer's clock; when somebody sets that, or it slept, ask for the time at once. */
  watchClientClock(now) {
    const clientClock = Date.now() - now;
    if (Math.abs(clientClock - this.clientClock) > CLOCK_JUMP_MS) this.askClock();
    this.clientClock = clientClock;
  }

  /** A kernel that is gone cannot come back to this page: load it again once the server answers. Changes are kept. */
  async revive(now) {
    const url = this.state?.alive;
    if (!url || this.silence < REVIVE_MS || now - (this.revivedAt ?? -Infinity) < RETRY_MS) return;
    this.revivedAt = now;
    try {
      const answer = await fetch(url, { cache: "no-store" });
      if (answer.ok && this.silence >= REVIVE_MS) location.reload();
    } catch {
      // The server is not back yet.
    }
  }

  serverNow() { return Math.round(Date.now() + this.offset); }

  /** Milliseconds of working time left, or null when no clock runs. */
  get left() {
    const { phase, deadline } = this.state ?? {};
    return phase === "working" && deadline != null ? deadline - this.serverNow() : null;
  }

  get timeUp() { return this.left !== null && this.left <= 0; }
  get silence() { return this.silentSince === null ? 0 : performance.now() - this.silentSince; }

  /** The answer as the candidate sees it: what is on disk plus the changes on their way. */
  answer(item) { return this.queue.of(item).reduce(applied, this.state.answers[item] ?? BLANK); }

  /** Place in the list, id and answer of each question. */
  overview() { return this.state.items.map(({ id }, place) => ({ id, place, ...this.answer(id) })); }
}

export { BLANK, LOST_MS, Session };
