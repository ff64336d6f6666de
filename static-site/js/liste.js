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

  /** What the first page says beside its elements. @type {any} */
  reponse = null;

  async load() {
    const reponse = await get(this.chemin + this.#next());
    this.reponse ??= reponse;
    this.elements.push(...reponse.elements);
    this.suite = reponse.suite;
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
      this.focus(avant);
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.#tell(false, error.detail);
    }
  }

  /** The first of those that came last. @param {number} avant how many were there */
  focus(avant) {
    document.querySelectorAll('tbody a')[avant]?.focus();
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
