// What every screen has: drawing, announcements, the bar with clock and saved state, the keyboard.

import { button, countdown, h, mark, materialLink, plural, setText, timeOfDay, unseen } from "../dom.js";
import { BLANK, LOST_MS, Session } from "./session.js";

const RELOAD_MS = 30_000; // silence after which we name a remedy
const NOTICE_MS = 10_000;
const MINUTE = 60_000;
const MARKS = [15, 5, 1]; // minutes left that are announced
const SHORTCUTS = [
  ["A to D, or 1 to 4", "choose an answer"],
  ["X, then a letter", "strike out or restore an answer"],
  ["F", "flag or unflag the question"],
  ["N or Page Down", "next question"],
  ["P or Page Up", "previous question"],
  ["R", "review before handing in"],
  ["?", "show or hide this list"],
];

class Frame {
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
}

export { Frame };
