// What the pages that change a compte say when it may not be changed, and once it is.
import { html, nothing } from '../vendor/lit-html.js';

/** @param {string} libelle @param {string} [classe] */
export const retourAuCompte = (libelle = 'Revenir à mon compte', classe = 'second') => html`<a class="btn ${classe}" href="/compte/">${libelle}</a>`;

/** @param {string} blocage why, as the API says it (R23) */
export const blocked = (blocage) => html`<div class="avis"><h2>Pas de modification pour l’instant</h2><p>${blocage}</p></div>
  <div class="barre">${retourAuCompte()}</div>`;

/** @param {string} titre @param {string} phrase @param {unknown} [plus] */
export const kept = (titre, phrase, plus = nothing) => html`<div class="succes"><h2 id="titre" tabindex="-1">${titre}</h2><p>${phrase}</p></div>
  <div class="barre">${plus}${retourAuCompte('Revenir à mon compte', plus === nothing ? '' : 'second')}</div>`;
