// What proves that a demande is one's own: its numéro, and the courriel or the birth date that it holds. Champs of a Saisie.
import { html, nothing } from '../vendor/lit-html.js';
import { Ligne } from '../saisie/champs.js';

const NUMERO = /^([A-Z]\d\d)([2-9A-HJ-NP-Z]{4})([2-9A-HJ-NP-Z]{4})$/;

/** As it is written on the courriel, however it was typed: « d26 7kqf 3mxp ». @param {string} texte */
export const normalise = (texte) => texte.toUpperCase().replace(/[^A-Z0-9]/g, '').replace(NUMERO, '$1-$2-$3');

export class Numero extends Ligne {
  constructor() {
    super({ nom: 'numero', libelle: 'Numéro de la demande', type: 'identifiant', aide: 'Il est dans le courriel de confirmation. Exemple : D26-7KQF-3MXP', manque: 'Saisissez le numéro de la demande.' });
  }

  check(texte) {
    const manque = super.check(texte);
    if (manque.length || normalise(texte).includes('-')) return manque;
    return [{ champ: this.nom, code: 'numero', detail: 'Ce numéro n’est pas complet. Il ressemble à D26-7KQF-3MXP : recopiez-le du courriel de confirmation.' }];
  }
}

/** What is wrong, beside a group. */
const fautes = (nom, { erreurs }) =>
  erreurs.filter((e) => e.champ === nom).map((e) => html`<p class="err" id="${nom}-erreur"><span class="vh">Erreur : </span>${e.detail}</p>`);

/** One answer among a few, one of which is already given. */
export class Choix {
  /** @param {{nom: string, libelle: string, options: [string, string][]}} choix */
  constructor(choix) {
    Object.assign(this, choix);
  }

  check() {
    return [];
  }

  vue(saisie) {
    const { nom, options } = this;
    return html`<fieldset class="champ"><legend>${this.libelle}</legend><div class="choix">${options.map(([valeur, libelle], rang) => html`<div>
      <input type="radio" id="${nom}-${rang}" name=${nom} .checked=${saisie.lire(nom) === valeur} @change=${() => saisie.poser(nom, valeur)}>
      <label for="${nom}-${rang}">${libelle}</label></div>`)}</div></fieldset>`;
  }
}

const PARTIES = [['Jour', 2], ['Mois', 2], ['Année', 4]];

/** Three fields; the value is what was typed in each: « 27/3/1985 ». */
export class Jour {
  /** @param {{nom: string, libelle: string, aide: string, manque: string, faux: string}} jour */
  constructor(jour) {
    Object.assign(this, jour);
  }

  /** « 1985-03-27 », or nothing for a day that no calendar has. @param {string} [texte] */
  static read(texte = '') {
    const [jour, mois, annee] = texte.split('/').map((partie) => partie.trim());
    const iso = `${annee}-${mois?.padStart(2, '0')}-${jour?.padStart(2, '0')}`;
    const date = new Date(`${iso}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : '';
  }

  check(texte = '') {
    const detail = texte.replaceAll('/', '').trim() ? this.faux : this.manque;
    return Jour.read(texte) ? [] : [{ champ: this.nom, code: 'date', detail }];
  }

  vue(saisie) {
    const { nom } = this;
    const parties = (saisie.lire(nom) ?? '//').split('/');
    const faux = saisie.erreurs.some((e) => e.champ === nom);
    const poser = (rang, texte) => saisie.poser(nom, parties.map((p, r) => (r === rang ? texte.replaceAll('/', '') : p)).join('/'));
    return html`<fieldset class="champ" aria-describedby="${nom}-aide${faux ? ` ${nom}-erreur` : ''}"><legend>${this.libelle}</legend>
      <span class="indice" id="${nom}-aide">${this.aide}</span>${fautes(nom, saisie)}
      <div class="date">${PARTIES.map(([libelle, longueur], rang) => html`<div><label for=${rang ? `${nom}-${rang}` : nom}>${libelle}</label>
        <input id=${rang ? `${nom}-${rang}` : nom} inputmode="numeric" maxlength=${longueur} autocomplete="off" aria-invalid=${faux ? 'true' : nothing}
          .value=${parties[rang]} @input=${(e) => poser(rang, e.target.value)}></div>`)}</div></fieldset>`;
  }
}
