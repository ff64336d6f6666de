// How a page lives: it says that it loads, shows what came, or says what went wrong and offers to try again.
import { html, nothing, render } from './vendor/lit-html.js';
import { ErreurApi } from './api.js';

/** @typedef {import('./vendor/lit-html.js').TemplateResult} Vue */

/** Takes the place of what the page says without JavaScript. @returns {(vue: Vue) => void} draws, again and again */
export function mount(racine = document.getElementById('page')) {
  racine.replaceChildren();
  return (vue) => void render(vue, racine);
}

export const loading = () =>
  html`<div class="chargement" role="status"><span class="vh">Chargement en cours…</span><span class="ligne"></span><span class="ligne"></span><span class="ligne"></span></div>`;

/**
 * Draws what `load` brings.
 * @template T
 * @param {(vue: Vue) => void} draw @param {() => Promise<T>} load @param {(donnees: T) => Vue} vue
 */
export async function show(draw, load, vue) {
  draw(loading());
  try {
    draw(vue(await load()));
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    draw(failure(error, () => show(draw, load, vue)));
  }
}

/** @param {ErreurApi} error @param {() => void} retry */
export const failure = (error, retry) =>
  html`<div class="avis erreur" role="alert">
    <p>${error.detail}</p>
    ${error.status === 404 ? nothing : html`<button class="btn second" type="button" @click=${retry}>Réessayer</button>`}
  </div>`;

/** The title of the page changes with what it shows; the names of the portal and of the commune stay. */
const suffixe = document.title.includes(' – ') ? document.title.slice(document.title.indexOf(' – ')) : '';
/** @param {string} titre */
export const setTitle = (titre) => void (document.title = titre + suffixe);

/** Only a path of this site: `//ailleurs.example` and `https:` lead elsewhere. @param {string} defaut */
export function retour(defaut) {
  const voulu = new URLSearchParams(location.search).get('retour') ?? '';
  return /^\/(?![/\\])/.test(voulu) && new URL(voulu, location.origin).origin === location.origin ? voulu : defaut;
}
