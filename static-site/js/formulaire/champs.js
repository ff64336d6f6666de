// What is kept of what was typed, or why it is refused: the mirror of chalicelib/domain/champs.py, which decides.
// Pure, no DOM. Both run tests/domain/cas_formulaire.json.
import { aujourdhui, lire, vide, visible } from './conditions.js';
import { LECTEURS, Refus, erreur, refuser, rogner } from './lecteurs.js';
import { MESSAGES } from './messages.js';

/** @typedef {import('./conditions.js').Reponses} Reponses */
/** @typedef {import('./conditions.js').Condition} Condition */
/**
 * @typedef {{nom: string, type: string, libelle: string, aide?: string, obligatoire?: boolean, si?: Condition,
 *   options?: {valeur: string, libelle: string}[], longueur_max?: number, min?: any, max?: any, arret?: boolean}} Champ
 */
/** @typedef {{nom: string, titre?: string, si?: Condition, champs: Champ[]}} Etape */
/** @typedef {{champ: string, code: string, detail: string}} Erreur */

function valeurGardee(champ, valeur, today) {
  const absente = valeur === undefined || valeur === null || (typeof valeur === 'string' && !rogner(valeur));
  const propre = absente ? null : LECTEURS[champ.type](champ, valeur, today);
  if (!vide(propre)) return propre;
  if (champ.obligatoire === false) return undefined;
  return refuser(`obligatoire.${champ.type}` in MESSAGES ? `obligatoire.${champ.type}` : 'obligatoire');
}

/** @returns {{etapes: Etape[], reponses: Reponses, erreurs: (Erreur & {etape: string})[]}} */
function parcourir(etapes, saisies, today) {
  const [vues, reponses, erreurs] = [[], {}, []];
  for (const etape of etapes) {
    if (!visible(etape.si, reponses, today)) continue;
    const champs = [];
    for (const champ of etape.champs) {
      if (!visible(champ.si, reponses, today)) continue;
      champs.push(champ);
      try {
        if (champ.type === 'explication') {
          if (champ.arret) refuser('arret');
          continue;
        }
        const valeur = valeurGardee(champ, lire(saisies, champ.nom), today);
        if (valeur !== undefined) reponses[champ.nom] = valeur;
      } catch (refus) {
        if (!(refus instanceof Refus)) throw refus;
        erreurs.push(...refus.fautes.map((faute) => ({ etape: etape.nom, ...erreur(champ, faute) })));
      }
    }
    vues.push({ ...etape, champs });
  }
  return { etapes: vues, reponses, erreurs };
}

const etapesDe = (source) => source.etapes ?? [{ nom: '', ...source }];

/**
 * The answers to keep and every champ at fault. `source`: a whole definition, even for one étape (its
 * conditions read the answers before it), or { champs } for a plain list.
 * With the nom of an étape, only its own errors: what « Continuer » looks at.
 * @param {{etapes: Etape[]}|{champs: Champ[]}} source @param {Reponses} saisies
 * @param {string} [today] YYYY-MM-DD @param {string} [etape]
 * @returns {{reponses: Reponses, erreurs: Erreur[]}}
 */
export function check(source, saisies, today = aujourdhui(), etape = undefined) {
  const etapes = etapesDe(source);
  const { reponses, erreurs } = parcourir(etapes, saisies, today);
  const noms = etapes.flatMap((e) => e.champs.filter((c) => c.type !== 'explication').map((c) => c.nom));
  const retenues = erreurs
    .filter((e) => etape === undefined || e.etape === etape)
    .map(({ champ, code, detail }) => ({ champ, code, detail }));
  const inconnus = etape === undefined ? Object.keys(saisies).filter((nom) => !noms.includes(nom)) : [];
  const [code, detail] = ['champ-inconnu', MESSAGES['champ-inconnu']];
  return { reponses, erreurs: [...retenues, ...inconnus.sort().map((champ) => ({ champ, code, detail }))] };
}

/**
 * The étapes to show, each with the champs to show.
 * @param {{etapes: Etape[]}|{champs: Champ[]}} source @param {Reponses} saisies @param {string} [today]
 * @returns {Etape[]}
 */
export const etapesVisibles = (source, saisies, today = aujourdhui()) =>
  parcourir(etapesDe(source), saisies, today).etapes;

/** The pièces to provide. @param {any} definition @param {Reponses} saisies @param {string} [today] */
export function piecesFor(definition, saisies, today = aujourdhui()) {
  const { reponses } = parcourir(definition.etapes, saisies, today);
  return definition.pieces.filter((piece) => visible(piece.si, reponses, today));
}
