// « Modifier mon compte » (R18): the onglets of the creation, each kept with « Sauver ». Nothing typed is lost, and
// nothing saved elsewhere is overwritten unseen.
import { html } from '../vendor/lit-html.js';
import { ErreurApi, get, patch } from '../api.js';
import { etapesVisibles } from '../formulaire/champs.js';
import { orNone } from '../formulaire/facultatif.js';
import { focusChamp, focusSummary } from '../formulaire/resume.js';
import { draw, setTitle } from '../page.js';
import { fiche, owns } from './definition.js';
import { differs } from './ecarts.js';
import { count } from './membres.js';
import { spread } from './lecture.js';
import { blocked, failed, page } from './onglets.js';
import { verify } from './regles.js';

/** A part of the page did not come. */
const INJOIGNABLE = new ErreurApi(0, 'injoignable');

export class Modification {
  erreurs = /** @type {import('../api.js').Erreur[]} */ ([]);
  bruts = new Map();
  nom = 'identite';
  /** What the last « Sauver » led to. @type {import('./suites.js').Suite|null} */
  suite = null;
  occupe = false;

  /** @param {import('./lecture.js').Compte & {version: number}} compte as GET /compte gives it */
  constructor(compte) {
    this.#read(compte);
    this.valeurs = this.base;
    addEventListener('hashchange', () => this.#open());
    addEventListener('beforeunload', (event) => (this.suite?.gardee || this.etapes.some((e) => this.changed(e))) && event.preventDefault());
  }

  start() {
    this.#follow();
    this.keep();
    setTitle(`Modifier mon compte – ${this.etape.titre}`);
  }

  lire(nom) {
    return this.valeurs[nom];
  }
  poser(nom, valeur) {
    this.valeurs = { ...this.valeurs, [nom]: valeur };
    this.keep();
  }
  keep() {
    draw(page(this));
  }

  /** Once its onglet is open; drawn again and again, it is asked for once. */
  loadFoyer() {
    this.chargement ??= this.#import();
  }
  async #import() {
    const module = await orNone(import('./foyer.js'));
    if (!module) return this.#tell([], failed(INJOIGNABLE.detail), 'suite');
    this.foyer = new module.Foyer(this);
    this.keep();
  }

  /** Those to show, with the champs to show. */
  get etapes() {
    return etapesVisibles(fiche(this.valeurs, count(this.valeurs)), this.valeurs);
  }
  get etape() {
    return this.etapes.find((e) => e.nom === this.nom) ?? this.etapes[0];
  }
  /** The address names an onglet, or a place in the page. @returns {boolean} whether there is something else to show */
  #follow() {
    const voulue = this.etapes.find((e) => `#${e.nom}` === location.hash);
    const autre = Boolean(voulue) && voulue.nom !== this.nom;
    if (autre) this.nom = voulue.nom;
    return autre;
  }
  /** Whether something in it is not saved. */
  changed(etape) {
    return differs(this.#within(etape, this.base), this.#within(etape, this.valeurs));
  }
  #within(etape, valeurs) {
    return Object.fromEntries(Object.entries(valeurs).filter(([nom]) => owns(etape, nom)));
  }

  #read(compte) {
    Object.assign(this, { compte, base: spread(compte) });
  }

  #open() {
    if (!this.#follow()) return;
    if (!this.foyer) this.chargement = null;
    this.#tell([], null, 'titre');
    scrollTo(0, 0);
  }

  /** @param {import('../api.js').Erreur[]} erreurs @param {any} suite @param {string} focus */
  #tell(erreurs, suite, focus) {
    Object.assign(this, { erreurs, suite });
    this.keep();
    setTitle(`${erreurs.length ? 'Erreur : ' : ''}Modifier mon compte – ${this.etape.titre}`);
    if (erreurs.length) focusSummary();
    else document.getElementById(focus)?.focus();
  }

  /** To a champ, wherever it is. @param {string} champ */
  goTo(champ) {
    const etape = this.etapes.find((e) => owns(e, champ));
    if (etape && etape.nom !== this.etape.nom) history.pushState(null, '', `#${etape.nom}`);
    this.#follow();
    this.keep();
    focusChamp(champ);
  }

  /** « Sauver ». @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    if (this.occupe) return;
    const { erreurs } = this.#check(this.etape.nom);
    if (erreurs.length) return this.#tell(erreurs, null, '');
    if (await this.#questioned(event.target)) return;
    await this.#save();
  }

  #check(nom) {
    return verify(fiche(this.valeurs, count(this.valeurs)), this.valeurs, nom);
  }

  /** A courriel that is on file already is right. */
  async #questioned(form) {
    const courriel = 'coordonnees.courriel';
    if (this.etape.nom !== 'coordonnees' || this.lire(courriel) === this.base[courriel]) return false;
    const module = await orNone(import('../formulaire/doute.js'));
    if (module) this.doute ??= new module.Doute(() => this.keep());
    return this.doute?.raise(form) ?? false;
  }

  async #save() {
    const { etape } = this;
    this.#busy(true);
    try {
      const suites = await orNone(import('./suites.js'));
      if (!suites) throw INJOIGNABLE;
      const corps = suites.change(etape.nom, this.#check('').reponses, this.valeurs, this.compte);
      const { changements, ...compte } = await patch('/compte', { version: this.compte.version, ...corps });
      this.#busy(false);
      this.#saved(etape, compte, suites.saved(changements, this.compte, compte));
    } catch (error) {
      this.#busy(false);
      if (!(error instanceof ErreurApi)) throw error;
      await this.#refused(error);
    }
  }
  #busy(occupe) {
    this.occupe = occupe;
    this.keep();
  }

  /** What is saved is shown as it is kept; what other onglets hold unsaved stays. */
  #saved(etape, compte, suite) {
    this.#read(compte);
    const autres = Object.entries(this.valeurs).filter(([nom]) => !owns(etape, nom));
    this.valeurs = { ...Object.fromEntries(autres), ...this.#within(etape, this.base) };
    this.bruts.clear();
    this.#tell([], suite, 'suite');
  }

  async #refused({ code, detail, erreurs }) {
    if (erreurs.length) return this.#tell(erreurs, null, '');
    if (code === 'compte-non-modifiable') return this.#tell([], blocked(detail), 'suite');
    const frais = code === 'ecriture-concurrente' ? await get('/compte').catch(() => null) : null;
    if (!frais) return this.#tell([], failed(detail), 'suite');
    const { met } = await import('./suites.js');
    const { base, valeurs } = this;
    this.#read(frais);
    const suite = met(base, this.base, valeurs);
    this.#replace(suite.reprise);
    this.#tell([], suite, 'suite');
  }
  #replace(valeurs) {
    this.valeurs = valeurs;
    this.bruts.clear();
  }

  /** « Voir la version enregistrée »: what one typed is kept aside. */
  show() {
    this.#replace(this.base);
    this.#tell([], { ...this.suite, gardee: true }, 'suite');
  }

  /** « Reprendre mes modifications », once one has seen what is saved now. */
  async resume() {
    this.#replace(this.suite.reprise);
    const { erreurs } = this.#check(this.etape.nom);
    if (erreurs.length) return this.#tell(erreurs, null, '');
    await this.#save();
  }
}
