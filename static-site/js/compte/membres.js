// The members of the foyer as they are typed: `membres.<rang>.<champ>`, the rang counting from 0. Pure, no DOM.

/** @typedef {Record<string, any>} Valeurs */
/** Taken out, to be put back if one changes one's mind. @typedef {{rang: number, nom: string, valeurs: Valeurs}} Retrait */

const MEMBRE = /^membres\.(\d+)\.(.+)$/;

/** @param {Valeurs} valeurs */
export const count = (valeurs) => Math.max(0, ...Object.keys(valeurs).map((nom) => Number(MEMBRE.exec(nom)?.[1] ?? -1) + 1));

/** One more, blank. @param {Valeurs} valeurs @returns {Valeurs} */
export const withOneMore = (valeurs) => ({ ...valeurs, [`membres.${count(valeurs)}.lien`]: '' });

/** What is known of one. @param {Valeurs} valeurs @param {number} rang @returns {Valeurs} by champ */
export const one = (valeurs, rang) =>
  Object.fromEntries(Object.entries(valeurs).flatMap(([nom, valeur]) => {
    const [, n, cle] = MEMBRE.exec(nom) ?? [];
    return Number(n) === rang ? [[cle, valeur]] : [];
  }));

/** « Léo Lire », or nothing yet. @param {Valeurs} membre by champ */
export const called = ({ prenoms = '', nom_naissance: nom = '' }) => `${prenoms.split(',')[0].trim()} ${nom.trim()}`.trim();
/** « Personne 2 » as long as nothing is typed. @param {Valeurs} valeurs @param {number} rang */
export const nameOf = (valeurs, rang) => called(one(valeurs, rang)) || `Personne ${rang + 1}`;

/** Those after it move. @param {Valeurs} valeurs @param {number} rang @param {number} pas */
const shift = (valeurs, rang, pas) =>
  Object.fromEntries(Object.entries(valeurs).map(([nom, valeur]) => {
    const [, n, cle] = MEMBRE.exec(nom) ?? [];
    return [Number(n) >= rang ? `membres.${Number(n) + pas}.${cle}` : nom, valeur];
  }));

/** @param {Valeurs} valeurs @param {number} rang @returns {Valeurs} */
export function without(valeurs, rang) {
  const restantes = Object.entries(valeurs).filter(([nom]) => Number(MEMBRE.exec(nom)?.[1]) !== rang);
  return shift(Object.fromEntries(restantes), rang + 1, -1);
}

/** At its place, or last. @param {Valeurs} valeurs @param {Retrait} retrait @returns {Valeurs} */
export function withBack(valeurs, { rang, valeurs: siennes }) {
  const place = Math.min(rang, count(valeurs));
  const remises = Object.entries(siennes).map(([cle, valeur]) => [`membres.${place}.${cle}`, valeur]);
  return { ...shift(valeurs, place, 1), ...Object.fromEntries(remises) };
}
