// A new courriel that waits for its two confirmations: who has answered, until when, and a way out.
import { html, nothing } from '../vendor/lit-html.js';
import { moment } from '../dates.js';

/** @typedef {{courriel: string, demande_le: string, expire_le: string, ancien_confirme: boolean, nouveau_confirme: boolean}} Changement */

/** @param {string} adresse @param {boolean} confirmee */
const ligne = (adresse, confirmee) => html`<li>${adresse} : <strong>${confirmee ? 'confirmée' : 'à confirmer'}</strong></li>`;

/** @param {Changement} changement @param {() => void} [cancel] */
export const attenteCourriel = (changement, cancel) => html`<section class="avis info" aria-labelledby="courriel-titre">
    <h2 id="courriel-titre">Changement de courriel en attente</h2>
    <p>Votre nouveau courriel sera <strong>${changement.courriel}</strong>, dès que les deux adresses auront confirmé. Un lien vous y attend, valable jusqu’au ${moment(changement.expire_le)}.</p>
    <ul>${ligne('L’adresse actuelle', changement.ancien_confirme)} ${ligne('La nouvelle adresse', changement.nouveau_confirme)}</ul>
    ${cancel ? html`<button class="btn second" type="button" @click=${cancel}>Annuler ce changement</button>` : nothing}
  </section>`;
