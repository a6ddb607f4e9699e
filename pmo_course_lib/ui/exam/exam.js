// The exam page: one ES module for anywidget, no build step, nothing fetched.
// The kernel owns the truth (answers on disk, phase, clock). This page draws, counts down, and keeps every change until
// the kernel says that it is on disk. In order: constants, DOM, safe text, queue of changes, session with the kernel, page.

const TICK_MS = 500;
const RETRY_MS = 4_000; // an unanswered change or hello is sent again
const CLOCK_MS = 5_000;
const LOST_MS = 10_000; // silence after which we say "not connected"
const RELOAD_MS = 30_000;
const REVIVE_MS = 13_000; // longer than the kernel may wait for a lock: silence beyond it means that the kernel is gone
const NOTICE_MS = 10_000;
const CLOCK_JUMP_MS = 2_000;
const MINUTE = 60_000;
const MARKS = [15, 5, 1]; // minutes left that are announced
const BLANK = { choice: null, flagged: false, struck: [] };
const SHORTCUTS = [
  ["A to D, or 1 to 4", "choose an answer"],
  ["X, then a letter", "strike out or restore an answer"],
  ["F", "flag or unflag the question"],
  ["N or Page Down", "next question"],
  ["P or Page Up", "previous question"],
  ["R", "review before handing in"],
  ["?", "show or hide this list"],
];

// ---- DOM ------------------------------------------------------------------------------------------------------------

const prefixed = (names) => names.split(" ").map((name) => `pmo-exam-${name}`).join(" ");

/** An element. Attribute names come from this file only; text always goes in as text nodes. */
function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = prefixed(value);
    else if (typeof value === "boolean") node.toggleAttribute(name, value);
    else node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null));
  return node;
}

const button = (text, onclick, attributes = {}) => h("button", { type: "button", class: "button", onclick, ...attributes }, text);
const unseen = (text) => h("span", { class: "unseen" }, text);
const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Writes only what differs: screen readers and selections stay undisturbed. */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

const mark = (node, name, on) => node.classList.toggle(prefixed(name), on);

function flagMark() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 12 14");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", prefixed("flag-mark"));
  path.setAttribute("d", "M1.5 13.5V1h9L8 4.2l2.5 3.3h-9");
  svg.append(path);
  return svg;
}

// ---- safe text: **bold**, *emphasis*, `code`, paragraphs, lists, simple tables; anything else stays as written ---------

const INLINE = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/;

