// Draws the blocks that Python names. A drawn field is { node, put(value), read() }; text goes in as text only.

import { randomId } from "./talk.js";
import { blockNode, button, countdown, h, inline, setText, textBlocks, unseen } from "../dom.js";

const SIGNS = { info: ["i", "Note"], good: ["✓", "In order"], warning: ["!", "Look at this"], error: ["✕", "To mend"] };
const TYPING_MS = 400; // a pause after which typed text is saved without leaving the field
const PAGE = randomId(); // several views stand on one page, and each counts its own fields
let fieldCount = 0;

const text = ({ text: said }) => h("div", { class: "prose" }, textBlocks(said).map((block) => blockNode(block)));

function note({ text: said, tone }) {
  const [sign, word] = SIGNS[tone] ?? SIGNS.info;
  return h("div", { class: `note ${tone}` }, h("span", { class: "sign", "aria-hidden": "true" }, sign),
    h("div", {}, unseen(`${word}: `), textBlocks(said).map((block) => blockNode(block))));
}

/** As an image, so that nothing in the picture can run; what it says stands below as text. */
function picture({ svg, name, text: said }) {
  const image = h("img", { src: `data:image/svg+xml,${encodeURIComponent(svg)}`, alt: name });
  const box = h("div", { class: "scroll", role: "group", "aria-label": name, tabindex: "0" }, image);
  return h("figure", { class: "picture" }, box,
    h("details", {}, h("summary", {}, `${name} as text`), h("div", {}, textBlocks(said).map((block) => blockNode(block)))));
}

function timer({ minutes, label }) {
  let [end, left] = [null, minutes * 60_000];
  const show = h("span", { class: "left", role: "timer" });
  const go = button("", () => {
    if (end === null) end = Date.now() + left;
    else { left = Math.max(0, end - Date.now()); end = null; }
    draw();
  });
  const again = button("Back to start", () => { [end, left] = [null, minutes * 60_000]; draw(); }, { class: "quiet" });
  const node = h("div", { class: "timer" }, h("strong", {}, label), show, go, again);
  function draw() {
    const rest = end === null ? left : Math.max(0, end - Date.now());
    setText(show, rest ? countdown(rest) : "Time is up");
    setText(go, end === null ? "Start the clock" : "Stop the clock");
    go.disabled = rest === 0;
  }
  let shown = false;
  const beat = setInterval(() => {
    if (shown && !node.isConnected) clearInterval(beat);
    shown = node.isConnected;
    draw();
  }, 500);
  draw();
  return node;
}

/** A link that saves a file; its address is made when it is asked for and given back after. */
function file({ name, label, mime, data_base64: data }) {
  const link = h("a", { class: "button", href: "#", download: name }, label);
  link.addEventListener("click", () => {
    const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
    link.href = address;
    setTimeout(() => { link.setAttribute("href", "#"); URL.revokeObjectURL(address); }, 10_000);
  });
  return link;
}

// -- fields

/** The common frame: label, help, problem; `control` gets the ids of both. */
function framed(block, control, bare) {
  const number = (fieldCount += 1);
  const [helpId, problemId] = [`pmo-help-${PAGE}-${number}`, `pmo-problem-${PAGE}-${number}`];
  const help = block.help ? h("p", { class: "help", id: helpId }, inline(block.help)) : null;
  const problem = h("p", { class: "problem", id: problemId, hidden: true });
  const inner = control(`pmo-field-${PAGE}-${number}`, [help && helpId, problemId].filter(Boolean).join(" "));
  const say = (said) => {
    problem.hidden = !said;
    setText(problem, said ?? "");
    inner.mark?.(Boolean(said));
  };
  const node = bare ? h("div", { class: "field bare" }, inner.node, problem) : h("div", { class: "field" }, inner.node, help, problem);
  return { node, say, put: inner.put, focus: inner.focus };
}

