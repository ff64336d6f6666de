// Each common type of champ as HTML: a label, an indice, an error, all tied to their control. The rarer ones are in
// rendus/, which rendus.js fetches for the definitions that hold some: most pages never load them.
import { html, nothing } from '../vendor/lit-html.js';
import { afficher } from './francais.js';
import { vide } from './conditions.js';
import { orNone } from './facultatif.js';

/** @typedef {import('./champs.js').Champ & {prerempli?: string, autocomplete?: string, compact?: boolean}} Champ */
/** Somebody of the foyer, as a champ « membre » keeps them; `naissance` is YYYY-MM-DD. @typedef {{membre: string, nom: string, prenoms: string, naissance: string}} Personne */
/**
 * What the page knows and does about values; `poser` keeps one and draws. `bruts`: days, months and years as they are typed;
 * `doute`: asks about a courriel; `personnes`: those of the foyer that a champ « membre » offers, by its `lien`.
 * @typedef {{lire: (nom: string) => any, poser: (nom: string, valeur: any) => void, erreurs: import('../api.js').Erreur[],
 *   repris?: (champ: Champ) => boolean, bruts: Map<string, string[]>, doute?: import('./doute.js').Doute,
 *   personnes?: (lien: 'tous'|'adultes'|'enfants') => Personne[]}} Saisie
 */

/** The person at the keyboard, never somebody else whom the form speaks of. */
const AUTOCOMPLETE = {
  'identite.nom_naissance': 'family-name',
  'identite.naissance.date': 'bday',
  'coordonnees.courriel': 'email',
  'coordonnees.telephone': 'tel',
};
const BEAUCOUP = 8; // options, above which a list is easier than as many buttons

/** @param {Champ} champ @param {Saisie} saisie */
const fautes = (champ, { erreurs }) => erreurs.filter((e) => e.champ === champ.nom || e.champ.startsWith(`${champ.nom}.`));
/** @param {Champ} champ @param {Saisie} saisie @param {string} [partie] */
export const invalide = (champ, saisie, partie) =>
  fautes(champ, saisie).some((e) => !partie || e.champ === champ.nom || e.champ === partie) ? 'true' : nothing;
/** @param {Champ} champ */
const autocomplete = (champ) => champ.autocomplete ?? AUTOCOMPLETE[champ.prerempli] ?? nothing;

/** @param {Champ} champ @param {Saisie} saisie */
export const described = (champ, saisie) =>
  [champ.aide && 'aide', saisie.repris?.(champ) && 'repris', fautes(champ, saisie).length && 'erreur']
    .filter(Boolean)
    .map((suffixe) => `${champ.nom}-${suffixe}`)
    .join(' ') || nothing;

/** @param {Champ} champ */
export const libelle = (champ) =>
  html`${champ.libelle}${champ.obligatoire === false ? html` <span class="facultatif">(facultatif)</span>` : nothing}`;

/** Under the label: help, where the value comes from, what is wrong. @param {Champ} champ @param {Saisie} saisie */
export function notes(champ, saisie) {
  const details = fautes(champ, saisie).map((e) => e.detail);
  return html`${champ.aide ? html`<span class="indice" id="${champ.nom}-aide">${champ.aide}</span>` : nothing}
  ${saisie.repris?.(champ) ? html`<span class="indice" id="${champ.nom}-repris">Repris de votre compte</span>` : nothing}
  ${details.length ? html`<p class="err" id="${champ.nom}-erreur"><span class="vh">Erreur : </span>${details.join(' ')}</p>` : nothing}`;
}

/** @param {Champ} champ @param {Saisie} saisie @param {unknown} controle */
export const single = (champ, saisie, controle) =>
  html`<div class="champ"><label for=${champ.nom}>${libelle(champ)}</label>${notes(champ, saisie)}${controle}${champ.type === 'courriel' ? saisie.doute?.vue(champ.nom, saisie.lire(champ.nom)) : nothing}</div>`;
