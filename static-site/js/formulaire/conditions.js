// When a step, a champ or a pièce is asked for: the mirror of chalicelib/domain/conditions.py. Pure, no DOM.

/** @typedef {Record<string, any>} Reponses */
/**
 * @typedef {{champ: string, egal?: any, parmi?: any[], rempli?: boolean, avant?: string, apres?: string}
 *   | {tous: Condition[]} | {un: Condition[]} | {non: Condition}} Condition
 */

const RELATIF = /^aujourdhui(?:([+-]\d{1,3})(ans?|mois|jours?))?$/;

/** The answer to a nom, never what an object inherits. @param {Reponses} reponses @param {string} nom */
export const lire = (reponses, nom) => (Object.hasOwn(reponses, nom) ? reponses[nom] : undefined);

/** Not answered; a « non » (false) is an answer. @param {any} valeur */
export const vide = (valeur) =>
  valeur === undefined || valeur === null || valeur === '' || (Array.isArray(valeur) && !valeur.length);

/** Today in the town hall, YYYY-MM-DD. */
export const aujourdhui = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());

const iso = (annee, mois, quantieme) =>
  [String(annee).padStart(4, '0'), String(mois).padStart(2, '0'), String(quantieme).padStart(2, '0')].join('-');

/** Days of a month counted from 1. @param {number} annee @param {number} mois */
export function jours(annee, mois) {
  if (mois === 2) return annee % 4 === 0 && (annee % 100 !== 0 || annee % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(mois) ? 30 : 31;
}

/**
 * The date of `aujourdhui-75ans`, `aujourdhui+10jours`… or itself.
 * @param {string} texte @param {string} today YYYY-MM-DD
 */
export function jour(texte, today) {
  const relatif = RELATIF.exec(texte);
  if (!relatif) return texte;
  const nombre = Number(relatif[1] ?? 0);
  const unite = relatif[2] ?? 'jours';
  const [annee, mois, quantieme] = today.split('-').map(Number);
  if (unite.startsWith('jour')) {
    return new Date(Date.UTC(annee, mois - 1, quantieme + nombre)).toISOString().slice(0, 10);
  }
  const total = annee * 12 + mois - 1 + nombre * (unite === 'mois' ? 1 : 12);
  const [a, m] = [Math.floor(total / 12), (total % 12) + 1];
  return iso(a, m, Math.min(quantieme, jours(a, m)));
}

/**
 * Whether a condition holds; nothing said is always.
 * @param {Condition|undefined} condition @param {Reponses} reponses @param {string} [today] YYYY-MM-DD
 * @returns {boolean}
 */
export function visible(condition, reponses, today = aujourdhui()) {
  if (!condition) return true;
  if ('tous' in condition) return condition.tous.every((c) => visible(c, reponses, today));
  if ('un' in condition) return condition.un.some((c) => visible(c, reponses, today));
  if ('non' in condition) return !visible(condition.non, reponses, today);
  const reponse = lire(reponses, condition.champ);
  if ('rempli' in condition) return vide(reponse) !== condition.rempli;
  if ('egal' in condition || 'parmi' in condition) {
    const attendues = condition.parmi ?? [condition.egal];
    return [reponse].flat().some((r) => attendues.includes(r));
  }
  if (typeof reponse !== 'string' || !reponse) return false;
  return 'avant' in condition ? reponse < jour(condition.avant, today) : reponse > jour(condition.apres, today);
}
