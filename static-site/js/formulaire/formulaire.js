// What the forms in étapes have in common: answers, draft, errors, an end. Who extends this says what is asked.
import { draw, setTitle } from '../page.js';
import { Brouillon } from './brouillon.js';
import { Etapes } from './etapes.js';

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
      forget: () => this.#forget(),
    });
    this.brouillon = new Brouillon(id, pour, (etat) => this.#tell(etat));
  }

  get erreurs() {
    return this.etapes.erreurs;
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

  #tell(etat) {
    if (this.etapes.fini) return;
    this.etapes.sauvegarde = etat;
    this.etapes.refresh();
  }

  async #forget() {
    if (!confirm('Effacer tout ce que vous avez saisi dans ce formulaire ?')) return;
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
