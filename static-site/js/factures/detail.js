// One facture: its prestations, what is due and when, how it was paid.
import { html, nothing } from '../vendor/lit-html.js';
import { day, moment } from '../dates.js';
import { save } from '../demande/telechargement.js';
import { euros } from '../euros.js';
import { quittance, recu } from './releve.js';

/** @typedef {import('./mots.js').Facture} Facture */
/** @typedef {{prestation: string, concerne: string, quantite: string, prix_unitaire_centimes: number, montant_centimes: number}} Ligne */

/** @param {Ligne} ligne */
const prestation = (ligne) => html`<tr>
    <th scope="row">${ligne.prestation}</th>
    <td class="ligne-entiere">${ligne.concerne ? html`<span class="pour">Pour </span>${ligne.concerne}` : nothing}</td>
    <td class="num-large"><span class="pour">Quantité : </span>${ligne.quantite}</td>
    <td class="num-large"><span class="pour">Prix unitaire : </span>${euros(ligne.prix_unitaire_centimes)}</td>
    <td class="num">${euros(ligne.montant_centimes)}</td>
  </tr>`;

/** @param {Facture & {lignes: Ligne[]}} facture */
export const prestations = ({ lignes, montant_centimes: total }) => html`<table class="pile prestations">
    <caption class="vh">Prestations facturées</caption>
    <thead><tr><th scope="col">Prestation</th><th scope="col">Pour</th><th scope="col" class="num-large">Quantité</th><th scope="col" class="num-large">Prix unitaire</th><th scope="col" class="num">Montant</th></tr></thead>
    <tbody>${lignes.map(prestation)}</tbody>
    <tfoot><tr><th scope="row" colspan="4">Total</th><td class="num">${euros(total)}</td></tr></tfoot>
  </table>`;

/** @param {string} terme @param {unknown} valeur */
const fait = (terme, valeur) => html`<div><dt>${terme}</dt><dd>${valeur}</dd></div>`;

/** @param {NonNullable<Facture['reglement']>} reglement @param {string} etat */
const reglementFait = ({ le, moyen_libelle: moyen, quittance: numero, motif }, etat) =>
  etat === 'payee'
    ? html`${fait('Payée le', moment(le))}${moyen ? fait('Moyen de paiement', moyen) : nothing}${numero ? fait('Quittance', html`<span class="timbre">n° ${numero}</span>`) : nothing}`
    : html`${fait('Annulée le', day(le))}${moyen ? fait('Par', moyen) : nothing}${motif ? fait('Motif', motif) : nothing}`;

/** @param {Facture & {payeur: string}} facture */
export const faits = ({ payeur, emise_le: emise, echeance_le: due, etat, reglement }) => html`<dl class="recap">
    ${fait('Adressée à', payeur)}${fait('Émise le', day(emise))}${fait('À payer avant le', day(due))}${reglement ? reglementFait(reglement, etat) : nothing}
  </dl>`;

/** @param {Facture} facture */
export const documents = (facture) => html`<section class="carte non-imprime" aria-labelledby="titre-documents"><h2 id="titre-documents">À garder</h2>
    <div class="actions-agent"><div>${save(`/factures/${encodeURIComponent(facture.id)}/document`, `facture-${facture.numero}.pdf`, 'Télécharger la facture (PDF)')}</div>
      ${facture.paiement && facture.reglement?.quittance ? html`<div>${quittance(recu(facture), 'Télécharger la quittance (PDF)')}</div>` : nothing}
      <div><button class="btn second" type="button" @click=${() => print()}>Imprimer cette page</button></div></div></section>`;
