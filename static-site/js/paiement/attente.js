// Looks again by itself, less and less often, and never while nobody looks at the page.

const REGARDS = [2, 3, 5, 8]; // seconds before each look, then:
const ENSUITE = 15;

export class Attente {
  #minuterie = 0;
  #rang = 0;
  #active = false;

  /** @param {() => Promise<void>} look must not fail */
  constructor(look) {
    this.look = look;
    document.addEventListener('visibilitychange', () => this.#turn());
  }

  start() {
    if (this.#active) return;
    this.#active = true;
    this.#plan();
  }

  stop() {
    this.#active = false;
    clearTimeout(this.#minuterie);
  }

  #plan() {
    clearTimeout(this.#minuterie);
    if (!this.#active || document.hidden) return;
    this.#minuterie = setTimeout(() => this.#next(), (REGARDS[this.#rang] ?? ENSUITE) * 1000);
    this.#rang += 1;
  }

  async #next() {
    await this.look();
    this.#plan();
  }

  /** Whoever comes back to the page is told at once. */
  #turn() {
    clearTimeout(this.#minuterie);
    if (this.#active && !document.hidden) this.#next();
  }
}
