// The PDF that goes with a facture: sent straight to the bucket, then checked by the portal like any file (R27).
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, post } from '../api.js';
import { Fichier } from '../formulaire/fichier.js';
import { taille } from '../taille.js';
import { upload } from '../televersement.js';
import { choixFichier } from './choix-fichier.js';

const MAXIMUM = 4e6; // bytes, as services/emission.py has it
const PDF = 'application/pdf';
const ETATS = { sain: 'vérifié', en_controle: 'en cours de vérification', attendu: 'en cours de vérification' };

/** A champ of a Saisie. */
export class DocumentJoint {
  nom = 'document';
  regie = '';
  #fichier = /** @type {Fichier|null} */ (null);
  #refus = '';

  /** @param {() => void} changed @param {{nom: string, taille: number, cle: string}} [garde] one that had arrived */
  constructor(changed, garde) {
    this.changed = changed;
    if (garde) this.#fichier = new Fichier({ ...garde, part: 1 }, changed);
  }

  /** Once the page can be drawn. @param {string} regie */
  open(regie) {
    this.regie = regie;
    this.#fichier?.look();
  }

  get cle() {
    return this.#fichier?.cle ?? '';
  }
  get brouillon() {
    return this.cle ? this.#fichier.brouillon : undefined;
  }

  check() {
    return this.#faute ? [{ champ: this.nom, code: 'piece', detail: this.#faute }] : [];
  }

  get #faute() {
    const f = this.#fichier;
    if (!f) return '';
    if (f.perdu) return `« ${f.nom} » n’est plus gardé : choisissez-le de nouveau.`;
    if (f.etat === 'refuse') return f.motif; // it names the file
    return f.etat === 'sain' ? '' : `« ${f.nom} » n’est pas encore vérifié. Attendez un instant, ou retirez-le.`;
  }

  /** @param {File} source */
  async #choose(source) {
    this.#fichier = null;
    this.#refus = objection(source);
    this.changed();
    if (this.#refus) return;
    const fichier = new Fichier({ nom: source.name, taille: source.size, type: PDF }, this.changed);
    this.#fichier = fichier;
    try {
      const place = await post('/agents/factures/documents', { regie: this.regie, nom: source.name, taille: source.size });
      await upload(place, source, (part) => ((fichier.part = part), this.changed()));
      fichier.cle = place.cle;
      fichier.watch();
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.#fichier = null;
      this.#refus = error.erreurs.map(({ detail }) => detail).join(' ') || `« ${source.name} » n’est pas parti. ${error.detail}`;
    }
    this.changed();
  }

  #drop() {
    this.#fichier.drop();
    this.#fichier = null;
    this.changed();
    document.getElementById(this.nom).focus();
  }

  /** @param {import('../saisie/saisie.js').Saisie} saisie */
  vue(saisie) {
    const perdu = this.#fichier?.perdu || this.#fichier?.etat === 'refuse';
    const erreur = this.#refus || (perdu && this.#faute) || saisie.erreurs.filter((e) => e.champ === this.nom && this.#faute).map((e) => e.detail).join(' ');
    return choixFichier({
      nom: this.nom, accept: `${PDF},.pdf`, erreurs: erreur ? [erreur] : [], choisi: this.#fichier ? this.#joint(this.#fichier) : nothing, choose: (source) => this.#choose(source),
      libelle: html`Facture en PDF <span class="facultatif">(facultatif)</span>`,
      aide: `Celle de votre logiciel, ${taille(MAXIMUM)} au maximum. Sans elle, le portail fait le PDF avec les lignes.`,
    });
  }

  /** @param {Fichier} f */
  #joint(f) {
    if (!f.cle) return html`<progress aria-label="Envoi du PDF" max="1" .value=${f.part}></progress>`;
    return html`<p>${f.nom} : ${ETATS[f.etat] ?? (f.etat === 'refuse' ? 'refusé' : 'reçu')} <button class="btn lien" type="button" @click=${() => this.#drop()}>Retirer<span class="vh"> ${f.nom}</span></button></p>`;
  }
}

/** @param {File} fichier */
function objection({ name, size }) {
  if (!/\.pdf$/i.test(name)) return `« ${name} » n’est pas un PDF. Choisissez un autre fichier.`;
  return size && size <= MAXIMUM ? '' : `« ${name} » pèse ${taille(size)}, la limite est de ${taille(MAXIMUM)}.`;
}
