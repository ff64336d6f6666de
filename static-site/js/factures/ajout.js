// What joins the panier and what leaves it, on every page that shows factures (R36–R39).
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, post, remove } from '../api.js';
import { tell } from '../dialogue.js';
import { euros } from '../euros.js';
import { nomFacture } from './mots.js';

/** @typedef {import('./mots.js').Facture} Facture */

const AIDES = {
  'panier-incompatible': 'Un panier ne contient que les factures d’une même régie, et chacune une seule fois. Avec « Accéder à votre panier », vous pouvez payer celles qui attendent, ou les retirer.',
  'paiement-en-cours': 'Avec « Accéder à votre panier », vous voyez où en est ce paiement.',
};
const LIGNES = '/panier/lignes';

export class Ajout {
  /** What was just done, for who does not see the buttons change. */
  dit = '';
  #occupe = '';

  /** @param {{changed: () => void, moved: (facture: Facture, lignes: {montant_centimes: number}[]|null) => void, reload: () => Promise<void>}} page
   *    `moved`: with the whole panier when it is known; `reload`: after a refusal, what is shown is out of date */
  constructor(page) {
    this.page = page;
  }

  /** The second click of a double one is not another wish. @param {MouseEvent} event @param {Facture} facture */
  async #toggle(event, facture) {
    if (this.#occupe || event.detail > 1) return;
    this.#tell(facture.id, '');
    try {
      await (facture.dans_panier ? this.#withdraw(facture) : this.#join(facture));
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.#tell('', '');
      await this.#refuse(facture, error);
    }
  }

  /** @param {Facture} facture */
  async #join(facture) {
    const { lignes } = await post(LIGNES, { facture: facture.id });
    facture.dans_panier = true;
    this.page.moved(facture, lignes);
    this.#tell('', `${nomFacture(facture)}, ${euros(facture.montant_centimes)} : ajoutée à votre panier.`);
  }

  /** @param {Facture} facture */
  async #withdraw(facture) {
    await remove(`${LIGNES}/${encodeURIComponent(facture.id)}`);
    facture.dans_panier = false;
    this.page.moved(facture, null);
    this.#tell('', `${nomFacture(facture)} : retirée de votre panier.`);
  }

  /** Said over the page; then the page as it now is, with the focus where it was. @param {Facture} facture @param {ErreurApi} error */
  async #refuse(facture, error) {
    const titre = facture.dans_panier ? 'Retrait impossible' : 'Ajout impossible';
    await tell({ titre, texte: error.detail, aide: AIDES[error.code] });
    if (error.status === 404 || error.status === 409) await this.page.reload();
    (document.getElementById(`panier-${facture.id}`) ?? document.getElementById('titre-panier') ?? document.querySelector('h1')).focus();
  }

  #tell(occupe, dit) {
    this.#occupe = occupe;
    this.dit = dit;
    this.page.changed();
  }

  /** « Ajouter au panier » or « Retirer », where that is possible. @param {Facture} facture @param {boolean} fige while a payment runs */
  bouton(facture, fige) {
    if (facture.etat !== 'a_payer' || fige) return nothing;
    if (!facture.payable_en_ligne && !facture.dans_panier) return html`<span class="indice">À régler auprès de la régie</span>`;
    const dedans = facture.dans_panier;
    return html`<button id="panier-${facture.id}" class="btn ${dedans ? 'second' : ''}" type="button" aria-busy=${this.#occupe === facture.id ? 'true' : nothing} @click=${(e) => this.#toggle(e, facture)}>${dedans ? 'Retirer' : 'Ajouter au panier'}<span class="vh"> : ${nomFacture(facture)}, ${euros(facture.montant_centimes)}</span></button>`;
  }

  get annonce() {
    return html`<p class="vh" role="status">${this.dit}</p>`;
  }
}
