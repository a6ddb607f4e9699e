// Moderator console: asks for the state every two seconds and draws it; every action asks for a reason first.
const $ = (id) => document.getElementById(id);
const ACTIONS = {
  open: ["Open the exam", "Everybody may start now. Each person's clock starts when that person presses Start.", "Start of the exam"],
  close: ["Close the door", "Nobody who has not started can start any more. Running attempts go on.", "Late arrivals no longer admitted"],
  pause: ["Stop the clock", "Questions are hidden and no time runs until you start the clock again.", ""],
  resume: ["Start the clock again", "The time that was lost is given back.", "The interruption is over"],
  extend: ["Add time", "The deadline moves by these minutes.", ""],
  end: ["End the exam", "What has been answered is handed in now.", ""],
  identify: ["Confirm the identity", "You have compared the person with a document, as your rules ask.", "Identity checked"],
  reopen: ["Reopen the attempt", "The candidate goes on with the time that was left, and these minutes.", ""],
};
let asked = null;

function button(text, action, candidate, name, main = false) {
  const made = document.createElement("button");
  made.textContent = text;
  if (main) made.className = "main";
  if (name) made.setAttribute("aria-label", `${text}: ${name}`);
  made.addEventListener("click", () => ask(action, candidate, name));
  return made;
}

function ask(action, candidate, name) {
  const [title, text, reason] = ACTIONS[action];
  asked = { action, candidate };
  $("ask-title").textContent = `${title}: ${name ?? "whole class"}`;
  $("ask-text").textContent = text;
  $("ask-minutes-label").hidden = !["extend", "reopen"].includes(action);
  $("ask-reason").value = reason;
  $("ask-problem").textContent = "";
  $("ask").showModal();
  $("ask-reason").focus();
}

async function act() {
  const body = { ...asked, reason: $("ask-reason").value, minutes: Number($("ask-minutes").value) };
  try {
    const answer = await fetch("/console/act", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const value = await answer.json();
    if (!answer.ok) { $("ask-problem").textContent = value.problems.join(" "); return; }
    $("ask").close();
    draw(value);
  } catch { $("ask-problem").textContent = "The class server does not answer. Nothing was done; try again."; }
}

const clock = (ms) => {
  const s = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
};

const COLUMNS = ["name", "", "", "", "num", "num", "", ""];
const rows = new Map();

// Rows stay, only what differs is written: a click or the focus on a button must survive the next look at the class.
function rowOf(id) {
  if (!rows.has(id)) {
    const row = document.createElement("tr");
    row.append(...COLUMNS.map((kind) => Object.assign(document.createElement("td"), { className: kind })));
    rows.set(id, row);
  }
  return rows.get(id);
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function seatRow(seat, now) {
  const row = rowOf(seat.id);
  row.className = seat.state === "idle" ? "idle" : "";
  const late = seat.unscored ? `, ${seat.unscored} too late` : "";
  const texts = [
    `${seat.name} (${seat.id})`, seat.team, seat.identified ? "checked" : "–", seat.state === "idle" ? "idle for 3 minutes or more" : seat.state,
    seat.started === null ? "–" : `${seat.answered} of ${seat.total}`,
    seat.deadline === null ? "–" : clock(seat.deadline - now),
    (seat.last_at === null ? "–" : new Date(seat.last_at).toLocaleTimeString()) + late];
  texts.forEach((text, place) => setText(row.children[place], text));
  const wanted = actionsFor(seat);
  const actions = row.lastElementChild;
  if (actions.dataset.key !== String(wanted)) {
    actions.dataset.key = String(wanted);
    actions.replaceChildren(...wanted.flatMap(([text, action]) => [button(text, action, seat.id, seat.name), " "]));
  }
  return row;
}

function actionsFor(seat) {
  const identity = seat.identified ? [] : [["Identity", "identify"]];
  if (seat.state === "not started") return [...identity, ["Add time", "extend"]];
  if (seat.deadline === null) return [["Reopen", "reopen"]];
  const pause = seat.state === "clock stopped" ? ["Start clock", "resume"] : ["Stop clock", "pause"];
  return [...identity, pause, ["Add time", "extend"], ["End", "end"]];
}

function draw(state) {
  $("title").textContent = `${state.cohort}: ${state.exam}`;
  const status = state.stopped ? ["stopped", "Clock stopped for the whole class"] : state.opened ? ["open", "Exam open"] : ["", "Exam not open"];
  if ($("status").textContent !== status[1]) $("status").textContent = status[1];
  $("status").className = `status ${status[0]}`;
  const count = (test) => state.seats.filter(test).length;
  $("counts").textContent = `${state.seats.length} candidates: ${count((s) => s.deadline !== null)} in the exam, ${count((s) => s.started !== null && s.deadline === null)} finished, ${count((s) => s.started === null)} not started`;
  drawRoom(state);
  for (const seat of state.seats) {
    const row = seatRow(seat, state.now);
    if (!row.isConnected) $("seats").append(row);
  }
}

function drawRoom(state) {
  const key = `${state.opened}${state.stopped}`;
  if ($("room").dataset.key === key) return;
  $("room").dataset.key = key;
  const pages = [["/console/links", "Personal links to print"], ["/console/class", "The class at work"], ["/console/exercises", "Team exercises"], ["/console/feedback", "Marks and feedback"], ["/console/run", "Run sheet"], ["/book", "Course book"]];
  const links = pages.map(([href, textContent]) =>
    Object.assign(document.createElement("a"), { href, textContent, target: "_blank", rel: "noopener", className: "button" }));
  $("room").replaceChildren(
    state.opened ? button("Close the door", "close", "*") : button("Open the exam", "open", "*", null, true),
    state.stopped ? button("Start the clock again", "resume", "*", null, true) : button("Stop the clock", "pause", "*"),
    button("Add time for all", "extend", "*"), button("End for all", "end", "*"), ...links);
}

async function refresh() {
  try {
    const answer = await fetch("/console/state");
    if (!answer.ok) throw new Error(String(answer.status));
    draw(await answer.json());
    $("problem").hidden = true;
  } catch {
    $("problem").textContent = "The class server does not answer. This page tries again every two seconds.";
    $("problem").hidden = false;
  }
}

$("ask-do").addEventListener("click", act);
$("ask").addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.tagName === "INPUT") { event.preventDefault(); act(); } });
refresh();
setInterval(refresh, 2000);
