// The rendering of the rarer types of champ: fetched with their stylesheet once a definition is known to hold some.
import { wear } from '../feuille.js';
import { FEUILLES } from '../feuilles.js';
import { RENDUS } from './rendu.js';

/** @typedef {import('./rendu.js').Champ} Champ */

const simples = () => import('./rendus/simples.js');
const MODULES = {
  explication: simples, montant: simples, heure: simples, iban: simples, siret: simples, rna: simples, ecole: simples, consentement: simples,
  lieu_naissance: () => import('./rendus/lieu-naissance.js'),
  membre: () => import('./rendus/membre.js'),
  groupe: () => import('./rendus/groupe.js'),
  point: () => import('./rendus/point.js'),
};

/** Types of champs, those inside groupes too. @param {Champ[]} champs @returns {string[]} */
const types = (champs) => champs.flatMap((c) => [c.type, ...types(c.champs ?? [])]);

/**
 * To be awaited before the first champ of a definition is drawn. Asked again, it costs nothing.
 * Raises TypeError where a module cannot be fetched.
 * @param {{etapes: {champs: Champ[]}[]}|{champs: Champ[]}} definition
 */
export async function prepareRendus(definition) {
  const manquants = new Set(types((definition.etapes ?? [definition]).flatMap((e) => e.champs)).filter((type) => !(type in RENDUS)));
  if (!manquants.size) return;
  const sources = new Set([...manquants].map((type) => MODULES[type]));
  const [, ...modules] = await Promise.all([wear(FEUILLES.saisies), ...[...sources].map((load) => load())]);
  for (const module of modules) Object.assign(RENDUS, module.RENDUS);
}
