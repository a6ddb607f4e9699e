// Building blocks: elements, safe text, times. Text from people goes in as text nodes only.

const prefixed = (names) => names.split(" ").filter(Boolean).map((name) => `pmo-${name}`).join(" ");

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

/** A figure and its sign for per cent stay on one line. */
const inline = (text) => String(text).replace(/(\d) %/g, "$1\u00a0%").split(INLINE).filter(Boolean).map(inlinePart);
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


const two = (number) => String(number).padStart(2, "0");

function countdown(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

const timeOfDay = (at) => new Date(at).toLocaleTimeString("en-GB");
const dayAndTime = (at) => `${timeOfDay(at)} on ${new Date(at).toLocaleDateString("en-GB", { dateStyle: "long" })}`;

export { blockNode, button, countdown, dayAndTime, flagMark, h, inline, mark, materialLink, plural, setText, textBlocks, timeOfDay, unseen };
