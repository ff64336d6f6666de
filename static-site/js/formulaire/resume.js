// The error summary: everything at fault, each line a link to its champ.
import { html, nothing } from '../vendor/lit-html.js';

/** @typedef {import('../api.js').Erreur} Erreur */

/** The element to go to: the champ itself, or the first of its parts. @param {string} champ */
const target = (champ) => document.getElementById(champ) ?? document.querySelector(`[id^="${CSS.escape(champ)}."]`);

/** @param {string} champ */
export function focusChamp(champ) {
  const element = target(champ);
  element?.focus({ preventScroll: true });
  (element?.closest('.champ') ?? element)?.scrollIntoView({ block: 'start' });
}

/** @param {Erreur[]} erreurs @param {(champ: string) => void} [go] where the champ may be on another étape */
export const summary = (erreurs, go = focusChamp) =>
  erreurs.length
    ? html`<div class="resume" role="alert" tabindex="-1" id="resume" aria-labelledby="resume-titre">
        <h2 id="resume-titre">${erreurs.length > 1 ? `${erreurs.length} points sont à corriger` : 'Un point est à corriger'}</h2>
        <ul>
          ${erreurs.map((e) => html`<li><a href="#${e.champ}" @click=${(/** @type {Event} */ event) => (event.preventDefault(), go(e.champ))}>${e.detail}</a></li>`)}
        </ul>
      </div>`
    : nothing;

export const focusSummary = () => document.getElementById('resume')?.focus();