function typed(block, bare, make, { lines = false } = {}) {
  return (id, described, set) => {
    const input = make(id, described);
    if (bare) input.setAttribute("aria-label", block.label);
    let [waiting, told, later, typing] = [null, shownValue(block.value), null, false];
    const tell = () => {
      clearTimeout(waiting);
      if (input.value === told) return;
      told = input.value;
      later = null; // older than what is told now
      set(input.value);
    };
    input.addEventListener("change", tell);
    if (lines) input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(tell, TYPING_MS); });
    input.value = told;
    // Nothing moves under the hand: what comes in while somebody types here is shown when the field is left.
    const put = (value) => {
      if (typing) later = shownValue(value);
      else input.value = told = shownValue(value);
    };
    input.addEventListener("input", () => { typing = true; });
    input.addEventListener("blur", () => {
      if (later !== null && input.value === told) input.value = told = later;
      [later, typing] = [null, false];
    });
    const mark = (wrong) => input.setAttribute("aria-invalid", String(wrong));
    const unit = block.unit ? h("span", { class: "unit" }, block.unit) : null;
    const row = h("span", { class: "control" }, input, unit);
    const node = bare ? row : h("div", {}, h("label", { for: id }, block.label), row);
    return { node, put, mark };
  };
}

const shownValue = (value) => (value === null || value === undefined ? "" : String(value));

function numeric(block, set) {
  return (value) => {
    const number = value.trim() === "" ? null : Number(value.replace(",", "."));
    set(block.id, Number.isNaN(number) ? value : number);
  };
}

const make = {
  line: (id, described) => h("input", { type: "text", id, "aria-describedby": described }),
  day: (id, described) => h("input", { type: "date", id, "aria-describedby": described }),
};

function input(block, set, bare) {
  const { kind } = block;
  const maker = {
    line: make.line, day: make.day,
    area: (id, described) => h("textarea", { id, rows: String(block.rows), "aria-describedby": described }),
    number: (id, described) => h("input", { type: "text", inputmode: "decimal", id, "aria-describedby": described }),
  }[kind];
  const change = kind === "number" ? numeric(block, set) : (value) => set(block.id, kind === "day" && !value ? null : value);
  const control = typed(block, bare, maker, { lines: kind === "area" || kind === "line" });
  return framed(block, (id, described) => control(id, described, change), bare);
}

function select(block, set, bare) {
  return framed(block, (id, described) => {
    const options = [["", "– choose –"], ...block.options].map(([value, said]) => h("option", { value }, said));
    const node = h("select", { id, "aria-describedby": described }, options);
    if (bare) node.setAttribute("aria-label", block.label);
    node.addEventListener("change", () => set(block.id, node.value || null));
    const put = (value) => { node.value = value ?? ""; };
    put(block.value);
    return { node: bare ? node : h("div", {}, h("label", { for: id }, block.label), node), put };
  }, bare);
}

function boxes(block, set, bare) {
  const many = block.kind === "ticks";
  return framed(block, (id, described) => {
    const inputs = block.options.map(([value]) => h("input", { type: many ? "checkbox" : "radio", name: id, value }));
    const chosen = () => inputs.filter((box) => box.checked).map((box) => box.value);
    inputs.forEach((box) => box.addEventListener("change", () => set(block.id, many ? chosen() : box.value)));
    const labels = block.options.map(([, said], i) => h("label", { class: "box" }, inputs[i], h("span", {}, inline(said))));
    const legend = h("legend", { class: bare ? "unseen" : "" }, inline(block.label));
    const node = h("fieldset", { "aria-describedby": described, class: block.inline || bare ? "inline" : "" }, legend,
      h("div", { class: "boxes" }, labels));
    const put = (value) => {
      const wanted = many ? value ?? [] : [value];
      for (const box of inputs) box.checked = wanted.includes(box.value);
    };
    put(block.value);
    return { node, put };
  }, bare);
}

function push(block, set, bare) {
  const press = () => (block.confirm && !window.confirm(block.confirm) ? null : set(block.id, true));
  return framed(block, (_, described) => ({ put: () => {}, node: button(block.label, press,
    { class: block.primary ? "button primary" : "button", "aria-describedby": described }) }), bare);
}

const FIELDS = { button: push, choice: boxes, ticks: boxes, select, number: input, line: input, area: input, day: input };
const STILL = { text, note, picture, timer, file };

export { FIELDS, STILL };
