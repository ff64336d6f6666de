// The state of a demande, as a word with a colour (R30).
import { html } from './vendor/lit-html.js';

const GENRES = { en_cours: 'info', complet: 'info', a_completer: 'attente', valide: 'ok', refuse: 'erreur' };

/** @param {{etat: string, etat_libelle: string}} demande */
export const etat = (demande) => html`<span class="etat ${GENRES[demande.etat] ?? 'neutre'}">${demande.etat_libelle}</span>`;

/** @param {string} numero */
export const timbre = (numero) => html`<span class="timbre">n° ${numero}</span>`;
