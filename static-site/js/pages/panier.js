// The panier: what is about to be paid, what left it and why, and the payment (R36–R39).
import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../api.js';
import { euros } from '../euros.js';
import { Corbeille } from '../factures/corbeille.js';
import { adresse, marque } from '../factures/mots.js';
import { Reglement, enCours } from '../factures/reglement.js';
import { wear } from '../feuille.js';
import { FEUILLES } from '../feuilles.js';
import { draw, start } from '../page.js';
import { showSession } from '../session.js';

/** @typedef {import('../factures/corbeille.js').LigneDePanier} LigneDePanier */
/** @type {{regie: string, regie_nom: string, lignes: LigneDePanier[], montant_centimes: number, retirees: {numero: string, motif: string}[],
 *   paiement: {id: string, etat: string, depuis: string, reprise: string|null, non_concordant: boolean}|null}} */
let panier;
const page = { changed: () => show(), reload: () => load() };
const corbeille = new Corbeille(page);
const reglement = new Reglement(page);

/** @param {LigneDePanier} ligne */
const carte = (ligne) => html`<li class="facture ${marque(panier.regie)}">
    <h3><a href=${adresse(ligne.facture)}>${ligne.objet}</a></h3><span class="montant">${euros(ligne.montant_centimes)}</span>
    <p class="meta"><span class="regie">Régie ${panier.regie_nom}</span><span>${ligne.periode}</span><span class="timbre">n° ${ligne.numero}</span></p>
    ${panier.paiement ? nothing : html`<div class="act non-imprime">${corbeille.retirer(ligne)}</div>`}
  </li>`;

/** What left by itself. */
const parties = () => html`<section class="avis" aria-labelledby="titre-parties"><h2 id="titre-parties">${panier.retirees.length > 1 ? 'Des factures ont' : 'Une facture a'} quitté votre panier</h2>
    <ul>${panier.retirees.map(({ motif }) => html`<li>${motif}</li>`)}</ul></section>`;

const vide = () => html`<div class="vide"><h2>Votre panier est vide</h2>
    <p>Choisissez les factures à payer dans « Mes comptes », puis « Ajouter au panier ».</p>
    <a class="btn" href="/mes-comptes/">Voir mes factures</a></div>`;

const contenu = () => html`<div class="cote"><section aria-labelledby="titre-lignes"><h2 id="titre-lignes">Factures de la régie ${panier.regie_nom}</h2>
      <ul class="liste">${panier.lignes.map(carte)}</ul>
      <div class="barre"><a class="btn second" href="/mes-comptes/">Revenir à mes comptes</a>${panier.paiement || panier.lignes.length < 2 ? nothing : corbeille.vider}</div></section>
    ${panier.paiement ? nothing : reglement.vue(panier.montant_centimes)}</div>`;

function show() {
  draw(html`${reglement.faute}${corbeille.annonce}${panier.retirees.length ? parties() : nothing}
    ${panier.paiement ? enCours(panier.paiement, panier.montant_centimes) : nothing}
    ${panier.lignes.length ? contenu() : vide()}`);
}

async function load() {
  panier = await get('/panier');
  if (!panier.paiement) reglement.settle();
}

const habit = wear(FEUILLES.factures);
async function open() {
  await Promise.all([load(), habit]);
  reglement.rest();
  show();
}

/** Back from the payment page, the browser shows what it had kept. */
addEventListener('pageshow', (event) => event.persisted && start(open));
await Promise.all([showSession('usager'), start(open)]);
