// What changed, champ by champ: before, and after. Pure, no DOM.
import { afficher } from '../formulaire/francais.js';
import { fiche } from './definition.js';
import { same } from './ecarts.js';
import { members } from './fusion.js';
import { called } from './membres.js';

/** @typedef {{libelle: string, avant: string, apres: string}} Changement */
/** @typedef {Record<string, any>} Valeurs */
const RIEN = 'Non renseigné';
const [ABSENT, PRESENT] = ['Absent du foyer', 'Dans le foyer'];

/** As typed, if it cannot be read. @param {any} champ @param {any} valeur */
function texte(champ, valeur) {
  if (same(valeur, '')) return RIEN;
  if (champ.type === 'date' && !Date.parse(valeur)) return valeur;
  return afficher(champ, champ.type === 'adresse' ? { ...valeur, lignes: valeur.lignes.filter(Boolean) } : valeur);
}

/** @param {any[]} champs @param {Valeurs} avant @param {Valeurs} apres @returns {Changement[]} */
const compared = (champs, avant, apres) =>
  champs
    .filter(({ nom }) => !same(avant[nom], apres[nom]))
    .map((champ) => ({ libelle: champ.libelle, avant: texte(champ, avant[champ.nom]), apres: texte(champ, apres[champ.nom]) }));

/** Somebody who comes or goes is one line. @returns {Changement[]} */
function person(champs, avant, apres) {
  const nom = called(apres ?? avant) || 'Une personne';
  if (!avant || !apres) return [{ libelle: nom, avant: avant ? PRESENT : ABSENT, apres: apres ? PRESENT : ABSENT }];
  return compared(champs, avant, apres).map((c) => ({ ...c, libelle: `${nom}, ${c.libelle[0].toLowerCase()}${c.libelle.slice(1)}` }));
}

/** @param {Valeurs} avant @param {Valeurs} apres as typed, by champ @returns {Changement[]} */
export function differences(avant, apres) {
  const [identite, coordonnees, foyer] = fiche({}, 1).etapes.map((e) => e.champs);
  const siens = foyer.map((c) => ({ ...c, nom: c.nom.replace('membres.0.', '') }));
  const [a, b] = [members(avant), members(apres)];
  const ids = [...new Set([...a.keys(), ...b.keys()])];
  return [...compared([...identite, ...coordonnees], avant, apres), ...ids.flatMap((id) => person(siens, a.get(id), b.get(id)))];
}
