// What the compte already holds is not asked again (R6): answers taken from it, for oneself or a member of the foyer.
import { nameOf } from '../personne.js';

/** @typedef {{id: string, lien: 'adulte'|'enfant', nom_naissance: string, prenoms: string[], naissance: {date: string}}} Membre */
/** @typedef {{identifiant: string, identite: any, coordonnees: any, membres: Membre[]}} Compte */

export const USAGER = 'usager';
export const AUTRE = 'autre'; // somebody whom the compte does not know

/** Whom the démarche may concern, as options of a choice. @param {string} membres the rule of the definition @param {Compte} compte */
export function concernes(membres, compte) {
  const voulus = { tous: ['adulte', 'enfant'], adultes: ['adulte'], enfants: ['enfant'] }[membres];
  if (!voulus || !compte) return [];
  const moi = { valeur: USAGER, libelle: `Moi-même, ${nameOf(compte.identite)}` };
  const foyer = compte.membres.filter((m) => voulus.includes(m.lien)).map((m) => ({ valeur: m.id, libelle: nameOf(m) }));
  const autre = { valeur: AUTRE, libelle: membres === 'enfants' ? 'Un autre enfant' : 'Une autre personne' };
  return [...(membres === 'enfants' ? [] : [moi]), ...foyer, autre];
}

/** @param {any} source @param {string} chemin */
const follow = (source, chemin) => chemin.split('.').reduce((objet, cle) => objet?.[cle], source);

/** As its champ keeps it: the prénoms are typed as one text. @param {any} valeur */
const asAnswer = (valeur) => (Array.isArray(valeur) ? valeur.join(', ') : valeur);

/**
 * Answers by champ.
 * @param {any} definition @param {Compte|null} compte @param {string} [membre] @returns {Record<string, any>}
 */
export function prefill(definition, compte, membre) {
  if (!compte) return {};
  const personne = membre === USAGER ? compte.identite : compte.membres.find((m) => m.id === membre);
  const source = { ...compte, membre: personne };
  const champs = definition.etapes.flatMap((e) => e.champs).filter((c) => c.prerempli);
  const paires = champs.map((c) => [c.nom, asAnswer(follow(source, c.prerempli))]);
  return Object.fromEntries(paires.filter(([, valeur]) => valeur));
}
