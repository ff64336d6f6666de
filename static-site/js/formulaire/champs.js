// What is kept of what was typed, or why it is refused: the mirror of chalicelib/domain/champs.py, which decides.
// Pure, no DOM. Both run tests/domain/cas_formulaire.json, and definitions drawn at random (test_accord.py).
import { contexteDe, lire, vide, visible } from './conditions.js';
import { MOTS } from './francais.js';
import { LECTEURS, Refus, erreur, refuser, rogner } from './lecteurs.js';
import { MESSAGES } from './messages.js';

/** @typedef {import('./conditions.js').Reponses} Reponses */
/** @typedef {import('./conditions.js').Condition} Condition */
/** @typedef {import('./conditions.js').Contexte} Contexte */
/**
 * `champs` and `libelle_un` are those of a groupe; `lignes`, given by etapesVisibles, the champs to show in each entry.
 * @typedef {{nom: string, type: string, libelle: string, aide?: string, obligatoire?: boolean, si?: Condition,
 *   options?: {valeur: string, libelle: string}[], longueur_max?: number, min?: any, max?: any, arret?: boolean,
 *   lien?: 'tous'|'adultes'|'enfants', libelle_un?: string, champs?: Champ[], lignes?: Champ[][]}} Champ
 */
/** @typedef {{si: Condition, champ: string, message: string}} Controle */
/** @typedef {{nom: string, titre?: string, si?: Condition, champs: Champ[], controles?: Controle[]}} Etape */
/** @typedef {{champ: string, code: string, detail: string}} Erreur */

const INCONNUS_DITS = 20;
const etapesDe = (source) => source.etapes ?? [{ nom: '', ...source }];
const types = (champs) => champs.flatMap((c) => [c.type, ...types(c.champs ?? [])]);

/**
 * Fetches what the rarer types need. To be awaited before anything else is asked of a definition that may hold some;
 * raises TypeError where it cannot be fetched.
 * @param {{etapes: Etape[]}|{champs: Champ[]}} source
 */
export async function prepare(source) {
  if (etapesDe(source).flatMap((e) => types(e.champs)).every((type) => type === 'explication' || type in LECTEURS)) return;
  const [{ LECTEURS_RARES }, { MOTS_RARES }, { MESSAGES_RARES }, { groupe }] = await Promise.all([import('./lecteurs-rares.js'), import('./francais-rares.js'), import('./messages-rares.js'), import('./groupe.js')]);
  Object.assign(LECTEURS, LECTEURS_RARES, { groupe });
  Object.assign(MOTS, MOTS_RARES);
  Object.assign(MESSAGES, MESSAGES_RARES);
}

function valeurGardee(champ, valeur, reponses, contexte) {
  const absente = valeur === undefined || valeur === null || (typeof valeur === 'string' && !rogner(valeur));
  const propre = absente ? null : LECTEURS[champ.type](champ, valeur, reponses, contexte);
  if (!vide(propre)) return propre;
  if (champ.obligatoire === false) return undefined;
  return refuser(`obligatoire.${champ.type}` in MESSAGES ? `obligatoire.${champ.type}` : 'obligatoire');
}

/** @returns {{valeur?: any, erreurs?: Erreur[], lignes?: Champ[][]}} */
function lireChamp(champ, saisie, reponses, contexte) {
  try {
    if (champ.type === 'groupe') return LECTEURS.groupe(champ, saisie, reponses, { ...contexte, lireChamps });
    if (champ.type !== 'explication') return { valeur: valeurGardee(champ, saisie, reponses, contexte) };
    return champ.arret ? refuser('arret') : {};
  } catch (refus) {
    if (!(refus instanceof Refus)) throw refus;
    return { erreurs: refus.fautes.map((faute) => erreur(champ, faute)) };
  }
}

