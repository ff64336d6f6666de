// The pièces that go with a message: one chooses which, then gives it as in the form. A champ of a Saisie.
import { html, nothing } from '../vendor/lit-html.js';

const CHOIX = 'piece-jointe';

export class Jointes {
  nom = 'pieces';
  #choisies = /** @type {any[]} */ ([]);

  /** @param {any} pieces the component of the forms @param {any[]} possibles @param {{par: any, noms: string[]}} [garde] @param {() => void} changed */
  constructor(pieces, possibles, garde, changed) {
    // What the definition wants of a whole demande is not wanted of a message.
    Object.assign(this, { pieces, possibles: possibles.map((p) => ({ ...p, obligatoire: false })), changed });
    if (!garde) return;
    pieces.restore(garde.par);
    garde.noms.forEach((nom) => this.choose(nom));
  }

  /** @param {string} nom */
  choose(nom) {
    const piece = this.possibles.find((p) => p.nom === nom);
    if (piece && !this.#choisies.includes(piece)) this.#choisies.push(piece);
  }

  /** What is kept while one writes. */
  get brouillon() {
    return { par: this.pieces.brouillon, noms: this.#choisies.map((p) => p.nom) };
  }

  /** As the API takes them. */
  get body() {
    return this.pieces.body(this.#choisies);
  }

  /** @returns {import('../api.js').Erreur[]} */
  check() {
    return this.pieces.check(this.#choisies);
  }

  /** @param {import('../saisie/saisie.js').Saisie} saisie */
  vue(saisie) {
    return html`${this.pieces.vue(this.#choisies, saisie.erreurs)}${this.#choix()}`;
  }

  #choix() {
    const restantes = this.possibles.filter((p) => !this.#choisies.includes(p));
    if (!restantes.length) return nothing;
    if (restantes.length === 1) return html`<p><button class="btn second" type="button" @click=${() => this.#add(restantes[0].nom)}>Joindre une pièce : ${restantes[0].libelle}</button></p>`;
    return html`<div class="champ"><label for=${CHOIX}>Joindre une pièce <span class="facultatif">(facultatif)</span></label>
      <div class="a-joindre"><select id=${CHOIX}>${restantes.map((p) => html`<option value=${p.nom}>${p.libelle}</option>`)}</select>
        <button class="btn second" type="button" @click=${() => this.#add(document.getElementById(CHOIX).value)}>Ajouter</button></div></div>`;
  }

  /** @param {string} nom */
  #add(nom) {
    this.choose(nom);
    this.changed();
    document.getElementById(`pieces.${nom}`)?.focus();
  }
}
