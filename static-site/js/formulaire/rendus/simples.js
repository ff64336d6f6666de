// The rarer types that one control holds: money, time, numbers that organisations give, a school, a consent, an explanation.
import { html, nothing } from '../../vendor/lit-html.js';
import { described, input, invalide, libelle, notes, radios, single } from '../rendu.js';
import { euros, spaced } from './ecriture.js';

/** @typedef {import('../rendu.js').Champ} Champ */
/** @typedef {import('../rendu.js').Saisie} Saisie */

/** How each is typed. `aide` where the definition gives none; `blocs`: spaces make it easier to read again, once it is whole. */
const SAISIES = {
  montant: { inputmode: 'decimal', suffixe: '€', mots: ' en euros', aide: 'Par exemple 12 ou 12,50.' },
  heure: { aide: 'Par exemple 9h30.' },
  iban: { long: true, majuscules: true, aide: 'Il est sur votre RIB. En France, il commence par FR et compte 27 caractères.', blocs: true },
  siret: { inputmode: 'numeric', long: true, aide: '14 chiffres, sur l’avis de situation de l’établissement.', blocs: true },
  rna: { majuscules: true, aide: 'La lettre W puis 9 chiffres, sur le récépissé de la préfecture.' },
};

/** @param {Champ} champ @param {Saisie} saisie */
function ligne(champ, saisie) {
  const { inputmode, suffixe, mots = '', long, majuscules, aide, blocs } = SAISIES[champ.type];
  const dit = { ...champ, aide: champ.aide || aide };
  const settle = ({ target }) => {
    const lisible = blocs && spaced(target.value);
    if (lisible) saisie.poser(champ.nom, lisible);
  };
  const controle = html`<input id=${champ.nom} name=${champ.nom} type="text" class=${long ? 'moyen' : 'court'} inputmode=${inputmode ?? nothing} autocomplete="off"
    autocapitalize=${majuscules ? 'characters' : nothing} spellcheck="false" .value=${euros(saisie.lire(champ.nom))} aria-describedby=${described(dit, saisie)}
    aria-invalid=${invalide(champ, saisie)} @input=${(e) => saisie.poser(champ.nom, e.target.value)} @change=${settle}>`;
  if (!suffixe) return single(dit, saisie, controle);
  return single({ ...dit, libelle: html`${champ.libelle}<span class="vh">${mots}</span>` }, saisie, html`<div class="avec-suffixe">${controle}<span aria-hidden="true">${suffixe}</span></div>`);
}

/** The schools of the commune, or free text where it gave no list. @param {Champ} champ @param {Saisie} saisie */
const ecole = (champ, saisie) => (champ.options?.length ? radios(champ, saisie) : input({ ...champ, type: 'texte' }, saisie));

/** The sentence that one agrees to is the label. @param {Champ} champ @param {Saisie} saisie */
const consentement = (champ, saisie) => html`<div class="champ seul">${notes(champ, saisie)}
    <input type="checkbox" id=${champ.nom} name=${champ.nom} .checked=${saisie.lire(champ.nom) === true} aria-describedby=${described(champ, saisie)}
      aria-invalid=${invalide(champ, saisie)} @change=${(e) => saisie.poser(champ.nom, e.target.checked || undefined)}>
    <label for=${champ.nom}>${libelle(champ)}</label></div>`;

/** @param {Champ} champ */
const explication = (champ) =>
  html`<div class="avis ${champ.arret ? 'erreur' : 'info'}" id=${champ.nom} tabindex="-1" role=${champ.arret ? 'alert' : nothing}>
    <p><strong>${champ.libelle}</strong></p>${champ.aide ? html`<p>${champ.aide}</p>` : nothing}</div>`;

export const RENDUS = { montant: ligne, heure: ligne, iban: ligne, siret: ligne, rna: ligne, ecole, consentement, explication };
