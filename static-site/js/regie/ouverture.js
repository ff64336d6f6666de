// How the pages of régisseurs open: who may, and which régie they are about.
import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../api.js';
import { wear } from '../feuille.js';
import { FEUILLES } from '../feuilles.js';
import { draw, start } from '../page.js';
import { showSession } from '../session.js';

/** @typedef {{moyen: string, libelle: string}} Moyen */
/** @typedef {{slug: string, nom: string, payfip: boolean, moyens: Moyen[], format: import('./csv.js').Format}} Regie */

const ROLE = 'regisseur';
const CHOIX = 'regie'; // kept in this tab: the next page opens on the same one
const titre = document.querySelector('#page h1');

const sansDroit = () => html`${titre ?? nothing}<div class="vide">
    <h2>Ces pages ne vous sont pas ouvertes</h2>
    <p>Les factures et les encaissements sont tenus par les régisseurs. Demandez ce droit à la personne qui administre le portail.</p>
    <a class="btn" href="/agents/demandes/">Aller aux demandes à traiter</a>
  </div>`;

const sansRegie = () => html`${titre ?? nothing}<div class="vide">
    <h2>Aucune régie ne vous est confiée</h2>
    <p>Une régie se tient depuis l’un de ses services. Demandez à la personne qui administre le portail de vous rattacher à l’un d’eux.</p>
  </div>`;

/** @param {() => Promise<void>} open loads and draws */
export async function openForRegisseur(open) {
  const [session] = await Promise.all([showSession('agent'), wear(FEUILLES.regie)]);
  if (session && !session.roles.includes(ROLE)) draw(sansDroit());
  else await start(open);
}

/** The same, for a page about one régie at a time. @param {(regies: Regies) => Promise<void>} open */
export const openForRegie = (open) =>
  openForRegisseur(async () => {
    const { elements } = await get('/agents/regies');
    if (elements.length) await open(new Regies(elements));
    else draw(sansRegie());
  });

export class Regies {
  /** @param {Regie[]} elements */
  constructor(elements) {
    const voulue = new URLSearchParams(location.search).get('regie') ?? sessionStorage.getItem(CHOIX);
    this.elements = elements;
    this.regie = elements.find(({ slug }) => slug === voulue) ?? elements[0];
    sessionStorage.setItem(CHOIX, this.regie.slug);
  }

  /** The choice, or the name of the only one. @param {string} [question] what else the address of the page asks */
  vue(question = '') {
    const { regie, elements } = this;
    if (elements.length === 1) return html`<p class="meta">Régie : <strong>${regie.nom}</strong></p>`;
    const lien = ({ slug, nom }) => html`<a class="btn" href="?regie=${slug}${question}" aria-current=${slug === regie.slug ? 'page' : 'false'}>${nom}</a>`;
    return html`<nav class="filtres" aria-label="Choisir la régie">${elements.map(lien)}</nav>`;
  }
}
