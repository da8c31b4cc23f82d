/** Says one thing at a time to screen readers and takes it back once it was read. */

const KEPT_MS = 5_000;

export class LiveRegion {
  /** @type {HTMLElement} */ #region;
  /** @type {number | undefined} */ #timer;

  /** @param {HTMLElement} region an element with aria-live */
  constructor(region) {
    this.#region = region;
  }

  /** @param {string} text */
  say(text) {
    window.clearTimeout(this.#timer);
    this.#region.textContent = text;
    this.#timer = window.setTimeout(() => (this.#region.textContent = ""), KEPT_MS);
  }
}
