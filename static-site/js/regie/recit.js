// The story of a payment, in plain words: what was done and learnt, and when.
import { html, nothing } from '../vendor/lit-html.js';
import { moment } from '../dates.js';

/** @param {{recit: {le: string, texte: string, auteur: string}[]}} paiement */
export const recit = ({ recit: episodes }) => html`<ol class="suivi">${episodes.map(
  (e, rang) => html`<li class=${rang === episodes.length - 1 ? 'actuel' : nothing}><b>${e.texte}</b><span class="qui">${moment(e.le)}${e.auteur ? `, ${e.auteur}` : ''}</span></li>`)}</ol>`;
