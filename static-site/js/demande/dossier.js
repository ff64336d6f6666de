// What a demande holds, for who made it and for who handles it: follow-up, answers, pièces.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, get } from '../api.js';
import { day, moment } from '../dates.js';
import { taille } from '../taille.js';

const OUVERTS = ['en_cours', 'a_completer', 'complet'];

/** @param {any} demande whether something is still to come */
export const isOpen = (demande) => OUVERTS.includes(demande.etat);

/** @param {any} demande @param {string} attendu what comes next, while the demande is open */
export const suivi = (demande, attendu) => html`<ol class="suivi">
    ${demande.historique.map((passage, rang) => html`<li class=${rang === demande.historique.length - 1 ? 'actuel' : nothing}>
      <b>${passage.libelle}</b><time datetime=${passage.le}>${moment(passage.le)}</time>
      ${passage.motif ? html`<p class="motif">${passage.motif}</p>` : nothing}</li>`)}
    ${isOpen(demande) ? html`<li class="a-venir"><b>${attendu}</b>au plus tard le ${day(demande.echeance_le)}</li>` : nothing}
  </ol>`;

/** @param {any} demande */
export const reponses = (demande) =>
  demande.recapitulatif.map(({ titre, lignes }) => html`<h3>${titre}</h3>
    <dl class="recap">${lignes.map((l) => html`<div><dt>${l.libelle}</dt><dd>${l.valeur}</dd></div>`)}</dl>`);

/** The link lives a few minutes: it is asked for when one wants the file. */
async function download(chemin, bouton) {
  const etat = bouton.nextElementSibling;
  etat.textContent = '';
  bouton.setAttribute('aria-busy', 'true');
  try {
    const { url } = await get(chemin);
    location.assign(url);
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    etat.textContent = error.detail;
  }
  bouton.removeAttribute('aria-busy');
}

const fichier = (chemin, { nom, taille: octets }) => html`<li>
    <button class="btn lien" type="button" @click=${(e) => download(chemin, e.currentTarget)}>${nom} (${taille(octets)})</button>
    <span class="err" role="status"></span>
  </li>`;

/** @param {any} demande @param {string} base address of the demande in the API */
export const pieces = (demande, base) =>
  demande.pieces.length
    ? html`<dl class="recap">${demande.pieces.map((p) => html`<div><dt>${p.libelle}</dt><dd>${p.par_courrier
        ? 'Par courrier'
        : html`<ul class="fichiers">${p.fichiers.map((f) => fichier(`${base}/pieces/${p.nom}/${f.indice}`, f))}</ul>`}</dd></div>`)}</dl>`
    : html`<p>Aucune pièce n’est jointe.</p>`;

const AUCUN = '-'; // no demande has it: without a numéro, the API would answer the whole list
/** The numéro in the address of the page. */
export const numeroDemande = () => new URLSearchParams(location.search).get('n') || AUCUN;
