// Factures older than 3 months, paid or not, page by page.
import { html } from '../vendor/lit-html.js';
import { day } from '../dates.js';
import { save } from '../demande/telechargement.js';
import { euros } from '../euros.js';
import { adresse, etatFacture, nomFacture } from '../factures/mots.js';
import { wear } from '../feuille.js';
import { FEUILLES } from '../feuilles.js';
import { Liste } from '../liste.js';
import { draw, start } from '../page.js';
import { showSession } from '../session.js';

/** @typedef {import('../factures/mots.js').Facture} Facture */

const liste = new Liste('/factures?rubrique=archive', () => show());

/** @param {Facture} facture */
const ligne = (facture) => html`<tr>
    <th scope="row"><a href=${adresse(facture.id)}>${nomFacture(facture)}</a></th>
    <td><span class="pour">Émise le </span>${day(facture.emise_le)}</td>
    <td><span class="pour">Régie </span>${facture.regie_nom}</td>
    <td>${etatFacture(facture)}</td>
    <td class="ligne-entiere">${save(`/factures/${encodeURIComponent(facture.id)}/document`, `facture-${facture.numero}.pdf`, html`Facture (PDF)<span class="vh"> ${nomFacture(facture)}</span>`, 'lien')}</td>
    <td class="num">${euros(facture.montant_centimes)}</td>
  </tr>`;

const table = () => html`<table class="pile">
    <caption class="vh">Factures de plus de 3 mois, la plus récente en premier</caption>
    <thead><tr><th scope="col">Facture</th><th scope="col">Émise le</th><th scope="col">Régie</th><th scope="col">État</th><th scope="col">Document</th><th scope="col" class="num">Montant</th></tr></thead>
    <tbody>${liste.elements.map(ligne)}</tbody>
  </table>
  ${liste.button}`;

const aucune = () => html`<div class="vide"><h2>Aucune facture plus ancienne</h2>
    <p>${liste.reponse.manque?.detail ?? 'Les factures de plus de 3 mois apparaîtront ici.'}</p></div>`;

function show() {
  draw(html`${liste.elements.length ? table() : aucune()}<div class="barre"><a class="btn second" href="/mes-comptes/">Revenir à mes comptes</a></div>`);
}

const habit = wear(FEUILLES.factures);
await Promise.all([
  showSession('usager'),
  start(async () => {
    await Promise.all([liste.load(), habit]);
    show();
  }),
]);
