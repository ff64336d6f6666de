// Imports of factures: a file to check, one being looked at (`?id=`), the past ones.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, get, post, remove } from '../api.js';
import { moment } from '../dates.js';
import { ask } from '../dialogue.js';
import { euros } from '../euros.js';
import { Liste } from '../liste.js';
import { draw, setTitle } from '../page.js';
import { FichierDImport } from '../regie/fichier.js';
import { estEnCours, etatImport, rapport } from '../regie/imports.js';
import { compte } from '../regie/mots.js';
import { openForRegie } from '../regie/ouverture.js';

const ICI = '/agents/factures/imports/';
const RYTHME = 1500; // milliseconds between two looks at an import that the portal works on
const PATIENCE = 15_000; // when it does not answer, or waits for the end of a payment
const demande = new URLSearchParams(location.search).get('id');

let regies = /** @type {import('../regie/ouverture.js').Regies} */ (null);
let fichier = /** @type {FichierDImport} */ (null);
let passes = /** @type {Liste} */ (null);
let suivi = /** @type {any} */ (null);
let avis = '';
let occupe = '';

const chemin = () => `/agents/imports/${encodeURIComponent(suivi.id)}`;

const ligne = (un) => html`<tr>
    <th scope="row"><a href="${ICI}?id=${encodeURIComponent(un.id)}">${un.nom}</a></th>
    <td class="ligne-entiere">${moment(un.le)}</td><td class="ligne-entiere"><span class="pour">par </span>${un.par}</td>
    <td class="num ligne-entiere"><span class="pour">Lignes : </span>${un.lignes ? un.lignes.toLocaleString('fr-FR') : '–'}</td><td>${etatImport(un)}</td></tr>`;

const table = () => (passes.elements.length
  ? html`<table class="pile dense"><caption class="vh">Imports, le plus récent en premier</caption>
      <thead><tr><th scope="col">Fichier</th><th scope="col">Importé le</th><th scope="col">Par</th><th scope="col" class="num">Lignes</th><th scope="col">État</th></tr></thead>
      <tbody>${passes.elements.map(ligne)}</tbody></table>${passes.button}`
  : html`<p>Aucun fichier n’a encore été importé pour cette régie.</p>`);

const accueil = () => html`<h1>Imports de factures</h1>${regies.vue()}
    <section class="carte tranche" aria-labelledby="titre-fichier"><h2 id="titre-fichier">Importer un fichier</h2>${fichier.vue()}</section>
    <section class="rubrique" aria-labelledby="titre-passes"><h2 id="titre-passes">Imports passés</h2>${table()}</section>
    <div class="barre"><a class="btn second" href="/agents/factures/">Retour aux factures</a></div>`;

const unSeul = () => html`<div role="status">${avis ? html`<p class="avis info">${avis}</p>` : nothing}</div>
    ${rapport(suivi, { apply, drop, occupe })}
    <div class="barre"><a class="btn second" href=${ICI}>${suivi.etat === 'refuse' ? 'Importer un fichier corrigé' : 'Tous les imports'}</a></div>`;

function show() {
  if (suivi) setTitle(`${suivi.nom}, import`);
  draw(suivi ? unSeul() : accueil());
}

/** Until the portal is done with it; then the reader is told, and led to what came of it. */
async function follow() {
  let pause = RYTHME;
  if (!estEnCours(suivi)) return;
  while (estEnCours(suivi)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      suivi = await get(chemin());
      [avis, pause] = ['', suivi.en_attente.length ? PATIENCE : RYTHME];
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      [avis, pause] = [`${error.detail} Le portail continue son travail.`, PATIENCE];
    }
    show();
  }
  document.getElementById('etat-import').focus();
}

/** @param {string} acte @param {() => Promise<unknown>} act */
async function decide(acte, act) {
  if (occupe) return;
  [occupe, avis] = [acte, ''];
  show();
  try {
    await act();
    suivi = await get(chemin());
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    avis = error.detail;
    suivi = await get(chemin()).catch((autre) => (autre instanceof ErreurApi ? suivi : Promise.reject(autre)));
  }
  occupe = '';
  show();
  document.getElementById('etat-import').focus();
  await follow();
}

async function apply() {
  const { creees, annulees, montant_centimes: montant } = suivi.resume;
  const annule = annulees ? ` ${compte(annulees, 'facture sera annulée', 'factures seront annulées')}.` : '';
  const texte = `${compte(creees, 'facture sera créée', 'factures seront créées')}, pour ${euros(montant)}.${annule} Les familles concernées en seront averties.`;
  if (await ask({ titre: 'Appliquer ce fichier ?', texte, action: 'Appliquer' })) await decide('application', () => post(`${chemin()}/application`, {}));
}

async function drop() {
  const question = { titre: 'Abandonner cet import ?', texte: 'Rien ne sera changé. Vous pourrez importer le fichier de nouveau.', action: 'Abandonner' };
  if (await ask(question)) await decide('abandon', () => remove(chemin()));
}

async function look() {
  suivi = await get(`/agents/imports/${encodeURIComponent(demande)}`);
  show();
  await follow();
}

/** The file is there: the next page is about it. @param {string} id */
const sent = (id) => location.assign(`${ICI}?id=${encodeURIComponent(id)}`);

async function open(tenues) {
  regies = tenues;
  fichier = new FichierDImport(regies.regie, { changed: show, sent });
  passes = new Liste(`/agents/imports?regie=${regies.regie.slug}`, show);
  await passes.open();
}

await openForRegie(demande ? look : open);
