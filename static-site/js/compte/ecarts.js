// Whether two sets of values say the same. Pure, no DOM.

/** @typedef {Record<string, any>} Valeurs */

/** Two ways of saying the same: nothing is nothing, an empty line of an address too. @param {any} valeur */
const norm = (valeur) => JSON.stringify(valeur?.lignes ? { ...valeur, lignes: valeur.lignes.filter(Boolean) } : valeur || null);
/** @param {any} a @param {any} b */
export const same = (a, b) => norm(a) === norm(b);

/** @param {...Valeurs} objets @returns {string[]} */
export const keys = (...objets) => [...new Set(objets.flatMap((objet) => Object.keys(objet)))];

/** Whether anything differs. @param {Valeurs} a @param {Valeurs} b */
export const differs = (a, b) => keys(a, b).some((cle) => !same(a[cle], b[cle]));
