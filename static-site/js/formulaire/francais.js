// How answers read in French: the mirror of chalicelib/domain/francais.py.

/** @typedef {import('./champs.js').Champ} Champ */

/** « 1200 », « 12 000 ». @param {number} n */
export const nombreEnLettres = (n) => (Math.abs(n) < 10000 ? String(n) : String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f'));

/** « 1er mars 2022 ». @param {string} texte YYYY-MM-DD */
export const dateEnLettres = (texte) =>
  new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
    .format(new Date(texte))
    .replace(/^1 /, '1er ');

/** By type; champs.js adds the rarer ones. The others read as they are. @type {Record<string, (valeur: any, champ: Champ) => string>} */
export const MOTS = {
  oui_non: (oui) => (oui ? 'Oui' : 'Non'),
  nombre: nombreEnLettres,
  date: dateEnLettres,
  telephone: (t) => t.replace(/^\+33([1-9]\d{8})$/, '0$1').replace(/^0\d{9}$/, (n) => n.match(/../g).join('\u00a0')),
  choix: (valeur, champ) => champ.options?.find((o) => o.valeur === valeur)?.libelle ?? valeur,
  choix_multiple: (valeurs, champ) => valeurs.map((v) => MOTS.choix(v, champ)).join(', '),
  adresse: ({ lignes, code_postal, commune }) => [...lignes, `${code_postal} ${commune}`].join(', '),
};

/** An answer that was kept, in French. @param {Champ} champ @param {any} valeur @returns {string} */
export const afficher = (champ, valeur) => MOTS[champ.type]?.(valeur, champ) ?? valeur;

/**
 * The same as [libelle, text], for a list: one line a champ, and for each entry of a groupe « Enfant 1 – Prénom ».
 * @param {Champ} champ @param {any} valeur @returns {[string, string][]}
 */
export const enLignes = (champ, valeur) =>
  champ.type !== 'groupe'
    ? [[champ.libelle, afficher(champ, valeur)]]
    : valeur.flatMap((entree, rang) => champ.champs.filter((c) => Object.hasOwn(entree, c.nom)).map((c) =>
      [`${champ.libelle_un} ${rang + 1} – ${c.libelle}`, afficher(c, entree[c.nom])]));
