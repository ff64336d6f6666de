// A form in étapes: one a page. The Back button, the title of the window and the focus follow.
import { html, nothing } from '../vendor/lit-html.js';
import { draw, setTitle } from '../page.js';
import { focusChamp, focusSummary, summary } from './resume.js';

/** @typedef {import('../api.js').Erreur} Erreur */
/**
 * One page of the form. `check` gives what is at fault in it, once `settle` has waited for what it needs; `owns` says
 * whether a champ is in it, `later` whether it may be skipped, `action` what the button says.
 * @typedef {{nom: string, titre: string, aide?: string, vue: () => unknown, check: () => Erreur[],
 *   settle?: () => Promise<void>, owns: (champ: string) => boolean, later?: boolean, action?: string}} Page
 */

export class Etapes {
  erreurs = /** @type {Erreur[]} */ ([]);
  avis = '';
  /** Said over the form, of what was resumed or of another device. @type {unknown} */
  annonce = nothing;
  /** The state of saving, read out as it changes; `quand` is only shown, `enregistre` while it is under way. */
  sauvegarde = '';
  quand = '';
  enregistre = false;
  fini = false;
  #occupe = false;
  #relecture = false;

  /**
   * `pages` are those to show at this moment, the last one sends: it calls `submit`, which sets `fini` once done; `moved` hears of
   * a change of page; `doubt` may ask something first, and then says true.
   * @param {{titre: string, pages: () => Page[], submit: () => Promise<void>,
   *   forget: () => void, moved: () => void, doubt: (form: HTMLFormElement) => Promise<boolean>}} formulaire
   */
  constructor(formulaire) {
    Object.assign(this, formulaire);
    addEventListener('popstate', ({ state }) => state?.etape && !this.#occupe && !this.fini && this.#open(state.etape));
  }

  /** @param {string} [nom] where one left off */
  start(nom) {
    this.nom = history.state?.etape ?? nom;
    this.nom = this.#page.nom;
    history.replaceState({ etape: this.nom }, '');
    this.refresh();
    this.#setTitle();
  }

  refresh() {
    draw(this.#vue());
  }

  /** @param {string} nom */
  goTo(nom) {
    if (nom !== this.#page.nom) history.pushState({ etape: nom }, '');
    this.#open(nom);
  }

  /** What the server refused: back to the first étape at fault. @param {Erreur[]} erreurs @param {string} [avis] */
  refuse(erreurs, avis = '') {
    this.avis = avis;
    const fautive = this.pages().find((page) => erreurs.some((e) => page.owns(e.champ)));
    if (fautive && fautive.nom !== this.#page.nom) history.pushState({ etape: (this.nom = fautive.nom) }, '');
    this.#report(erreurs);
  }

  get #page() {
    const pages = this.pages();
    return pages.find((page) => page.nom === this.nom) ?? pages[0];
  }

  #open(nom) {
    this.nom = nom;
    this.avis = '';
    this.#report([]);
    this.moved();
  }

  /** @param {Erreur[]} erreurs */
  #report(erreurs) {
    this.erreurs = erreurs;
    this.refresh();
    this.#setTitle();
    if (erreurs.length) focusSummary();
    else document.getElementById('titre').focus();
    scrollTo(0, 0);
  }

  #setTitle() {
    setTitle(`${this.erreurs.length ? 'Erreur\u00a0: ' : ''}${this.#page.titre} – ${this.titre}`);
  }

  /** @param {SubmitEvent} event */
  async #advance(event) {
    event.preventDefault();
    if (this.#occupe) return;
    await this.#settle();
    const pages = this.pages();
    const rang = pages.indexOf(pages.find((page) => page.nom === this.#page.nom));
    const erreurs = pages[rang].check();
    if (erreurs.length) return this.#report(erreurs);
    if (await this.doubt(event.target)) return;
    if (rang < pages.length - 1) return this.#next(pages, rang);
    const fautes = pages.flatMap((page) => page.check());
    if (fautes.length) return this.refuse(fautes);
    await this.#send();
  }

  async #settle() {
    const page = this.#page;
    if (!page.settle) return;
    this.#occupe = true;
    this.refresh();
    await page.settle();
    this.#occupe = false;
    this.refresh();
  }

  /** After « Modifier », straight back to the last page unless the change asks something more. */
  #next(pages, rang) {
    const suivantes = pages.slice(rang + 1);
    const cible = this.#relecture ? (suivantes.find((page) => page.check().length) ?? pages.at(-1)) : suivantes[0];
    this.#relecture &&= cible !== pages.at(-1);
    this.goTo(cible.nom);
  }

  async #send() {
    this.#occupe = true;
    this.erreurs = [];
    this.refresh();
    try {
      await this.submit();
    } finally {
      this.#occupe = false;
    }
    if (!this.fini) this.refresh();
  }

  /** « Modifier », on the last page. @param {string} nom */
  revise(nom) {
    this.#relecture = true;
    this.goTo(nom);
  }

  /** @param {string} champ wherever it is */
  #goToChamp(champ) {
    const page = this.pages().find((p) => p.owns(champ));
    if (page && page.nom !== this.#page.nom) {
      history.pushState({ etape: page.nom }, '');
      this.nom = page.nom;
      this.refresh();
    }
    focusChamp(champ);
  }

  #vue() {
    const pages = this.pages();
    const page = this.#page;
    const rang = pages.findIndex((p) => p.nom === page.nom);
    return html`<ol class="etapes-h" aria-label="Étapes">${pages.map((p, n) => this.#onglet(p, n, rang))}</ol>
      ${summary(this.erreurs, (champ) => this.#goToChamp(champ))}
      ${this.avis ? html`<div class="avis" role="alert"><p>${this.avis}</p></div>` : nothing}
      ${this.annonce}
      <form novalidate @submit=${(event) => this.#advance(event)}>
        <p class="sur">${this.titre} · étape ${rang + 1} sur ${pages.length}</p>
        <h1 id="titre" tabindex="-1">${page.titre}</h1>
        ${page.aide ? html`<p class="chapo">${page.aide}</p>` : nothing} ${page.vue()}
        <div class="barre">${this.#buttons(page, pages, rang)}</div>
        <div class="brouillon">${this.#sauvegarde()}</div>
      </form>`;
  }

  #sauvegarde() {
    const { sauvegarde, quand, enregistre } = this;
    return html`<span class="sauvegarde"><span class=${enregistre ? 'vh' : nothing} role="status">${sauvegarde}</span> ${enregistre ? html`<span aria-hidden="true">Enregistrement…</span>` : quand}</span>
      ${sauvegarde ? html`<button class="btn lien" type="button" @click=${this.forget}>Effacer ce brouillon</button>` : nothing}`;
  }

  #onglet(page, n, rang) {
    if (n >= rang) return html`<li aria-current=${n === rang ? 'step' : nothing}>${page.titre}</li>`;
    return html`<li class="faite"><button type="button" @click=${() => this.goTo(page.nom)}>${page.titre}</button></li>`;
  }

  #buttons(page, pages, rang) {
    const to = (p) => () => this.goTo(p.nom);
    return html`${rang ? html`<button class="btn second" type="button" @click=${to(pages[rang - 1])}>Précédent</button>` : nothing}
      <button class="btn" aria-busy=${this.#occupe ? 'true' : nothing}>${page.action ?? 'Continuer'}</button>
      ${page.later ? html`<button class="btn lien" type="button" @click=${to(pages[rang + 1])}>Plus tard</button>` : nothing}`;
  }
}
