// When a step, a champ or a pièce is asked for: the mirror of chalicelib/domain/conditions.py. Pure, no DOM.

/** @typedef {Record<string, any>} Reponses */
/** The day of the request, YYYY-MM-DD, and the public holidays to leave out. @typedef {{today: string, feries: string[]}} Contexte */
/**
 * @typedef {{champ: string, egal?: any, parmi?: any[], rempli?: boolean, avant?: string, apres?: string,
 *   superieur?: number|string, inferieur?: number|string} | {tous: Condition[]} | {un: Condition[]} | {non: Condition}} Condition
 */

const FORME = /^([a-z][a-z0-9_]{0,39}(?:\.naissance)?)(?:([+-]\d{1,3})(ans?|mois|jours?|joursouvres))?$/;
const DATE = /^(?!0000)\d{4}-\d\d-\d\d$/;

/** The answer to a nom, never what an object inherits. @param {Reponses} reponses @param {string} nom */
export const lire = (reponses, nom) => (Object.hasOwn(reponses, nom) ? reponses[nom] : undefined);

/** Or a part of an answer: `enfant.naissance`. @param {Reponses} reponses @param {string} chemin */
export function suivre(reponses, chemin) {
  const fin = chemin.lastIndexOf('.');
  const entier = fin < 0 || Object.hasOwn(reponses, chemin) ? undefined : lire(reponses, chemin.slice(0, fin));
  return entier && typeof entier === 'object' ? lire(entier, chemin.slice(fin + 1)) : lire(reponses, chemin);
}

/** Not answered; a « non » (false) is an answer. @param {any} valeur */
export const vide = (valeur) =>
  valeur === undefined || valeur === null || valeur === '' || (Array.isArray(valeur) && !valeur.length);

/** Today in the town hall, YYYY-MM-DD, as far as this device knows. */
export const aujourdhui = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());

/** What the definition served says of the day goes before the clock of this device. @param {any} source @param {string} [today] @returns {Contexte} */
export const contexteDe = (source, today) => ({ today: source.aujourdhui ?? today ?? aujourdhui(), feries: source.feries ?? [] });

const iso = (annee, mois, quantieme) =>
  [String(annee).padStart(4, '0'), String(mois).padStart(2, '0'), String(quantieme).padStart(2, '0')].join('-');

/** Days of a month counted from 1. @param {number} annee @param {number} mois */
export function jours(annee, mois) {
  if (mois === 2) return annee % 4 === 0 && (annee % 100 !== 0 || annee % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(mois) ? 30 : 31;
}

const instant = (texte) => new Date(`${texte}T00:00Z`);
const plus = (texte, nombre) => new Date(instant(texte).getTime() + nombre * 864e5).toISOString().slice(0, 10);

/** The first day is left out. @param {string} depart @param {number} nombre @param {string[]} feries */
function plusOuvres(depart, nombre, feries) {
  let ici = depart;
  for (let reste = Math.abs(nombre); reste && DATE.test(ici); ) {
    ici = plus(ici, Math.sign(nombre));
    if (instant(ici).getUTCDay() % 6 && !feries.includes(ici)) reste -= 1;
  }
  return ici;
}

function plusMois(depart, nombre) {
  const [annee, mois, quantieme] = depart.split('-').map(Number);
  const total = annee * 12 + mois - 1 + nombre;
  const [a, m] = [Math.floor(total / 12), (total % 12) + 1];
  return iso(a, m, Math.min(quantieme, jours(a, m)));
}

/**
 * The date of `aujourdhui-75ans`, `debut+10joursouvres`, `enfant.naissance`… or the text itself; an hour likewise.
 * Nothing when it is counted from an empty answer, or leaves the calendar.
 * @param {string} texte @param {Contexte} contexte @param {Reponses} [reponses] @returns {string|undefined}
 */
export function jour(texte, { today, feries }, reponses = {}) {
  const [, base, decalage, unite] = FORME.exec(texte) ?? [];
  if (!base) return texte;
  const depart = base === 'aujourdhui' ? today : suivre(reponses, base);
  if (!decalage || !depart) return depart || undefined;
  const nombre = Number(decalage);
  const fin =
    unite === 'joursouvres' ? plusOuvres(depart, nombre, feries)
    : unite.startsWith('jour') ? plus(depart, nombre)
    : plusMois(depart, nombre * (unite === 'mois' ? 1 : 12));
  return DATE.test(fin) ? fin : undefined;
}

/** @param {any} condition @param {Reponses} reponses */
function ordonnee(condition, reponses) {
  const ecrit = condition.superieur ?? condition.inferieur;
  const [reponse, repere] = [suivre(reponses, condition.champ), typeof ecrit === 'string' ? suivre(reponses, ecrit) : ecrit];
  if (!Number.isInteger(reponse) || !Number.isInteger(repere)) return false;
  return 'superieur' in condition ? reponse > repere : reponse < repere;
}

/**
 * Whether a condition holds; nothing said is always.
 * @param {Condition|undefined} condition @param {Reponses} reponses @param {Contexte} [contexte]
 * @returns {boolean}
 */
export function visible(condition, reponses, contexte = contexteDe({})) {
  if (!condition) return true;
  if ('tous' in condition) return condition.tous.every((c) => visible(c, reponses, contexte));
  if ('un' in condition) return condition.un.some((c) => visible(c, reponses, contexte));
  if ('non' in condition) return !visible(condition.non, reponses, contexte);
  const reponse = suivre(reponses, condition.champ);
  if ('rempli' in condition) return vide(reponse) !== condition.rempli;
  if ('egal' in condition || 'parmi' in condition) {
    const attendues = condition.parmi ?? [condition.egal];
    return [reponse].flat().some((r) => attendues.includes(r));
  }
  if ('superieur' in condition || 'inferieur' in condition) return ordonnee(condition, reponses);
  const repere = jour(condition.avant ?? condition.apres, contexte, reponses);
  if (typeof reponse !== 'string' || !reponse || !repere) return false;
  return 'avant' in condition ? reponse < repere : reponse > repere;
}
