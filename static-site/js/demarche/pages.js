// The pages of a démarche: whom it concerns, its étapes, the pièces, one's coordonnées, « Vérification ».
import { html, nothing } from '../vendor/lit-html.js';
import { check } from '../formulaire/champs.js';
import { afficher, enLignes } from '../formulaire/francais.js';
import { champ } from '../formulaire/rendu.js';
import { CONTACT, QUI, concernes } from './prerempli.js';

/** @typedef {import('./formulaire.js').FormulaireDemarche} FormulaireDemarche */
/** With `lignes`: what « Vérification » says of it. @typedef {import('../formulaire/etapes.js').Page & {lignes?: () => [string, string][]}} Page */

export const ICI = ''; // the étape that a plain list of champs makes: see check()
const RIEN = 'Non renseigné';

/** A page of our own champs. @param {FormulaireDemarche} f @param {{nom: string, titre: string, aide: string}} page @returns {Page} */
const list = (f, source, page) => ({
  ...page,
  lignes: () => source.champs.map((c) => [c.libelle, f.valeurs[c.nom] ? afficher(c, f.valeurs[c.nom]) : RIEN]),
  vue: () => source.champs.map((c) => champ(c, f)),
  owns: (nom) => nom.startsWith(`${page.nom}.`),
  check: () => check(source, f.valeurs, undefined, ICI).erreurs,
});

/** @param {FormulaireDemarche} f @returns {Page[]} */
export function whom(f) {
  const options = concernes(f.definition.membres, f.compte);
  if (options.length < 2) return [];
  const source = { champs: [{ nom: QUI, type: 'choix', libelle: 'Cette demande concerne', options }] };
  return [list(f, source, { nom: 'qui', titre: 'Pour qui ?', aide: 'Ce que nous savons déjà de cette personne sera repris de votre compte.' })];
}

/** @param {FormulaireDemarche} f @returns {Page[]} */
export const contact = (f) =>
  f.compte ? [] : [list(f, CONTACT, { nom: 'contact', titre: 'Vos coordonnées', aide: 'Elles servent seulement à traiter cette demande.' })];

/** @returns {[string, string][]} */
const lines = (champs, reponses) =>
  champs.filter((c) => c.type !== 'explication').flatMap((c) => (c.nom in reponses ? enLignes(c, reponses[c.nom]) : [[c.libelle, RIEN]]));

/** @param {FormulaireDemarche} f @param {any} etape as etapesVisibles() gives it @returns {Page} */
export const etape = (f, { nom, titre, aide, champs }) => ({
  nom, titre, aide,
  lignes: () => lines(champs, f.reponses),
  vue: () => champs.map((c) => champ(c, f)),
  owns: (n) => champs.some((c) => n === c.nom || n.startsWith(`${c.nom}.`)),
  check: () => check(f.definition, f.valeurs, undefined, nom).erreurs,
});

/** @param {FormulaireDemarche} f @param {any[]} pieces those asked for @returns {Page} */
export const joined = (f, pieces) => ({
  nom: 'pieces', titre: 'Pièces justificatives',
  aide: 'Une photo nette suffit. Sans fichier sous la main, cochez « Je l’enverrai par courrier ».',
  lignes: () => pieces.map((p) => [p.libelle, f.pieces?.describe(p)]),
  vue: () => f.withParts(() => f.pieces.vue(pieces, f.erreurs)),
  owns: (nom) => nom.startsWith('pieces.'),
  check: () => f.pieces?.check(pieces) ?? [],
});

/** @param {FormulaireDemarche} f @param {Page[]} saisie the pages before it @returns {Page} */
export const verification = (f, saisie) => ({
  nom: 'verification', titre: 'Vérification', action: 'Envoyer',
  aide: `Relisez vos réponses. Elles vont à un seul service : ${f.definition.service_nom}.`,
  vue: () => f.withParts(() => html`${f.parts.review(saisie.map((page) => ({ ...page, lignes: page.lignes() })), (nom) => f.etapes.revise(nom))}
    ${f.compte ? f.nouveautes.vue() : nothing} ${f.cryptogramme?.vue(f.erreurs)}`),
  owns: (nom) => nom.startsWith('cryptogramme'),
  check: () => f.cryptogramme?.check() ?? [],
});