/** @param {Champ} champ @param {Saisie} saisie @param {unknown} controles */
export const group = (champ, saisie, controles) =>
  html`<fieldset class="champ" aria-describedby=${described(champ, saisie)}><legend>${libelle(champ)}</legend>${notes(champ, saisie)}${controles}</fieldset>`;

const SAISIES = {
  texte: { type: 'text' },
  nombre: { type: 'text', inputmode: 'numeric', court: true },
  courriel: { type: 'email' },
  telephone: { type: 'tel' },
};

/** @param {Champ} champ @param {Saisie} saisie */
export function input(champ, saisie) {
  const { type, inputmode, court } = SAISIES[champ.type];
  return single(champ, saisie, html`<input id=${champ.nom} name=${champ.nom} type=${type} class=${court ? 'court' : nothing} inputmode=${inputmode ?? nothing}
    autocomplete=${autocomplete(champ)} spellcheck=${type === 'email' ? 'false' : nothing} .value=${shown(champ, saisie.lire(champ.nom))}
    aria-describedby=${described(champ, saisie)} aria-invalid=${invalide(champ, saisie)} @input=${(e) => saisie.poser(champ.nom, e.target.value)}>`);
}

/** A number kept as +33… shows as one dials it. @param {Champ} champ @param {any} valeur */
const shown = (champ, valeur) =>
  vide(valeur) ? '' : champ.type === 'telephone' && String(valeur).startsWith('+33') ? afficher(champ, valeur) : String(valeur);

/** @param {Champ} champ @param {Saisie} saisie */
const textarea = (champ, saisie) =>
  single(champ, saisie, html`<textarea id=${champ.nom} name=${champ.nom} rows="5" .value=${saisie.lire(champ.nom) ?? ''} aria-describedby=${described(champ, saisie)}
    aria-invalid=${invalide(champ, saisie)} @input=${(e) => saisie.poser(champ.nom, e.target.value)}></textarea>`);

/** @param {Champ} champ @param {Saisie} saisie */
const select = (champ, saisie) =>
  single(champ, saisie, html`<select id=${champ.nom} name=${champ.nom} aria-describedby=${described(champ, saisie)} aria-invalid=${invalide(champ, saisie)}
    @change=${(e) => saisie.poser(champ.nom, e.target.value)}>
    <option value="" .selected=${vide(saisie.lire(champ.nom))}>Choisissez</option>
    ${champ.options.map((o) => html`<option value=${o.valeur} .selected=${saisie.lire(champ.nom) === o.valeur}>${o.libelle}</option>`)}</select>`);

/** One line of a choice. The first has the id of the champ, so that the summary leads to it. */
export const option = (champ, saisie, rang, type, libelleOption, checked, poser) => {
  const id = rang ? `${champ.nom}-${rang}` : champ.nom;
  return html`<div><input type=${type} id=${id} name=${champ.nom} .checked=${checked} aria-invalid=${type === 'checkbox' ? invalide(champ, saisie) : nothing}
    @change=${poser}><label for=${id}>${libelleOption}</label></div>`;
};

/** @param {Champ} champ @param {Saisie} saisie */
export function radios(champ, saisie) {
  const options = champ.options ?? [{ valeur: true, libelle: 'Oui' }, { valeur: false, libelle: 'Non' }];
  if (champ.compact || options.length > BEAUCOUP) return select(champ, saisie);
  return group(champ, saisie, html`<div class="choix">${options.map((o, rang) =>
    option(champ, saisie, rang, 'radio', o.libelle, saisie.lire(champ.nom) === o.valeur, () => saisie.poser(champ.nom, o.valeur)))}</div>`);
}

/** @param {Champ} champ @param {Saisie} saisie */
function checkboxes(champ, saisie) {
  const choisies = saisie.lire(champ.nom) ?? [];
  return group(champ, saisie, html`<div class="choix">${champ.options.map((o, rang) =>
    option(champ, saisie, rang, 'checkbox', o.libelle, choisies.includes(o.valeur), (e) =>
      saisie.poser(champ.nom, e.target.checked ? [...choisies, o.valeur] : choisies.filter((v) => v !== o.valeur))))}</div>`);
}

