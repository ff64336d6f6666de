// A form of one page: what is missing, what the server refuses, what is being sent. Nothing typed is lost.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi } from '../api.js';
import { focusSummary, summary } from '../formulaire/resume.js';
import { MESSAGES } from '../formulaire/messages.js';
import { setTitle } from '../page.js';

/** @typedef {import('../api.js').Erreur} Erreur */
/** @typedef {import('./champs.js').Champ} Champ */

/** @param {Champ} champ @returns {Erreur} */
const missing = ({ nom, libelle, options, manque }) => ({
  champ: nom,
  code: 'obligatoire',
  detail: manque ?? MESSAGES[options ? 'obligatoire.choix' : 'obligatoire'].replace('{libelle}', libelle),
});

/** What rendu.js and mot-de-passe.js ask of a Saisie, and the sending. */
export class Saisie {
  valeurs = /** @type {Record<string, string>} */ ({});
  erreurs = /** @type {Erreur[]} */ ([]);
  montres = /** @type {Set<string>} */ (new Set());
  bruts = new Map();
  #avis = '';
  #occupe = false;

  /**
   * `champs` are those that must be filled, `check` what else the page finds at fault, `changed` draws again. `send` may
   * throw what the API refuses.
   * @param {{titre: string, champs: Champ[], check?: (valeurs: Record<string, string>) => Erreur[],
   *   send: (valeurs: Record<string, string>) => Promise<void>, changed: () => void}} formulaire
   */
  constructor(formulaire) {
    Object.assign(this, formulaire);
  }

  lire(nom) {
    return this.valeurs[nom];
  }
  poser(nom, valeur) {
    this.valeurs[nom] = valeur;
    this.changed();
  }
  /** @param {string} nom of a password */
  reveal(nom) {
    if (!this.montres.delete(nom)) this.montres.add(nom);
    this.changed();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (this.#occupe) return;
    const vides = this.champs.filter((c) => !c.facultatif && !this.valeurs[c.nom]?.trim());
    const erreurs = [...vides.map(missing), ...(this.check?.(this.valeurs) ?? [])];
    if (erreurs.length) return this.#refuse(erreurs, '');
    this.#tell(true, [], '');
    setTitle(this.titre);
    try {
      await this.send(this.valeurs);
      this.#occupe = false;
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.#refuse(error.erreurs, error.erreurs.length ? '' : error.detail);
    }
  }

  #tell(occupe, erreurs, avis) {
    this.#occupe = occupe;
    this.#avis = avis;
    this.erreurs = erreurs;
    this.changed();
  }

  /** @param {Erreur[]} erreurs @param {string} avis */
  #refuse(erreurs, avis) {
    this.#tell(false, erreurs, avis);
    setTitle(`Erreur : ${this.titre}`);
    if (erreurs.length) focusSummary();
    else document.getElementById('saisie-avis').focus();
  }

  /** @param {unknown} contenu the champs @param {string} action what the button says @param {unknown} [plus] beside it */
  vue(contenu, action, plus = nothing) {
    return html`${summary(this.erreurs)}
      ${this.#avis ? html`<div class="avis erreur" role="alert" id="saisie-avis" tabindex="-1"><p>${this.#avis}</p></div>` : nothing}
      <form novalidate @submit=${(event) => this.#submit(event)}>
        ${contenu}
        <div class="barre"><button class="btn" aria-busy=${this.#occupe ? 'true' : nothing}>${action}</button>${plus}</div>
      </form>`;
  }
}
