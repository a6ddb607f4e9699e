// Slides: one a screen, turned with the keys of a keyboard or a presenter, or with the buttons. Without this module they scroll.
const SMALLEST = 0.6; // of the slide's type; what is longer scrolls within the slide
const slides = [...document.querySelectorAll(".slide")];
const [back, next] = ["back", "next"].map((id) => document.getElementById(id));
let at = Math.min(Math.max(0, Number(location.hash.slice(1)) - 1 || 0), slides.length - 1);

function fit(slide) {
  const body = slide.querySelector(".body");
  body.scrollTop = 0;
  for (let size = 1; size >= SMALLEST; size -= 0.04) {
    body.style.setProperty("--fit", size);
    if (body.scrollHeight <= body.clientHeight) return;
  }
}

function show(place) {
  at = Math.min(Math.max(0, place), slides.length - 1);
  slides.forEach((slide, n) => slide.classList.toggle("now", n === at));
  [back.disabled, next.disabled] = [at === 0, at === slides.length - 1];
  history.replaceState(null, "", `#${at + 1}`);
  fit(slides[at]);
  document.title = `${at + 1} of ${slides.length}: ${document.body.dataset.title}`;
}

const turns = {
  ArrowRight: () => at + 1, PageDown: () => at + 1, " ": () => at + 1, Enter: () => at + 1,
  ArrowLeft: () => at - 1, PageUp: () => at - 1, Backspace: () => at - 1, Home: () => 0, End: () => slides.length - 1,
};
const LINE = { ArrowDown: 60, ArrowUp: -60 };
const onePerScreen = () => getComputedStyle(document.body).overflow === "hidden"; // on a phone they follow each other

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !onePerScreen()) return;
  if (event.target.closest("button, a") && [" ", "Enter"].includes(event.key)) return;
  if (event.key in LINE) slides[at].querySelector(".body").scrollBy(0, LINE[event.key]);
  if (!(event.key in turns)) return;
  event.preventDefault();
  show(turns[event.key]());
  slides[at].querySelector("h1, h2").focus({ preventScroll: true }); // a screen reader says where one is
});
back.addEventListener("click", () => show(at - 1));
next.addEventListener("click", () => show(at + 1));
addEventListener("resize", () => fit(slides[at]));
addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1 || 0));
document.body.classList.add("deck");
show(at);
document.fonts.ready.then(() => fit(slides[at]));
