// From what was typed, champ by champ, to what the API takes.
import { join } from './lecture.js';

/** @typedef {import('./lecture.js').Compte} Compte */

/** « Amélie, Louise » or « Amélie Louise »: two prénoms; « Marie Lou, Jeanne » too. @param {string} [texte] */
const split = (texte = '') => texte.split(texte.includes(',') ? ',' : /\s+/).map((p) => p.trim()).filter(Boolean);
/** Left as they are, « Marie Lou » stays one prénom. @param {string} [texte] @param {string[]} [deja] */
const list = (texte, deja) => (deja && texte === join(deja) ? deja : split(texte));

/** @param {Record<string, any>} plat by dotted path @returns {any} */
function nest(plat) {
  const racine = {};
  for (const [chemin, valeur] of Object.entries(plat)) {
    const cles = chemin.split('.');
    const derniere = cles.pop();
    cles.reduce((objet, cle) => (objet[cle] ??= {}), racine)[derniere] = valeur;
  }
  return racine;
}

/**
 * As the API takes them. `deja`: the compte being changed, whose members keep their id.
 * @param {Record<string, any>} reponses as check() keeps them @param {Record<string, any>} [valeurs] as typed @param {Compte} [deja]
 */
export function sections(reponses, valeurs = {}, deja = undefined) {
  const { identite, coordonnees, communication, membres = {}, securite } = nest(reponses);
  const { autres_prenoms: autres, sans_prenom: sans, ...reste } = identite ?? {};
  const person = ([rang, membre]) => {
    const id = valeurs[`membres.${rang}.id`];
    const prenoms = list(membre.prenoms, deja?.membres.find((m) => m.id === id)?.prenoms);
    return { ...(id && { id }), ...membre, prenoms };
  };
  return {
    identite: { ...reste, prenoms: sans ? [] : [reste.prenoms, ...list(autres, deja?.identite.prenoms.slice(1))] },
    coordonnees,
    communication,
    membres: Object.entries(membres).map(person),
    securite,
  };
}

/** What each onglet sends, whole. */
const ENVOIS = { identite: ['identite'], coordonnees: ['coordonnees', 'communication'], foyer: ['membres'] };

/** What « Sauver » sends. @param {string} onglet @param {Record<string, any>} reponses @param {Record<string, any>} valeurs @param {Compte} deja */
export function change(onglet, reponses, valeurs, deja) {
  const tout = sections(reponses, valeurs, deja);
  return Object.fromEntries(ENVOIS[onglet].map((nom) => [nom, tout[nom]]));
}

/** @param {Record<string, any>} reponses as check() keeps them @param {string} motDePasse @param {object} cryptogramme */
export function body(reponses, motDePasse, cryptogramme) {
  const { securite, ...reste } = sections(reponses);
  return { ...reste, securite: { ...securite, mot_de_passe: motDePasse }, cryptogramme };
}
