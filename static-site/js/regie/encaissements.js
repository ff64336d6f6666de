// The journal of a régie: what must be looked at, what came in, and whether it adds up.
import { html, nothing } from '../vendor/lit-html.js';
import { hour, moment } from '../dates.js';
import { euros } from '../euros.js';
import { compte, etatPaiement, lienPaiement } from './mots.js';

/** @typedef {{paiement: string, nature: string, libelle: string}} Anomalie */

const MOIS = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' });

const factures = ({ parts }) => parts.map(({ numero }) => numero).join(', ');

/** @param {Anomalie[]} anomalies */
const liens = (anomalies) => html`<ul class="anomalies">${anomalies.map((a) => html`<li><a href=${lienPaiement(a.paiement)}>${a.libelle}</a></li>`)}</ul>`;

const attente = (p) => html`<tr><th scope="row"><a href=${lienPaiement(p.id)}>${moment(p.initie_le)}</a></th><td class="ligne-entiere">${factures(p)}</td>
    <td class="ligne-entiere">${p.anomalie_libelle || 'Son résultat n’est pas encore connu.'}</td><td class="ligne-entiere">${etatPaiement(p)}</td><td class="num">${euros(p.montant_centimes)}</td></tr>`;

/** What waits, and what is wrong among what has ended. @param {any[]} attentes @param {Anomalie[]} anomalies of the month and of the one before: what the 30th left is not hidden by the 1st */
export function aSuivre(attentes, anomalies) {
  const autres = anomalies.filter(({ paiement }) => attentes.every(({ id }) => id !== paiement));
  if (!attentes.length && !autres.length) return html`<p>Aucun paiement n’attend de résultat, aucun n’est en anomalie.</p>`;
  return html`<section class="carte a-suivre" aria-labelledby="titre-suivre"><h2 id="titre-suivre">À suivre</h2>
    ${autres.length ? liens(autres) : nothing}
    ${attentes.length ? html`<table class="pile dense"><caption class="vh">Paiements sans résultat, le plus ancien en premier</caption>
      <thead><tr><th scope="col">Commencé le</th><th scope="col">Factures</th><th scope="col">Pourquoi</th><th scope="col">État</th><th scope="col" class="num">Montant</th></tr></thead>
      <tbody>${attentes.map(attente)}</tbody></table>` : nothing}</section>`;
}

/** @param {{libelle: string, nombre: number, montant_centimes: number}[]} totaux @param {number} somme */
const parMoyen = (totaux, somme) => html`<table class="dense totaux"><caption class="vh">Totaux par moyen de paiement</caption>
    <thead><tr><th scope="col">Moyen</th><th scope="col" class="num">Nombre</th><th scope="col" class="num">Montant</th></tr></thead>
    <tbody>${totaux.map((t) => html`<tr><th scope="row">${t.libelle}</th><td class="num">${t.nombre}</td><td class="num">${euros(t.montant_centimes)}</td></tr>`)}</tbody>
    <tfoot><tr><th scope="row">Total</th><td class="num">${totaux.reduce((n, t) => n + t.nombre, 0)}</td><td class="num">${euros(somme)}</td></tr></tfoot></table>`;

const somme = (nom, montant) => html`<div><dt>${nom}</dt><dd>${euros(montant)}</dd></div>`;

/** Why it does not add up. @param {any} j */
const ecart = (j) => html`<div class="avis erreur"><h3>Le journal ne tombe pas juste</h3>
    <dl class="recap">${somme('Encaissé', j.montant_centimes)}${somme('Quittances', j.quittances_montant_centimes)}${somme('Factures payées', j.factures_montant_centimes)}</dl>
    ${liens(j.anomalies)}<p>Ouvrez chaque paiement en cause. Si rien ne l’explique, prévenez la personne qui administre le portail.</p></div>`;

const juste = (j) => html`<div class="avis ok"><p><strong>Le journal tombe juste</strong> : ${compte(j.nombre, 'encaissement')}, ${euros(j.montant_centimes)}, autant de quittances et de factures payées.</p></div>`;

const rembourser = ({ a_rembourser_centimes: montant }) => (montant ? html`<div class="avis"><p>À rembourser : <strong>${euros(montant)}</strong>, reçus pour des factures déjà payées ou annulées.</p></div>` : nothing);

const rembourses = ({ rembourse_centimes: montant }) => (montant ? html`<p>Reçus en trop et notés remboursés : ${euros(montant)}.</p>` : nothing);

/** @param {any} j */
export const bilan = (j) => html`${j.juste ? (j.nombre ? juste(j) : nothing) : ecart(j)}${rembourser(j)}${rembourses(j)}${j.nombre ? parMoyen(j.totaux, j.montant_centimes) : nothing}`;

const ligne = (p) => html`<tr><th scope="row"><a href=${lienPaiement(p.id)}>${hour(p.paye_le ?? p.initie_le)}</a></th><td class="ligne-entiere">${p.quittance || '–'}${p.anomalie ? html` ${etatPaiement({ ...p, etat_libelle: 'À suivre' })}` : nothing}</td>
    <td class="ligne-entiere"><span class="pour">Factures : </span>${factures(p)}</td><td class="ligne-entiere">${p.moyen_libelle}</td><td class="num">${euros(p.montant_centimes)}</td></tr>`;

/** @param {any[]} elements */
export const journal = (elements) => (elements.length
  ? html`<table class="pile dense"><caption>Encaissements</caption>
      <thead><tr><th scope="col">Heure</th><th scope="col">Quittance</th><th scope="col">Factures</th><th scope="col">Moyen</th><th scope="col" class="num">Montant</th></tr></thead>
      <tbody>${elements.map(ligne)}</tbody></table>`
  : html`<p>Rien n’a été encaissé ce jour-là.</p>`);

/** @param {any} j @param {string} jour @param {unknown} exporter */
export const mois = (j, jour, exporter) => html`<section class="carte" aria-labelledby="titre-mois"><h2 id="titre-mois">Mois de ${MOIS.format(new Date(jour))}</h2>
    ${j.nombre ? html`<p>${j.juste ? 'Le mois tombe juste.' : 'Le mois ne tombe pas juste : les paiements en cause sont en haut de cette page.'}</p>${parMoyen(j.totaux, j.montant_centimes)}<div class="barre">${exporter}</div>` : html`<p>Rien n’a été encaissé ce mois-là.</p>`}</section>`;
