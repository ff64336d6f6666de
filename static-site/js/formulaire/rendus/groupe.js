// The same champs several times: several children, several copies. A line taken out by mistake comes back.
import { html, nothing } from '../../vendor/lit-html.js';
import { RENDUS as TOUS, libelle, notes } from '../rendu.js';
import { alone, dedans } from './dedans.js';
import { renamed } from './lignes.js';

/** @typedef {import('../rendu.js').Champ & {champs: import('../rendu.js').Champ[], libelle_un: string}} Groupe */
/** @typedef {import('../rendu.js').Saisie} Saisie */
/** @typedef {Record<string, any>} Ligne */

/** The line that each groupe of a page lost last. @type {WeakMap<Saisie, Record<string, {rang: number, ligne: Ligne, nom: string}>>} */
const retraits = new WeakMap();

class Lignes {
  /** @param {Groupe} champ @param {Saisie} saisie */
  constructor(champ, saisie) {
    Object.assign(this, { champ, saisie, min: champ.obligatoire === false ? 0 : (champ.min ?? 1), max: champ.max });
  }

  /** As many as there must be, even before anything is typed. @returns {Ligne[]} */
  get toutes() {
    const valeur = this.saisie.lire(this.champ.nom);
    return Array.isArray(valeur) ? valeur : Array.from({ length: this.min }, () => ({}));
  }
  get retrait() {
    return retraits.get(this.saisie)?.[this.champ.nom];
  }
  set retrait(retrait) {
    retraits.set(this.saisie, { ...retraits.get(this.saisie), [this.champ.nom]: retrait });
  }

  /** « Enfant 2 ». @param {number} rang */
  nom(rang) {
    return `${this.champ.libelle_un}\u00a0${rang + 1}`;
  }

  /** Keeps the lines, and leads where something has changed. @param {Ligne[]} lignes @param {string} focus */
  #keep(lignes, focus) {
    this.saisie.poser(this.champ.nom, lignes);
    document.getElementById(focus)?.focus();
  }

  /** Lines move by `ecart` from `rang` on: what was being typed in them and what is wrong with them move too. */
  #move(rang, ecart) {
    const { champ: { nom }, saisie } = this;
    const place = (chemin) => renamed(chemin, nom, rang, ecart);
    const bruts = [...saisie.bruts].map(([chemin, parties]) => [place(chemin), parties]);
    saisie.bruts.clear();
    for (const [chemin, parties] of bruts) if (chemin) saisie.bruts.set(chemin, parties);
    saisie.erreurs = saisie.erreurs.map((e) => ({ ...e, champ: place(e.champ) })).filter((e) => e.champ);
  }

  add() {
    const lignes = this.toutes;
    this.retrait = undefined;
    this.#keep([...lignes, {}], `${this.champ.nom}.${lignes.length}`);
  }

  /** @param {number} rang */
  drop(rang) {
    const lignes = this.toutes;
    this.retrait = { rang, ligne: lignes[rang], nom: this.nom(rang) };
    this.#move(rang, -1);
    this.#keep(lignes.filter((_, n) => n !== rang), `${this.champ.nom}-retrait`);
  }

  restore() {
    const { rang, ligne } = this.retrait;
    this.retrait = undefined;
    this.#move(rang, 1);
    const lignes = this.toutes;
    this.#keep([...lignes.slice(0, rang), ligne, ...lignes.slice(rang)], `${this.champ.nom}.${rang}`);
  }

  /** The Saisie of one line. @param {number} rang */
  dedans(rang) {
    const { champ: { nom }, saisie } = this;
    return dedans(saisie, `${nom}.${rang}`, () => this.toutes[rang] ?? {}, (ligne) => saisie.poser(nom, this.toutes.map((l, n) => (n === rang ? ligne : l))));
  }
}

/** @param {Lignes} lignes @param {number} rang */
function ligne(lignes, rang) {
  const { champ, saisie, min } = lignes;
  const id = `${champ.nom}.${rang}`;
  const ici = lignes.dedans(rang);
  const champs = champ.lignes?.[rang] ?? champ.champs;
  return html`<div class="carte" role="group" aria-labelledby=${id}>
    <h3 id=${id} tabindex="-1">${lignes.nom(rang)}</h3>
    ${notes({ nom: id }, alone(saisie, id))}
    ${champs.map((c) => TOUS[c.type]({ ...c, nom: `${id}.${c.nom}` }, ici))}
    ${lignes.toutes.length > min ? html`<button class="btn danger" type="button" @click=${() => lignes.drop(rang)}>Retirer<span class="vh"> ${lignes.nom(rang)}</span></button>` : nothing}
  </div>`;
}

/** @param {Lignes} lignes */
const regret = (lignes) => html`<div class="avis retrait" id="${lignes.champ.nom}-retrait" tabindex="-1" role="group" aria-labelledby="${lignes.champ.nom}-retrait-texte">
    <p id="${lignes.champ.nom}-retrait-texte">Retiré : ${lignes.retrait.nom}.</p>
    <button class="btn second" type="button" @click=${() => lignes.restore()}>Rétablir</button>
  </div>`;

/** How many there may be, in words. @param {Lignes} lignes */
function bornes({ min, max }) {
  if (max === 1) return nothing;
  const phrase = min === max ? `Il en faut ${max}.` : min > 1 ? `Au moins ${min}, au plus ${max}.` : `Jusqu’à ${max}.`;
  return html`<span class="indice">${phrase}</span>`;
}

/** @param {Groupe} champ @param {Saisie} saisie */
function groupe(champ, saisie) {
  const lignes = new Lignes(champ, saisie);
  const { length } = lignes.toutes;
  return html`<div class="groupe" role="group" aria-labelledby=${champ.nom}>
    <h2 id=${champ.nom} tabindex="-1">${libelle(champ)}</h2>
    ${notes(champ, alone(saisie, champ.nom))} ${bornes(lignes)}
    ${lignes.toutes.map((_, rang) => ligne(lignes, rang))}
    ${lignes.retrait ? regret(lignes) : nothing}
    ${length < lignes.max
      ? html`<button class="btn second ajout" type="button" @click=${() => lignes.add()}>Ajouter : ${champ.libelle_un.replace(/^./, (lettre) => lettre.toLowerCase())}</button>`
      : html`<p class="indice">Le maximum est atteint : ${lignes.max}.</p>`}
  </div>`;
}

export const RENDUS = { groupe };
