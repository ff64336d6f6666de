// For engineers: each type of champ as the forms draw it, empty, filled and at fault.
import { html } from '../vendor/lit-html.js';
import { wear } from '../feuille.js';
import { FEUILLES } from '../feuilles.js';
import { champ } from '../formulaire/rendu.js';
import { prepareRendus } from '../formulaire/rendus.js';
import { draw } from '../page.js';

/** @typedef {import('../formulaire/rendu.js').Champ} Champ */

const OPTIONS = [{ valeur: 'a', libelle: 'Première réponse' }, { valeur: 'b', libelle: 'Deuxième réponse' }];
const BEAUCOUP = Array.from({ length: 9 }, (_, n) => ({ valeur: String(n), libelle: `École n° ${n + 1}` }));
const PERSONNES = [{ membre: 'm1', nom: 'Lire', prenoms: 'Zoé, Marie', naissance: '2019-04-02' }, { membre: 'm2', nom: 'Lire', prenoms: 'Tom', naissance: '2021-11-30' }];
const ADRESSE = { lignes: ['12 rue des Tilleuls'], code_postal: '62990', commune: 'Valmont-sur-Lys' };
const ENFANT = { champs: [{ nom: 'prenom', type: 'texte', libelle: 'Prénom' }, { nom: 'ne', type: 'date', libelle: 'Date de naissance' }, { nom: 'accord', type: 'oui_non', libelle: 'Mange à la cantine' }], libelle_un: 'Enfant', min: 1, max: 3 };

/** By type: what a definition would say of it, what fills it, and the part at fault, if it is one of its parts. @type {[Partial<Champ> & {type: string}, any, string?][]} */
const TYPES = [
  [{ type: 'texte', aide: 'Comme sur le livret de famille.' }, 'Lefèbvre'],
  [{ type: 'texte_long' }, 'Le trottoir est effondré sur deux mètres.'],
  [{ type: 'nombre' }, 3],
  [{ type: 'montant' }, '1 234,50'],
  [{ type: 'date' }, '2022-03-27'],
  [{ type: 'heure' }, '9h30'],
  [{ type: 'oui_non' }, true],
  [{ type: 'choix', options: OPTIONS }, 'b'],
  [{ type: 'choix_multiple', options: OPTIONS }, ['a', 'b']],
  [{ type: 'courriel' }, 'amelie.lire@example.org'],
  [{ type: 'telephone' }, '+33612345678'],
  [{ type: 'adresse' }, ADRESSE, 'code_postal'],
  [{ type: 'lieu_naissance' }, { code: '62498', nom: 'Lens' }],
  [{ type: 'iban' }, 'FR76 3000 6000 0112 3456 7890 189'],
  [{ type: 'siret' }, '732 829 320 00074'],
  [{ type: 'rna' }, 'W621000123'],
  [{ type: 'ecole', options: BEAUCOUP }, '4'],
  [{ type: 'membre', lien: 'enfants' }, { membre: null, nom: 'Lire', prenoms: 'Rose', naissance: '2020-02-29' }, 'prenoms'],
  [{ type: 'groupe', ...ENFANT }, [{ prenom: 'Zoé', ne: '2019-04-02', accord: true }, { prenom: 'Tom' }], '0.prenom'],
  [{ type: 'point' }, { lieu: 'Devant le 12 rue des Tilleuls', latitude: 50.6394, longitude: 2.3942 }, 'lieu'],
  [{ type: 'consentement' }, true],
  [{ type: 'explication', aide: 'La demande d’acte est gratuite.' }, undefined],
];

/** @param {string} etat @returns {Champ[]} */
const champsOf = (etat) => TYPES.map(([plus]) => ({ libelle: `${plus.type.replaceAll('_', ' ')}, ${etat}`, ...plus, nom: `${plus.type}-${etat}` }));
const ETATS = ['vide', 'rempli', 'en-erreur'];

const saisie = {
  valeurs: Object.fromEntries(TYPES.map(([{ type }, valeur]) => [`${type}-rempli`, valeur])),
  bruts: new Map(),
  erreurs: TYPES.map(([{ type }, , partie]) => ({ champ: [`${type}-en-erreur`, ...(partie ? [partie] : [])].join('.'), code: 'exemple', detail: 'Voici ce qui ne va pas, et comment le corriger.' })),
  lire: (nom) => saisie.valeurs[nom],
  poser(nom, valeur) {
    saisie.valeurs[nom] = valeur;
    show();
  },
  personnes: () => PERSONNES,
};
saisie.valeurs['membre-en-erreur'] = { membre: null, nom: 'Lire', prenoms: '', naissance: '' };
saisie.valeurs['lieu_naissance-en-erreur'] = { pays: '', nom: '', ville: '' };

const show = () => draw(html`<form novalidate autocomplete="off" @submit=${(e) => e.preventDefault()}>${TYPES.map(([{ type }], rang) => html`<section class="esp" aria-labelledby="type-${type}">
    <h2 id="type-${type}">${type}</h2>${ETATS.map((etat) => champ(champsOf(etat)[rang], saisie))}</section>`)}</form>`);

await Promise.all([prepareRendus({ champs: champsOf('vide') }), wear(FEUILLES.factures)]);
show();
