// What makes the fiche of a compte valid: the rules of its champs, and those that take two of them to see.
import { check } from '../formulaire/champs.js';
import { aujourdhui } from '../formulaire/conditions.js';
import { FICHE } from './fiche.js';
import { count } from './membres.js';

const [PLUS_AGE, MOBILE] = ['plus-age-que-vous', 'mobile'];

/** A child is not born before the citizen. @param {Record<string, any>} reponses @param {number} rang @returns {import('../api.js').Erreur[]} */
function older(reponses, rang) {
  const [champ, moi] = [`membres.${rang}.naissance.date`, reponses['identite.naissance.date']];
  const avant = reponses[`membres.${rang}.lien`] === 'enfant' && reponses[champ] < moi;
  return avant ? [{ champ, code: PLUS_AGE, detail: FICHE.phrases[PLUS_AGE] }] : [];
}

/** SMS go to a mobile. The plans of other countries are known to the server. @param {Record<string, any>} reponses @returns {import('../api.js').Erreur[]} */
function landline(reponses) {
  const champ = 'coordonnees.telephone';
  const fixe = reponses.communication === 'telephone' && /^(\+33|0)[1-589]/.test(reponses[champ] ?? '');
  return fixe ? [{ champ, code: MOBILE, detail: FICHE.phrases[MOBILE] }] : [];
}

/** As check() does, for the étape named, or for none. @param {{etapes: any[]}} definition @param {Record<string, any>} valeurs @param {string} etape */
export function verify(definition, valeurs, etape) {
  const { reponses, erreurs } = check(definition, valeurs, aujourdhui(), etape);
  const foyer = etape === 'foyer' ? [...Array(count(valeurs)).keys()].flatMap((rang) => older(reponses, rang)) : [];
  const fixe = etape === 'coordonnees' ? landline(reponses) : [];
  return { reponses, erreurs: [...erreurs, ...fixe, ...foyer] };
}
