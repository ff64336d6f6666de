// A list that the API gives page by page: « Afficher la suite » adds the next one and moves the focus to it.
import { html, nothing } from './vendor/lit-html.js';
import { ErreurApi, get } from './api.js';

export class Liste {
  elements = /** @type {any[]} */ ([]);
  suite = /** @type {string|null} */ (null);
  #etat = '';
  #occupe = false;

  /** @param {string} chemin without `suite` @param {() => void} changed draws again */
  constructor(chemin, changed) {
    Object.assign(this, { chemin, changed });
  }

  async load() {
    const { elements, suite } = await get(this.chemin + this.#next());
    this.elements.push(...elements);
    this.suite = suite;
  }

  async open() {
    await this.load();
    this.changed();
  }

  #next() {
    if (!this.suite) return '';
    return `${this.chemin.includes('?') ? '&' : '?'}suite=${encodeURIComponent(this.suite)}`;
  }

  async #more() {
    if (this.#occupe) return;
    const avant = this.elements.length;
    this.#tell(true, '');
    try {
      await this.load();
      this.#tell(false, `${this.elements.length - avant} de plus`);
      document.querySelectorAll('tbody a')[avant]?.focus();
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.#tell(false, error.detail);
    }
  }

  #tell(occupe, etat) {
    this.#occupe = occupe;
    this.#etat = etat;
    this.changed();
  }

  get button() {
    const bouton = html`<button class="btn second" type="button" aria-busy=${this.#occupe ? 'true' : nothing} @click=${() => this.#more()}>Afficher la suite</button>`;
    return html`<div class="barre">${this.suite ? bouton : nothing}<span role="status">${this.#etat}</span></div>`;
  }
}
