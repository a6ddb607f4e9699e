// The page's talk with the kernel: a change stays here until the kernel says that it is on the disk.

import { Kept } from "./kept.js";
import { Others, fieldsOf } from "./others.js";

const RETRY_MS = 4_000; // an unanswered change is sent again
const POLL_MS = 1_000; // how soon the changes of others are seen
const FAR_MS = 5_000; // the same for a view that is scrolled away: a long page must not ask many times a second
const REVIVE_MS = 12_000; // silence after which the kernel is taken for gone
const MOST_BASES = 6; // values that an unanswered change may have left in its field

function randomId() {
  // crypto.randomUUID is missing where the page comes by plain http from another machine.
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Talk {
  constructor(model, shown, settled) {
    Object.assign(this, { model, shown, settled, pageId: randomId(), last: 0, pending: [], refused: {}, state: null, then: {} });
    Object.assign(this, { silentSince: null, askedAt: -Infinity, saved: false, trouble: "", remark: null, near: true });
    Object.assign(this, { kept: new Kept(), others: new Others(), fields: new Map() });
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
  set(id, value, base, bases = this.basesOf(id, base)) {
    this.last += 1;
    delete this.refused[id];
    this.kept.drafts.delete(id);
    const { kind } = this.fields.get(id) ?? {};
    const own = this.others.own(id, kind);
    this.others.sent(id, value, kind === "button");
    this.pending = this.pending.filter((change) => change.id !== id);
    const message = { kind: "set", page: this.pageId, n: this.last, id, value, bases, own, document: this.state?.document };
    this.pending.push({ ...message, sentAt: -Infinity });
    this.keep();
    this.flush();
    this.shown();
  }

  /** What the field may hold if nobody else has touched it: what it showed, and what this page sent without an answer. */
  basesOf(id, base) {
    const older = this.waits(id) ?? this.refused[id];
    if (!older) return base === undefined ? [] : [base];
    return this.waits(id) ? [...older.bases, older.value].slice(-MOST_BASES) : older.bases;
  }

  /** Text that is being typed outlives a reload, although it was not sent yet. */
  draft(id, value, base) {
    this.others.forget(id);
    this.kept.draft(id, value, this.basesOf(id, base));
    this.keep();
  }

  undraft(id) {
    this.kept.drafts.delete(id);
    this.keep();
  }

  /** Calls `act` when the field's change is stored; never when it is refused. */
  after(id, act) {
    if (this.waits(id)) this.then[id] = act;
    else if (!this.refused[id]) act();
  }

  flush() {
    const now = performance.now();
    for (const change of this.pending) {
      if (now - change.sentAt < RETRY_MS) continue;
      change.sentAt = now;
      const { sentAt, own, bases, ...message } = change;
      this.send({ ...message, bases: bases.length ? [...bases, ...own] : [] });
    }
  }

  receive(message) {
    const handler = { state: "onState", same: "onSame", refused: "onRefused", unsaved: "onUnsaved" }[message?.kind];
    if (!handler) return;
    this.silentSince = null;
    this[handler](message);
  }

  onState(message) {
    const elsewhere = this.state?.document !== message.document || this.state === null;
    this.state = message;
    this.fields = fieldsOf(message.page.blocks);
    if (elsewhere) this.begin(message);
    const done = message.ack ? this.acknowledged(message) : null;
    this.others.compare(this.fields, (id) => Boolean(this.own(id)));
    this.shown();
    const then = done && this.then[done.id];
    if (then && !this.waits(done.id)) {
      delete this.then[done.id];
      then();
    }
  }

  /** A document that this page has not shown before: what belonged to another one stays behind in its own place. */
  begin(message) {
    Object.assign(this, { pending: [], refused: {}, then: {}, others: new Others() });
    for (const { id, value, bases } of this.kept.open(message)) this.set(id, value, undefined, bases);
  }

  acknowledged({ ack, own, remark }) {
    const done = this.pending.find((change) => change.page === ack.page && change.n === ack.n);
    this.settle(ack);
    this.others.settled(done, own, this.fields);
    for (const id of this.strays) delete this.refused[id]; // it was read when the person went on
    if (!done) return null; // a newer change of the field is on its way
    this.settled(done.id, this.fields.get(done.id)?.value);
    if (remark) this.remark = { id: done.id, text: remark };
    else if (this.remark?.id !== done.id) this.remark = null; // it stays while its field is typed in
    return done;
  }

  onSame() { this.shown(); }

  /** A refused text stays in its field, and in this browser, until it is mended. */
  onRefused({ id, text, ...change }) {
    const waits = this.waits(id);
    this.refused[id] = { text, value: waits?.value, bases: waits?.bases ?? [] };
    delete this.then[id];
    if (waits?.n === change.n && !["button", undefined].includes(this.fields.get(id)?.kind)) {
      this.kept.draft(id, waits.value, waits.bases);
    }
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

  keep() { this.kept.save(this.pending); }

  /** What the hand has done and the kernel has not taken: its older value must not jump back into the field. */
  own(id) { return this.waits(id) ?? this.refused[id]; }

  /** What is being typed in a field and was not sent. */
  typed(id) { return this.refused[id] ? undefined : this.kept.drafts.get(id); }

  waits(id) { return this.pending.find((change) => change.id === id); }

  /** Another view of this page has seen something new: look too. */
  heard(seen) { if (this.state && this.state.seen !== seen) this.askedAt = -Infinity; }

  tick() {
    this.flush();
    const due = this.state ? (this.near ? POLL_MS : FAR_MS) : RETRY_MS;
    if (!document.hidden && performance.now() - this.askedAt >= due) this.ask();
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

  get strays() { return Object.keys(this.refused).filter((id) => !this.fields.has(id)); }

  /** A refusal whose field is no longer shown: it, and what was written, are said where everybody looks. */
  get stray() {
    const [id] = this.strays;
    if (!id) return "";
    const { text, value } = this.refused[id];
    return typeof value === "string" && value ? `${text} You had written: “${value}”.` : text;
  }

  get line() {
    if (this.trouble) return `Not saved. ${this.trouble}`;
    if (this.pending.length && this.silence >= RETRY_MS) return "Not saved yet. Check the connection; your change is kept here.";
    if (this.pending.length) return "Saving…";
    if (this.stray) return `Not saved. ${this.stray}`;
    const wrong = Object.keys(this.refused).some((id) => this.fields.get(id)?.kind !== "button");
    if (wrong) return "Not saved. See the message at the field.";
    return this.saved ? `Saved${this.remark ? `. ${this.remark.text}` : ""}` : "";
  }
}

export { Talk, randomId };
