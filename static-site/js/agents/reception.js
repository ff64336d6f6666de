// A pièce that the citizen said to post, and that the service now has in its hands.
import { html } from '../vendor/lit-html.js';
import { ErreurApi, post } from '../api.js';

export class Reception {
  avis = '';
  erreur = '';

  /** @param {string} chemin @param {{demande: () => any, reload: () => Promise<void>, changed: () => void}} page */
  constructor(chemin, page) {
    Object.assign(this, { chemin, page });
  }

  /** @param {any} piece */
  async #receive(piece, bouton) {
    if (bouton.ariaBusy) return;
    bouton.ariaBusy = 'true';
    Object.assign(this, { avis: '', erreur: '' });
    try {
      await post(`${this.chemin}/evenements`, { evenement: 'recevoir_piece', version: this.page.demande().version, motif: '', piece: piece.nom });
      this.avis = `C’est noté : « ${piece.libelle} » est reçue. Le demandeur en est averti.`;
      await this.page.reload();
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.erreur = this.avis ? '' : error.detail;
      if (error.status === 409) await this.#meet();
    }
    bouton.ariaBusy = null;
    this.page.changed();
    document.getElementById('titre-pieces').focus();
  }

  /** Somebody else was quicker: what is there now may already say it. */
  async #meet() {
    await this.page.reload().catch((error) => (error instanceof ErreurApi ? null : Promise.reject(error)));
    this.erreur = 'Cette demande vient de changer. La voici à jour : recommencez si la pièce n’est pas encore notée.';
  }

  /** @param {any} piece */
  button(piece) {
    return html`<button class="btn second" type="button" @click=${(e) => this.#receive(piece, e.currentTarget)}>Reçue par courrier<span class="vh"> : ${piece.libelle}</span></button>`;
  }

  vue() {
    const { avis, erreur } = this;
    return html`<div role="status">${avis || erreur ? html`<p class="avis ${erreur ? 'erreur' : 'ok'}">${erreur || avis}</p>` : ''}</div>`;
  }
}
