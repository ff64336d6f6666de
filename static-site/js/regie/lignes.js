// The lines of a facture made by hand: added, removed, and counted as one types.
import { html, nothing } from '../vendor/lit-html.js';
import { euros } from '../euros.js';
import { centimes, milliemes, produit } from './nombres.js';

/** @typedef {{prestation: string, concerne: string, quantite: string, prix: string}} Ligne */

const MAXIMUM = 100;
const MONTANT_MAXIMUM = 9_999_999; // centimes
const CHAMPS = { prestation: 'Prestation', concerne: 'Enfant ou adulte', quantite: 'Quantité', prix: 'Prix unitaire (€)' };
/** As the API names them. */
const NOMS = { prestation: 'prestation', concerne: 'concerne', quantite: 'quantite', prix: 'prix_unitaire_centimes' };
const VIDE = { prestation: '', concerne: '', quantite: '1', prix: '' };

/** @type {Record<string, (valeur: string) => string>} what is wrong with a cell, or nothing */
const FAUTES = {
  prestation: (texte) => (texte.trim() ? '' : 'indiquez ce qui est facturé.'),
  concerne: () => '',
  quantite: (texte) => (milliemes(texte) > 0 ? '' : 'indiquez un nombre, comme 12 ou 1,5.'),
  prix: (texte) => (centimes(texte) > 0 ? '' : 'indiquez un montant, comme 3,45.'),
};

/** A champ of a Saisie, whose value is a list. */
export class Lignes {
  nom = 'lignes';

  /** @param {Ligne[]} lignes @param {() => void} changed */
  constructor(lignes, changed) {
    this.lignes = lignes.length ? lignes : [{ ...VIDE }];
    this.changed = changed;
  }

  /** Centimes, of what can be counted so far. */
  get total() {
    return this.lignes.map(produit).reduce((somme, montant) => somme + (montant || 0), 0);
  }

  /** As the API takes them. */
  get corps() {
    return this.lignes.map((ligne) => ({
      prestation: ligne.prestation.trim(), concerne: ligne.concerne.trim(), quantite: ligne.quantite.trim(),
      prix_unitaire_centimes: centimes(ligne.prix),
    }));
  }

  check() {
    const fautes = this.lignes.flatMap((ligne, rang) => Object.keys(CHAMPS).map((champ) => [rang, champ, FAUTES[champ](ligne[champ])]));
    const erreurs = fautes.filter(([, , detail]) => detail).map(([rang, champ, detail]) => this.#faute(`lignes.${rang}.${NOMS[champ]}`, `Ligne ${rang + 1}, ${CHAMPS[champ].toLowerCase()} : ${detail}`));
    if (erreurs.length || this.total <= MONTANT_MAXIMUM) return erreurs;
    return [this.#faute(`lignes.0.${NOMS.prix}`, `Le total de ${euros(this.total)} dépasse ${euros(MONTANT_MAXIMUM)}. Faites plusieurs factures.`)];
  }

  #faute(champ, detail) {
    return { champ, code: 'ligne', detail };
  }

  #add() {
    this.lignes.push({ ...VIDE });
    this.changed();
    document.getElementById(`lignes.${this.lignes.length - 1}.prestation`).focus();
  }

  /** @param {number} rang */
  #drop(rang) {
    this.lignes.splice(rang, 1);
    this.changed();
    document.getElementById(`lignes.${Math.max(rang - 1, 0)}.prestation`).focus();
  }

  /** @param {import('../saisie/saisie.js').Saisie} saisie */
  vue(saisie) {
    const plein = this.lignes.length >= MAXIMUM;
    return html`<fieldset class="champ lignes"><legend><h2>Prestations</h2></legend>
      ${this.lignes.map((ligne, rang) => this.#ligne(ligne, rang, saisie.erreurs))}
      <p class="total"><span>Total</span><output class="montant">${euros(this.total)}</output></p>
      ${plein ? html`<p class="indice">Une facture compte ${MAXIMUM} lignes au plus.</p>` : html`<button class="btn second" type="button" @click=${() => this.#add()}>Ajouter une ligne</button>`}
    </fieldset>`;
  }

  #ligne(ligne, rang, erreurs) {
    const montant = produit(ligne);
    const ici = erreurs.filter(({ champ }) => champ.startsWith(`lignes.${rang}.`));
    return html`<div class="ligne-saisie" role="group" aria-label="Ligne ${rang + 1}">
      ${ici.map(({ champ, detail }) => html`<p class="err" id="${champ}-erreur"><span class="vh">Erreur : </span>${detail}</p>`)}
      ${Object.keys(CHAMPS).map((champ) => this.#cellule(ligne, champ, `lignes.${rang}.${NOMS[champ]}`, ici))}
      <p class="montant"><span class="vh">Montant : </span>${Number.isNaN(montant) ? '–' : euros(montant)}</p>
      ${this.lignes.length > 1 ? html`<button class="btn lien" type="button" @click=${() => this.#drop(rang)}>Retirer<span class="vh"> la ligne ${rang + 1}</span></button>` : nothing}</div>`;
  }

  /** @param {Ligne} ligne @param {string} champ @param {string} id @param {import('../api.js').Erreur[]} erreurs of the line */
  #cellule(ligne, champ, id, erreurs) {
    const faux = erreurs.some((e) => e.champ === id);
    const type = (e) => {
      ligne[champ] = e.target.value;
      this.changed();
    };
    return html`<div class="champ ${champ}"><label for=${id}>${CHAMPS[champ]}</label>
      <input id=${id} autocomplete="off" inputmode=${champ in { quantite: 1, prix: 1 } ? 'decimal' : nothing} maxlength="100" .value=${ligne[champ]}
        aria-describedby=${faux ? `${id}-erreur` : nothing} aria-invalid=${faux ? 'true' : nothing} @input=${type}></div>`;
  }
}
