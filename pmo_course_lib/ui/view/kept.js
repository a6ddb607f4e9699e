// What this browser keeps of a view until the kernel has it: changes without an answer, and what is being typed.

/** Lives as long as the tab; each view of each document has a place of its own. */
class Kept {
  constructor() { Object.assign(this, { key: null, drafts: new Map() }); }

  /** Takes the place of this view, and gives what an earlier load of the page left there. */
  open({ name, document: where }) {
    this.key = `pmo-view:${location.pathname}:${where ?? ""}:${name}`;
    this.drafts.clear();
    try {
      const found = JSON.parse(sessionStorage.getItem(this.key) ?? "[]");
      return found.filter((one) => typeof one?.id === "string" && Array.isArray(one.bases));
    } catch {
      return []; // nothing that can be read was left
    }
  }

  draft(id, value, bases) { this.drafts.set(id, { id, value, bases }); }

  /** What is being typed is newer than what waits for an answer. */
  save(pending) {
    const waiting = pending.filter(({ id }) => !this.drafts.has(id)).map(({ id, value, bases }) => ({ id, value, bases }));
    const all = [...waiting, ...this.drafts.values()];
    try {
      if (all.length) sessionStorage.setItem(this.key, JSON.stringify(all));
      else sessionStorage.removeItem(this.key);
    } catch {
      // No storage in this browser, or it is full: changes live as long as the page does.
    }
  }
}

export { Kept };
