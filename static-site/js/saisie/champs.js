// One line of a short form: a label, an indice, an error, all tied to their control.
import { html, nothing } from '../vendor/lit-html.js';

/**
 * `type`: texte (the default), identifiant (nothing is capitalised or corrected), courriel, secret, long or, with
 * `options`, liste. `manque`: what to say when it is empty.
 * @typedef {{nom: string, libelle: string, type?: 'texte'|'identifiant'|'courriel'|'secret'|'long'|'liste', aide?: string,
 *   autocomplete?: string, facultatif?: boolean, manque?: string,
 *   options?: {code: string, libelle: string}[]}} Champ
 */
/** @typedef {import('./saisie.js').Saisie} Saisie */

const TYPES = { courriel: 'email', secret: 'password' };
const BRUTS = ['identifiant', 'courriel', 'secret'];

/** @param {Champ} champ @param {Saisie} saisie */
function input({ nom, libelle, type = 'texte', autocomplete = 'off' }, saisie, described, invalide) {
  const montre = saisie.montres.has(nom);
  const brut = BRUTS.includes(type);
  const controle = html`<input id=${nom} name=${nom} type=${montre ? 'text' : (TYPES[type] ?? 'text')} autocomplete=${autocomplete}
    autocapitalize=${brut ? 'none' : nothing} spellcheck=${brut ? 'false' : nothing} .value=${saisie.lire(nom) ?? ''}
    aria-describedby=${described} aria-invalid=${invalide} @input=${(e) => saisie.poser(nom, e.target.value)}>`;
  if (type !== 'secret') return controle;
  const action = montre ? 'Masquer' : 'Afficher';
  return html`<div class="mdp">${controle}<button class="btn second" type="button" aria-label="${action} : ${libelle}" @click=${() => saisie.reveal(nom)}>${action}</button></div>`;
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

/** @param {Champ} champ @param {Saisie} saisie */
export function ligne(champ, saisie) {
  const { nom, aide } = champ;
  const details = saisie.erreurs.filter((e) => e.champ === nom).map((e) => e.detail);
  const described = [aide && `${nom}-aide`, details.length && `${nom}-erreur`].filter(Boolean).join(' ') || nothing;
  const controle = (CONTROLES[champ.type] ?? input)(champ, saisie, described, details.length ? 'true' : nothing);
  return html`<div class="champ">
    <label for=${nom}>${champ.libelle}${champ.facultatif ? html` <span class="facultatif">(facultatif)</span>` : nothing}</label>
    ${aide ? html`<span class="indice" id="${nom}-aide">${aide}</span>` : nothing}
    ${details.length ? html`<p class="err" id="${nom}-erreur"><span class="vh">Erreur : </span>${details.join(' ')}</p>` : nothing}
    ${controle}
  </div>`;
}
