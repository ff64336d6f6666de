// The members of the foyer, as many as one likes or none (R2). One taken out by mistake comes back.
import { html, nothing } from '../vendor/lit-html.js';
import { champ } from '../formulaire/rendu.js';
import { MEMBRES_MAXIMUM } from './definition.js';
import { count, nameOf, one, withBack, withOneMore, without } from './membres.js';

export class Foyer {
  /** @type {import('./membres.js').Retrait|null} */
  #retrait = null;

  /** @param {import('../formulaire/rendu.js').Saisie & {valeurs: Record<string, any>, keep: () => void}} saisie `keep` keeps and draws */
  constructor(saisie) {
    this.saisie = saisie;
  }

  #change(valeurs, focus) {
    const erreurs = this.saisie.erreurs.filter((e) => !e.champ.startsWith('membres')); // of ranks that move
    Object.assign(this.saisie, { valeurs, erreurs });
    for (const nom of [...this.saisie.bruts.keys()]) if (nom.startsWith('membres.')) this.saisie.bruts.delete(nom);
    this.saisie.keep();
    document.getElementById(focus)?.focus();
  }

  #add() {
    const rang = count(this.saisie.valeurs);
    this.#retrait = null;
    this.#change(withOneMore(this.saisie.valeurs), `membre-${rang}`);
  }

  #drop(rang) {
    const { valeurs } = this.saisie;
    this.#retrait = { rang, nom: nameOf(valeurs, rang), valeurs: one(valeurs, rang) };
    this.#change(without(valeurs, rang), 'retrait');
  }

  #restore() {
    const retrait = this.#retrait;
    this.#retrait = null;
    this.#change(withBack(this.saisie.valeurs, retrait), `membre-${retrait.rang}`);
  }

  #person(champs, rang) {
    const { saisie } = this;
    return html`<section class="carte" aria-labelledby="membre-${rang}">
      <h2 id="membre-${rang}" tabindex="-1">Personne ${rang + 1}</h2>
      ${this.#fault(`membres.${rang}.id`)}
      ${champs.map((c) => champ(c, saisie))}
      <button class="btn danger" type="button" @click=${() => this.#drop(rang)}>Retirer<span class="vh"> la personne ${rang + 1}</span></button>
    </section>`;
  }

  /** What is wrong with somebody, or with all of them, rather than with one champ. @param {string} champ */
  #fault(champ) {
    const faute = this.saisie.erreurs.find((e) => e.champ === champ);
    return faute ? html`<p class="err" id=${champ} tabindex="-1"><span class="vh">Erreur : </span>${faute.detail}</p>` : nothing;
  }

  /** @param {import('../formulaire/rendu.js').Champ[]} champs those to show, of all members */
  vue(champs) {
    const nombre = count(this.saisie.valeurs);
    return html`${this.#fault('membres')}
      ${[...Array(nombre).keys()].map((rang) => this.#person(champs.filter((c) => c.nom.startsWith(`membres.${rang}.`)), rang))}
      ${this.#retrait ? this.#regret() : nothing}
      <p class="ajout">${nombre < MEMBRES_MAXIMUM
        ? html`<button class="btn second" type="button" @click=${() => this.#add()}>${nombre ? 'Ajouter une autre personne' : 'Ajouter une personne'}</button>`
        : `Vous avez déclaré ${MEMBRES_MAXIMUM} personnes, le maximum ici. La mairie peut en ajouter d’autres.`}</p>`;
  }

  #regret() {
    return html`<div class="avis retrait" id="retrait" tabindex="-1" role="group" aria-labelledby="retrait-texte">
      <p id="retrait-texte">${this.#retrait.nom} ne fait plus partie de cette liste.</p>
      <button class="btn second" type="button" @click=${() => this.#restore()}>Rétablir</button>
    </div>`;
  }
}
