// Whose text stands in a field: this page knows what it has put there, and notices when somebody else replaces it.

const LAST = 30; // values of a field that the page knows for its own
const OWN = 3; // and that it tells the kernel

/** All views of a page share this: what one of them has set is nobody else's. */
const ours = (window.pmoOurs ??= { values: new Map(), presses: 0 });

const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Every field of a page of blocks, by id. */
function fieldsOf(blocks, found = new Map()) {
  for (const block of blocks.filter((one) => one !== null && typeof one === "object")) {
    if (block.id) found.set(block.id, block);
    fieldsOf(block.blocks ?? (block.kind === "table" ? block.rows.flat() : []), found);
  }
  return found;
}

class Others {
  constructor() { Object.assign(this, { mine: new Map(), lost: new Map(), presses: ours.presses }); }

  /** A change of this page goes out. */
  sent(id, value, button) {
    this.lost.delete(id);
    if (button) ours.presses += 1;
    else ours.values.set(id, [...(ours.values.get(id) ?? []), JSON.stringify(value)].slice(-LAST));
  }

  /** What views of this page have put into the field lately; ticks are compared one by one, with what this view saw. */
  own(id, kind) { return kind === "ticks" ? [] : (ours.values.get(id) ?? []).slice(-OWN).map((one) => JSON.parse(one)); }

  /** A change of this page is stored: the field shows `stored` now, and `own` are all fields that it changed. */
  settled(done, own, fields) {
    for (const one of own) this.forget(one);
    const field = fields.get(done?.id);
    if (field && field.kind !== "button") this.mine.set(done.id, { value: done.value, stored: field.value });
    if (field?.kind === "button") ours.presses += 1;
  }

  /** Compares what this page has put into its fields with what stands there; `busy(id)` are changes still on their way. */
  compare(fields, busy) {
    const pressed = this.presses !== ours.presses; // a button of another view may have changed fields here
    this.presses = ours.presses;
    for (const [id, mine] of this.mine) {
      const field = fields.get(id);
      if (!field || busy(id)) continue;
      const own = pressed || ours.values.get(id)?.includes(JSON.stringify(field.value));
      if (!this.replaced(field, mine)) this.lost.delete(id);
      else if (own && !this.lost.has(id)) this.mine.delete(id);
      else this.lost.set(id, mine.value);
    }
  }

  /** Ticks that somebody adds take nothing away; an empty text cannot be lost. */
  replaced({ kind, value }, mine) {
    if (mine.value === null || mine.value === "") return false;
    if (kind === "ticks") return mine.stored.some((one) => mine.value.includes(one) && !value.includes(one));
    return !equal(value, mine.stored);
  }

  forget(id) { this.mine.delete(id); this.lost.delete(id); }
}

/** What a value says to a person: the words of the answers, or the text itself. */
function worded({ kind, options, unit }, value) {
  if (!options) return `You had written: “${value}${unit ? ` ${unit}` : ""}”.`;
  const chosen = options.filter(([one]) => [value].flat().includes(one)).map(([, said]) => said.replaceAll("**", ""));
  return `You had ${kind === "ticks" ? "ticked" : "chosen"}: “${chosen.join("; ")}”.`;
}

/** What setting a lost value again means; others' ticks stay. */
const again = ({ kind, value: now }, lost) => (kind === "ticks" ? [...new Set([...now, ...lost])] : lost);

export { Others, again, equal, fieldsOf, worded };
