// What a citizen writes to the service, with pièces: the complement that it asks for, or a message.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, create } from '../api.js';
import { orNone } from '../formulaire/facultatif.js';
import { Ligne } from '../saisie/champs.js';
import { Saisie } from '../saisie/saisie.js';
import { Jointes } from './jointes.js';
import { Retenue } from './retenue.js';

const MESSAGE = 'message';
const MOTS = {
  completer: { titre: 'Envoyer le complément', libelle: 'Votre réponse au service', fini: 'C’est envoyé. Le service reprend votre demande.' },
  message: { titre: 'Écrire au service', libelle: 'Votre message', fini: 'Votre message est envoyé. La réponse du service s’affichera ici, et vous serez prévenu.' },
};
const FERME = 'Le suivi est fermé : il dure 30 minutes. Demandez un nouveau lien (« Suivre une demande sans compte », en bas de page) dans un autre onglet, ouvrez-le, puis revenez ici envoyer de nouveau. Ce que vous avez écrit est gardé.';
const CONFLIT = 'La demande a changé entre-temps. La voici à jour : relisez, puis envoyez de nouveau. Ce que vous avez écrit est gardé.';

export class Echange {
  ouvert = false;
  avis = '';
  perdu = '';
  #saisie = /** @type {Saisie|null} */ (null);

  /** @param {string} chemin @param {{demande: () => any, reload: () => Promise<void>, changed: () => void}} page */
  constructor(chemin, page) {
    Object.assign(this, { chemin, page, retenue: new Retenue(chemin) });
  }

  /** The one of the two that is possible now, if any: completing is writing too. */
  get evenement() {
    const possibles = this.page.demande().actions.map((a) => a.evenement);
    return ['completer', MESSAGE].find((e) => possibles.includes(e));
  }

  get mots() {
    return MOTS[this.evenement];
  }

  /** What was typed before a reload comes back, and what the service asks for waits open. */
  async start() {
    const garde = this.retenue.read();
    if (this.evenement && (garde || this.evenement === 'completer')) await this.#prepare(garde);
  }

  /** @param {string} [piece] to join */
  async open(piece) {
    await this.#prepare();
    if (piece) this.#replace(piece);
    this.avis = '';
    this.page.changed();
    document.getElementById(piece ? `pieces.${piece}` : MESSAGE)?.focus();
  }

  /** A message wants words: these will do for who has only a file to give. @param {string} nom of the pièce */
  #replace(nom) {
    const { libelle } = this.page.demande().pieces.find((p) => p.nom === nom);
    this.jointes?.choose(nom);
    this.#saisie.valeurs.message ||= `Voici un autre fichier pour « ${libelle} ».`;
  }

  async #prepare(garde = this.retenue.read()) {
    this.ouvert = true;
    const module = await orNone(import('../formulaire/pieces.js'));
    const { demarche, pieces_possibles: possibles, suivi } = this.page.demande();
    const compte = suivi === 'compte';
    if (module) this.jointes ??= new Jointes(new module.Pieces(demarche, () => this.#keep(), { compte }), possibles, garde?.pieces, () => this.#keep());
    this.#saisie ??= new Saisie({ titre: '', champs: [], changed: () => this.#keep(), send: () => this.#send(), check: () => this.#check() });
    this.#saisie.valeurs.message ??= garde?.message ?? '';
  }

  /** In step with what is possible: the same words, under another name. */
  #fit() {
    const { titre, libelle } = this.mots;
    const texte = new Ligne({ nom: MESSAGE, libelle, type: 'long', facultatif: this.evenement === 'completer', manque: 'Écrivez votre message.' });
    Object.assign(this.#saisie, { titre, champs: [texte, ...(this.jointes ? [this.jointes] : [])] });
  }

  #check() {
    const vide = this.evenement === 'completer' && !this.#saisie.valeurs.message.trim() && !Object.keys(this.jointes?.body ?? {}).length;
    return vide ? [{ champ: MESSAGE, code: 'obligatoire', detail: 'Répondez au service, ou joignez une pièce.' }] : [];
  }

  #keep() {
    this.retenue.save({ message: this.#saisie.valeurs.message, pieces: this.jointes?.brouillon });
    this.page.changed();
  }

  async #send() {
    const { evenement, mots: { fini } } = this;
    const message = this.#saisie.valeurs.message.trim();
    const corps = { evenement, version: this.page.demande().version, message, pieces: this.jointes?.body ?? {} };
    try {
      await create(`${this.chemin}/evenements`, corps);
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      if (error.status === 401) throw new ErreurApi(401, error.code, FERME);
      if (error.status !== 409) throw error;
      return this.#meet();
    }
    this.#empty();
    await this.page.reload().catch((error) => (error instanceof ErreurApi ? null : Promise.reject(error)));
    this.#tell(fini);
  }

  /** The demande moved meanwhile: as it now is, and the words stay, even where they can no longer be sent. */
  async #meet() {
    const message = this.#saisie.valeurs.message.trim();
    this.#saisie.rest();
    await this.page.reload();
    if (this.evenement) return this.#tell(CONFLIT);
    this.#empty();
    this.perdu = message;
    this.#tell(`La demande est maintenant « ${this.page.demande().etat_libelle} » : votre message n’est pas parti. Pour toute question, contactez le service.`);
  }

  #empty() {
    this.retenue.forget();
    this.#saisie = this.jointes = null;
    this.ouvert = false;
    this.perdu = '';
  }

  #tell(avis) {
    this.avis = avis;
    this.page.changed();
    document.getElementById('echange-avis').focus();
  }

  vue() {
    const { avis, perdu } = this;
    return html`${avis ? html`<div class="avis info" id="echange-avis" role="status" tabindex="-1"><p>${avis}</p>
        ${perdu ? html`<p>Votre message, pour le reprendre :</p><p class="motif">${perdu}</p>` : nothing}</div>` : nothing}${this.#contenu()}`;
  }

  #contenu() {
    if (!this.evenement) return nothing;
    if (!this.ouvert) return html`<button class="btn second non-imprime" type="button" @click=${() => this.open()}>${MOTS.message.titre}</button>`;
    if (!this.#saisie) return html`<p role="status">Chargement…</p>`;
    this.#fit();
    const renoncer = html`<button class="btn second" type="button" @click=${() => (this.#empty(), this.page.changed())}>Renoncer</button>`;
    return html`<div class="non-imprime">${this.evenement === MESSAGE ? html`<h3>${MOTS.message.titre}</h3>` : nothing}
      ${this.#saisie.vue(this.evenement === MESSAGE ? 'Envoyer' : this.mots.titre, this.evenement === MESSAGE ? renoncer : nothing)}</div>`;
  }
}
