// Shows the parts of the page anew that are marked as live, and no part in which somebody is busy.
const EVERY_MS = 15_000;

function busy(part) {
  const changed = (field) => (field.matches("select") ? [...field.options].some((one) => one.selected !== one.defaultSelected)
    : field.value !== field.defaultValue);
  return part.contains(document.activeElement) || [...part.querySelectorAll("input, select")].some(changed);
}

async function renew() {
  const problem = document.getElementById("problem");
  try {
    const answer = await fetch(location.pathname + location.search);
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const now = fresh.getElementById(part.id);
      if (now && now.innerHTML !== part.innerHTML && !busy(part)) part.innerHTML = now.innerHTML;
    }
    problem.hidden = true;
  } catch {
    problem.textContent = "The class server does not answer. This page shows how things stood; it tries again by itself.";
    problem.hidden = false;
  }
}

setInterval(renew, EVERY_MS);
document.addEventListener("visibilitychange", () => { if (!document.hidden) renew(); });
