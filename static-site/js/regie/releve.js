// The treasury’s file: chosen, looked at, sent as text.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, post } from '../api.js';
import { focusChamp } from '../formulaire/resume.js';
import { taille } from '../taille.js';
import { choixFichier } from './choix-fichier.js';
import { decode, guessEncodage } from './csv.js';

const MAXIMUM = 200_000; // bytes
const ENTREE = 'fichier';

export class Releve {
  #fichier = /** @type {File|null} */ (null);
  #erreurs = /** @type {string[]} */ ([]);
  #occupe = false;

  /** @param {string} regie @param {{changed: () => void, done: (id: string) => void}} page */
  constructor(regie, page) {
    Object.assign(this, { regie, page });
  }

  #fault() {
    if (!this.#fichier) return 'Choisissez le fichier reçu de la trésorerie.';
    const { name, size } = this.#fichier;
    if (!size) return `« ${name} » est vide. Choisissez un autre fichier.`;
    return size > MAXIMUM ? `« ${name} » pèse ${taille(size)}, la limite est de ${taille(MAXIMUM)}. Choisissez le fichier d’une seule journée.` : '';
  }

  /** @param {SubmitEvent} event */
  async #send(event) {
    event.preventDefault();
    if (this.#occupe) return;
    const faute = this.#fault();
    if (faute) return this.#tell(false, [faute]);
    this.#tell(true, []);
    try {
      const octets = await this.#read();
      const { id } = await post('/agents/rapprochements', { regie: this.regie, nom: this.#fichier.name, contenu: decode(octets, guessEncodage(octets)) });
      this.page.done(id);
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.#tell(false, error.erreurs.length ? error.erreurs.map(({ detail }) => detail) : [error.detail]);
    }
  }

  /** A file that changed since it was chosen can no longer be read. */
  async #read() {
    try {
      return await this.#fichier.arrayBuffer();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      throw new ErreurApi(0, 'fichier', `« ${this.#fichier.name} » a changé ou n’est plus là. Choisissez-le de nouveau.`);
    }
  }

  /** @param {boolean} occupe @param {string[]} erreurs */
  #tell(occupe, erreurs) {
    this.#occupe = occupe;
    this.#erreurs = erreurs;
    this.page.changed();
    if (erreurs.length) focusChamp(ENTREE);
  }

  vue() {
    const choose = (fichier) => {
      this.#fichier = fichier;
      this.#erreurs = [];
      this.page.changed();
    };
    return html`<form novalidate @submit=${(event) => this.#send(event)}>
      ${choixFichier({ nom: ENTREE, libelle: 'Fichier de la DGFiP', accept: '.csv,.txt,text/csv,text/plain', erreurs: this.#erreurs, choisi: this.#fichier?.name, choose,
        aide: 'Le fichier CSV des paiements par carte, qui commence par EN-TETE. Rien n’est changé : le portail compare et vous dit les différences.' })}
      <div class="barre"><button class="btn" aria-busy=${this.#occupe ? 'true' : nothing}>Comparer</button></div>
    </form>`;
  }
}
