// Changes that the kernel has not acknowledged yet.

const RETRY_MS = 4_000; // an unanswered change or hello is sent again


function randomId() {
  // crypto.randomUUID is missing where the page comes by plain http from another machine.
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The answer after a change; the same for a real and for the practice question. */
function applied(answer, change) {
  if (change.kind === "answer") return { ...answer, choice: change.choice };
  if (change.kind === "flag") return { ...answer, flagged: change.on };
  const others = answer.struck.filter((option) => option !== change.option);
  return { ...answer, struck: change.on ? [...others, change.option] : others };
}

const sameField = (a, b) => a.kind === b.kind && a.item === b.item && a.option === b.option;

class Queue {
  constructor(page) { Object.assign(this, { page, entries: [], last: 0, key: null }); }

  /** Takes up what an earlier load of this page left. Numbers go on above it, so that an ack names one change only. */
  restore(key) {
    this.key = key;
    const kept = this.#kept().filter((change) => Number.isInteger(change?.n) && typeof change.page === "string");
    this.entries.unshift(...kept.map((change) => ({ change, since: -Infinity, sentAt: -Infinity })));
    this.last = Math.max(this.last, ...kept.map((change) => change.n));
  }

  #kept() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  #save() {
    const kept = this.entries.map((entry) => entry.change).filter((change) => change.kind !== "start");
    try {
      if (kept.length) sessionStorage.setItem(this.key, JSON.stringify(kept));
      else sessionStorage.removeItem(this.key);
    } catch {
      // No storage in this browser: the changes live as long as the page does.
    }
  }

  add(kind, fields, t) {
    this.last += 1;
    const change = { kind, page: this.page, n: this.last, t, ...fields };
    this.entries.push({ change, since: performance.now(), sentAt: -Infinity });
    this.#save();
  }

  find({ n, page }) {
    return this.entries.find(({ change }) => change.n === n && (page === undefined || page === change.page));
  }

  /** Removes a settled change, and older ones that it overrides: sent again later they would undo it. */
  settle(entry) {
    const { change } = entry;
    this.#keep((other) => other !== entry && !(other.change.n < change.n && sameField(other.change, change)));
  }

  remove(kind) { this.#keep(({ change }) => change.kind !== kind); }

  #keep(wanted) {
    this.entries = this.entries.filter(wanted);
    this.#save();
  }

  of(item) { return this.entries.map(({ change }) => change).filter((change) => change.item === item); }
  has(kind) { return this.entries.some(({ change }) => change.kind === kind); }

  /** Whether something has waited so long, or met such a refusal, that the candidate should know. */
  get stuck() { return this.entries.some((entry) => entry.problem || performance.now() - entry.since >= RETRY_MS); }
  get waiting() { return new Set(this.entries.map(({ change }) => change.item).filter(Boolean)).size; }
}

export { Queue, RETRY_MS, applied, randomId };
