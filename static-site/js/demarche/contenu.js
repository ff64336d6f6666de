// The content of a draft put in the form, and what is said over it.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi } from '../api.js';
import { carry, libelles } from './report.js';

/** @typedef {import('./formulaire.js').FormulaireDemarche} FormulaireDemarche */

/** @param {unknown} texte @param {unknown} [boutons] */
export const avis = (texte, boutons = nothing) => html`<div class="avis" role="alert">${texte}${boutons === nothing ? nothing : html`<div class="barre">${boutons}</div>`}</div>`;
/** @param {string} libelle @param {() => void} act @param {string} [classe] */
export const button = (libelle, act, classe = 'second') => html`<button class="btn ${classe}" type="button" @click=${act}>${libelle}</button>`;
/** @param {string[]} perdues libellés */
export const lost = (perdues) => (perdues.length ? html`<p>Le formulaire a changé depuis. Ces réponses ne sont plus demandées : ${perdues.join(', ')}.</p>` : nothing);

/** Over the form, or nothing any more. @param {FormulaireDemarche} f @param {unknown} annonce */
export function announce(f, annonce) {
  f.etapes.annonce = annonce;
  f.etapes.refresh();
}

/** What a draft held, in the questions of today. @param {FormulaireDemarche} f @param {any} contenu @returns {string[]} the libellés of what is no longer asked */
export function take(f, { valeurs, libelles: noms, pieces }) {
  const report = carry(f.definition, valeurs, noms);
  f.bruts.clear();
  f.valeurs = report.valeurs;
  f.pieces.restore(pieces);
  return report.perdues;
}

/** The same answers in a newer form. @param {FormulaireDemarche} f @param {any} definition @returns {Promise<string[]>} the libellés of what is no longer asked */
export async function renew(f, definition) {
  const noms = libelles(f.definition, f.valeurs);
  await f.use(definition);
  return take(f, { valeurs: f.valeurs, libelles: noms, pieces: f.pieces.brouillon });
}

/** Another draft is now in the form. @param {FormulaireDemarche} f @param {string[]} perdues @param {string} [etape] where it was left */
export function show(f, perdues, etape = f.etapes.nom) {
  announce(f, perdues.length ? avis(lost(perdues)) : nothing);
  f.etapes.goTo(etape);
}

/** Says what went wrong with what one asked for. @template T @param {FormulaireDemarche} f @param {() => Promise<T>} ask @returns {Promise<T|undefined>} */
export async function reach(f, ask) {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    f.etapes.avis = error.detail;
    f.etapes.refresh();
    return undefined;
  }
}
