// What is typed in one input: sent when there is a pause or it is left, kept from the first key on.

const TYPING_MS = 400; // a pause after which typed text is saved without leaving the field
const REST_MS = 2_000; // a hand that rests this long is no longer typing

const shownValue = (value) => (value === null || value === undefined ? "" : String(value));

/** `hooks` are `set`, `draft` and `undraft` of the talk; `parse` makes the value of what stands in the input. */
class Typing {
  constructor(input, block, hooks, parse, pauses) {
    Object.assign(this, { input, id: block.id, hooks, parse, typing: false, later: null, keyAt: 0 });
    this.take(block.value);
    // Browsers call each key in a date a change, so that a year is 2, 20 and 202 before it is 2026: a date waits for a pause.
    if (block.kind !== "day") input.addEventListener("change", () => this.tell());
    input.addEventListener("input", () => {
      this.touched();
      clearTimeout(this.waiting);
      if (pauses) this.waiting = setTimeout(() => this.tell(), TYPING_MS);
    });
    input.addEventListener("blur", () => this.leave());
  }

  touched() {
    Object.assign(this, { typing: true, keyAt: performance.now() });
    if (this.input.value === this.told) this.hooks.undraft(this.id);
    else if (!this.input.validity.badInput) this.hooks.draft(this.id, this.parse(this.input.value), this.base);
  }

  tell(left = false) {
    clearTimeout(this.waiting);
    if (this.input.value === this.told || this.input.validity.badInput) return; // half a date is no change
    if (this.input.type === "date" && this.input.value.startsWith("0") && !left) return; // the year is not written yet
    this.told = this.input.value;
    this.later = null; // older than what is told now
    this.hooks.set(this.id, this.parse(this.told), this.base);
  }

  /** Nothing moves under the hand: what comes in while somebody types here is shown when the field is left, or the hand rests. */
  put(value) {
    if (!this.typing) return this.take(value);
    this.later = { value };
    this.rest();
    return undefined;
  }

  take(value) {
    Object.assign(this, { base: value, told: shownValue(value), typing: false, later: null });
    if (this.input.value !== this.told) this.input.value = this.told;
  }

  /** Own text that the document has put in order (a line break at its end) waits until the field is left. */
  rest() {
    clearTimeout(this.resting);
    if (!this.held || this.input.value !== this.told) return;
    const left = this.keyAt + REST_MS - performance.now();
    if (left > 0) this.resting = setTimeout(() => this.rest(), left);
    else this.take(this.later.value);
  }

  /** The input was drawn anew under the hand: what was being typed goes on. */
  resume({ value, bases }) {
    this.input.value = shownValue(value);
    Object.assign(this, { typing: true, keyAt: performance.now(), base: bases.at(-1) ?? this.base });
  }

  /** The document is another one now: nothing of what stands here may go there. */
  stop() {
    clearTimeout(this.waiting);
    clearTimeout(this.resting);
    this.hooks = { set: () => {}, draft: () => {}, undraft: () => {} };
  }

  /** Sends what stands here, and takes what waited. */
  leave() {
    this.tell(true);
    if (this.later && this.input.value === this.told) this.take(this.later.value);
    Object.assign(this, { later: null, typing: false });
  }

  /** The kernel has stored what was told, as `value`. */
  settled(value) { this.base = value; }

  /** Does another's value wait for this field? */
  get held() {
    const coming = this.later === null ? this.told : shownValue(this.later.value);
    return coming !== this.told && coming !== shownValue(this.base);
  }
}

export { Typing };
