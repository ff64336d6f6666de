// Words that several pages of the régisseur share.
import { html } from '../vendor/lit-html.js';

const GENRES = { a_payer: 'attente', en_paiement: 'info', payee: 'ok', annulee: 'neutre' };

/** @param {{etat: string, etat_libelle: string}} facture */
export const etatFacture = ({ etat, etat_libelle: libelle }) => html`<span class="etat ${GENRES[etat] ?? 'neutre'}">${libelle}</span>`;

/** « 1 facture », « 12 factures ». @param {number} n @param {string} mot @param {string} [pluriel] */
export const compte = (n, mot, pluriel = `${mot}s`) => `${n.toLocaleString('fr-FR')}\u00a0${n > 1 ? pluriel : mot}`;

/** Lines that have something to say. @param {[string, unknown][]} lignes */
export const recap = (lignes) => html`<dl class="recap">${lignes.filter(([, valeur]) => valeur).map(([nom, valeur]) => html`<div><dt>${nom}</dt><dd>${valeur}</dd></div>`)}</dl>`;

/** @param {string} id of a facture */
export const lienFacture = (id) => `/agents/factures/facture/?id=${encodeURIComponent(id)}`;
/** @param {string} id of a payment */
export const lienPaiement = (id) => `/agents/paiement/?id=${encodeURIComponent(id)}`;

const GENRES_PAIEMENT = { initie: 'info', paye: 'ok', refuse: 'neutre', abandonne: 'neutre', expire: 'neutre' };

/** What a person must look at stands out. @param {{etat: string, etat_libelle: string, anomalie?: string}} paiement */
export const etatPaiement = ({ etat, etat_libelle: libelle, anomalie }) => html`<span class="etat ${anomalie ? 'erreur' : (GENRES_PAIEMENT[etat] ?? 'neutre')}">${libelle}</span>`;
