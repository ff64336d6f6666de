// What a demande holds, for who made it and for who handles it: where it stands, what happened, the answers.
import { html, nothing } from '../vendor/lit-html.js';
import { day, moment } from '../dates.js';

const OUVERTS = ['en_cours', 'a_completer', 'complet'];

/** @param {any} demande whether something is still to come */
export const isOpen = (demande) => OUVERTS.includes(demande.etat);

/** Of what happened, the files and the envelopes that came with it; they open under « Pièces justificatives ». */
const jointes = ({ pieces = [] }) =>
  pieces.length
    ? html`<ul class="jointes">${pieces.map((p) => html`<li>${p.libelle} : ${p.fichiers.map((f) => f.nom).join(', ') || 'par courrier'}</li>`)}</ul>`
    : nothing;

/**
 * The follow-up, oldest first: who, when, their words, what they joined.
 * @param {any} demande @param {{attendu: string, noms: {usager: string, service: string}}} mots `attendu`: what comes next, while the demande is open
 */
export const suivi = (demande, { attendu, noms }) => html`<ol class="suivi">
    ${demande.historique.map((passage, rang) => html`<li class="${passage.de} ${rang === demande.historique.length - 1 ? 'actuel' : ''}">
      <b>${passage.libelle}</b><span class="qui">${noms[passage.de]}, <time datetime=${passage.le}>${moment(passage.le)}</time></span>
      ${passage.motif ? html`<p class="motif">${passage.motif}</p>` : nothing}${jointes(passage)}</li>`)}
    ${isOpen(demande) ? html`<li class="a-venir"><b>${attendu}</b><span class="qui">au plus tard le ${day(demande.echeance_le)}</span></li>` : nothing}
  </ol>`;

/** @param {any} demande */
export const reponses = (demande) =>
  demande.recapitulatif.map(({ titre, lignes }) => html`<h3>${titre}</h3>
    <dl class="recap">${lignes.map((l) => html`<div><dt>${l.libelle}</dt><dd>${l.valeur}</dd></div>`)}</dl>`);

const AUCUN = '-'; // no demande has it: without a numéro, the API would answer the whole list
/** The numéro in the address of the page. */
export const numeroDemande = () => new URLSearchParams(location.search).get('n') || AUCUN;
