// What the treasury says and the portal does not, or the reverse.
import { html } from '../vendor/lit-html.js';
import { day, moment } from '../dates.js';
import { euros } from '../euros.js';
import { compte, lienPaiement } from './mots.js';

/** Opens the payment, where the portal has one. */
const reference = ({ refdet, paiement }) => (paiement ? html`<a href=${lienPaiement(paiement)}>${refdet}</a>` : refdet);

/** The statement’s day, and the portal’s where it differs. */
function days({ date, attendu_le: attendu }) {
  const dits = [date && day(date), attendu && attendu !== date && `${day(attendu)} (portail)`].filter(Boolean);
  return dits.length ? dits.join(', ') : '–';
}

const ligne = (d) => html`<tr><th scope="row">${reference(d)}</th><td class="ligne-entiere">${d.nature_libelle}</td><td class="ligne-entiere"><span class="pour">Jour : </span>${days(d)}</td>
    <td class="num ligne-entiere"><span class="pour">Attendu par le portail : </span>${d.attendu_centimes == null ? '–' : euros(d.attendu_centimes)}</td>
    <td class="num"><span class="pour">Fichier : </span>${d.montant_centimes == null ? '–' : euros(d.montant_centimes)}</td></tr>`;

const differences = ({ differences: d, differences_total: total }) => html`<div class="avis erreur"><h2>${compte(total, 'différence')}${total > d.length ? `, voici les ${d.length} premières` : ''}</h2>
      <p>Ouvrez chaque paiement. Une différence d’un jour vient souvent d’un paiement fait vers minuit. Pour le reste, appelez la trésorerie avec la référence.</p></div>
    <table class="pile dense"><caption class="vh">Différences</caption>
      <thead><tr><th scope="col">Référence</th><th scope="col">Différence</th><th scope="col">Jour</th><th scope="col" class="num">Portail</th><th scope="col" class="num">Fichier</th></tr></thead>
      <tbody>${d.map(ligne)}</tbody></table>`;

/** @param {any} r */
export const rapprochement = (r) => html`<h1>${r.nom}</h1>
    <p class="meta"><span>Régie ${r.regie_nom}</span><span>${r.premier === r.dernier ? `Paiements du ${day(r.premier)}` : `Paiements du ${day(r.premier)} au ${day(r.dernier)}`}</span><span>Rapproché le ${moment(r.le)}</span><span>par ${r.par}</span></p>
    <dl class="recap"><div><dt>Lignes du fichier</dt><dd>${r.lignes}</dd></div><div><dt>Total du fichier</dt><dd>${euros(r.total_centimes)}</dd></div><div><dt>Lignes concordantes</dt><dd>${r.concordantes}</dd></div></dl>
    ${r.differences.length ? differences(r) : html`<div class="avis ok"><p><strong>Tout concorde</strong> : le fichier et le portail disent la même chose.</p></div>`}`;