/** Adds to `reponses` what is kept. @param {Champ[]} champs @param {Reponses} saisies @param {Reponses} reponses @param {Contexte} contexte */
function lireChamps(champs, saisies, reponses, contexte) {
  const [vus, erreurs] = [[], []];
  for (const champ of champs) {
    if (!visible(champ.si, reponses, contexte)) continue;
    const lu = lireChamp(champ, lire(saisies, champ.nom), reponses, contexte);
    vus.push(lu.lignes ? { ...champ, lignes: lu.lignes } : champ);
    erreurs.push(...(lu.erreurs ?? []));
    if (lu.valeur !== undefined) reponses[champ.nom] = lu.valeur;
  }
  return { champs: vus, erreurs };
}

/** A champ that is not asked, or already at fault, is told nothing more. @returns {Erreur[]} */
function controler({ controles = [] }, { champs, erreurs }, reponses, contexte) {
  const poses = champs.map((c) => c.nom).filter((nom) => erreurs.every((e) => e.champ.split('.')[0] !== nom));
  const faux = controles.filter((c) => poses.includes(c.champ) && visible(c.si, reponses, contexte));
  return faux.map(({ champ, message }) => ({ champ, code: 'controle', detail: message }));
}

/** @returns {{etapes: Etape[], reponses: Reponses, erreurs: (Erreur & {etape: string})[]}} */
function parcourir(etapes, saisies, contexte) {
  const [vues, reponses, erreurs] = [[], {}, []];
  for (const etape of etapes) {
    if (!visible(etape.si, reponses, contexte)) continue;
    const lue = lireChamps(etape.champs, saisies, reponses, contexte);
    const fautes = [...lue.erreurs, ...controler(etape, lue, reponses, contexte)];
    erreurs.push(...fautes.map((e) => ({ etape: etape.nom, ...e })));
    vues.push({ ...etape, champs: lue.champs });
  }
  return { etapes: vues, reponses, erreurs };
}

/** The answers that none of these champs takes. @param {Champ[]} champs @param {Reponses} saisies @returns {Erreur[]} */
export function inconnus(champs, saisies) {
  const noms = champs.filter((c) => c.type !== 'explication').map((c) => c.nom);
  const [code, detail] = ['champ-inconnu', MESSAGES['champ-inconnu']];
  return Object.keys(saisies).filter((nom) => !noms.includes(nom)).sort().slice(0, INCONNUS_DITS).map((champ) => ({ champ, code, detail }));
}

/**
 * The answers to keep and every champ at fault. `source`: a whole definition, even for one étape (its
 * conditions read the answers before it), or { champs } for a plain list; the day that it says goes before `today`.
 * With the nom of an étape, only its own errors: what « Continuer » looks at.
 * @param {{etapes: Etape[]}|{champs: Champ[]}} source @param {Reponses} saisies
 * @param {string} [today] YYYY-MM-DD @param {string} [etape]
 * @returns {{reponses: Reponses, erreurs: Erreur[]}}
 */
export function check(source, saisies, today = undefined, etape = undefined) {
  const etapes = etapesDe(source);
  const { reponses, erreurs } = parcourir(etapes, saisies, contexteDe(source, today));
  const retenues = erreurs
    .filter((e) => etape === undefined || e.etape === etape)
    .map(({ champ, code, detail }) => ({ champ, code, detail }));
  return { reponses, erreurs: [...retenues, ...(etape === undefined ? inconnus(etapes.flatMap((e) => e.champs), saisies) : [])] };
}

/**
 * The étapes to show, each with the champs to show.
 * @param {{etapes: Etape[]}|{champs: Champ[]}} source @param {Reponses} saisies @param {string} [today]
 * @returns {Etape[]}
 */
export const etapesVisibles = (source, saisies, today = undefined) =>
  parcourir(etapesDe(source), saisies, contexteDe(source, today)).etapes;

/** The pièces to provide. @param {any} definition @param {Reponses} saisies @param {string} [today] */
export function piecesFor(definition, saisies, today = undefined) {
  const contexte = contexteDe(definition, today);
  const { reponses } = parcourir(definition.etapes, saisies, contexte);
  return definition.pieces.filter((piece) => visible(piece.si, reponses, contexte));
}
