// The pièces of a demande: each file with what its check said, what is awaited by post or has come.
import { html, nothing } from '../vendor/lit-html.js';
import { day } from '../dates.js';
import { taille } from '../taille.js';
import { Vignettes, download } from './telechargement.js';

/** @param {string} genre @param {string} mots */
const verdict = (genre, mots) => html`<span class="etat ${genre}">${mots}</span>`;
const aucun = () => nothing;

/** What is awaited by post. @param {any} demande */
export const attendues = (demande) => demande.pieces.filter((p) => p.par_courrier && !p.recue_le);
/** What was joined last under this pièce: it replaces what was there before. */
const dernieres = ({ historique }, piece) => historique.flatMap((p) => p.pieces ?? []).findLast((p) => p.nom === piece.nom)?.fichiers ?? piece.fichiers;
/** What the check refused and nothing replaced. @param {any} demande */
export const refusees = (demande) => demande.pieces.filter((p) => dernieres(demande, p).some((f) => f.etat === 'refuse'));
/** @param {any} demande whether a check is on its way */
export const enControle = (demande) => demande.pieces.some((p) => p.fichiers.some((f) => f.etat === 'en_controle'));

export class PiecesJointes {
  /**
   * @param {string} chemin of the demande in the API @param {() => void} changed draws again
   * @param {{refusee?: (piece: any) => unknown, attendue?: (piece: any) => unknown}} [suites] what one may do about a pièce
   */
  constructor(chemin, changed, { refusee = aucun, attendue = aucun } = {}) {
    Object.assign(this, { chemin, refusee, attendue, vignettes: new Vignettes(changed) });
  }

  /** @param {any} demande */
  vue(demande) {
    if (!demande.pieces.length) return html`<p>Aucune pièce n’est jointe.</p>`;
    const refus = refusees(demande);
    return html`<dl class="recap pieces">${demande.pieces.map((p) => html`<div><dt>${p.libelle}</dt><dd>
      ${p.fichiers.length ? html`<ul class="fichiers">${p.fichiers.map((f) => this.#fichier(p, f))}</ul>` : nothing}
      ${refus.includes(p) ? this.refusee(p) : nothing}${this.#courrier(p)}</dd></div>`)}</dl>`;
  }

  #courrier(piece) {
    if (piece.recue_le) return html`<p>${verdict('ok', 'Reçue par courrier')} le ${day(piece.recue_le)}</p>`;
    return piece.par_courrier ? html`<p>${verdict('attente', 'Attendue par courrier')}</p>${this.attendue(piece)}` : nothing;
  }

  /** Nobody opens a file before its check is over. */
  #fichier({ nom: piece }, { nom, taille: octets, indice, etat, motif, vignette }) {
    const chemin = `${this.chemin}/pieces/${piece}/${indice}`;
    const libelle = `${nom} (${taille(octets)})`;
    if (etat === 'refuse') return html`<li><span>${libelle}</span>${verdict('erreur', 'Refusé')}<p class="err">${motif}</p></li>`;
    if (etat === 'en_controle') return html`<li><span>${libelle}</span>${verdict('info', 'Contrôle en cours')}</li>`;
    return html`<li>${vignette ? this.vignettes.vue(chemin) : nothing}${download(chemin, libelle)}${verdict('ok', 'Vérifié')}</li>`;
  }
}
