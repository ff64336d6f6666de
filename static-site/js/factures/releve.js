// « Consulter votre relevé »: what is paid, when, and its quittance (R34).
import { html, nothing } from '../vendor/lit-html.js';
import { day } from '../dates.js';
import { save } from '../demande/telechargement.js';
import { euros } from '../euros.js';
import { adresse, etatFacture, nomFacture } from './mots.js';

/** @typedef {import('./mots.js').Facture} Facture */

/** The quittance of a payment, to keep. @param {{paiement: string|null, quittance: string|null}} recu @param {unknown} libelle @param {string} [classe] */
export const quittance = ({ paiement, quittance: numero }, libelle, classe) =>
  paiement && numero ? save(`/paiements/${encodeURIComponent(paiement)}/quittance`, `quittance-${numero}.pdf`, libelle, classe) : nothing;

/** @param {Facture} facture */
export const recu = (facture) => ({ paiement: facture.paiement, quittance: facture.reglement?.quittance ?? null });

/** @param {string} etat @param {string} le */
const quand = (etat, le) => (etat === 'payee' ? html`<span class="pour">Payée le </span>${day(le)}` : `Annulée le ${day(le)}`);

/** @param {Facture} facture */
const ligne = (facture) => html`<tr>
    <th scope="row"><a href=${adresse(facture.id)}>${nomFacture(facture)}</a></th>
    <td>${facture.reglement ? quand(facture.etat, facture.reglement.le) : etatFacture(facture)}</td>
    <td class="ligne-entiere">${quittance(recu(facture), html`Quittance (PDF)<span class="vh"> de ${nomFacture(facture)}</span>`, 'lien')}${facture.etat === 'annulee' ? facture.reglement?.moyen_libelle : nothing}</td>
    <td class="num">${euros(facture.montant_centimes)}</td>
  </tr>`;

/** @param {Facture[]} elements @param {string} legende */
export const releve = (elements, legende) => html`<table class="pile">
    <caption class="vh">${legende}</caption>
    <thead><tr><th scope="col">Facture</th><th scope="col">Payée le</th><th scope="col">Quittance</th><th scope="col" class="num">Montant</th></tr></thead>
    <tbody>${elements.map(ligne)}</tbody>
  </table>`;
