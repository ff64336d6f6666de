// The members of the foyer, as many as one likes or none (R2).
import { html } from '../vendor/lit-html.js';
import { champ } from '../formulaire/rendu.js';

/** What was typed, without a member: those after it move up. @param {Record<string, any>} valeurs @param {number} rang */
export function without(valeurs, rang) {
  const paires = Object.entries(valeurs).flatMap(([nom, valeur]) => {
    const [, n, reste] = /^membres\.(\d+)\.(.+)$/.exec(nom) ?? [];
    if (n === undefined || Number(n) < rang) return [[nom, valeur]];
    return Number(n) === rang ? [] : [[`membres.${n - 1}.${reste}`, valeur]];
  });
  return Object.fromEntries(paires);
}

/** @param {any[]} champs of all members @param {import('../formulaire/rendu.js').Saisie} saisie @param {{nombre: number, add: () => void, drop: (rang: number) => void}} foyer */
export function foyer(champs, saisie, { nombre, add, drop }) {
  const parPersonne = champs.length / nombre;
  return html`${[...Array(nombre).keys()].map((rang) => html`<section class="carte" aria-labelledby="membre-${rang}">
      <h2 id="membre-${rang}" tabindex="-1">Personne ${rang + 1}</h2>
      ${champs.slice(rang * parPersonne, (rang + 1) * parPersonne).map((c) => champ(c, saisie))}
      <button class="btn danger" type="button" @click=${() => drop(rang)}>Retirer<span class="vh"> la personne ${rang + 1}</span></button>
    </section>`)}
    <p class="ajout"><button class="btn second" type="button" @click=${add}>${nombre ? 'Ajouter une autre personne' : 'Ajouter une personne'}</button></p>`;
}
