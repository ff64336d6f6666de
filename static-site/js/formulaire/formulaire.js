// What the forms in étapes have in common: answers, draft, errors, an end. Who extends this says what is asked.
import { draw, setTitle } from '../page.js';
import { Brouillon } from './brouillon.js';
import { Etapes } from './etapes.js';
import { orNone } from './facultatif.js';

/**
 * To be given by who extends: `pages()`, those to show at this moment; `submit()`, what « Envoyer » does; `contents()`,
 * what the draft keeps. The rest is what rendu.js asks of a Saisie.
 */
export class Formulaire {
  valeurs = /** @type {Record<string, any>} */ ({});
  bruts = new Map();

  /** @param {string} titre @param {string} id of the draft @param {string} pour whose draft: an identifiant or '' */
  constructor(titre, id, pour) {
    this.etapes = new Etapes({
      titre,
      pages: () => this.pages(),
      submit: () => this.submit(),
      moved: () => this.keep(),
      forget: () => this.#askToForget(),
      doubt: (form) => this.#doubt(form),
    });
    this.brouillon = new Brouillon(id, pour, (etat) => this.kept(etat));
  }

  get erreurs() {
    return this.etapes.erreurs;
  }
  set erreurs(erreurs) {
    this.etapes.erreurs = erreurs;
  }
  lire(nom) {
    return this.valeurs[nom];
  }
  poser(nom, valeur) {
    this.valeurs[nom] = valeur;
    this.keep();
  }

  keep() {
    this.brouillon.save({ ...this.contents(), etape: this.etapes.nom });
    this.etapes.refresh();
  }

  /** Only a page that asks for a courriel has something to doubt. @param {HTMLFormElement} form */
  async #doubt(form) {
    if (!form.querySelector('input[type="email"]')) return false;
    const module = await orNone(import('./doute.js'));
    if (module) this.doute ??= new module.Doute(() => this.etapes.refresh());
    return this.doute?.raise(form) ?? false;
  }

  /** The draft is on this device, or could not be. @param {string} etat in words */
  kept(etat) {
    this.tell(etat);
  }

  /** The state of saving. @param {string} sauvegarde @param {{quand?: string, enregistre?: boolean}} [plus] */
  tell(sauvegarde, { quand = '', enregistre = false } = {}) {
    if (this.etapes.fini) return;
    Object.assign(this.etapes, { sauvegarde, quand, enregistre });
    this.etapes.refresh();
  }

  async #askToForget() {
    if (confirm('Effacer tout ce que vous avez saisi dans ce formulaire ?')) await this.forget();
  }

  async forget() {
    await this.brouillon.erase();
    history.replaceState(null, '');
    location.reload();
  }

  /** Sent: nothing is left to fill or to keep. @param {unknown} vue with a `#titre` @param {string} titre of the window */
  async end(vue, titre) {
    this.etapes.fini = true;
    await this.brouillon.erase();
    draw(vue);
    setTitle(titre);
    document.getElementById('titre').focus();
    scrollTo(0, 0);
  }
}
