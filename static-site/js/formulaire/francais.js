// How answers read in French: the mirror of chalicelib/domain/francais.py.

/** @typedef {import('./champs.js').Champ} Champ */

/** « 1200 », « 12 000 ». @param {number} n */
export const nombreEnLettres = (n) => (Math.abs(n) < 10000 ? String(n) : String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f'));

/** « 1er mars 2022 ». @param {string} texte YYYY-MM-DD */
export const dateEnLettres = (texte) =>
  new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
    .format(new Date(texte))
    .replace(/^1 /, '1er ');

/** An answer that was kept, in French. @param {Champ} champ @param {any} valeur @returns {string} */
export function afficher(champ, valeur) {
  const libelleDe = (v) => champ.options?.find((o) => o.valeur === v)?.libelle ?? v;
  switch (champ.type) {
    case 'oui_non':
      return valeur ? 'Oui' : 'Non';
    case 'nombre':
      return nombreEnLettres(valeur);
    case 'date':
      return dateEnLettres(valeur);
    case 'telephone':
      return valeur.replace(/^\+33([1-9]\d{8})$/, '0$1').replace(/^0\d{9}$/, (n) => n.match(/../g).join('\u00a0'));
    case 'choix':
      return libelleDe(valeur);
    case 'choix_multiple':
      return valeur.map(libelleDe).join(', ');
    case 'adresse':
      return [...valeur.lignes, `${valeur.code_postal} ${valeur.commune}`].join(', ');
    default:
      return valeur;
  }
}
