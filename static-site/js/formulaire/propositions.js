// What is proposed while one types, as a listbox under the field. A service that does not answer is not worth a word.

const DELAI = 300; // milliseconds after the last key

/**
 * What to propose: `nom` in the singular (a feminine word), `minimum` characters before asking, `vide` what to say when there
 * is nothing; `exact`: leaving the field with the very words of one proposal chooses it.
 * @template T
 * @typedef {{adresse: string, nom: string, minimum: number, libelle: (element: T) => string, choose: (element: T) => void,
 *   exact?: (element: T) => string, vide?: string}} Source
 */

/** Not through api.js, which makes a sentence of each failure: undefined then. @param {string} adresse @param {string} q @param {AbortSignal} signal @returns {Promise<any[]|undefined>} */
async function search(adresse, q, signal) {
  try {
    const reponse = await fetch(`${adresse}?${new URLSearchParams({ q })}`, { headers: { Accept: 'application/json' }, signal });
    return reponse.ok ? (await reponse.json()).elements : undefined;
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError || error.name === 'AbortError') return undefined;
    throw error;
  }
}

/** @type {WeakMap<HTMLInputElement, Propositions>} */
const attached = new WeakMap();

/**
 * At every focus of the field; only the first one makes the list. `avant`: what the field held then; one may have typed while
 * this module was on its way.
 * @param {HTMLInputElement} champ @param {string} avant @param {Source<any>} source
 */
export function attach(champ, avant, source) {
  const deja = attached.get(champ);
  if (deja) return void (deja.source = source);
  const propositions = new Propositions(champ, source);
  attached.set(champ, propositions);
  if (champ.value !== avant && champ === document.activeElement) propositions.wait();
}

/** The pattern « combobox » of ARIA: the focus stays in the field, the arrows walk in the list. */
class Propositions {
  #active = -1;
  #elements = /** @type {any[]} */ ([]);
  #minuterie = 0;
  #recherche = new AbortController();

  constructor(champ, source) {
    Object.assign(this, { champ, source });
    this.liste = make('ul', { id: `${champ.id}-propositions`, className: 'propositions', hidden: true }, { role: 'listbox', 'aria-label': `${source.nom}s proposées`.replace(/^./, (l) => l.toUpperCase()) });
    this.statut = make('span', { className: 'vh' }, { role: 'status' });
    set(champ, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.liste.id });
    champ.after(this.liste, this.statut);
    champ.addEventListener('input', () => this.wait());
    champ.addEventListener('keydown', (event) => this.#key(event));
    champ.addEventListener('blur', () => this.#leave());
    this.liste.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus
    this.liste.addEventListener('click', (event) => this.#choose([...this.liste.children].indexOf(event.target.closest('li'))));
  }

  /** Until one stops typing. */
  wait() {
    this.#close();
    const texte = this.champ.value.trim();
    if (texte.length >= this.source.minimum) this.#minuterie = setTimeout(() => this.#search(texte), DELAI);
  }

  async #search(texte) {
    this.#recherche = new AbortController();
    const { signal } = this.#recherche;
    const elements = await search(this.source.adresse, texte, signal);
    if (signal.aborted || !elements) return;
    if (elements.length) this.#show(elements);
    else this.#say(this.source.vide ?? '', 'indice');
  }

  /** @param {string} texte @param {'vh'|'indice'} classe what everybody needs to read, or what the list already shows */
  #say(texte, classe = 'vh') {
    Object.assign(this.statut, { textContent: texte, className: classe });
  }

  #show(elements) {
    this.#elements = elements;
    const { nom, libelle } = this.source;
    this.liste.replaceChildren(...elements.map((element, rang) =>
      make('li', { id: `${this.liste.id}-${rang}`, textContent: libelle(element) }, { role: 'option', 'aria-selected': 'false' })));
    this.#open(true);
    this.#say(`${elements.length} ${nom}${elements.length > 1 ? 's proposées' : ' proposée'}. Flèches haut et bas pour choisir, Entrée pour valider.`);
  }

  #open(ouverte) {
    this.liste.hidden = !ouverte;
    set(this.champ, { 'aria-expanded': String(ouverte) });
  }

  #leave() {
    const { exact } = this.source;
    const voulu = this.champ.value.trim().toLowerCase();
    const trouves = exact && !this.liste.hidden ? this.#elements.filter((e) => exact(e).toLowerCase() === voulu) : [];
    if (trouves.length === 1) this.#choose(this.#elements.indexOf(trouves[0]));
    else this.#close();
  }

  /** Nothing that was asked before matters any more. */
  #close() {
    clearTimeout(this.#minuterie);
    this.#recherche.abort();
    this.#mark(-1);
    this.#open(false);
    this.#say('');
  }

  #mark(rang) {
    this.#active = rang;
    [...this.liste.children].forEach((option, n) => set(option, { 'aria-selected': String(n === rang) }));
    if (rang < 0) return this.champ.removeAttribute('aria-activedescendant');
    set(this.champ, { 'aria-activedescendant': this.liste.children[rang].id });
    this.liste.children[rang].scrollIntoView({ block: 'nearest' });
  }

  #choose(rang) {
    const element = this.#elements[rang];
    if (!element) return;
    this.#close();
    this.source.choose(element);
    const { nom, libelle } = this.source;
    this.#say(`${nom.replace(/^./, (l) => l.toUpperCase())} remplie\u00a0: ${libelle(element)}`);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.liste.hidden) return;
    const [dernier, rang] = [this.#elements.length - 1, this.#active];
    const actions = {
      ArrowDown: () => this.#mark(rang < dernier ? rang + 1 : 0),
      ArrowUp: () => this.#mark(rang > 0 ? rang - 1 : dernier),
      Escape: () => this.#close(),
      Enter: () => this.#choose(rang),
    };
    if (!Object.hasOwn(actions, event.key) || (event.key === 'Enter' && rang < 0)) return;
    event.preventDefault();
    actions[event.key]();
  }
}

/** @param {Element} element @param {Record<string, string>} attributs */
function set(element, attributs) {
  for (const [nom, valeur] of Object.entries(attributs)) element.setAttribute(nom, valeur);
}

/** @param {string} balise @param {object} proprietes @param {Record<string, string>} attributs */
function make(balise, proprietes, attributs) {
  const element = Object.assign(document.createElement(balise), proprietes);
  set(element, attributs);
  return element;
}
