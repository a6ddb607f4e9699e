// Draws the blocks that Python names; text goes in as text only. A drawn field has a `node`, takes a value by `put`, shows by
// `say` why a change was refused and by `tell` that somebody else replaced what was written here.

import { randomId } from "./talk.js";
import { Typing } from "./typing.js";
import { blockNode, button, countdown, h, inline, setText, textBlocks, unseen } from "../dom.js";

const SIGNS = { info: ["i", "Note"], good: ["✓", "In order"], warning: ["!", "Look at this"], error: ["✕", "To mend"] };
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

/** The common frame: label, help, problem, what others did; `control` gets the ids of the texts. */
function framed(block, control, bare) {
  const number = (fieldCount += 1);
  const id = (what) => `pmo-${what}-${PAGE}-${number}`;
  const help = block.help ? h("p", { class: "help", id: id("help") }, inline(block.help)) : null;
  const problem = h("p", { class: "problem", id: id("problem"), hidden: true });
  const inner = control(id("field"), [help && id("help"), id("problem"), id("lost")].filter(Boolean).join(" "));
  const lost = lostNotice(id("lost"), () => inner.input ?? inner.node.querySelector("input, select") ?? inner.node);
  const say = (said) => {
    problem.hidden = !said;
    setText(problem, said ?? "");
    inner.mark?.(Boolean(said));
  };
  const node = h("div", { class: bare ? "field bare" : "field" }, inner.node, bare ? null : help, problem, lost.node);
  return { ...inner, node, say, tell: lost.tell };
}

/** Under the field: somebody else has replaced what was written here. The control keeps the focus when it goes. */
function lostNotice(id, control) {
  let acts = {};
  const text = h("span", {});
  const does = (name) => () => { control().focus(); acts[name](); };
  const node = h("div", { class: "lost", id, hidden: true }, text,
    button("Put mine back", does("back")), button("Leave it", does("dismiss"), { class: "button quiet" }));
  const tell = (said, back, dismiss) => {
    node.hidden = !said;
    setText(text, said);
    acts = { back, dismiss };
  };
  return { node, tell };
}

function typed(block, bare, make, parse, hooks, pauses) {
  return (id, described) => {
    const input = make(id, described);
    if (bare) input.setAttribute("aria-label", block.label);
    const typing = new Typing(input, block, hooks, parse, pauses);
    const mark = (wrong) => input.setAttribute("aria-invalid", String(wrong));
    const row = h("span", { class: "control" }, input, block.unit ? h("span", { class: "unit" }, block.unit) : null);
    const node = bare ? row : h("div", {}, h("label", { for: id }, block.label), row);
    return { node, input, typing, mark, put: (value) => typing.put(value) };
  };
}

/** Number and date as what they are; what is no number goes as text, and is refused. */
const PARSE = {
  number: (said) => {
    const number = said.trim() === "" ? null : Number(said.replace(",", "."));
    return Number.isNaN(number) ? said : number;
  },
  day: (said) => said || null, line: (said) => said, area: (said) => said,
};

const MAKE = {
  line: () => (id, described) => h("input", { type: "text", id, "aria-describedby": described }),
  day: () => (id, described) => h("input", { type: "date", id, "aria-describedby": described }),
  area: ({ rows }) => (id, described) => h("textarea", { id, rows: String(rows), "aria-describedby": described }),
  number: () => (id, described) => h("input", { type: "text", inputmode: "decimal", id, "aria-describedby": described }),
};

function input(block, hooks, bare) {
  const { kind } = block;
  return framed(block, typed(block, bare, MAKE[kind](block), PARSE[kind], hooks, kind !== "number"), bare);
}

function select(block, { set }, bare) {
  return framed(block, (id, described) => {
    const options = [["", "– choose –"], ...block.options].map(([value, said]) => h("option", { value }, said));
    const node = h("select", { id, "aria-describedby": described }, options);
    if (bare) node.setAttribute("aria-label", block.label);
    let base = block.value;
    node.addEventListener("change", () => set(block.id, node.value || null, base));
    const put = (value) => { base = value; node.value = value ?? ""; };
    put(block.value);
    return { node: bare ? node : h("div", {}, h("label", { for: id }, block.label), node), put };
  }, bare);
}

function boxes(block, { set }, bare) {
  const many = block.kind === "ticks";
  return framed(block, (id, described) => {
    const inputs = block.options.map(([value]) => h("input", { type: many ? "checkbox" : "radio", name: id, value }));
    let base = block.value;
    const chosen = () => inputs.filter((box) => box.checked).map((box) => box.value);
    inputs.forEach((box) => box.addEventListener("change", () => set(block.id, many ? chosen() : box.value, base)));
    const labels = block.options.map(([, said], i) => h("label", { class: "box" }, inputs[i], h("span", {}, inline(said))));
    const legend = h("legend", { class: bare ? "unseen" : "" }, inline(block.label));
    const node = h("fieldset", { "aria-describedby": described, class: block.inline || bare ? "inline" : "" }, legend,
      h("div", { class: "boxes" }, labels));
    const put = (value) => {
      base = value;
      const wanted = many ? value ?? [] : [value];
      for (const box of inputs) box.checked = wanted.includes(box.value);
    };
    put(block.value);
    return { node, put };
  }, bare);
}

function push(block, { set }, bare) {
  const press = () => (block.confirm && !window.confirm(block.confirm) ? null : set(block.id, true));
  const kind = { class: block.primary ? "button primary" : "button", "data-asks": Boolean(block.confirm) };
  const control = (_, described) => ({ put: () => {}, node: button(block.label, press, { ...kind, "aria-describedby": described }) });
  return framed(block, control, bare);
}

const FIELDS = { button: push, choice: boxes, ticks: boxes, select, number: input, line: input, area: input, day: input };
const STILL = { text, note, picture, timer, file };

export { FIELDS, STILL };
