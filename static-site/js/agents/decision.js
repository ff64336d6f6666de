// What an agent decides: choose, explain, confirm. The citizen reads the words. What may be decided is said by who extends.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi } from '../api.js';
import { Saisie } from '../saisie/saisie.js';

/**
 * `annonce`: what the citizen receives.
 * @typedef {{libelle: string, defavorable: boolean, champs: import('../saisie/saisie.js').Champ[], annonce: string}} Action
 */

/** To be given by who extends: `actions`, `submit(action, valeurs)`, and the words `fini`, `rien`, `conflit`. */
export class Decision {
  intitule = 'Votre décision';
  #choix = /** @type {Action|null} */ (null);
  #saisie = /** @type {Saisie|null} */ (null);
  #valeurs = /** @type {Record<string, string>} */ ({});
  #avis = '';

  /** @param {{reload: () => Promise<void>, changed: () => void}} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {Action} action */
  #choose(action) {
    this.#choix = action;
    this.#avis = '';
    this.#saisie = new Saisie({ titre: action.libelle, champs: action.champs, changed: () => this.page.changed(), send: () => this.#send(action) });
    this.#saisie.valeurs = this.#valeurs;
    this.page.changed();
    document.getElementById('decision-titre').focus();
  }

  /** @param {Action} action */
  async #send(action) {
    try {
      await this.submit(action, this.#valeurs);
    } catch (error) {
      if (!(error instanceof ErreurApi) || error.status !== 409) throw error;
      return this.#meet();
    }
    await this.page.reload();
    this.#valeurs = {};
    this.#end(this.fini);
  }

  /** Somebody else decided meanwhile: things as they now are, and the words typed are kept. */
  async #meet() {
    await this.page.reload().catch((error) => (error instanceof ErreurApi ? null : Promise.reject(error)));
    this.#end(this.conflit);
  }

  /** @param {string} avis */
  #end(avis) {
    this.#choix = null;
    this.#avis = avis;
    this.page.changed();
    document.getElementById('titre-actions').focus();
  }

  vue() {
    return html`<section class="carte tranche" aria-labelledby="titre-actions">
      <h2 id="titre-actions" tabindex="-1">${this.intitule}</h2>
      ${this.#avis ? html`<div class="avis info" role="status"><p>${this.#avis}</p></div>` : nothing}
      ${this.#choix ? this.#form(this.#choix) : this.#buttons()}
    </section>`;
  }

  #buttons() {
    if (!this.actions.length) return html`<p>${this.rien}</p>`;
    return html`<div class="actions-agent">${this.actions.map((action) => html`<button type="button" @click=${() => this.#choose(action)}
      class="btn ${action.defavorable ? 'danger' : 'second'} large">${action.libelle}</button>`)}</div>`;
  }

  /** @param {Action} action */
  #form(action) {
    return html`<h3 id="decision-titre" tabindex="-1">${action.libelle}</h3>
      <p>${action.annonce} Une décision ne s’efface pas.</p>
      ${this.#saisie.vue('Confirmer', html`<button class="btn second" type="button" @click=${() => this.#end('')}>Renoncer</button>`)}`;
  }
}
