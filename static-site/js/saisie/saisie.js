// A form of one page: what is missing, what the server refuses, what is being sent. Nothing typed is lost.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi } from '../api.js';
import { focusChamp, focusSummary, summary } from '../formulaire/resume.js';
import { setTitle } from '../page.js';

/** @typedef {import('../api.js').Erreur} Erreur */
/** @typedef {{nom: string, check: (texte?: string) => Erreur[], vue: (saisie: Saisie) => unknown, settle?: (texte?: string) => Promise<void>}} Champ */

export class Saisie {
  valeurs = /** @type {Record<string, string>} */ ({});
  erreurs = /** @type {Erreur[]} */ ([]);
  #avis = '';
  #occupe = false;

  /**
   * `check`: what else the page finds at fault; `changed` draws again; `send` may throw what the API refuses, and once it
   * is done the page shows something else.
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

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (this.#occupe) return;
    this.#tell(true, [], '');
    setTitle(this.titre);
    await Promise.all(this.champs.map((champ) => champ.settle?.(this.valeurs[champ.nom])));
    const erreurs = [...this.champs.flatMap((champ) => champ.check(this.valeurs[champ.nom])), ...(this.check?.(this.valeurs) ?? [])];
    if (erreurs.length) return this.#refuse(erreurs, '');
    try {
      await this.send(this.valeurs);
      this.#occupe = false;
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.#refuse(error.erreurs, error.erreurs.length ? '' : error.detail);
    }
  }

  /** One thought better of it: nothing is being sent any more. */
  rest() {
    this.#tell(false, [], '');
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
    if (avis) document.getElementById('saisie-avis').focus();
    else if (this.#resume.length) focusSummary();
    else focusChamp(erreurs[0].champ);
  }

  /** A form of one champ needs no summary: what is wrong is beside it. */
  get #resume() {
    const [seul, ...autres] = this.champs;
    return !autres.length && this.erreurs.every((e) => e.champ === seul?.nom) ? [] : this.erreurs;
  }

  /** @param {string} action what the button says @param {unknown} [plus] beside it @param {string} [classe] of the button */
  vue(action, plus = nothing, classe = '') {
    return html`${summary(this.#resume)}
      ${this.#avis ? html`<div class="avis erreur" role="alert" id="saisie-avis" tabindex="-1"><p>${this.#avis}</p></div>` : nothing}
      <form novalidate @submit=${(event) => this.#submit(event)}>
        ${this.champs.map((champ) => champ.vue(this))}
        <div class="barre"><button class="btn ${classe}" aria-busy=${this.#occupe ? 'true' : nothing}>${action}</button>${plus}</div>
      </form>`;
  }
}
