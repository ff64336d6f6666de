// What an agent may do with a demande: choose, explain, confirm. The citizen reads the motif.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, post } from '../api.js';

/** @typedef {{evenement: string, libelle: string, motif: 'obligatoire'|'facultatif'|'aucun'}} Action */

const DEFAVORABLES = ['refuser', 'classer_sans_suite'];

export class Decision {
  demande = /** @type {any} */ (null);
  motif = '';
  #choix = /** @type {Action|null} */ (null);
  #erreur = '';
  #avis = '';
  #occupe = false;

  /** @param {string} chemin @param {{reload: () => Promise<void>, changed: () => void}} page */
  constructor(chemin, page) {
    Object.assign(this, { chemin, page });
  }

  /** @param {Action|null} action */
  #choose(action) {
    this.#choix = action;
    this.#erreur = this.#avis = '';
    this.page.changed();
    document.getElementById(action ? 'decision-titre' : 'titre-actions').focus();
  }

  /** @param {SubmitEvent} event */
  async #confirm(event) {
    event.preventDefault();
    if (this.#occupe) return;
    const { evenement, motif: regle } = this.#choix;
    if (regle === 'obligatoire' && !this.motif.trim()) return this.#fail('Expliquez votre décision : l’usager lira ces mots.');
    this.#occupe = true;
    this.page.changed();
    try {
      await post(`${this.chemin}/evenements`, { evenement, version: this.demande.version, motif: regle === 'aucun' ? '' : this.motif });
      await this.page.reload();
      this.motif = '';
      this.#end(`C’est fait : « ${this.demande.etat_libelle} ». Le demandeur en est averti par courriel.`);
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      await this.#refuse(error);
    }
  }

  /** Somebody else decided meanwhile: the demande as it now is, and the words typed are kept. @param {ErreurApi} error */
  async #refuse(error) {
    if (error.status !== 409) return this.#fail(error.erreurs[0]?.detail ?? error.detail);
    await this.page.reload().catch(() => null);
    this.#end('Quelqu’un vient de changer cette demande. La voici à jour : décidez de nouveau. Votre texte est gardé.');
  }

  #end(avis) {
    this.#occupe = false;
    this.#choix = null;
    this.#avis = avis;
    this.page.changed();
    document.getElementById('titre-actions').focus();
  }

  #fail(erreur) {
    this.#occupe = false;
    this.#erreur = erreur;
    this.page.changed();
    document.getElementById(this.#choix.motif === 'aucun' ? 'decision-titre' : 'motif').focus();
  }

  vue() {
    const { actions } = this.demande;
    return html`<section class="carte tranche" aria-labelledby="titre-actions">
      <h2 id="titre-actions" tabindex="-1">Votre décision</h2>
      ${this.#avis ? html`<div class="avis info" role="status"><p>${this.#avis}</p></div>` : nothing}
      ${this.#choix ? this.#form(this.#choix) : this.#buttons(actions)}
    </section>`;
  }

  /** @param {Action[]} actions */
  #buttons(actions) {
    if (!actions.length) return html`<p>Rien n’est plus à décider pour cette demande.</p>`;
    return html`<div class="actions-agent">${actions.map((action) => html`<button type="button" @click=${() => this.#choose(action)}
      class="btn ${DEFAVORABLES.includes(action.evenement) ? 'danger' : 'second'} large">${action.libelle}</button>`)}</div>`;
  }

  /** @param {Action} action */
  #form(action) {
    return html`<form novalidate @submit=${(e) => this.#confirm(e)}>
      <h3 id="decision-titre" tabindex="-1">${action.libelle}</h3>
      ${action.motif === 'aucun' ? (this.#erreur ? html`<p class="err" role="alert">${this.#erreur}</p>` : nothing) : this.#motif(action)}
      <p>Le demandeur reçoit un courriel. Une décision ne s’efface pas.</p>
      <div class="barre"><button class="btn" aria-busy=${this.#occupe ? 'true' : nothing}>Confirmer</button>
        <button class="btn second" type="button" @click=${() => this.#choose(null)}>Renoncer</button></div>
    </form>`;
  }

  /** @param {Action} action */
  #motif({ motif }) {
    return html`<div class="champ">
      <label for="motif">Motif${motif === 'facultatif' ? html` <span class="facultatif">(facultatif)</span>` : nothing}</label>
      <span class="indice" id="motif-aide">Le demandeur lit ces mots : dites ce qui manque ou pourquoi, et quoi faire.</span>
      ${this.#erreur ? html`<p class="err" id="motif-erreur"><span class="vh">Erreur : </span>${this.#erreur}</p>` : nothing}
      <textarea id="motif" rows="5" maxlength="2000" .value=${this.motif} aria-invalid=${this.#erreur ? 'true' : nothing}
        aria-describedby="motif-aide${this.#erreur ? ' motif-erreur' : ''}" @input=${(e) => (this.motif = e.target.value)}></textarea>
    </div>`;
  }
}
