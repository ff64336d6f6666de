// « Payer par carte bancaire »: from the panier to the payment page, which is the State’s (R36).
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, create, settle } from '../api.js';
import { moment } from '../dates.js';
import { euros } from '../euros.js';

const CHEMIN = '/panier/paiement';
const RIEN = 'Rien n’a été prélevé.';

export class Reglement {
  #occupe = false;
  #erreur = '';

  /** @param {{changed: () => void, reload: () => Promise<void>}} page */
  constructor(page) {
    this.page = page;
  }

  /** The panier was read and nothing holds it: whatever was asked before is answered. */
  settle() {
    settle(CHEMIN);
  }

  /** Back from the payment page, the browser shows the button as it was left. */
  rest() {
    this.#occupe = false;
    this.#erreur = '';
  }

  async #pay() {
    if (this.#occupe) return;
    this.#tell(true, '');
    try {
      const { url } = await create(CHEMIN, {});
      location.assign(url);
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      await this.#refused(error);
    }
  }

  /** @param {ErreurApi} error */
  async #refused(error) {
    if (error.status === 409) await this.page.reload().catch(() => undefined);
    this.#tell(false, error.status && error.status < 500 ? error.detail : `${error.detail} ${RIEN}`);
    document.getElementById('paiement-erreur')?.focus();
  }

  #tell(occupe, erreur) {
    this.#occupe = occupe;
    this.#erreur = erreur;
    this.page.changed();
  }

  get faute() {
    return this.#erreur ? html`<div class="avis erreur" role="alert" id="paiement-erreur" tabindex="-1"><p>${this.#erreur}</p></div>` : nothing;
  }

  /** @param {number} montant in centimes */
  vue(montant) {
    return html`<section class="carte tranche" aria-labelledby="titre-payer"><h2 id="titre-payer">Payer</h2>
      <p class="total"><span>Total à payer</span><span class="montant">${euros(montant)}</span></p>
      <button class="btn large" type="button" aria-busy=${this.#occupe ? 'true' : nothing} @click=${() => this.#pay()}>Payer par carte bancaire</button>
      <h3 class="etapes-suite">Ce qui va se passer</h3>
      <ol class="etapes">
        <li><span>Vous allez sur PayFiP, la page de paiement de la Direction générale des Finances publiques (DGFiP). Vous avez 15 minutes.</span></li>
        <li><span>Vous y saisissez votre carte. La mairie ne voit pas son numéro, et rien n’en est gardé ici.</span></li>
        <li><span>Vous revenez ici, et votre quittance vous est envoyée par courriel.</span></li>
      </ol></section>`;
  }
}

/** Why it waits. @param {boolean} nonConcordant */
const attend = (nonConcordant) => (nonConcordant
  ? 'La réponse de PayFiP ne correspond pas à ce panier : la mairie la vérifie. D’ici là, votre panier ne change pas, pour que rien ne soit payé deux fois.'
  : 'Tant que son résultat n’est pas connu, votre panier ne change pas, pour que rien ne soit payé deux fois.');

/** The panier waits for the result of a payment. @param {{id: string, depuis: string, reprise: string|null, non_concordant: boolean}} paiement @param {number} montant */
export const enCours = ({ id, depuis, reprise, non_concordant: nonConcordant }, montant) => html`<section class="avis info" aria-labelledby="titre-en-cours"><h2 id="titre-en-cours">Un paiement de ${euros(montant)} est en cours</h2>
    <p>Il a commencé le ${moment(depuis)}. ${attend(nonConcordant)}</p>
    <div class="barre">${reprise ? html`<a class="btn" href=${reprise}>Reprendre le paiement</a>` : nothing}<a class="btn second" href="/paiement/?id=${encodeURIComponent(id)}">Voir où en est le paiement</a></div></section>`;
