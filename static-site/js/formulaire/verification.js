// « Vérification »: every answer once more, with a way back to each.
import { html } from '../vendor/lit-html.js';

/**
 * @param {{nom: string, titre: string, lignes: [string, string][]}[]} chapitres
 * @param {(nom: string) => void} revise
 */
export const review = (chapitres, revise) =>
  chapitres.map(
    ({ nom, titre, lignes }) => html`<section class="carte">
      <div class="titre-ligne">
        <h2>${titre}</h2>
        <button class="btn lien" type="button" @click=${() => revise(nom)}>Modifier<span class="vh"> : ${titre}</span></button>
      </div>
      <dl class="recap">${lignes.map(([libelle, valeur]) => html`<div><dt>${libelle}</dt><dd>${valeur}</dd></div>`)}</dl>
    </section>`,
  );
