// The justificatifs that the compte gave earlier and that still hold: they need not be given again.
import { ErreurApi, discreet } from '../api.js';
import { day } from '../dates.js';

/** @typedef {{nature: string, fichiers: {nom: string, taille: number}[], fourni_le: string, valable_jusqu_au: string}} Justificatif */

export class Justificatifs {
  /** @type {Justificatif[]} */
  elements = [];
  #demande = /** @type {Promise<void>|null} */ (null);

  /** @param {() => void} changed draws again */
  constructor(changed) {
    this.changed = changed;
  }

  /** Asked once; without an answer, one gives the file as anybody does. */
  load() {
    this.#demande ??= this.#load();
  }
  async #load() {
    try {
      this.elements = (await discreet.get('/compte/justificatifs')).elements;
      this.changed();
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
    }
  }

  /** @param {{nature?: string}} piece @returns {Justificatif|undefined} */
  of({ nature }) {
    return nature ? this.elements.find((j) => j.nature === nature) : undefined;
  }
}

/** « facture.pdf, le 3 octobre 2026, valable jusqu’au 3 janvier 2027 ». @param {Justificatif} justificatif */
export const describe = ({ fichiers, fourni_le: le, valable_jusqu_au: fin }) =>
  `${fichiers.map((f) => f.nom).join(', ')}, le ${day(le)}, valable jusqu’au ${day(fin)}`;
