// « Télécharger mes données »: asked for, prepared apart, then kept a few days for the taking.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, get, post } from '../api.js';
import { moment } from '../dates.js';
import { draw, start } from '../page.js';
import { retourAuCompte } from '../securite/retour.js';
import { showSession } from '../session.js';
import { taille } from '../taille.js';

const CHEMIN = '/compte/donnees';
const PAUSE = 2_000; // milliseconds between two looks
const PATIENCE = 5 * 60_000; // milliseconds, after which a mail will tell

let archive = /** @type {any} */ (null);
let occupe = false;
let lasse = false;
let erreur = '';

/** @param {() => Promise<void>} act says what went wrong */
async function attempt(act) {
  if (occupe) return;
  occupe = true;
  erreur = '';
  show();
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    erreur = error.detail;
  }
  occupe = false;
  show();
}

const prepare = () =>
  attempt(async () => {
    archive = await post(CHEMIN, {});
    follow();
  });

/** The link lives five minutes: it is asked for when one wants the file. */
const download = () =>
  attempt(async () => {
    archive = await get(CHEMIN);
    if (archive.url) location.assign(archive.url);
    else erreur = 'Cette archive n’est plus gardée. Préparez-en une autre.';
  });

/** Looks from time to time, until it is ready or one had better do something else. */
async function follow() {
  const fin = Date.now() + PATIENCE;
  lasse = false;
  while (archive.etat === 'en_preparation' && Date.now() < fin) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    archive = await get(CHEMIN).catch((error) => (error instanceof ErreurApi ? archive : Promise.reject(error)));
  }
  lasse = archive.etat === 'en_preparation';
  show();
  if (archive.etat === 'prete') document.getElementById('titre-archive').focus();
}

const bouton = (libelle, action, classe = '') => html`<button class="btn ${classe}" type="button" aria-busy=${occupe ? 'true' : nothing} @click=${action}>${libelle}</button>`;

const ETATS = {
  aucune: () => html`<h2 id="titre-archive" tabindex="-1">Une archive à demander</h2>
    <p>La préparation prend quelques minutes. Vous pouvez quitter la page : un courriel vous prévient quand c’est prêt.</p>
    <div class="barre">${bouton('Préparer mes données', prepare)}${retourAuCompte()}</div>`,
  en_preparation: () => html`<h2 id="titre-archive" tabindex="-1">Préparation en cours</h2>
    ${lasse
      ? html`<p role="status">Cela prend plus de temps que prévu. Vous pouvez quitter cette page : un courriel vous préviendra quand vos données seront prêtes.</p>`
      : html`<p role="status">Vos données sont en cours de préparation…</p><progress aria-label="Préparation de vos données"></progress>
        <p class="indice">Demandée le ${moment(archive.demandee_le)}. Vous pouvez quitter cette page : un courriel vous préviendra.</p>`}
    <div class="barre">${retourAuCompte()}</div>`,
  prete: () => html`<h2 id="titre-archive" tabindex="-1">Vos données sont prêtes</h2>
    <p>Une archive ZIP de ${taille(archive.taille)}, telle que vos données étaient le ${moment(archive.demandee_le)}. Elle est gardée jusqu’au ${moment(archive.expire_le)}, puis effacée.</p>
    <p>Elle contient des informations personnelles : ne la laissez pas sur un ordinateur partagé.</p>
    <div class="barre">${bouton('Télécharger mes données', download)}${bouton('Préparer une archive à jour', prepare, 'second')}${retourAuCompte()}</div>`,
};

function show() {
  draw(html`${erreur ? html`<div class="avis erreur" role="alert"><p>${erreur}</p></div>` : nothing}
    <section class="carte tranche" aria-labelledby="titre-archive">${ETATS[archive.etat]()}</section>`);
}

async function open() {
  archive = await get(CHEMIN);
  show();
  follow();
}

await Promise.all([showSession('usager'), start(open)]);