/** @param {Champ} champ @param {Saisie} saisie */
export function date(champ, saisie) {
  const parties = saisie.bruts.get(champ.nom) ?? (saisie.lire(champ.nom) ?? '').split('-').reverse();
  const poser = (rang, texte) => {
    const [j, m, a] = [0, 1, 2].map((n) => (n === rang ? texte : (parties[n] ?? '')).trim());
    saisie.bruts.set(champ.nom, [j, m, a]);
    saisie.poser(champ.nom, j || m || a ? [a, m.padStart(2, '0'), j.padStart(2, '0')].join('-') : '');
  };
  const quand = autocomplete(champ) === 'bday' ? ['bday-day', 'bday-month', 'bday-year'] : [nothing, nothing, nothing];
  return group(champ, saisie, html`<div class="date">${['Jour', 'Mois', 'Année'].map((nom, rang) => {
    const id = rang ? `${champ.nom}-${rang}` : champ.nom;
    return html`<div><label for=${id}>${nom}</label><input id=${id} inputmode="numeric" maxlength=${rang === 2 ? 4 : 2} autocomplete=${quand[rang]}
      aria-invalid=${invalide(champ, saisie)} .value=${parties[rang] ?? ''} @input=${(e) => poser(rang, e.target.value)}></div>`;
  })}</div>`);
}

/** Proposes addresses, from the first time one goes to the field. @param {Champ} champ @param {Saisie} saisie */
const propose = (champ, saisie) => async ({ target }) => {
  const avant = target.value;
  const module = await orNone(import('./adresses.js'));
  module?.proposeAdresses(target, avant, ({ lignes: [rue], code_postal, commune }) => {
    const [, ...reste] = saisie.lire(champ.nom)?.lignes ?? [];
    saisie.poser(champ.nom, { lignes: [rue, ...reste], code_postal, commune });
  });
};

/** @param {Champ} champ @param {Saisie} saisie */
function adresse(champ, saisie) {
  const valeur = { lignes: [], code_postal: '', commune: '', ...saisie.lire(champ.nom) };
  const mienne = champ.autocomplete || champ.prerempli?.startsWith('coordonnees.');
  const ligne = (id, libelleLigne, jeton, lue, poser, classe = nothing) =>
    html`<div><label for=${id}>${libelleLigne}</label><input id=${id} class=${classe} autocomplete=${mienne ? jeton : nothing} inputmode=${jeton === 'postal-code' ? 'numeric' : nothing}
      aria-invalid=${invalide(champ, saisie, id)} .value=${lue ?? ''} @input=${(e) => saisie.poser(champ.nom, poser(e.target.value))} @focus=${jeton === 'address-line1' ? propose(champ, saisie) : nothing}></div>`;
  const rangs = [...Array(Math.max(2, valeur.lignes.length)).keys()];
  const lignes = rangs.map((rang) =>
    ligne(`${champ.nom}.lignes${rang ? `-${rang}` : ''}`, rang ? 'Complément (facultatif)' : 'Numéro et rue', `address-line${rang + 1}`, valeur.lignes[rang],
      (texte) => ({ ...valeur, lignes: rangs.map((r) => (r === rang ? texte : (valeur.lignes[r] ?? ''))) })));
  return group(champ, saisie, html`<div class="adresse">${lignes}
    ${ligne(`${champ.nom}.code_postal`, 'Code postal', 'postal-code', valeur.code_postal, (t) => ({ ...valeur, code_postal: t }), 'code-postal')}
    ${ligne(`${champ.nom}.commune`, 'Commune', 'address-level2', valeur.commune, (t) => ({ ...valeur, commune: t }))}</div>`);
}

/** By type; rendus.js adds the rarer ones. @type {Record<string, (champ: Champ, saisie: Saisie) => unknown>} */
export const RENDUS = {
  texte: input, nombre: input, courriel: input, telephone: input, texte_long: textarea, date, adresse,
  choix: radios, oui_non: radios, choix_multiple: checkboxes,
};

/** @param {Champ} champ @param {Saisie} saisie */
export const champ = (champ, saisie) => RENDUS[champ.type](champ, saisie);
