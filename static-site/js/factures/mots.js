// A facture in words: where it stands, what it is called, whose budget it belongs to.
import { html } from '../vendor/lit-html.js';
import { COMMUNE } from '../commune.js';
import { day } from '../dates.js';

/**
 * As the API gives it; money in centimes.
 * @typedef {{id: string, numero: string, regie: string, regie_nom: string, objet: string, periode: string, emise_le: string,
 *   echeance_le: string, montant_centimes: number, etat: string, etat_libelle: string, rubrique: string, en_retard: boolean,
 *   dans_panier: boolean, payable_en_ligne: boolean, paiement: string|null,
 *   reglement: {le: string, moyen: string, moyen_libelle: string, quittance: string|null, motif: string}|null}} Facture
 */

const MARQUES = 3; // colours in the stylesheet

/** « Accueil périscolaire – Octobre 2026 ». @param {{objet: string, periode: string}} facture */
export const nomFacture = ({ objet, periode }) => (periode ? `${objet} – ${periode}` : objet);

/** The colour of a régie, always beside its name (R38). @param {string} slug */
export const marque = (slug) => `regie-${(Math.max(COMMUNE.regies.indexOf(slug), 0) % MARQUES) + 1}`;

/** « 5 décembre », with its year when it is not this one. @param {string} iso */
const near = (iso) => day(iso).replace(` ${new Date().getFullYear()}`, '');

/** @param {Facture} facture @returns {[string, string]} kind of `.etat`, and words */
function standing(facture) {
  if (facture.etat === 'payee') return ['ok', facture.etat_libelle];
  if (facture.etat === 'en_paiement') return ['info', 'Paiement en cours'];
  if (facture.etat !== 'a_payer') return ['neutre', facture.etat_libelle];
  if (facture.dans_panier) return ['info', 'Dans votre panier'];
  return facture.en_retard ? ['erreur', 'En retard'] : ['attente', `À payer avant le ${near(facture.echeance_le)}`];
}

/** @param {Facture} facture */
export function etatFacture(facture) {
  const [genre, mots] = standing(facture);
  return html`<span class="etat ${genre}">${mots}</span>`;
}

/** Whose it is, when, which one: under the title of a facture. @param {Facture} facture */
export const references = ({ regie_nom: regie, periode, numero }) =>
  html`<span class="regie">Régie ${regie}</span><span>${periode}</span><span class="timbre">n° ${numero}</span>`;

/** The due date, where the state does not say it. @param {Facture} facture */
export const echeance = (facture) => {
  const dite = facture.etat === 'a_payer' && !facture.dans_panier && !facture.en_retard;
  return facture.etat === 'a_payer' && !dite ? html`<span>Échéance : ${near(facture.echeance_le)}</span>` : null;
};

/** @param {string} id */
export const adresse = (id) => `/mes-comptes/facture/?id=${encodeURIComponent(id)}`;
