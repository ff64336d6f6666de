// What leaves the panier by the citizen’s hand, and comes back if they change their mind.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, post, remove } from '../api.js';
import { ask, tell } from '../dialogue.js';
import { euros } from '../euros.js';
import { nomFacture } from './mots.js';

/** @typedef {{facture: string, numero: string, objet: string, periode: string, montant_centimes: number}} LigneDePanier */

const LIGNES = '/panier/lignes';
const VIDER = { titre: 'Vider votre panier ?', texte: 'Les factures en sortent toutes. Elles restent à payer dans « Mes comptes ».', action: 'Vider le panier' };

export class Corbeille {
  #retiree = /** @type {LigneDePanier|null} */ (null);
  #dit = '';
  #occupe = '';

  /** @param {{changed: () => void, reload: () => Promise<void>}} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {string} quoi that is busy meanwhile @param {() => Promise<unknown>} act @param {() => void} done */
  async #attempt(quoi, act, done) {
    if (this.#occupe) return;
    this.#occupe = quoi;
    this.page.changed();
    try {
      await act();
      done();
      await this.page.reload();
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      await tell({ titre: 'Votre panier n’a pas changé', texte: error.detail });
      if (error.status === 409 || error.status === 404) await this.page.reload();
    }
    this.#occupe = '';
    this.page.changed();
    document.getElementById('panier-dit')?.focus();
  }

  /** @param {LigneDePanier} ligne */
  #withdraw(ligne) {
    const done = () => {
      this.#retiree = ligne;
      this.#dit = `${nomFacture(ligne)} : retirée de votre panier.`;
    };
    return this.#attempt(ligne.facture, () => remove(`${LIGNES}/${encodeURIComponent(ligne.facture)}`), done);
  }

  #putBack() {
    const ligne = this.#retiree;
    const done = () => {
      this.#retiree = null;
      this.#dit = `${nomFacture(ligne)} : de nouveau dans votre panier.`;
    };
    return this.#attempt(ligne.facture, () => post(LIGNES, { facture: ligne.facture }), done);
  }

  async #empty() {
    if (!(await ask(VIDER))) return undefined;
    const done = () => {
      this.#retiree = null;
      this.#dit = 'Votre panier est vide.';
    };
    return this.#attempt(LIGNES, () => remove('/panier'), done);
  }

  /** @param {string} quoi */
  #busy(quoi) {
    return this.#occupe === quoi ? 'true' : nothing;
  }

  /** @param {LigneDePanier} ligne */
  retirer(ligne) {
    return html`<button class="btn second" type="button" aria-busy=${this.#busy(ligne.facture)} @click=${() => this.#withdraw(ligne)}>Retirer<span class="vh"> : ${nomFacture(ligne)}, ${euros(ligne.montant_centimes)}</span></button>`;
  }

  get vider() {
    return html`<button class="btn second" type="button" aria-busy=${this.#busy(LIGNES)} @click=${() => this.#empty()}>Vider le panier</button>`;
  }

  /** What was just done, and « Remettre dans le panier ». */
  get annonce() {
    return html`<div role="status">${this.#dit
      ? html`<div class="avis info retrait" id="panier-dit" tabindex="-1"><p>${this.#dit}</p>
          ${this.#retiree ? html`<button class="btn second" type="button" @click=${() => this.#putBack()}>Remettre dans le panier</button>` : nothing}</div>`
      : nothing}</div>`;
  }
}
