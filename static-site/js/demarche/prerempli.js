// What the compte already holds is not asked again (R6): answers taken from it, for oneself or a member of the foyer.
import { nameOf } from '../personne.js';

/** @typedef {{id: string, lien: 'adulte'|'enfant', nom_naissance: string, prenoms: string[], naissance: {date: string}}} Membre */
/** @typedef {{identifiant: string, identite: any, coordonnees: any, membres: Membre[]}} Compte */

// Our own champs hold a dot, which those of a definition never do.
export const QUI = 'qui.membre';
export const CONTACT = { champs: [
  { nom: 'contact.nom', type: 'texte', libelle: 'Votre nom', autocomplete: 'family-name', longueur_max: 80 },
  { nom: 'contact.prenom', type: 'texte', libelle: 'Votre prénom', autocomplete: 'given-name', longueur_max: 80 },
  { nom: 'contact.courriel', type: 'courriel', libelle: 'Votre adresse électronique', autocomplete: 'email', aide: 'Vous y recevez le numéro de la demande et la réponse du service.' },
] };
export const USAGER = 'usager';
export const AUTRE = 'autre'; // somebody whom the compte does not know

/** Those of the foyer whom a rule allows: « tous », « adultes » or « enfants ». @param {string} regle @returns {string[]} */
const liens = (regle) => ({ tous: ['adulte', 'enfant'], adultes: ['adulte'], enfants: ['enfant'] })[regle];

/** Whom the démarche may concern, as options of a choice. @param {string} membres the rule of the definition @param {Compte} compte */
export function concernes(membres, compte) {
  const voulus = liens(membres);
  if (!voulus || !compte) return [];
  const moi = { valeur: USAGER, libelle: `Moi-même, ${nameOf(compte.identite)}` };
  const foyer = compte.membres.filter((m) => voulus.includes(m.lien)).map((m) => ({ valeur: m.id, libelle: nameOf(m) }));
  const autre = { valeur: AUTRE, libelle: membres === 'enfants' ? 'Un autre enfant' : 'Une autre personne' };
  return [...(membres === 'enfants' ? [] : [moi]), ...foyer, autre];
}

/** The same people for a champ « membre ». @param {string} regle @param {Compte|null} compte @returns {import('../formulaire/rendu.js').Personne[]} */
export const personnes = (regle, compte) =>
  (compte?.membres ?? []).filter((m) => liens(regle).includes(m.lien)).map((m) => ({ membre: m.id, nom: m.nom_naissance, prenoms: asAnswer(m.prenoms), naissance: m.naissance.date }));

/** @param {any} source @param {string} chemin */
export const follow = (source, chemin) => chemin.split('.').reduce((objet, cle) => objet?.[cle], source);

/** As its champ keeps it: the prénoms are typed as one text. @param {any} valeur */
const asAnswer = (valeur) => (Array.isArray(valeur) ? valeur.join(', ') : valeur);

/**
 * Answers by champ; `lieux`: those to look up first, because the compte holds them in words.
 * @param {any} definition @param {Compte|null} compte @param {string} [membre] @returns {{reponses: Record<string, any>, lieux: [string, string][]}}
 */
export function prefill(definition, compte, membre) {
  if (!compte) return { reponses: {}, lieux: [] };
  const personne = membre === USAGER ? compte.identite : compte.membres.find((m) => m.id === membre);
  const source = { ...compte, membre: personne };
  const champs = definition.etapes.flatMap((e) => e.champs).filter((c) => c.prerempli);
  const paires = champs.map((c) => [c.nom, asAnswer(follow(source, c.prerempli)), c.type]).filter(([, valeur]) => valeur);
  const inWords = ([, valeur, type]) => type === 'lieu_naissance' && typeof valeur === 'string';
  return { reponses: Object.fromEntries(paires.filter((paire) => !inWords(paire))), lieux: paires.filter(inWords) };
}
