// The whole story of one payment, for the régisseur: what it was for, what was learnt and when, and a last question to ask.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, get, post } from '../api.js';
import { moment } from '../dates.js';
import { save } from '../demande/telechargement.js';
import { euros } from '../euros.js';
import { draw, setTitle } from '../page.js';
import { etatPaiement, lienFacture, recap } from '../regie/mots.js';
import { openForRegisseur } from '../regie/ouverture.js';
import { recit } from '../regie/recit.js';
import { Liberation } from '../regie/liberation.js';
import { Remboursement } from '../regie/remboursement.js';

const AUCUN = '-'; // no payment has it: without an id, the API would answer the whole list
const id = new URLSearchParams(location.search).get('id') || AUCUN;
const chemin = `/agents/paiements/${encodeURIComponent(id)}`;
let paiement = /** @type {any} */ (null);
let avis = /** @type {{genre: string, texte: string}|null} */ (null);
let occupe = false;
const page = { reload, changed: () => show() };
const remboursement = new Remboursement(chemin, page);
const liberation = new Liberation(chemin, page);

async function reload() {
  paiement = await get(chemin);
}

async function verify() {
  if (occupe) return;
  const avant = paiement.etat_libelle;
  tell(true, null);
  try {
    paiement = await post(`${chemin}/verification`, {});
    tell(false, learnt(avant));
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    tell(false, { genre: 'erreur', texte: error.detail });
  }
  document.getElementById('titre-recit').focus();
}

/** @param {string} avant what it was @returns {{genre: string, texte: string}} */
function learnt(avant) {
  const { etat_libelle: libelle, libere } = paiement;
  if (libelle !== avant) return { genre: 'ok', texte: `C’est vérifié : « ${libelle} ».` };
  return { genre: 'info', texte: `C’est vérifié : rien de nouveau.${libere ? '' : ' Le portail repose la question toutes les cinq minutes.'}` };
}

function tell(enCours, dit) {
  occupe = enCours;
  avis = dit;
  show();
}

/** The others are taken at the counter, and end as they begin. */
const enLigne = ({ moyen }) => ['carte', 'prelevement_en_ligne'].includes(moyen);

const faits = (p) => recap([
  ['Montant', euros(p.montant_centimes)],
  ['Moyen', p.moyen_libelle],
  [p.parts.length > 1 ? 'Factures' : 'Facture', html`${p.parts.map((f) => html`<span class="part"><a href=${lienFacture(f.facture)}>${f.numero}</a>, ${euros(f.montant_centimes)}</span>`)}`],
  ['Commencé le', enLigne(p) && moment(p.initie_le)],
  ['Payé le', p.paye_le && moment(p.paye_le)],
  ['Quittance', p.quittance],
  ['Référence PayFiP', enLigne(p) && p.refdet],
  ['Remboursé', p.remboursement && html`noté le ${moment(p.remboursement.le)} par ${p.remboursement.par} : ${p.remboursement.note}`],
]);

const verification = (p) => (p.verification
  ? html`<div class="barre"><button class="btn" type="button" aria-busy=${occupe ? 'true' : nothing} @click=${verify}>Vérifier maintenant</button></div>`
  : nothing);

const rendre = (p) => (p.a_rembourser || p.remboursement ? remboursement.vue() : nothing);
const liberer = (p) => (p.bloque || liberation.faite ? liberation.vue() : nothing);

function show() {
  const p = paiement;
  remboursement.paiement = p;
  liberation.paiement = p;
  setTitle(`Paiement de ${euros(p.montant_centimes)}`);
  draw(html`<div class="titre-ligne"><h1>Paiement de ${euros(p.montant_centimes)}</h1>${etatPaiement(p)}</div>
    <p class="meta"><span>Régie ${p.regie_nom}</span></p>
    ${p.anomalie ? html`<div class="avis erreur"><h2>À suivre</h2><p>${p.anomalie_libelle}</p></div>` : nothing}
    <div class="cote">
      <div><section class="carte" aria-labelledby="titre-recit"><h2 id="titre-recit" tabindex="-1">Ce qui s’est passé</h2>
        <div role="status">${avis ? html`<p class="avis ${avis.genre}">${avis.texte}</p>` : nothing}</div>${recit(p)}${verification(p)}</section>${rendre(p)}${liberer(p)}</div>
      <section class="carte" aria-labelledby="titre-faits"><h2 id="titre-faits">Ce paiement</h2>${faits(p)}
        ${p.quittance ? html`<div class="barre">${save(`${chemin}/quittance`, `quittance-${p.quittance}.pdf`, 'Quittance (PDF)')}</div>` : nothing}</section>
    </div>
    <div class="barre"><a class="btn second" href="/agents/encaissements/">Retour aux encaissements</a><button class="btn second" type="button" @click=${() => print()}>Imprimer</button></div>`);
}

await openForRegisseur(async () => {
  await reload();
  show();
});
