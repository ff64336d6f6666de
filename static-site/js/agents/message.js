// What an agent writes to the citizen, outside of any decision. It goes out by courriel, and stands in the follow-up.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, post } from '../api.js';
import { Ligne } from '../saisie/champs.js';
import { Saisie } from '../saisie/saisie.js';

const TITRE = 'Écrire au demandeur';
const MESSAGE = new Ligne({
  nom: 'message', libelle: 'Votre message', type: 'long', manque: 'Écrivez votre message : le demandeur lira ces mots.',
  aide: 'Le demandeur lit ces mots et peut répondre sur le portail. L’état de la demande ne change pas.',
});
const CONFLIT = 'Cette demande vient de changer. La voici à jour : relisez, puis envoyez de nouveau. Votre texte est gardé.';

export class MessageAgent {
  #ouvert = false;
  #avis = '';
  #saisie;

  /** @param {string} chemin @param {{demande: () => any, reload: () => Promise<void>, changed: () => void}} page */
  constructor(chemin, page) {
    Object.assign(this, { chemin, page });
    this.#saisie = new Saisie({ titre: TITRE, champs: [MESSAGE], changed: () => page.changed(), send: (valeurs) => this.#send(valeurs) });
  }

  get possible() {
    return this.page.demande().actions.some((a) => a.evenement === 'message');
  }

  async #send({ message }) {
    try {
      await post(`${this.chemin}/evenements`, { evenement: 'message', version: this.page.demande().version, motif: message.trim() });
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      if (error.status === 409) await this.page.reload();
      const ici = error.erreurs.map((e) => ({ ...e, champ: MESSAGE.nom })); // what the API calls « motif », as of a decision
      throw new ErreurApi(error.status, error.code, error.status === 409 ? CONFLIT : error.detail, ici);
    }
    await this.page.reload();
    this.#saisie.valeurs = {};
    this.#close('C’est envoyé. Le demandeur en est averti.');
  }

  #open() {
    this.#ouvert = true;
    this.#avis = '';
    this.page.changed();
    document.getElementById(MESSAGE.nom).focus();
  }

  /** @param {string} avis */
  #close(avis) {
    this.#ouvert = false;
    this.#avis = avis;
    this.page.changed();
    document.getElementById('titre-suivi').focus();
  }

  vue() {
    const avis = this.#avis ? html`<div class="avis ok" role="status"><p>${this.#avis}</p></div>` : nothing;
    if (!this.possible) return avis;
    if (!this.#ouvert) return html`${avis}<button class="btn second large" type="button" @click=${() => this.#open()}>${TITRE}</button>`;
    const renoncer = html`<button class="btn second" type="button" @click=${() => this.#close('')}>Renoncer</button>`;
    return html`<div class="echange"><h3>${TITRE}</h3>${this.#saisie.vue('Envoyer', renoncer)}</div>`;
  }
}
