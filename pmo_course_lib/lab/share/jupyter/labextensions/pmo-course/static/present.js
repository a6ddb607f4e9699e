// The presenter's face of a course notebook: F8 shows one part after the other, large; F9 opens a window with notes,
// what comes next, and a clock for the block. The views stay live: they are the notebook's own cells.

const CSS = `
  .pmo-present .jp-Notebook { padding: 1.5rem 2rem; }
  .pmo-present .jp-Cell.pmo-away { display: none !important; }
  .pmo-present .pmo-slide { max-width: 46rem; margin: 0 auto; color: #1c2430; font: 400 1.25rem/1.45 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
  .pmo-slide h1 { margin: 0 0 1rem; color: #0b5c6b; font-size: 1.9rem; line-height: 1.2; }
  .pmo-slide li { margin: 0 0 .6rem; }
  .pmo-slide:not(:last-child) { margin-bottom: 1rem; }
  .pmo-present .jp-MarkdownOutput, .pmo-present .jp-RenderedHTMLCommon:not(.jp-MarkdownOutput) { max-width: 46rem; font-size: 1.1rem; }
  .pmo-present .jp-RenderedHTMLCommon :is(h1, h2) { color: #0b5c6b; font-size: 1.9rem; font-weight: bold; line-height: 1.2; }
  .pmo-present .jp-RenderedHTMLCommon table { margin-left: 0; font-size: 1.05rem; }
  .pmo-present .pmo-waits.jp-mod-noOutputs::after { content: "This part is being made…"; display: block; max-width: 46rem; margin: 0 auto; color: #4a5565; font-size: 1.1rem; }
  .pmo-place { position: absolute; right: 1rem; bottom: .5rem; color: #4a5565; font: .7rem system-ui, "Segoe UI", "Noto Sans", sans-serif; }`;
const LARGE = "max(150%, min(1.757vw, 3.125vh))"; // one and a half times as large at 1366 x 768, and more on a wider screen
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

/** All that Lab shows around a widget: what stands beside it, and beside each widget that holds it. */
function* around(widget) {
  for (let inner = widget; inner.parent; inner = inner.parent) {
    if (inner.parent.node.classList.contains("lm-DockPanel")) continue; // other documents, which Lab hides itself
    for (const beside of inner.parent.layout ?? []) if (beside !== inner) yield beside;
  }
}

class Presenter {
  constructor(panel, shell) {
    Object.assign(this, { panel, shell, at: 0, on: false, block: null, end: null, hidden: [] });
    document.addEventListener("keydown", (event) => this.key(event), true);
    shell.currentChanged?.connect((_, { newValue }) => { if (this.on && newValue && newValue !== panel) this.toggle(); });
    panel.disposed.connect(() => { if (this.on) this.toggle(); });
  }

  get visible() { return this.panel.isVisible; }

  meta(cell) { return cell.model.getMetadata("pmo") ?? {}; }

  isView(cell) { return cell?.model.type === "code" && /\bview\(/.test(cell.model.sharedModel.getSource()); }

  /** A slide: a text with a heading, or a view or worked example with the words before it; what else comes stays with it. */
  slides() {
    const slides = [];
    const cells = this.panel.content.widgets.filter((cell) => !cell.hasClass("pmo-grader"));
    cells.forEach((cell, i) => {
      cell.toggleClass("pmo-waits", this.isView(cell));
      const view = this.isView(cell) && !this.leads(cells[i - 1], cell);
      if (view || this.heads(cell) || this.leads(cell, cells[i + 1]) || !slides.length) slides.push([cell]);
      else slides.at(-1).push(cell);
    });
    return slides;
  }

  heads(cell) { return cell.model.type === "markdown" && /^#+\s/.test(cell.model.sharedModel.getSource()); }

  /** Does a text belong to the view or example that follows it? A section or title with points is a slide of its own. */
  leads(cell, next) { return cell?.model.type === "markdown" && !this.meta(cell).points && next?.model.type === "code"; }

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
    document.documentElement.style.fontSize = this.on ? LARGE : ""; // the course's sizes are in rem
    this.alone();
    if (!this.panel.isDisposed) this.draw();
  }

  /** Menus, side bars and status bar go while slides are shown, and come back as they were. */
  alone() {
    if (this.on) {
      this.mode = this.shell.mode;
      this.shell.mode = "single-document"; // a split screen, too
      this.hidden = [...around(this.panel)].filter((one) => !one.isHidden);
      this.hidden.forEach((one) => one.hide());
    } else {
      this.hidden.splice(0).forEach((one) => { if (!one.isDisposed) one.show(); });
      this.shell.mode = this.mode;
    }
  }

  go(step) {
    this.at = Math.min(Math.max(this.at + step, 0), this.slides().length - 1);
    this.draw();
    this.panel.content.node.scrollTop = 0;
    this.panel.content.node.querySelector(".jp-WindowedPanel-outer")?.scrollTo(0, 0);
  }

  draw() {
    this.panel.node.querySelectorAll(".pmo-slide, .pmo-place").forEach((node) => node.remove());
    if (this.on) this.panel.node.append(h("footer", { className: "pmo-place", textContent: this.place() }));
    this.slides().forEach((slide, place) => slide.forEach((cell) => {
      const points = this.meta(cell).points;
      const here = this.on && place === this.at;
      cell.node.classList.toggle("pmo-away", this.on && (!here || Boolean(points)));
      if (here && points) cell.node.after(this.drawn(cell, points));
    }));
    this.tell();
  }

  drawn(cell, points) {
    return h("section", { className: "pmo-slide" }, h("h1", { textContent: this.title([cell]) }),
      h("ul", {}, ...points.map((point) => h("li", { textContent: point }))));
  }

  /** Which slide of how many, and the id of its section in the course book, if it has one. */
  place() {
    const slides = this.slides();
    const [cell] = slides[this.at] ?? [];
    return [`${this.at + 1} of ${slides.length}`, cell && this.meta(cell).section].filter(Boolean).join(" · ");
  }

  title(slide) {
    const heading = /^#+\s+(.+)$/m.exec(slide[0].model.sharedModel.getSource());
    const view = slide.some((cell) => this.isView(cell));
    return heading ? heading[1] : view ? "Your turn: decide in the view" : "Worked example";
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
    this.write("title", `${this.at + 1}/${slides.length}  ${this.title(slides[this.at])}`);
    this.write("notes", this.meta(cell).notes ?? "");
    this.write("next", slides[this.at + 1] ? this.title(slides[this.at + 1]) : "The end of this notebook");
  }
}

document.head.append(h("style", { textContent: CSS }));
export { Presenter };
