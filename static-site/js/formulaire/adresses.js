// Addresses proposed while one types, as a listbox under the field. Free text always works; a service that does not
// answer is not worth a word.

const MINIMUM = 4; // characters
const DELAI = 300; // milliseconds after the last key

/** @typedef {{libelle: string, lignes: string[], code_postal: string, commune: string}} Adresse */

/** Not through api.js, which makes a sentence of each failure. @param {string} q @param {AbortSignal} signal @returns {Promise<Adresse[]>} */
async function search(q, signal) {
  try {
    const reponse = await fetch(`/api/adresses?${new URLSearchParams({ q })}`, { headers: { Accept: 'application/json' }, signal });
    return reponse.ok ? (await reponse.json()).elements : [];
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError || error.name === 'AbortError') return [];
    throw error;
  }
}

const attached = new WeakSet();

/**
 * Once per field, at its first focus. `avant`: what it held then; one may have typed while this module was on its way.
 * @param {HTMLInputElement} champ @param {string} avant @param {(adresse: Adresse) => void} choose
 */
export function attach(champ, avant, choose) {
  if (attached.has(champ)) return;
  attached.add(champ);
  const propositions = new Propositions(champ, choose);
  if (champ.value !== avant && champ === document.activeElement) propositions.wait();
}

/** The pattern « combobox » of ARIA: the focus stays in the field, the arrows walk in the list. */
class Propositions {
  #active = -1;
  #adresses = /** @type {Adresse[]} */ ([]);
  #minuterie = 0;
  #recherche = new AbortController();

  constructor(champ, choose) {
    Object.assign(this, { champ, choose });
    this.liste = make('ul', { id: `${champ.id}-propositions`, className: 'propositions', hidden: true }, { role: 'listbox', 'aria-label': 'Adresses proposées' });
    this.statut = make('span', { className: 'vh' }, { role: 'status' });
    set(champ, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.liste.id });
    champ.after(this.liste, this.statut);
    champ.addEventListener('input', () => this.wait());
    champ.addEventListener('keydown', (event) => this.#key(event));
    champ.addEventListener('blur', () => this.#close());
    this.liste.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus
    this.liste.addEventListener('click', (event) => this.#choose([...this.liste.children].indexOf(event.target.closest('li'))));
  }

  /** Until one stops typing. */
  wait() {
    this.#close();
    const texte = this.champ.value.trim();
    if (texte.length >= MINIMUM) this.#minuterie = setTimeout(() => this.#search(texte), DELAI);
  }

  async #search(texte) {
    this.#recherche = new AbortController();
    const { signal } = this.#recherche;
    const adresses = await search(texte, signal);
    if (!signal.aborted && adresses.length) this.#show(adresses);
  }

  #show(adresses) {
    this.#adresses = adresses;
    this.liste.replaceChildren(...adresses.map(({ libelle }, rang) =>
      make('li', { id: `${this.liste.id}-${rang}`, textContent: libelle }, { role: 'option', 'aria-selected': 'false' })));
    this.#open(true);
    this.statut.textContent = `${adresses.length} adresse${adresses.length > 1 ? 's proposées' : ' proposée'}. Flèches haut et bas pour choisir, Entrée pour valider.`;
  }

  #open(ouverte) {
    this.liste.hidden = !ouverte;
    set(this.champ, { 'aria-expanded': String(ouverte) });
  }

  /** Nothing that was asked before matters any more. */
  #close() {
    clearTimeout(this.#minuterie);
    this.#recherche.abort();
    this.#mark(-1);
    this.#open(false);
    this.statut.textContent = '';
  }

  #mark(rang) {
    this.#active = rang;
    [...this.liste.children].forEach((option, n) => set(option, { 'aria-selected': String(n === rang) }));
    if (rang < 0) return this.champ.removeAttribute('aria-activedescendant');
    set(this.champ, { 'aria-activedescendant': this.liste.children[rang].id });
    this.liste.children[rang].scrollIntoView({ block: 'nearest' });
  }

  #choose(rang) {
    const adresse = this.#adresses[rang];
    if (!adresse) return;
    this.#close();
    this.choose(adresse);
    this.statut.textContent = `Adresse remplie\u00a0: ${adresse.libelle}`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.liste.hidden) return;
    const [dernier, rang] = [this.#adresses.length - 1, this.#active];
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
