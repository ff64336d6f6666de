// Addresses proposed while one types. Free text always works.
import { attach } from './propositions.js';

/** @typedef {{libelle: string, lignes: string[], code_postal: string, commune: string}} Adresse */

/**
 * To be called when the field takes the focus. `avant`: what it held then.
 * @param {HTMLInputElement} champ @param {string} avant @param {(adresse: Adresse) => void} choose
 */
export const proposeAdresses = (champ, avant, choose) =>
  attach(champ, avant, { adresse: '/api/adresses', nom: 'adresse', minimum: 4, libelle: (adresse) => adresse.libelle, choose });