function inlinePart(part) {
  if (/^`[^`]+`$/.test(part)) return h("code", {}, part.slice(1, -1));
  if (/^\*\*[^*]+\*\*$/.test(part)) return h("strong", {}, part.slice(2, -2));
  if (/^\*[^*\s][^*]*\*$/.test(part)) return h("em", {}, part.slice(1, -1));
  return part;
}

const inline = (text) => String(text).split(INLINE).filter(Boolean).map(inlinePart);
const textBlocks = (text) => String(text).trim().split(/\n\s*\n/);
const isTable = (block) => /^\s*\|.*\n\s*\|?[\s:|-]+$/m.test(block) && block.trim().startsWith("|");
const isList = (block) => block.split("\n").every((line) => /^\s*[-*] /.test(line));
const cells = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());

function table(block) {
  const [head, rule, ...rows] = block.trim().split("\n").map(cells);
  const side = (column) => (/-:$/.test(rule[column] ?? "") ? { class: "number" } : {});
  const headRow = h("tr", {}, head.map((cell, i) => h("th", { scope: "col", ...side(i) }, inline(cell))));
  const bodyRows = rows.map((row) => h("tr", {}, row.map((cell, i) => h("td", side(i), inline(cell)))));
  // Wide tables scroll inside their own box, so it must be reachable by keyboard.
  return h("div", { class: "table", role: "group", "aria-label": "Table", tabindex: "0" },
    h("table", {}, h("thead", {}, headRow), h("tbody", {}, bodyRows)));
}

/** `paragraph` is a span inside a legend, where block elements are not allowed. */
function blockNode(block, paragraph = "p") {
  if (isTable(block)) return table(block);
  if (isList(block)) return h("ul", {}, block.split("\n").map((line) => h("li", {}, inline(line.trim().slice(2)))));
  return h(paragraph, { class: "paragraph" }, inline(block));
}

/** A link for http, https or relative addresses; other schemes (javascript:) stay plain text. */
function materialLink({ title, url }) {
  const anchor = document.createElement("a");
  anchor.href = url; // resolves it; a broken address has no protocol
  if (!["http:", "https:"].includes(anchor.protocol)) return h("span", {}, title);
  return h("a", { href: anchor.href, target: "_blank", rel: "noopener" }, title, unseen(" (opens in a new tab)"));
}

// ---- times ----------------------------------------------------------------------------------------------------------

const two = (number) => String(number).padStart(2, "0");

function countdown(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

const timeOfDay = (at) => new Date(at).toLocaleTimeString("en-GB");
const dayAndTime = (at) => `${timeOfDay(at)} on ${new Date(at).toLocaleDateString("en-GB", { dateStyle: "long" })}`;

// ---- queue of changes that the kernel has not acknowledged -------------------------------------------------------------

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

// ---- session with the kernel --------------------------------------------------------------------------------------------

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

// ---- page ---------------------------------------------------------------------------------------------------------------

class Page {
  constructor(model) {
    this.session = new Session(model, () => this.draw());
    Object.assign(this, { current: null, view: "question", honour: false, clockHidden: false, striking: false });
    Object.assign(this, { practice: BLANK, marks: null, notice: null, wasStuck: false, wasLost: false, live: [] });
    this.shortcuts = true;
    this.status = h("div", { class: "unseen", role: "status" });
    this.alert = h("div", { class: "alert", role: "alert" });
    this.screen = h("div", { class: "screen" });
    this.root = h("section", { class: "page", tabindex: "-1", "aria-label": "Exam", onkeydown: (event) => this.onKey(event) },
      this.status, this.screen);
  }

  announce(text) { setText(this.status, text); }

  /** Builds a screen only when it is another one; in between, small updaters write what has changed. */
  draw() {
    const [key, build] = this.pick();
    if (key !== this.key) this.show(key, build);
    this.live.forEach((update) => update());
    this.watchMarks();
    this.watchSaving();
    this.watchConnection();
  }

  pick() {
    const { state, queue } = this.session;
    if (!state) return ["loading", () => this.loading()];
    const { phase, exam, practice, candidate, time_s, multiplier, receipt } = state;
    if (phase === "working" && queue.has("submit")) return ["handing in", () => this.handingIn()];
    if (phase === "working" && this.view === "review") return ["review" + JSON.stringify(this.session.overview()), () => this.review()];
    if (phase === "working") return [this.questionKey(), () => this.question()];
    if (phase === "submitted") return ["submitted" + JSON.stringify(receipt), () => this.submitted()];
    if (phase === "paused") return ["paused", () => this.paused()];
    if (phase === "blocked") return ["blocked", () => this.blocked()];
    return ["before" + JSON.stringify([exam, practice, candidate, time_s, multiplier]), () => this.before()];
  }

  show(key, build) {
    const first = !this.key || this.key === "loading";
    const focused = document.activeElement;
    const ours = focused === document.body || this.root.contains(focused); // never take the focus from the host
    Object.assign(this, { key, live: [], target: null, striking: false });
    this.screen.replaceChildren(...build().filter(Boolean));
    if (!first && ours) this.focusStart();
  }

  focusStart() {
    if (this.root.getBoundingClientRect().top < 0) this.root.scrollIntoView({ block: "start" });
    this.screen.querySelector("[data-start]")?.focus();
  }

  // -- things that are watched

  watchMarks() {
    const { left, timeUp } = this.session;
    if (timeUp) this.notice = null; // a message says so instead
    if (left === null || timeUp) return;
    const reached = MARKS.filter((minutes) => left <= minutes * MINUTE);
    // A page that is loaded late does not announce what has passed; added time makes a mark count again.
    this.marks ??= new Set(reached);
    for (const minutes of this.marks) if (left > (minutes + 0.5) * MINUTE) this.marks.delete(minutes);
    const fresh = reached.filter((minutes) => !this.marks.has(minutes));
    if (fresh.length === 0) return;
    fresh.forEach((minutes) => this.marks.add(minutes));
    const text = `${plural(Math.ceil(left / MINUTE), "minute")} left`;
    this.notice = { text, until: performance.now() + NOTICE_MS };
    this.announce(text);
    this.live.forEach((update) => update());
  }

  watchSaving() {
    const { stuck } = this.session.queue;
    if (stuck !== this.wasStuck) this.announce(stuck ? this.savedText() : "All answers are saved.");
    this.wasStuck = stuck;
  }

  watchConnection() {
    const { silence } = this.session;
    const lost = silence >= LOST_MS;
    if (lost) setText(this.alert, "Not connected: your answers are kept on this page and sent again."
      + (silence >= RELOAD_MS ? " If this lasts, reload this page; what you have answered is kept. Then tell the instructor." : ""));
    if (lost && !this.wasLost) this.root.append(this.alert);
    if (!lost && this.wasLost) {
      this.alert.remove();
      this.announce("Connected again.");
    }
    this.wasLost = lost;
  }

  savedText() {
    const { queue, savedAt, state, timeUp } = this.session;
    if (queue.stuck) return queue.waiting ? `Not saved yet: ${plural(queue.waiting, "answer")} waiting` : "Not sent yet";
    if (queue.entries.length) return "Saving…";
    if (timeUp) return "Time is up";
    if (state?.phase !== "working") return "";
    const answered = this.session.overview().filter(({ choice }) => choice !== null).length;
    return `${savedAt ? `Saved ${timeOfDay(savedAt)}, ` : ""}${answered} of ${state.items.length} answered`;
  }

  // -- bar: clock, saved state, tools

  bar() {
    return h("div", { class: "top" },
      h("div", { class: "bar" }, this.clock(), this.saved(), this.noticeBox()),
      h("div", { class: "tools" },
        this.session.state.exam.materials.map(materialLink),
        this.view === "question" ? button("Review", () => this.go("review")) : null));
  }

  clock() {
    const time = h("strong", { class: "time" });
    const box = h("div", { class: "clock" }, h("span", { role: "timer" }, h("span", {}, "Time left "), time));
    const toggle = button("", () => {
      this.clockHidden = !this.clockHidden;
      this.draw();
    }, { class: "quiet" });
    box.append(toggle);
    this.live.push(() => {
      const { left } = this.session;
      const lastMinute = left !== null && left <= MINUTE;
      setText(time, left === null ? "not limited" : this.clockHidden && !lastMinute ? "hidden" : countdown(left));
      setText(toggle, this.clockHidden ? "Show clock" : "Hide clock");
      toggle.hidden = left === null || lastMinute;
      mark(box, "late", left !== null && left <= 5 * MINUTE);
    });
    return box;
  }

  noticeBox() {
    const text = h("span");
    const box = h("div", { class: "notice" }, text, button("Dismiss", () => {
      this.notice = null;
      this.draw();
      this.focusStart();
    }, { class: "quiet" }));
    this.live.push(() => {
      box.hidden = !this.notice || performance.now() > this.notice.until;
      setText(text, box.hidden ? "" : this.notice.text);
    });
    return box;
  }

  saved() {
    const node = h("div", { class: "saved" });
    this.live.push(() => {
      setText(node, this.savedText());
      mark(node, "warning", this.session.queue.stuck);
    });
    return node;
  }

  /** What the kernel, or the clock, wants the candidate to know on this screen. */
  message() {
    const node = h("p", { class: "message", role: "status" });
    this.live.push(() => {
      const { state, problem, timeUp } = this.session;
      const text = timeUp ? "Time is up. Your answers are being handed in; you need do nothing." : problem || state.message || "";
      setText(node, text);
      node.hidden = text === "";
    });
    return node;
  }

  // -- before

  loading() { return [h("p", { role: "status" }, "The exam is being loaded…")]; }

  before() {
    const { exam, candidate, practice } = this.session.state;
    return [
      h("h1", { tabindex: "-1", "data-start": true }, exam.title),
      h("p", {}, "You are signed in as ", h("strong", {}, candidate.name), ". Not you? Tell the instructor."),
      this.message(),
      h("h2", {}, "How it works"),
      h("ul", {}, [this.timeInWords(), exam.pass_note, ...exam.rules].filter(Boolean).map((rule) => h("li", {}, inline(rule)))),
      exam.materials.length ? h("h2", {}, "What you may use") : null,
      exam.materials.length ? h("ul", {}, exam.materials.map((material) => h("li", {}, materialLink(material)))) : null,
      practice ? this.practiceBox(practice) : null,
      practice ? this.help() : null,
      this.startBox(exam),
    ];
  }

  timeInWords() {
    const { exam, time_s: seconds, multiplier } = this.session.state;
    const own = multiplier === 1 ? "" : " (your agreed time)";
    return `${plural(exam.questions, "question")} in **${plural(Math.round(seconds / 60), "minute")}**${own}. `
      + "Your time begins when you press Start.";
  }

  practiceBox(practice) {
    this.target = {
      item: practice,
      heading: "Practice question (does not count)",
      read: () => this.practice,
      open: () => true,
      change: (kind, fields) => {
        this.practice = applied(this.practice, { kind, ...fields });
        this.draw();
      },
    };
    return h("div", { class: "practice" }, this.questionForm(this.target));
  }

  startBox(exam) {
    const box = h("input", { type: "checkbox", onchange: () => {
      this.honour = box.checked;
      this.draw();
    } });
    box.checked = this.honour;
    const start = button("Start the exam", () => this.session.change("start"), { class: "button primary" });
    const why = h("p", { class: "why" });
    this.live.push(() => {
      const reason = this.whyNotStart();
      start.disabled = reason !== "";
      setText(why, reason);
    });
    return h("div", { class: "start" }, h("label", { class: "honour" }, box, h("span", {}, inline(exam.honour))), start, why);
  }

  whyNotStart() {
    const { state, queue } = this.session;
    if (state.phase === "waiting") return "The instructor has not opened the exam yet. This page notices by itself when it is open.";
    if (queue.has("start")) return "Starting…";
    return this.honour ? "" : "Tick the statement above to start.";
  }

  // -- question

  questionKey() {
    const { items } = this.session.state;
    if (!items.some(({ id }) => id === this.current)) this.current = items[0]?.id;
    return "question" + JSON.stringify([items[this.place()], this.place(), items.length]);
  }

  place() { return this.session.state.items.findIndex(({ id }) => id === this.current); }

  go(view, place = this.place()) {
    this.current = this.session.state.items[place]?.id ?? this.current;
    this.view = view;
    this.draw();
  }

  question() {
    const { exam, items } = this.session.state;
    const item = items[this.place()];
    if (!item) return [h("p", { role: "alert" }, "There are no questions on this form. Tell the instructor.")];
    this.target = {
      item,
      heading: `Question ${this.place() + 1} of ${items.length}`,
      read: () => this.session.answer(item.id),
      open: () => !this.session.timeUp,
      change: (kind, fields) => this.session.change(kind, { item: item.id, ...fields }),
    };
    return [
      h("h1", { class: "unseen" }, exam.title),
      this.bar(),
      this.message(),
      h("div", { class: "desk" }, h("div", {}, this.questionForm(this.target, this.moves())), this.grid(items)),
      this.help(),
    ];
  }

  questionForm(target, moves = []) {
    const { item } = target;
    const [lead, ...rest] = textBlocks(item.stem);
    const fieldset = h("fieldset", {},
      h("legend", { tabindex: "-1", "data-start": target.item !== this.session.state.practice },
        h("h2", {}, target.heading), h("span", { class: "stem" }, inline(lead))),
      rest.map((block) => blockNode(block)),
      item.exhibit ? this.exhibit(item.exhibit) : null,
      h("div", { class: "options" }, item.options.map((option, place) => this.option(target, option, place))));
    this.live.push(() => { fieldset.disabled = !target.open(); });
    return [fieldset, h("div", { class: "moves" }, this.marking(target), moves)];
  }

  exhibit({ text, alt }) {
    return h("figure", { class: "exhibit", "aria-label": `Exhibit. ${alt ?? ""}` }, textBlocks(text).map((block) => blockNode(block)));
  }

  option(target, option, place) {
    const letter = String.fromCharCode(65 + place);
    const radio = h("input", { type: "radio", name: `${this.session.page}-${target.item.id}`, value: option.id,
      onchange: () => target.change("answer", { choice: option.id }) });
    const note = unseen("");
    const strikeText = h("span");
    const strike = button([strikeText, unseen(` answer ${letter}`)], () => this.strike(target, place), { class: "quiet strike" });
    const row = h("div", { class: "option" }, h("label", {}, radio, h("span", { class: "letter" }, letter),
      h("span", { class: "text" }, inline(option.text), note)), strike);
    this.live.push(() => {
      const { choice, struck } = target.read();
      const out = struck.includes(option.id);
      radio.checked = choice === option.id;
      mark(row, "chosen", radio.checked);
      mark(row, "struck", out);
      setText(note, out ? " (struck out)" : "");
      setText(strikeText, out ? "Restore" : "Strike out");
    });
    return row;
  }

  strike(target, place) {
    const option = target.item.options[place].id;
    target.change("strike", { option, on: !target.read().struck.includes(option) });
  }

  marking(target) {
    const flag = button([flagMark(), "Flag"], () => this.flag(target), { class: "button flag" });
    const clear = button("Clear answer", () => {
      if (target.read().choice !== null) target.change("answer", { choice: null });
    }, { class: "quiet" });
    this.live.push(() => {
      const { flagged, choice } = target.read();
      flag.disabled = clear.disabled = !target.open();
      flag.setAttribute("aria-pressed", String(flagged));
      clear.setAttribute("aria-disabled", String(choice === null)); // not `disabled`: the focus would be lost
    });
    return [flag, clear];
  }

  flag(target) { target.change("flag", { on: !target.read().flagged }); }

  moves() {
    const [place, last] = [this.place(), this.session.state.items.length - 1];
    return h("div", { class: "pair" },
      button("Previous", () => this.move(-1), { disabled: place === 0 }),
      button(place === last ? "Review" : "Next", () => this.move(1), { class: "button primary" }));
  }

  move(step) {
    const place = this.place() + step;
    if (place >= this.session.state.items.length) this.go("review");
    else if (place >= 0) this.go("question", place);
  }

  grid(items) {
    const key = [[h("span", { class: "sample answered" }), "answered"], [h("span", { class: "sample" }), "open"], [flagMark(), "flagged"]];
    return h("nav", { class: "grid", "aria-label": "Questions" },
      h("ol", {}, items.map((item, place) => h("li", {}, this.gridButton(item.id, place)))),
      h("p", { class: "key", "aria-hidden": "true" }, key.map((entry) => h("span", {}, entry))));
  }

  gridButton(id, place) {
    const node = button([String(place + 1), flagMark()], () => this.go("question", place), { class: "cell" });
    if (place === this.place()) node.setAttribute("aria-current", "true");
    this.live.push(() => {
      const { choice, flagged } = this.session.answer(id);
      mark(node, "answered", choice !== null);
      mark(node, "flagged", flagged);
      const label = `Question ${place + 1}, ${choice === null ? "not answered" : "answered"}${flagged ? ", flagged" : ""}`;
      if (node.ariaLabel !== label) node.setAttribute("aria-label", label);
    });
    return node;
  }

  // -- keyboard

  help() {
    const on = h("input", { type: "checkbox", onchange: () => { this.shortcuts = on.checked; } });
    on.checked = this.shortcuts;
    return h("details", { class: "help" }, h("summary", {}, "Keyboard shortcuts"),
      h("label", { class: "switch" }, on, "Use these shortcuts"),
      h("dl", {}, SHORTCUTS.map(([keys, meaning]) => h("div", {}, h("dt", {}, keys), h("dd", {}, meaning)))));
  }

  onKey(event) {
    event.stopPropagation(); // JupyterLab would take letters for commands
    const typing = event.target.matches("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])");
    const dialog = this.screen.querySelector("dialog[open]");
    if (!this.shortcuts || !this.target || typing || dialog || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = this.shortcut(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  }

  shortcut(key) {
    const place = key.length === 1 ? Math.max("abcd".indexOf(key.toLowerCase()), "1234".indexOf(key)) : -1;
    if (this.target.item.options[place]) return () => this.pressLetter(place);
    if (key !== "Shift") this.striking = false;
    const working = this.session.state.phase === "working";
    const actions = { x: () => this.pressX(), f: () => this.pressFlag(), "?": () => this.toggleHelp() };
    const moves = { n: () => this.move(1), PageDown: () => this.move(1), p: () => this.move(-1), PageUp: () => this.move(-1),
      r: () => this.go("review") };
    return { ...actions, ...(working ? moves : {}) }[key.length === 1 ? key.toLowerCase() : key];
  }

  pressLetter(place) {
    const { target, striking } = this;
    this.striking = false;
    if (!target.open()) return;
    if (striking) {
      this.strike(target, place);
      const out = target.read().struck.includes(target.item.options[place].id);
      this.announce(`${String.fromCharCode(65 + place)} ${out ? "struck out" : "restored"}`);
      return;
    }
    const radio = this.screen.querySelectorAll("fieldset input[type=radio]")[place];
    radio.focus(); // so that a screen reader says what was chosen
    target.change("answer", { choice: target.item.options[place].id });
  }

  pressX() {
    this.striking = true;
    this.announce("Strike out: press A to D.");
  }

  pressFlag() {
    if (!this.target.open()) return;
    this.flag(this.target);
    this.announce(this.target.read().flagged ? "Flagged" : "Flag removed");
  }

  toggleHelp() {
    const help = this.screen.querySelector("details");
    help.open = !help.open;
    help.querySelector("summary").focus();
  }

  // -- review and hand in

  review() {
    const overview = this.session.overview();
    const missing = overview.filter(({ choice }) => choice === null);
    const dialog = this.confirm(missing.length, overview.length);
    const hand = button("Submit exam", () => dialog.showModal(), { class: "button primary" });
    this.live.push(() => {
      hand.disabled = this.session.timeUp;
      if (this.session.timeUp) dialog.close();
    });
    return [
      h("h1", { class: "unseen" }, this.session.state.exam.title),
      this.bar(),
      this.message(),
      h("h2", { tabindex: "-1", "data-start": true }, "Review before you hand in"),
      h("p", {}, `${overview.length - missing.length} of ${overview.length} questions are answered.`),
      this.places("Not answered", missing),
      this.places("Flagged", overview.filter(({ flagged }) => flagged)),
      h("div", { class: "moves" }, button(`Back to question ${this.place() + 1}`, () => this.go("question")), hand),
      dialog,
    ];
  }

  places(title, entries) {
    const link = ({ place }) => h("li", {}, button([unseen("Question "), String(place + 1)], () => this.go("question", place), { class: "cell" }));
    return h("section", { class: "places" }, h("h3", {}, `${title}: ${entries.length}`),
      entries.length ? h("ul", { class: "cells" }, entries.map(link)) : null);
  }

  confirm(missing, total) {
    const answers = missing === 0 ? `All ${total} questions are answered.`
      : `${plural(missing, "question")} ${missing === 1 ? "is" : "are"} unanswered.`;
    const dialog = h("dialog", { "aria-labelledby": "pmo-exam-confirm" },
      h("h2", { id: "pmo-exam-confirm" }, "Hand in the exam?"),
      h("p", {}, `${answers} Hand in now? You cannot change answers afterwards.`),
      h("div", { class: "moves" },
        button("Go back", () => dialog.close(), { autofocus: true }),
        button("Hand in", () => this.session.change("submit"), { class: "button primary" })));
    return dialog;
  }

  handingIn() {
    return [this.bar(), this.message(), h("h1", { tabindex: "-1", "data-start": true }, "Handing in…"),
      h("p", {}, "Your answers are being handed in. Keep this page open until the receipt appears.")];
  }

  // -- after, and in between

  submitted() {
    const { receipt, exam } = this.session.state;
    const reasons = { deadline: "Your time ended, and your saved answers were handed in for you.",
      candidate: "Your exam is complete." };
    const rows = receipt ? [["Handed in", dayAndTime(receipt.submitted_at)],
      ["Answered", `${receipt.answered} of ${receipt.total} questions`], ["Receipt code", h("code", {}, receipt.sha256_short)]] : [];
    return [
      h("h1", { tabindex: "-1", "data-start": true }, `Handed in: ${exam.title}`),
      h("p", {}, reasons[receipt?.ended_by] ?? "The instructor ended the exam, and your saved answers were handed in."),
      h("dl", { class: "receipt" }, rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
      this.message(),
      this.stillSending(),
      h("h2", {}, "What happens next"),
      h("p", {}, "Write down or photograph the receipt code. Your instructor tells you when the results are ready. You may close this page."),
    ];
  }

  stillSending() {
    const node = h("p", { class: "message", role: "status" });
    this.live.push(() => {
      const { queue, late } = this.session;
      const text = queue.waiting ? `${plural(queue.waiting, "answer")} still on the way to the server. Keep this page open.`
        : late ? `${plural(late, "change")} reached the server after the end. The instructor can see this.` : "";
      setText(node, text);
      node.hidden = text === "";
    });
    return node;
  }

  paused() {
    const { deadline, now } = this.session.state;
    return [
      h("h1", { tabindex: "-1", "data-start": true }, "The exam is paused"),
      this.message(),
      h("p", {}, "Your clock stands still, and your answers are kept. The questions come back when the instructor goes on."),
      deadline == null ? null : h("p", {}, "Time left when it goes on: ", h("strong", {}, countdown(deadline - now))),
      this.saved(),
    ];
  }

  blocked() {
    return [h("h1", { tabindex: "-1", "data-start": true }, "The exam cannot go on"), this.message(),
      h("p", {}, "Your saved answers are kept. If this does not help, tell the instructor.")];
  }
}

// ---- anywidget ------------------------------------------------------------------------------------------------------------

function render({ model, el }) {
  const page = new Page(model);
  const receive = (message) => page.session.receive(message);
  const onVisible = () => document.visibilityState === "visible" && page.session.askClock();
  el.setAttribute("data-lm-suppress-shortcuts", "true");
  el.append(page.root);
  model.on("msg:custom", receive);
  document.addEventListener("visibilitychange", onVisible);
  const timer = setInterval(() => page.session.tick(), TICK_MS);
  page.session.hello();
  page.draw();
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", onVisible);
    model.off("msg:custom", receive);
  };
}

export default { render };
