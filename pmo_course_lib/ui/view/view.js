// A view: draws what the kernel says, keeps the focus and what is being typed, and shows whether all is saved.

import { h, inline, setText } from "../dom.js";
import { again, worded } from "./others.js";
import { Talk } from "./talk.js";
import { FIELDS, STILL } from "./blocks.js";

const TICK_MS = 500;
const NEWS = "pmo-news"; // what one view has seen, the others of the page look at without waiting for their turn
const CONTROLS = "input, textarea, select, button";

/** Two blocks of one shape differ in their value only, so the drawn field can stay. */
const shape = (block) => JSON.stringify(block, (key, value) => (key === "value" ? undefined : value));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const isBlock = (cell) => cell !== null && typeof cell === "object";

class Drawer {
  /** `hooks`: what a field calls with its changes. */
  constructor(hooks) { Object.assign(this, { hooks, fields: new Map() }); }

  /** A drawn block: what was drawn, its node, and how it takes a new version (false: it must be drawn anew). */
  draw(block, bare = false) {
    if (FIELDS[block.kind]) return this.field(block, bare);
    const special = { group: "group", row: "row", table: "table" }[block.kind];
    if (special) return this[special](block);
    return { node: STILL[block.kind]?.(block) ?? h("span", {}), take: (next) => same(block, next) };
  }

  field(block, bare) {
    const drawn = FIELDS[block.kind](block, this.hooks, bare);
    const wanted = shape(block);
    const typed = this.hooks.typed(block.id);
    if (typed) drawn.typing?.resume(typed);
    this.fields.set(block.id, drawn);
    return { node: drawn.node, take: (next) => {
      if (next.kind !== block.kind || shape(next) !== wanted) return false;
      drawn.put(next.value);
      return true;
    } };
  }

  list(blocks, parent) {
    let drawn = [];
    const take = (next) => {
      next.forEach((block, i) => {
        const old = drawn[i];
        if (old?.kind === block.kind && old.take(block)) return;
        const fresh = { kind: block.kind, ...this.draw(block) };
        if (old) old.node.replaceWith(fresh.node);
        else parent.append(fresh.node);
        drawn[i] = fresh;
      });
      drawn.splice(next.length).forEach(({ node }) => node.remove());
      return true;
    };
    take(blocks);
    return take;
  }

  row(block) {
    const node = h("div", { class: "row" });
    const take = this.list(block.blocks, node);
    return { node, take: (next) => next.kind === "row" && take(next.blocks) };
  }

  group(block) {
    const inner = h("div", { class: "inner" });
    const take = this.list(block.blocks, inner);
    const folds = block.open !== null;
    const node = folds ? h("details", { class: "group", open: block.open }, h("summary", {}, inline(block.title)), inner)
      : h("section", { class: "group" }, h("h3", {}, inline(block.title)), inner);
    return { node, take: (next) => next.title === block.title && (next.open !== null) === folds && take(next.blocks) };
  }

  /** A table keeps its rows and the fields in them: only cells that differ are drawn anew, rows come and go at the end. */
  table(block) {
    const right = (column) => (block.numeric.includes(column) ? { class: "number" } : {});
    const head = h("tr", {}, block.head.map((said, c) => (said ? h("th", { scope: "col", ...right(c) }, inline(said)) : h("td"))));
    const body = h("tbody");
    const node = h("div", { class: "table", role: "group", "aria-label": block.caption || "Table", tabindex: "0" },
      h("table", {}, h("caption", {}, inline(block.caption)), h("thead", {}, head), body));
    let drawn = [];
    const show = (rows) => {
      rows.forEach((row, r) => {
        if (drawn[r]?.take(row)) return;
        const fresh = this.line(row, right);
        if (drawn[r]) drawn[r].node.replaceWith(fresh.node);
        else body.append(fresh.node);
        drawn[r] = fresh;
      });
      drawn.splice(rows.length).forEach((row) => row.node.remove());
      return true;
    };
    show(block.rows);
    const frame = ({ caption, head: names, numeric }) => JSON.stringify([caption, names, numeric]);
    return { node, take: (next) => next.kind === "table" && frame(next) === frame(block) && show(next.rows) };
  }

  line(row, right) {
    const cells = row.map((content, c) => this.cell(content, c, right));
    return { node: h("tr", {}, cells.map((cell) => cell.node)),
      take: (next) => next.length === row.length && next.every((content, c) => cells[c].take(content)) };
  }

  /** A cell takes any text for text, and a field of the same shape for a field; else its row is drawn anew. */
  cell(content, column, right) {
    const field = isBlock(content) ? this.draw(content, true) : null;
    const names = column === 0 && !field;
    const node = h(names ? "th" : "td", names ? { scope: "row" } : right(column), field ? field.node : inline(content ?? ""));
    let shown = content;
    const take = (next) => {
      if (field) return isBlock(next) && field.take(next);
      if (isBlock(next)) return false;
      if (next !== shown) node.replaceChildren(...inline(next ?? ""));
      shown = next;
      return true;
    };
    return { node, take };
  }
}

