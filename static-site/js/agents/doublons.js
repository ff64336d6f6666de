// Comptes that may be of the same person, found by their identity and their address. They come apart: the search takes
// longer than the compte, and its failure must not hide it.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, get } from '../api.js';
import { day } from '../dates.js';
import { etatCompte } from './etat-compte.js';
import { nameOf } from '../personne.js';

/** @param {{lignes: string[], code_postal: string, commune: string}} adresse */
export const enLigne = ({ lignes, code_postal: code, commune }) => [...lignes, `${code} ${commune}`].join(', ');

/** @param {any} compte as the compte itself tells it */
const fiche = ({ identite, coordonnees, identifiant }) => ({
  nom: identite.nom_usage ?? identite.nom_naissance,
  prenoms: identite.prenoms,
  naissance: identite.naissance.date,
  adresse: coordonnees.adresse,
  identifiant,
});

const LIGNES = [
  ['Nom', (f) => f.nom],
  ['Prénoms', (f) => f.prenoms.join(', ')],
  ['Naissance', (f) => day(f.naissance)],
  ['Adresse', (f) => enLigne(f.adresse)],
  ['Identifiant', (f) => f.identifiant],
];

export class Doublons {
  #elements = /** @type {any[]|null} */ (null);
  #erreur = '';

  /** @param {string} chemin @param {() => void} changed */
  constructor(chemin, changed) {
    Object.assign(this, { chemin, changed });
  }

  async load() {
    this.#erreur = '';
    try {
      ({ elements: this.#elements } = await get(`${this.chemin}/doublons`));
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.#erreur = error.detail;
    }
    this.changed();
  }

  /** @param {any} compte */
  vue(compte) {
    return html`<section class="carte" aria-labelledby="titre-doublons">
      <h2 id="titre-doublons" tabindex="-1">Doublons possibles</h2>
      <div aria-live="polite">${this.#contenu(fiche(compte))}</div>
    </section>`;
  }

  /** Beside the decision, which stands far from them on a phone. */
  rappel() {
    const n = this.#elements?.filter((autre) => autre.doublon).length;
    if (!n) return nothing;
    return html`<p class="avis"><a href="#titre-doublons">${n > 1 ? `${n} comptes ressemblent` : 'Un compte ressemble'} à celui-ci</a> : comparez avant de décider.</p>`;
  }

  #contenu(fiche) {
    if (this.#erreur)
      return html`<div class="avis erreur"><p>${this.#erreur}</p><button class="btn second" type="button" @click=${() => this.load()}>Chercher de nouveau</button></div>`;
    if (!this.#elements) return html`<p>Recherche en cours…</p>`;
    const [semblables, voisins] = [true, false].map((doublon) => this.#elements.filter((autre) => autre.doublon === doublon));
    return html`${semblables.length ? html`<p>Une même personne ne devrait avoir qu’un compte.</p>` : html`<p>Aucun autre compte ne ressemble à celui-ci.</p>`}
      ${semblables.map((autre) => doublon(fiche, autre))}
      ${voisins.length ? html`<p>D’autres personnes ont un compte à la même adresse :</p>${voisins.map((autre) => doublon(fiche, autre))}` : nothing}`;
  }
}

const doublon = (fiche, autre) => html`<article class="doublon">
    <div class="titre-ligne"><h3><a href="/agents/compte/?id=${encodeURIComponent(autre.id)}">${nameOf(autre)}<span class="vh">, ouvrir ce compte</span></a></h3>${etatCompte(autre.etat)}</div>
    <ul>${autre.raisons.map((raison) => html`<li>${raison}</li>`)}</ul>
    <table class="comparaison">
      <caption class="vh">Ce compte à côté de ${autre.identifiant}</caption>
      <thead><tr><td></td><th scope="col">Ce compte</th><th scope="col">L’autre</th></tr></thead>
      <tbody>${LIGNES.map(([libelle, lire]) => compare(libelle, lire(fiche), lire(autre)))}</tbody>
    </table>
  </article>`;

/** What is the same stands out: that is what one looks for. */
const compare = (libelle, un, autre) => html`<tr>
    <th scope="row">${libelle}</th><td>${un}</td><td class=${un === autre ? 'pareil' : nothing}>${autre}${un === autre ? html` <small>(identique)</small>` : nothing}</td>
  </tr>`;
