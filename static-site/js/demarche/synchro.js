// The draft in the compte: it follows the one on the device, two seconds behind, and whatever goes wrong stays there.
// Two devices or two tabs may write it: each says which revision it knew, and the second one is asked what to keep.
import { ErreurApi, discreet, remove } from '../api.js';
import { hour } from '../dates.js';

/** @typedef {{version: number, contenu: any}} Corps what is kept, as the page understands it, for one version of the definition */
/** @typedef {Corps & {revision: number, modifie_le: string}} Distant */

const DELAI = 2000; // milliseconds after the last change
const REESSAI = 30_000; // milliseconds after a failure
const ICI = 'gardé sur cet appareil';

const path = (slug) => `/brouillons/${slug}`;
/** Null where there is none any more. Raises ErreurApi. @param {string} slug @returns {Promise<Distant|null>} */
export const read = (slug) => discreet.get(path(slug)).catch((error) => (error.status === 404 ? null : Promise.reject(error)));
/** Raises ErreurApi. @param {string} slug @returns {Promise<true>} */
export const erase = (slug) => remove(path(slug)).then(() => true);

export class Synchro {
  /** Of the server's copy that this one follows; null as long as there is none. @type {number|null} */
  revision = null;
  /** The page is asking what to do, or sending the demande. */
  arretee = false;
  /** @type {Corps|null} */
  #attente = null;
  #texte = '';
  /** @type {Promise<void>|null} */
  #envoi = null;

  /**
   * `tell` is given the state of saving; `saved` when it was kept, and whether nothing came since; `met` what another device kept;
   * `ended` hears that the session is over.
   * @param {string} slug
   * @param {{tell: (etat: string, plus?: object) => void, saved: (le: string, complet: boolean) => void, met: (autre: Distant|null) => void, ended: () => void}} page
   */
  constructor(slug, page) {
    Object.assign(this, { slug, page });
    addEventListener('online', () => this.flush());
    document.addEventListener('visibilitychange', () => document.hidden && this.flush());
  }

  /** What the server holds already needs no saving. @param {Corps} corps */
  knows(corps) {
    this.#texte = JSON.stringify(corps);
  }

  /** @param {Corps} corps */
  save(corps) {
    const texte = JSON.stringify(corps);
    if (texte === this.#texte) return;
    this.#texte = texte;
    this.#attente = corps;
    if (!this.arretee) this.page.tell('', { enregistre: true });
    this.#plan(DELAI);
  }

  #plan(delai) {
    clearTimeout(this.minuterie);
    this.minuterie = setTimeout(() => this.flush(), delai);
  }

  /** One at a time, the newest last. */
  flush() {
    clearTimeout(this.minuterie);
    return (this.#envoi ??= this.#sendAll().finally(() => (this.#envoi = null)));
  }

  async #sendAll() {
    while (this.#attente && !this.arretee) {
      const corps = this.#attente;
      this.#attente = null;
      if (await this.#send(corps)) continue;
      this.#attente ??= corps;
      return;
    }
  }

  /** @param {Corps} corps @returns {Promise<boolean>} whether it is dealt with */
  async #send(corps) {
    try {
      const { revision, modifie_le: le } = await discreet.put(path(this.slug), { ...corps, revision: this.revision });
      this.#adopt(revision, le);
      return true;
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      return this.#failed(error, corps);
    }
  }

  #adopt(revision, le) {
    this.revision = revision;
    this.page.saved(le, !this.#attente);
    if (!this.#attente) this.page.tell('Brouillon enregistré dans votre compte', { quand: `à ${hour(le)}` });
  }

  /** @param {ErreurApi} error @param {Corps} corps */
  async #failed({ status, code }, corps) {
    if (code === 'ecriture-concurrente') return this.#meet(corps);
    if (status === 401) {
      this.arretee = true;
      this.page.tell(`Session terminée : ${ICI}`);
      this.page.ended();
    } else if (status === 422 || status === 413) {
      this.page.tell(`Brouillon trop long pour votre compte : ${ICI}`);
      return true;
    } else {
      this.page.tell(code === 'hors-ligne' ? `Hors connexion : ${ICI}` : `Le portail ne répond pas : ${ICI}`);
      this.#plan(REESSAI);
    }
    return false;
  }

  /** Perhaps our own, whose answer was lost on the way. @param {Corps} corps */
  async #meet(corps) {
    try {
      const autre = await read(this.slug);
      if (autre && same(autre, corps)) {
        this.#adopt(autre.revision, autre.modifie_le);
        return true;
      }
      this.arretee = true;
      this.page.tell(`Pas encore enregistré dans votre compte : ${ICI}`);
      this.page.met(autre);
      return false;
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      return this.#failed(error, corps);
    }
  }

  /** What one chose between the two: saving starts again, over the other one. @param {Distant|null} autre */
  over(autre) {
    this.revision = autre?.revision ?? null;
    this.arretee = false;
    return this.flush();
  }

  /** The other one is what one goes on with. @param {Distant} autre */
  follow(autre) {
    this.#attente = null;
    this.knows({ version: autre.version, contenu: autre.contenu });
    this.over(autre);
  }

  /** Nothing more leaves from here, nor is on its way. */
  async stop() {
    clearTimeout(this.minuterie);
    this.arretee = true;
    await this.#envoi;
  }

  resume() {
    this.arretee = false;
    this.flush();
  }
}

/** @param {Corps} a @param {Corps} b */
export const same = (a, b) => a.version === b.version && JSON.stringify(a.contenu) === JSON.stringify(b.contenu);
