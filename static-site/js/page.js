// How a page lives: it says that it loads, shows what came, or says what went wrong and offers to try again.
import { html, nothing, render } from './vendor/lit-html.js';
import { ErreurApi } from './api.js';

/** @typedef {import('./vendor/lit-html.js').TemplateResult} Vue */

const racine = document.getElementById('page');
let dessinee = false;
/** Pages whose title comes with their data have one to show meanwhile. */
const attente = racine?.querySelector('h1')?.textContent;
const titre = () => (attente ? html`<h1>${attente}</h1>` : nothing);

/** Draws, again and again; the first time in place of what the page says while it loads. @param {Vue} vue */
export function draw(vue) {
  if (!dessinee) racine.replaceChildren();
  dessinee = true;
  render(vue, racine);
}

const loading = () =>
  html`${titre()}<div class="chargement" role="status"><span class="vh">Chargement en cours…</span><span class="ligne"></span><span class="ligne"></span><span class="ligne"></span></div>`;

/** @param {ErreurApi} error @param {() => void} retry */
const failure = (error, retry) =>
  html`${titre()}<div class="avis erreur" role="alert">
      <p>${error.detail}</p>
      ${error.status === 404 ? nothing : html`<button class="btn second" type="button" @click=${retry}>Réessayer</button>`}
    </div>`;

/**
 * Starts the page: `open` loads and draws. When the API refuses or does not answer, the page says so and offers to retry.
 * @param {() => Promise<void>} open
 */
export async function start(open) {
  try {
    await open();
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    const retry = () => (draw(loading()), start(open));
    draw(failure(error, retry));
  }
}

/** The title of the page changes with what it shows; the names of the portal and of the commune stay. */
const suffixe = document.title.includes(' – ') ? document.title.slice(document.title.indexOf(' – ')) : '';
/** @param {string} titre */
export const setTitle = (titre) => void (document.title = titre + suffixe);

/** What was asked is done: the page is about that now, and what led to it (`.avant`) goes. @param {Vue} vue with a `#titre` @param {string} titre of the window */
export function conclude(vue, titre) {
  document.querySelector('.avant')?.remove();
  draw(vue);
  setTitle(titre);
  document.getElementById('titre').focus();
  scrollTo(0, 0);
}

/** Only a path of this site: `//ailleurs.example` and `https:` lead elsewhere. @param {string} defaut */
export function retour(defaut) {
  const voulu = new URLSearchParams(location.search).get('retour') ?? '';
  return /^\/(?![/\\])/.test(voulu) && new URL(voulu, location.origin).origin === location.origin ? voulu : defaut;
}
