// A demande without a compte: a link is asked for, then opens its follow-up for half an hour. What the link proves stands
// after the #, which browsers send to nobody, and leaves the address before anything else happens.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, post, remove } from '../api.js';
import { hour } from '../dates.js';
import { orNone } from '../formulaire/facultatif.js';
import { conclude, draw, start } from '../page.js';
import { normalise } from '../suivre/champs.js';
import { DemandeDeLien, pourquoi } from '../suivre/demande.js';

const FIN = 'suivi-fin'; // of the follow-up opened in this tab, as a moment of this device's clock
const DUREE = 30 * 60_000; // milliseconds

/** Unless it is an anchor of the page, as that of « Aller au contenu ». */
function takeJeton() {
  const ancre = location.hash.slice(1);
  if (!ancre || document.getElementById(ancre)) return '';
  history.replaceState(null, '', location.pathname);
  return ancre;
}

let jeton = takeJeton();
let erreur = '';
let suivie = /** @type {import('../demande/usager.js').DossierUsager} */ (null);

/** @param {'lien'|'ferme'|''} raison @param {string} [numero] */
function ask(raison, numero) {
  const demande = new DemandeDeLien(show, numero);
  function show() {
    draw(html`<h1>Suivre une demande sans compte</h1>${pourquoi(raison)}${demande.vue()}`);
  }
  show();
}

/** A link that is over is refused as one that never was. @template T @param {Promise<T>} promesse @param {number[]} statuts */
const orNull = (promesse, statuts) => promesse.catch((error) => (error instanceof ErreurApi && statuts.includes(error.status) ? null : Promise.reject(error)));

/** @returns {Promise<boolean>} whether the link opened the follow-up */
async function useLink() {
  const ouvert = await orNull(post('/suivi/session', { jeton }), [401, 404, 410, 422]);
  jeton = '';
  if (!ouvert) return false;
  sessionStorage.setItem(FIN, String(Date.now() + DUREE));
  history.replaceState(null, '', `?n=${ouvert.numero}`);
  return true;
}

/** Until when, where it was opened here. */
const jusque = () => (sessionStorage.getItem(FIN) ? `jusqu’à ${hour(Number(sessionStorage.getItem(FIN)))}` : 'pendant 30 minutes');

const entete = () => html`<div class="avis info suivi-ouvert non-imprime"><p>Ce suivi reste ouvert ${jusque()}. Sur un appareil partagé, fermez-le en partant.</p>
    <button class="btn second" type="button" @click=${quit}>Quitter le suivi</button>${erreur ? html`<p class="err" role="alert">${erreur}</p>` : nothing}</div>`;

/** @param {string} numero */
async function follow(numero) {
  const module = await orNone(import('../demande/usager.js'));
  if (!module) throw new ErreurApi(0, 'injoignable');
  const dossier = new module.DossierUsager(numero, { entete, liens: nothing });
  if (!(await orNull(dossier.load().then(() => true), [401, 404]))) return ask('ferme', numero);
  if (dossier.demande.suivi === 'compte') return location.replace(`/demande/?n=${numero}`);
  suivie = dossier;
  await dossier.start();
}

async function quit() {
  try {
    await orNull(remove('/suivi/session'), [401]); // over already
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    erreur = error.detail;
    return suivie.show();
  }
  sessionStorage.clear();
  history.replaceState(null, '', location.pathname);
  conclude(html`<div class="succes"><h1 id="titre" tabindex="-1">Le suivi est fermé sur cet appareil</h1><p>Pour revenir à votre demande, demandez un nouveau lien.</p></div>
    <div class="barre"><a class="btn" href="/">Aller à l’accueil</a><a class="btn second" href="/suivre/">Suivre une demande</a></div>`, 'Suivi fermé');
}

/** Another link, opened in the same tab. */
addEventListener('hashchange', () => location.hash.length > 1 && !document.getElementById(location.hash.slice(1)) && location.reload());
await start(async () => {
  if (jeton && !(await useLink())) return ask('lien');
  const numero = new URLSearchParams(location.search).get('n');
  return numero ? follow(normalise(numero)) : ask('');
});
