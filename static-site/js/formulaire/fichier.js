// A file of a pièce: on its way, then arrived, then checked by the portal, which gives its thumbnail.
import { ErreurApi, discreet, remove } from '../api.js';
import { send } from './envoi.js';

const ATTENTES = [1, 2, 4, 8, 15, 30, 60]; // seconds between two looks at the check
const PATIENCE = 4; // looks, after which one is told not to wait

/** @param {number} secondes */
const pause = (secondes) => new Promise((resolve) => setTimeout(resolve, secondes * 1000));

export class Fichier {
  nom = '';
  taille = 0; // bytes
  type = '';
  part = 0; // from 0 to 1, while it leaves
  /** Its place in the bucket, once arrived. @type {string|undefined} */
  cle = undefined;
  /** Why it did not arrive. */
  erreur = '';
  /** What the check says. @type {''|'attendu'|'en_controle'|'sain'|'refuse'} */
  etat = '';
  motif = '';
  /** The check takes long. */
  long = false;
  /** The portal no longer has it. */
  perdu = false;
  /** Address of its thumbnail in this page, to show small. */
  vignette = '';
  #oublie = false;

  /** @param {Partial<Fichier> & {source?: File}} connu @param {() => void} changed draws again */
  constructor(connu, changed) {
    Object.assign(this, connu, { changed });
  }

  get brouillon() {
    const { nom, taille, type, cle } = this;
    return { nom, taille, type, cle };
  }
  get arrive() {
    return Boolean(this.cle);
  }
  get image() {
    return this.type.startsWith('image/');
  }

  /** Raises ErreurApi. @param {string} demarche @param {import('./envoi.js').Piece} piece */
  async send(demarche, piece) {
    this.erreur = '';
    const progress = (part) => ((this.part = part), this.changed());
    Object.assign(this, await send(this.source, demarche, piece, progress));
    this.watch();
  }

  get #chemin() {
    return `/pieces/${encodeURIComponent(this.cle.split('/').at(-1))}`;
  }

  /** Until the check is over, or for as long as somebody may still be there. */
  async watch() {
    for (const [rang, secondes] of ATTENTES.entries()) {
      await pause(secondes);
      if (this.#oublie || (await this.look())) return;
      if (rang === PATIENCE - 1) this.long = true;
      this.changed();
    }
  }

  /** @returns {Promise<boolean>} whether the check is over */
  async look() {
    try {
      const { etat, motif, vignette } = await discreet.get(this.#chemin);
      Object.assign(this, { etat, motif });
      if (vignette) this.#show(vignette);
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.perdu = error.status === 404;
    }
    this.changed();
    return this.perdu || this.etat === 'sain' || this.etat === 'refuse';
  }

  /** The address of the bucket lives a few minutes, and images come from this page only. @param {string} url */
  async #show(url) {
    const reponse = await fetch(url).catch(() => null);
    if (!reponse?.ok || this.#oublie) return;
    this.vignette = URL.createObjectURL(await reponse.blob());
    this.changed();
  }

  /** It is taken back: nobody waits for it any more. */
  drop() {
    this.#oublie = true;
    if (this.vignette) URL.revokeObjectURL(this.vignette);
    if (!this.cle) return;
    remove(this.#chemin).catch((error) => (error instanceof ErreurApi ? undefined : Promise.reject(error)));
  }
}
