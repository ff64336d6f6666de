// What « Modifier mon compte » shows: the onglets, what the last « Sauver » led to, the champs of one onglet.
import { html, nothing } from '../vendor/lit-html.js';
import { champ } from '../formulaire/rendu.js';
import { summary } from '../formulaire/resume.js';

/** @typedef {import('./modification.js').Modification} Modification */

/** What creating and changing do not explain in the same words. */
const AIDES = {
  identite: 'Comme sur votre pièce d’identité, avec les accents. Votre identifiant, lui, ne change pas.',
  coordonnees: 'Un nouveau courriel doit être confirmé aux deux adresses : l’ancienne et la nouvelle reçoivent chacune un lien. Jusque-là, l’ancienne sert encore.',
};

/** @param {Modification} formulaire */
const onglets = (formulaire) => html`<nav aria-label="Rubriques du compte"><ul class="rubriques">${formulaire.etapes.map((etape) => html`<li>
    <a href="#${etape.nom}" aria-current=${etape.nom === formulaire.etape.nom ? 'page' : nothing}>${etape.titre}${formulaire.changed(etape) ? html` <span class="a-sauver"><span>à sauver</span></span>` : nothing}</a></li>`)}</ul></nav>`;

const attente = ({ courriel }) => html`<div class="avis info"><p>Un changement vers <strong>${courriel}</strong> attend ses confirmations : <a href="/compte/">voir où il en est</a>.</p></div>`;

const alerte = (contenu) => html`<div class="avis erreur" id="suite" tabindex="-1" role="alert">${contenu}</div>`;

/** @param {string} detail why the compte may not be changed (R23) @returns {import('./suites.js').Suite} */
export const blocked = (detail) => ({ vue: () => alerte(html`<p>${detail}</p><p>Ce que vous avez saisi n’est pas enregistré. <a href="/compte/">Revenir à mon compte</a></p>`) });

/** @param {string} detail @returns {import('./suites.js').Suite} */
export const failed = (detail) => ({ vue: () => alerte(html`<p>${detail} Ce que vous avez saisi est toujours là.</p>`) });

/** @param {Modification} formulaire @param {import('./definition.js').Etape} etape */
const foyer = (formulaire, { champs }) => (formulaire.foyer ? formulaire.foyer.vue(champs) : (formulaire.loadFoyer(), html`<p role="status">Chargement…</p>`));

/** @param {Modification} formulaire */
export function page(formulaire) {
  const { etape, erreurs, suite, occupe, compte } = formulaire;
  return html`${onglets(formulaire)} ${summary(erreurs, (nom) => formulaire.goTo(nom))} ${suite?.vue(formulaire) ?? nothing}
    <form novalidate @submit=${(event) => formulaire.submit(event)}>
      <p class="sur">Modifier mon compte</p>
      <h1 id="titre" tabindex="-1">${etape.titre}</h1>
      <p class="chapo">${AIDES[etape.nom] ?? etape.aide}</p>
      ${etape.nom === 'coordonnees' && compte.changement_courriel ? attente(compte.changement_courriel) : nothing}
      ${etape.nom === 'foyer' ? foyer(formulaire, etape) : etape.champs.map((c) => champ(c, formulaire))}
      <div class="barre"><button class="btn" aria-busy=${occupe ? 'true' : nothing}>Sauver</button> <a class="btn second" href="/compte/">Revenir à mon compte</a></div>
    </form>`;
}
