// Communes of birth proposed while one types, former ones too.
import { attach } from './propositions.js';

/** `ancienne`: it is now part of another. @typedef {{code: string, nom: string, departement: string, ancienne?: boolean}} Commune */

const libelle = ({ nom, departement, ancienne }) => `${nom} (${departement}${ancienne ? ', ancienne commune' : ''})`;

/**
 * To be called when the field takes the focus. `avant`: what it held then.
 * @param {HTMLInputElement} champ @param {string} avant @param {(commune: Commune) => void} choose
 */
export const proposeCommunes = (champ, avant, choose) =>
  attach(champ, avant, { adresse: '/api/lieux', nom: 'commune', minimum: 2, libelle, exact: ({ nom }) => nom, choose,
    vide: 'Aucune commune ne porte ce nom. Vérifiez-le, ou cochez la case ci-dessous.' });
