// What is asked to create a compte or to change it, onglet by onglet (R7, R9), in the shape of a démarche: one engine
// checks both. Rules and words come from the server's own description; here stands what only a page needs.
// The names of the champs are their paths in what the API takes, so that its errors find them.
import { FICHE } from './fiche.js';

/** @typedef {import('../formulaire/rendu.js').Champ} Champ */
/** @typedef {{nom: string, titre: string, aide?: string, champs: Champ[]}} Etape */

/** What the browser may fill, and how a champ looks. The person at the keyboard only: nothing of the foyer is theirs. */
const MOI = {
  'identite.civilite': { autocomplete: 'honorific-prefix' },
  'identite.nom_naissance': { autocomplete: 'family-name' },
  'identite.naissance.date': { autocomplete: 'bday' },
  'coordonnees.courriel': { autocomplete: 'email' },
  'coordonnees.adresse': { autocomplete: 'street-address' },
  'coordonnees.telephone': { autocomplete: 'tel' },
  'securite.question': { compact: true },
  'securite.reponse': { autocomplete: 'off' },
};
const DANS_L_ORDRE = 'Dans l’ordre, séparés par des virgules.';
const PRENOMS_MAXIMUM = FICHE.limites.prenoms;
export const MEMBRES_MAXIMUM = FICHE.limites.membres;

/** Several prénoms in one field. @param {Champ} champ of one of them */
const several = (champ, plus) => ({ ...champ, longueur_max: champ.longueur_max * PRENOMS_MAXIMUM, aide: DANS_L_ORDRE, ...plus });

/** Some people have one name only. */
const SANS_PRENOM = { nom: 'identite.sans_prenom', type: 'choix_multiple', libelle: 'Un seul nom', obligatoire: false,
  options: [{ valeur: 'oui', libelle: 'Je n’ai pas de prénom' }] };
const si = { champ: SANS_PRENOM.nom, rempli: false };

/** The first prénom apart: it makes the identifiant. @param {Champ} champ */
const prenoms = (champ) => [
  SANS_PRENOM,
  { ...champ, si, libelle: 'Premier prénom', autocomplete: 'given-name' },
  several(champ, { nom: 'identite.autres_prenoms', si, libelle: 'Autres prénoms', obligatoire: false, autocomplete: 'additional-name' }),
];

/** @param {Etape} etape @returns {Etape} */
const dressed = (etape) => ({
  ...etape,
  champs: etape.champs.flatMap((c) => (c.nom === 'identite.prenoms' ? prenoms(c) : [{ ...c, ...MOI[c.nom] }])),
});

/** The telephone comes after the choice that may require it. @param {Record<string, any>} valeurs @returns {Etape} */
function coordonnees(valeurs) {
  const { champs, ...etape } = dressed(FICHE.coordonnees);
  const [mode] = FICHE.communication.champs.map((c) => ({ ...c, aide: FICHE.communication.aide }));
  const telephone = (c) => c.nom === 'coordonnees.telephone';
  const parSms = valeurs.communication === 'telephone';
  return { ...etape, champs: [...champs.filter((c) => !telephone(c)), mode, ...champs.filter(telephone).map((c) => ({ ...c, obligatoire: parSms }))] };
}

/** @param {number} rang @returns {Champ[]} */
const membre = (rang) =>
  FICHE.foyer.champs.map((champ) => {
    const [, , cle] = champ.nom.split('.');
    const nomme = { ...champ, nom: champ.nom.replace('.0.', `.${rang}.`) };
    if (cle === 'prenoms') return several(nomme);
    if (cle === 'relation') return { ...nomme, compact: true };
    return cle === 'ecole' ? { ...nomme, si: { champ: `membres.${rang}.lien`, egal: 'enfant' } } : nomme;
  });

/** @param {Record<string, any>} valeurs @param {number} membres how many @returns {{etapes: Etape[]}} */
export const fiche = (valeurs, membres) => ({
  etapes: [dressed(FICHE.identite), coordonnees(valeurs), { ...FICHE.foyer, champs: [...Array(membres).keys()].flatMap(membre) }],
});

/** @param {Record<string, any>} valeurs @param {number} membres how many @returns {{etapes: Etape[]}} */
export const definition = (valeurs, membres) => ({ etapes: [...fiche(valeurs, membres).etapes, dressed(FICHE.securite)] });

/** Whether a champ, or a part of it, is in an étape. @param {Etape} etape @param {string} nom */
export const owns = (etape, nom) =>
  nom === etape.nom || etape.champs.some((c) => nom === c.nom || nom.startsWith(`${c.nom}.`)) || (etape.nom === 'foyer' && nom.startsWith('membres'));
