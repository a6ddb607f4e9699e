// The presenter's face of a course notebook: F8 shows one part after the other, large; F9 opens a window with notes,
// what comes next, and a clock for the block. The views stay live: they are the notebook's own cells.

const CSS = `
  .pmo-present .jp-Notebook { padding: 1.5rem 2rem; }
  .pmo-present .jp-Cell.pmo-away { display: none !important; }
  .pmo-present .pmo-slide { max-width: 46rem; margin: 0 auto; color: #1c2430; font: 400 1.25rem/1.45 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
  .pmo-slide h1 { margin: 0 0 1rem; color: #0b5c6b; font-size: 1.9rem; line-height: 1.2; }
  .pmo-slide li { margin: 0 0 .6rem; }
  .pmo-slide footer { margin-top: 2rem; color: #4a5565; font-size: .8rem; }
  .pmo-slide:not(:last-child) { margin-bottom: 1rem; }`;
const NOTES_CSS = `
  body { margin: 1.25rem; color: #1c2430; background: #fff; font: 1.05rem/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
  h1 { margin: 0; font-size: 1.2rem; } h2 { margin: 1.25rem 0 .25rem; font-size: 1rem; color: #0b5c6b; }
  #clock { font-size: 2.2rem; font-variant-numeric: tabular-nums; } .late { background: #ffe2a3; }
  button { min-height: 2.5rem; margin: .25rem .5rem .25rem 0; padding: .3rem .8rem; font: inherit; } #notes { white-space: pre-line; font-size: 1.2rem; }`;

function h(tag, attributes = {}, ...children) {
  const node = Object.assign(document.createElement(tag), attributes);
  node.append(...children);
  return node;
}

const minutesAndSeconds = (ms) => {
  const seconds = Math.round(Math.abs(ms) / 1000);
  return `${ms < 0 ? "−" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

class Presenter {
  constructor(panel) {
    Object.assign(this, { panel, at: 0, on: false, block: null, end: null });
    document.addEventListener("keydown", (event) => this.key(event), true);
  }

  get visible() { return this.panel.isVisible; }

  meta(cell) { return cell.model.getMetadata("pmo") ?? {}; }

  /** A slide: a text cell with its points, or a view. Worked examples and other cells stay with the slide before them. */
  slides() {
    const slides = [];
    for (const cell of this.panel.content.widgets) {
      const view = cell.model.type === "code" && /\bview\(/.test(cell.model.sharedModel.getSource());
      if (view || this.meta(cell).section || this.meta(cell).part === "title" || !slides.length) slides.push([cell]);
      else slides.at(-1).push(cell);
    }
    return slides;
  }

  key(event) {
    if (!this.visible) return;
    if (event.key === "F8") this.toggle();
    else if (event.key === "F9") this.notes();
    else if (this.on && !this.typing(event.target) && ["PageDown", "ArrowRight"].includes(event.key)) this.go(1);
    else if (this.on && !this.typing(event.target) && ["PageUp", "ArrowLeft"].includes(event.key)) this.go(-1);
    else if (this.on && event.key === "Escape") this.toggle();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  typing(node) { return Boolean(node.closest?.("input, textarea, select, [contenteditable]")); }

  toggle() {
    this.on = !this.on;
    this.panel.node.classList.toggle("pmo-present", this.on);
    document.documentElement.style.fontSize = this.on ? "150%" : ""; // the course's sizes are in rem
    this.draw();
  }

  go(step) {
    this.at = Math.min(Math.max(this.at + step, 0), this.slides().length - 1);
    this.draw();
    this.panel.content.node.scrollTop = 0;
    this.panel.content.node.querySelector(".jp-WindowedPanel-outer")?.scrollTo(0, 0);
  }

  draw() {
    this.panel.node.querySelectorAll(".pmo-slide").forEach((node) => node.remove());
    this.slides().forEach((slide, place) => slide.forEach((cell) => {
      const points = this.meta(cell).points;
      const here = this.on && place === this.at;
      cell.node.classList.toggle("pmo-away", this.on && (!here || Boolean(points)));
      if (here && points) cell.node.after(this.drawn(cell, points));
    }));
    this.tell();
  }

  drawn(cell, points) {
    const place = `${this.at + 1} of ${this.slides().length}`;
    return h("section", { className: "pmo-slide" }, h("h1", { textContent: this.title(cell) }),
      h("ul", {}, ...points.map((point) => h("li", { textContent: point }))),
      h("footer", { textContent: `${place} · ${this.meta(cell).section ?? ""}` }));
  }

  title(cell) {
    const heading = /^#+\s+(.+)$/m.exec(cell.model.sharedModel.getSource());
    return heading ? heading[1] : "Your turn: decide in the view";
  }

  // -- the second window

  notes() {
    this.window = window.open("", "pmo-notes", "width=620,height=760");
    if (!this.window) return;
    const page = this.window.document;
    page.title = "Notes";
    page.head.replaceChildren(h("style", { textContent: NOTES_CSS }));
    const say = (id, tag) => h(tag, { id });
    page.body.replaceChildren(say("title", "h1"), say("notes", "div"), h("h2", { textContent: "Next" }), say("next", "div"),
      h("h2", { textContent: "Clock of the block" }), say("clock", "div"), ...this.clocks());
    this.beat ??= setInterval(() => this.tick(), 500);
    this.tell();
  }

  clocks() {
    const blocks = this.panel.content.model.getMetadata("pmo")?.blocks ?? [];
    return blocks.map((block) => h("button", { type: "button", textContent: `Start ${block.id}: ${block.minutes} min`,
      onclick: () => {
        Object.assign(this, { block, end: Date.now() + block.minutes * 60_000 });
        this.tick();
      } }));
  }

  write(id, text) {
    const node = this.window?.closed === false && this.window.document.getElementById(id);
    if (node && node.textContent !== text) node.textContent = text;
    return node;
  }

  tick() {
    const left = this.end === null ? null : this.end - Date.now();
    const node = this.write("clock", left === null ? "Not started" : `${this.block.id}  ${minutesAndSeconds(left)}`);
    if (node) node.className = left !== null && left < 0 ? "late" : "";
  }

  tell() {
    const slides = this.slides();
    const [cell] = slides[this.at] ?? [];
    if (!cell) return;
    this.write("title", `${this.at + 1}/${slides.length}  ${this.title(cell)}`);
    this.write("notes", this.meta(cell).notes ?? "");
    this.write("next", slides[this.at + 1] ? this.title(slides[this.at + 1][0]) : "The end of this notebook");
  }
}

document.head.append(h("style", { textContent: CSS }));
export { Presenter };