/** The button right after a field: in the same row, or next to the field or its row. */
function buttonBeside(node) {
  const isButton = (one) => Boolean(one?.querySelector(":scope > button:not([data-asks])"));
  const row = node.closest(".pmo-row");
  const rest = row ? [...row.children].slice([...row.children].indexOf(node) + 1) : [];
  const found = rest.find(isButton) ?? [(row ?? node).nextElementSibling].find(isButton);
  return found?.querySelector("button") ?? null;
}

class Screen {
  constructor(model, el) {
    this.talk = new Talk(model, () => this.show(), (id, value) => this.drawer.fields.get(id)?.typing?.settled(value));
    this.drawer = new Drawer({
      set: (id, value, base) => this.talk.set(id, value, base), draft: (id, value, base) => this.talk.draft(id, value, base),
      undraft: (id) => this.talk.undraft(id), typed: (id) => this.talk.typed(id),
    });
    this.title = h("h2", { class: "title" });
    this.body = h("div", { onkeydown: (event) => this.key(event) }, h("p", { role: "status" }, "This part is being loaded…"));
    this.saved = h("p", { class: "saved", role: "status" });
    el.append(h("section", { class: "page view" }, h("div", { class: "head" }, this.title, this.saved), this.body));
    this.page = null;
  }

  show() {
    const { state, refused, line } = this.talk;
    setText(this.saved, line);
    this.saved.classList.toggle("pmo-warning", line.startsWith("Not saved"));
    if (!state) return;
    if (this.page !== state.page) this.draw(state.page);
    for (const [id, field] of this.drawer.fields) field.say(refused[id]?.text ?? "");
    for (const [id, field] of this.drawer.fields) this.tell(id, field);
  }

  /** Says under a field that somebody else replaced what was written here, once it shows their value. */
  tell(id, field) {
    const { others, fields } = this.talk;
    const block = fields.get(id);
    if (!block || !others.lost.has(id) || field.typing?.held) {
      field.tell("");
      return;
    }
    const lost = others.lost.get(id);
    field.tell(`Changed by somebody else. ${worded(block, lost)}`, () => this.talk.set(id, again(block, lost), block.value),
      () => { others.forget(id); this.show(); });
  }

  /** Enter in a line does what the button beside it does, once the line is stored; never a button that asks first. */
  key(event) {
    const [id, field] = [...this.drawer.fields].find(([, one]) => one.input === event.target) ?? [];
    if (event.key !== "Enter" || event.isComposing || this.talk.fields.get(id)?.kind !== "line") return;
    if (!buttonBeside(field.node)) return;
    event.preventDefault();
    field.typing.leave();
    this.talk.after(id, () => buttonBeside(this.drawer.fields.get(id).node)?.click());
  }

  draw(page) {
    if (this.where !== this.talk.state.document) { // nothing drawn of another document stays
      for (const { typing } of this.drawer.fields.values()) typing?.stop();
      this.take = null;
    }
    this.where = this.talk.state.document;
    this.page = page;
    setText(this.title, page.title);
    this.title.hidden = !page.title;
    if (!this.take) {
      this.drawer.fields.clear();
      this.body.replaceChildren();
      this.take = this.drawer.list(page.blocks.map((block) => this.local(block)), this.body);
    } else this.keepFocus(() => this.take(page.blocks.map((block) => this.local(block))));
  }

  local(block) {
    if (!isBlock(block)) return block;
    if (FIELDS[block.kind]) return { ...block, value: (this.talk.own(block.id) ?? block).value };
    if (block.blocks) return { ...block, blocks: block.blocks.map((one) => this.local(one)) };
    return block.rows ? { ...block, rows: block.rows.map((row) => row.map((cell) => this.local(cell))) } : block;
  }

  /** A part that had to be drawn anew gives the focus back to the same field, or to the control that took its place. */
  keepFocus(change) {
    const active = document.activeElement;
    const controls = () => [...this.body.querySelectorAll(CONTROLS)];
    const [id] = [...this.drawer.fields].find(([, { node }]) => node.contains(active)) ?? [];
    const inside = id ? [...this.drawer.fields.get(id).node.querySelectorAll(CONTROLS)].indexOf(active) : -1;
    const place = controls().indexOf(active);
    change();
    if (place < 0 || active.isConnected) return;
    const field = this.drawer.fields.get(id)?.node;
    const now = controls();
    (field?.isConnected ? field.querySelectorAll(CONTROLS)[inside] : now[Math.min(place, now.length - 1)])?.focus();
  }
}

function render({ model, el }) {
  const screen = new Screen(model, el);
  const hear = (message) => {
    screen.talk.receive(message);
    if (message?.kind === "state") window.dispatchEvent(new CustomEvent(NEWS, { detail: message.seen }));
  };
  const heard = ({ detail }) => screen.talk.heard(detail);
  window.addEventListener(NEWS, heard);
  model.on("msg:custom", hear);
  screen.talk.ask();
  const beat = setInterval(() => screen.talk.tick(), TICK_MS);
  const sight = new IntersectionObserver(([entry]) => { screen.talk.near = entry.isIntersecting; }, { rootMargin: "200px" });
  sight.observe(el);
  return () => {
    clearInterval(beat);
    sight.disconnect();
    window.removeEventListener(NEWS, heard);
    model.off("msg:custom", hear);
  };
}

export default { render };
