// The exam page: ES modules without a build step, nothing fetched; widget.py joins them into the one module of anywidget.
// The kernel owns the truth (answers on disk, phase, clock). This page draws, counts down, and keeps every change until
// the kernel says that it is on disk.

import {
  blockNode, button, countdown, dayAndTime, flagMark, h, inline, mark, materialLink, plural, setText, textBlocks, unseen,
} from "../dom.js";
import { applied } from "./queue.js";
import { Frame } from "./frame.js";

const TICK_MS = 500;

class Page extends Frame {
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
    const dialog = h("dialog", { "aria-labelledby": "pmo-confirm" },
      h("h2", { id: "pmo-confirm" }, "Hand in the exam?"),
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
