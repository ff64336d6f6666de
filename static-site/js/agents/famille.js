// The number that ties a compte to its factures: seen, and put right once the compte is validated.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, put } from '../api.js';
import { Ligne } from '../saisie/champs.js';
import { Saisie } from '../saisie/saisie.js';
import { NUMERO_FAMILLE } from './compte.js';

export class Famille {
  #saisie = /** @type {Saisie|null} */ (null);
  #avis = '';

  /** @param {string} chemin @param {{compte: () => any, reload: () => Promise<void>, changed: () => void}} page */
  constructor(chemin, page) {
    Object.assign(this, { chemin, page });
  }

  #open() {
    const saisie = new Saisie({
      titre: NUMERO_FAMILLE.libelle,
      champs: [new Ligne(NUMERO_FAMILLE)],
      changed: () => this.page.changed(),
      send: (valeurs) => this.#send(valeurs),
    });
    saisie.valeurs = { numero_famille: this.page.compte().numero_famille ?? '' };
    this.#saisie = saisie;
    this.#avis = '';
    this.page.changed();
    document.getElementById('numero_famille').focus();
  }

  async #send({ numero_famille: numero }) {
    try {
      await put(`${this.chemin}/numero-famille`, { numero_famille: numero.trim() || null, version: this.page.compte().version });
    } catch (error) {
      if (!(error instanceof ErreurApi) || error.code !== 'ecriture-concurrente') throw error;
      await this.page.reload();
      throw new ErreurApi(409, error.code, 'Quelqu’un vient de changer ce compte. Le voici à jour : enregistrez de nouveau si votre numéro convient toujours.');
    }
    await this.page.reload();
    this.#close('Le numéro de famille est enregistré.');
  }

  /** @param {string} avis */
  #close(avis) {
    this.#saisie = null;
    this.#avis = avis;
    this.page.changed();
    document.getElementById('titre-famille').focus();
  }

  vue() {
    const { etat, numero_famille: numero } = this.page.compte();
    if (etat !== 'valide') return nothing;
    return html`<section class="carte" aria-labelledby="titre-famille">
      <h2 id="titre-famille" tabindex="-1">Facturation</h2>
      ${this.#avis ? html`<div class="avis ok" role="status"><p>${this.#avis}</p></div>` : nothing}
      ${this.#saisie ? this.#form() : html`<p>${numero ? html`Numéro de famille <strong>${numero}</strong>` : 'Aucun numéro de famille : les factures de cette famille ne viennent pas dans ce compte.'}</p>
        <button class="btn second" type="button" @click=${() => this.#open()}>${numero ? 'Modifier' : 'Ajouter'}<span class="vh"> le numéro de famille</span></button>`}
    </section>`;
  }

  #form() {
    return this.#saisie.vue('Enregistrer', html`<button class="btn second" type="button" @click=${() => this.#close('')}>Renoncer</button>`);
  }
}
