// The page's talk with the kernel: a change stays here until the kernel says that it is on the disk.

const RETRY_MS = 4_000; // an unanswered change is sent again
const POLL_MS = 2_000; // how soon the changes of others are seen
const REVIVE_MS = 12_000; // silence after which the kernel is taken for gone

function randomId() {
  // crypto.randomUUID is missing where the page comes by plain http from another machine.
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Talk {
  constructor(model, shown) {
    Object.assign(this, { model, shown, pageId: randomId(), last: 0, pending: [], refused: {}, state: null });
    Object.assign(this, { silentSince: null, askedAt: -Infinity, saved: false, trouble: "", remark: "" });
  }

  send(message) {
    this.silentSince ??= performance.now();
    try {
      this.model.send(message);
    } catch {
      // A closed connection shows as silence; changes stay in the queue.
    }
  }

  ask() {
    this.askedAt = performance.now();
    this.send(this.state ? { kind: "poll", seen: this.state.seen } : { kind: "open" });
  }

  /** A newer change of the same field takes the place of one that was not sent yet or got no answer. */
  set(id, value) {
    this.last += 1;
    delete this.refused[id];
    this.pending = this.pending.filter((change) => change.id !== id);
    this.pending.push({ kind: "set", page: this.pageId, n: this.last, id, value, sentAt: -Infinity });
    this.keep();
    this.flush();
    this.shown();
  }

  flush() {
    const now = performance.now();
    for (const change of this.pending) {
      if (now - change.sentAt < RETRY_MS) continue;
      change.sentAt = now;
      const { sentAt, ...message } = change;
      this.send(message);
    }
  }

  receive(message) {
    const handler = { state: "onState", same: "onSame", refused: "onRefused", unsaved: "onUnsaved" }[message?.kind];
    if (!handler) return;
    this.silentSince = null;
    this[handler](message);
  }

  onState(message) {
    const first = this.state === null;
    this.state = message;
    if (message.ack) this.settle(message.ack);
    if (message.ack) this.remark = message.remark ?? "";
    if (first) this.restore();
    this.shown();
  }

  onSame() { this.shown(); }

  onRefused({ id, text, ...change }) {
    this.refused[id] = { text, value: this.waits(id)?.value };
    this.settle(change);
    this.shown();
  }

  onUnsaved({ text }) {
    this.trouble = text;
    this.shown();
  }

  settle({ page, n }) {
    this.pending = this.pending.filter((change) => change.page !== page || change.n !== n);
    Object.assign(this, { saved: true, trouble: "" });
    this.keep();
  }

  // -- what was typed survives a reload while the kernel is away

  get key() { return `pmo-view:${location.pathname}:${this.state?.name ?? ""}`; }

  keep() {
    try {
      if (this.pending.length) sessionStorage.setItem(this.key, JSON.stringify(this.pending.map(({ id, value }) => ({ id, value }))));
      else sessionStorage.removeItem(this.key);
    } catch {
      // No storage in this browser: changes live as long as the page does.
    }
  }

  restore() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "[]");
      for (const { id, value } of kept) if (typeof id === "string" && !this.waits(id)) this.set(id, value);
    } catch {
      // Nothing that can be read was left.
    }
  }

  /** What the hand has done and the kernel has not taken: its older value must not jump back into the field. */
  own(id) { return this.waits(id) ?? this.refused[id]; }

  waits(id) { return this.pending.find((change) => change.id === id); }

  tick() {
    this.flush();
    if (!document.hidden && performance.now() - this.askedAt >= (this.state ? POLL_MS : RETRY_MS)) this.ask();
    void this.revive();
    this.shown();
  }

  get silence() { return this.silentSince === null ? 0 : performance.now() - this.silentSince; }

  /** A kernel that is gone cannot come back to this page: load it again once the server answers. */
  async revive() {
    const [url, now] = [this.state?.alive, performance.now()];
    if (!url || this.silence < REVIVE_MS || now - (this.revivedAt ?? -Infinity) < RETRY_MS) return;
    this.revivedAt = now;
    try {
      const answer = await fetch(url, { cache: "no-store" });
      if (answer.ok && this.silence >= REVIVE_MS) location.reload();
    } catch {
      // The server is not back yet.
    }
  }

  get line() {
    if (this.trouble) return `Not saved. ${this.trouble}`;
    if (this.pending.length) return this.silence >= RETRY_MS ? "Not saved yet. Check the connection; your change is kept here." : "Saving…";
    return this.saved ? `Saved${this.remark && `. ${this.remark}`}` : "";
  }
}

export { Talk, randomId };
