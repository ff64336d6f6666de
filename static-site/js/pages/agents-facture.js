// One facture, for the régisseur: what it asks, how it is being paid, what may be done at the counter.
import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../api.js';
import { day, moment } from '../dates.js';
import { save } from '../demande/telechargement.js';
import { prestations } from '../factures/detail.js';
import { wear } from '../feuille.js';
import { FEUILLES } from '../feuilles.js';
import { draw, setTitle } from '../page.js';
import { Guichet } from '../regie/guichet.js';
import { etatFacture, lienPaiement, recap } from '../regie/mots.js';
import { openForRegisseur } from '../regie/ouverture.js';
import { recit } from '../regie/recit.js';

const AUCUNE = '-'; // no facture has it: without an id, the API would answer the whole list
const id = new URLSearchParams(location.search).get('id') || AUCUNE;
const chemin = `/agents/factures/${encodeURIComponent(id)}`;
const changed = () => draw(vue(guichet.facture));
const guichet = new Guichet(chemin, { reload, changed });

/** @param {any} facture */
function reglee({ etat, reglement: r }) {
  if (!r) return [];
  if (etat === 'annulee') return [['Annulée le', moment(r.le)], ['Avoir', r.precision], ['Motif', r.motif]];
  return [['Payée le', moment(r.le)], ['Moyen', r.moyen_libelle], ['Précision', r.precision], ['Quittance', r.quittance && html`<span class="timbre">n° ${r.quittance}</span>`]];
}

const retard = (f) => html`<span class=${f.en_retard ? 'retard' : nothing}>${day(f.echeance_le)}${f.en_retard ? ' (en retard)' : ''}</span>`;

const faits = (f) => recap([['Payeur', f.payeur], ['Famille', f.famille], ['Objet', f.objet], ['Période', f.periode], ['Émise le', day(f.emise_le)], ['À payer avant le', retard(f)], ...reglee(f)]);

const paiements = ({ paiements: tous }) => html`<section class="carte" aria-labelledby="titre-paiements"><h2 id="titre-paiements">Paiements</h2>
    ${tous.length ? tous.map((p) => html`<article class="paiement"><h3><a href=${lienPaiement(p.id)}>Paiement du ${moment(p.initie_le)}</a></h3>${recit(p)}</article>`) : html`<p>Aucun paiement en cours, aucun paiement reçu.</p>`}</section>`;

const documents = (f) => html`<div class="barre">${save(`${chemin}/document`, `facture-${f.numero}.pdf`, 'Facture (PDF)')}
    ${f.paiement && f.reglement?.quittance ? save(`/agents/paiements/${encodeURIComponent(f.paiement)}/quittance`, `quittance-${f.reglement.quittance}.pdf`, 'Quittance (PDF)') : nothing}
    <button class="btn second" type="button" @click=${() => print()}>Imprimer</button></div>`;

let creee = location.hash === '#creee';

function vue(f) {
  setTitle(`Facture ${f.numero}`);
  return html`<div class="titre-ligne"><h1>Facture ${f.numero}</h1>${etatFacture(f)}</div>
    <p class="meta"><span>Régie ${f.regie_nom}</span></p>
    ${creee ? html`<div class="avis ok" role="status"><p>La facture est émise. La famille en est avertie, si elle a un compte.</p></div>` : nothing}
    <div class="cote">
      <div>
        <section class="carte" aria-labelledby="titre-lignes"><h2 id="titre-lignes">Prestations</h2>${prestations(f)}${documents(f)}</section>
        <section class="carte" aria-labelledby="titre-faits"><h2 id="titre-faits">Facture</h2>${faits(f)}</section>
      </div>
      <div>${guichet.vue()}${paiements(f)}</div>
    </div>
    <div class="barre"><a class="btn second" href="/agents/factures/?par=famille&q=${encodeURIComponent(f.famille)}&regie=${f.regie}">Les factures de cette famille</a></div>`;
}

/** The facture as it now is. */
async function reload() {
  if (guichet.facture) creee = false; // something else was done since
  guichet.facture = await get(chemin);
}

await openForRegisseur(async () => {
  const [{ elements }] = await Promise.all([get('/agents/regies'), reload(), wear(FEUILLES.factures)]);
  guichet.moyens = elements.find(({ slug }) => slug === guichet.facture.regie)?.moyens ?? [];
  changed();
});
