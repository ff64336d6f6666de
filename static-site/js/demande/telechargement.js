// What leaves the portal for the device: the link of a file lives a few minutes, a document is made when it is asked for.
import { html } from '../vendor/lit-html.js';
import { ErreurApi, get, getDocument } from '../api.js';

const GARDE = 60_000; // milliseconds that a browser may take to save a document

/** What went wrong is said beside the button. @param {HTMLElement} bouton @param {() => Promise<void>} act */
async function attempt(bouton, act) {
  const dit = bouton.nextElementSibling;
  if (bouton.ariaBusy) return;
  dit.textContent = '';
  bouton.ariaBusy = 'true';
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    dit.textContent = error.detail;
  }
  bouton.ariaBusy = null;
}

/** @param {unknown} libelle @param {() => Promise<void>} act @param {string} classe */
const button = (libelle, act, classe) => html`<button class="btn ${classe}" type="button" @click=${(e) => attempt(e.currentTarget, act)}>${libelle}</button>
    <span class="err" role="status"></span>`;

/** A file that was joined. @param {string} chemin @param {string} libelle */
export const download = (chemin, libelle) => button(libelle, async () => location.assign((await get(chemin)).url), 'lien');

/** @param {Blob} contenu @param {string} nom of the file */
export function saveBlob(contenu, nom) {
  const lien = Object.assign(document.createElement('a'), { href: URL.createObjectURL(contenu), download: nom });
  lien.click();
  setTimeout(() => URL.revokeObjectURL(lien.href), GARDE);
}

/** A PDF, unless said otherwise. @param {string} chemin @param {string} nom of the file @param {unknown} libelle @param {string} [classe] @param {string} [type] */
export const save = (chemin, nom, libelle, classe = 'second', type = undefined) => button(libelle, async () => saveBlob(await getDocument(chemin, type), nom), classe);

/** Small pictures of the files, fetched one after the other once the rest is there. */
export class Vignettes {
  #images = /** @type {Map<string, string>} */ (new Map());
  #file = Promise.resolve();

  /** @param {() => void} changed draws again */
  constructor(changed) {
    this.changed = changed;
  }

  /** @param {string} chemin of the file in the API */
  vue(chemin) {
    if (!this.#images.has(chemin)) {
      this.#images.set(chemin, '');
      this.#file = this.#file.then(() => this.#fetch(chemin));
    }
    const image = this.#images.get(chemin);
    return image ? html`<img class="vignette" src=${image} alt="">` : html`<span class="vignette"></span>`;
  }

  /** A picture that does not come is missed by nobody. @param {string} chemin */
  async #fetch(chemin) {
    const image = await get(`${chemin}/vignette`).then(({ url }) => fetch(url)).then((reponse) => (reponse.ok ? reponse.blob() : null)).catch(() => null);
    if (!image) return;
    this.#images.set(chemin, URL.createObjectURL(image));
    this.changed();
  }
}
