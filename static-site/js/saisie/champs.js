// One line of a short form: a label, an indice, an error, all tied to their control. Passwords are in compte/mot-de-passe.js.
import { html, nothing } from '../vendor/lit-html.js';
import { MESSAGES } from '../formulaire/messages.js';

/**
 * `type`: texte (the default), identifiant (nothing is capitalised or corrected), courriel, long or, with `options`, liste.
 * `manque`: what to say when it is empty.
 * @typedef {{nom: string, libelle: string, type?: 'texte'|'identifiant'|'courriel'|'long'|'liste', aide?: string,
 *   autocomplete?: string, facultatif?: boolean, manque?: string, options?: {code: string, libelle: string}[]}} Champ
 */
/** @typedef {import('./saisie.js').Saisie} Saisie */

/** @param {Champ} champ @param {Saisie} saisie */
function input({ nom, type = 'texte', autocomplete = 'off' }, saisie, described, invalide) {
  const brut = type !== 'texte';
  return html`<input id=${nom} name=${nom} type=${type === 'courriel' ? 'email' : 'text'} autocomplete=${autocomplete}
    autocapitalize=${brut ? 'none' : nothing} spellcheck=${brut ? 'false' : nothing} .value=${saisie.lire(nom) ?? ''}
    aria-describedby=${described} aria-invalid=${invalide} @input=${(e) => saisie.poser(nom, e.target.value)}>`;
}

/** @param {Champ} champ @param {Saisie} saisie */
const liste = ({ nom, options }, saisie, described, invalide) => html`<select id=${nom} name=${nom} aria-describedby=${described} aria-invalid=${invalide}
    @change=${(e) => saisie.poser(nom, e.target.value)}>
    <option value="" .selected=${!saisie.lire(nom)}>Choisissez</option>
    ${options.map((o) => html`<option value=${o.code} .selected=${saisie.lire(nom) === o.code}>${o.libelle}</option>`)}</select>`;

/** @param {Champ} champ @param {Saisie} saisie */
const long = ({ nom }, saisie, described, invalide) => html`<textarea id=${nom} name=${nom} rows="5" maxlength="2000" .value=${saisie.lire(nom) ?? ''}
    aria-describedby=${described} aria-invalid=${invalide} @input=${(e) => saisie.poser(nom, e.target.value)}></textarea>`;

const CONTROLES = { liste, long };

/** What a Saisie asks of a champ, as Secret gives it for passwords. */
export class Ligne {
  /** @param {Champ} champ */
  constructor(champ) {
    Object.assign(this, champ);
  }

  /** @param {string} [texte] @returns {import('../api.js').Erreur[]} */
  check(texte) {
    if (this.facultatif || texte?.trim()) return [];
    const phrase = MESSAGES[{ liste: 'obligatoire.choix', courriel: 'obligatoire.courriel' }[this.type] ?? 'obligatoire'];
    return [{ champ: this.nom, code: 'obligatoire', detail: this.manque ?? phrase.replace('{libelle}', this.libelle) }];
  }

  /** @param {Saisie} saisie */
  vue(saisie) {
    const { nom, aide } = this;
    const details = saisie.erreurs.filter((e) => e.champ === nom).map((e) => e.detail);
    const described = [aide && `${nom}-aide`, details.length && `${nom}-erreur`].filter(Boolean).join(' ') || nothing;
    return html`<div class="champ">
      <label for=${nom}>${this.libelle}${this.facultatif ? html` <span class="facultatif">(facultatif)</span>` : nothing}</label>
      ${aide ? html`<span class="indice" id="${nom}-aide">${aide}</span>` : nothing}
      ${details.length ? html`<p class="err" id="${nom}-erreur"><span class="vh">Erreur : </span>${details.join(' ')}</p>` : nothing}
      ${this.controle(saisie, described, details.length ? 'true' : nothing)}
    </div>`;
  }

  /** @param {Saisie} saisie */
  controle(saisie, described, invalide) {
    return (CONTROLES[this.type] ?? input)(this, saisie, described, invalide);
  }
}
