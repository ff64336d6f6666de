// What one types is kept on this device while one types; gone at log-out and once sent.
// A draft is { id, pour, le, titre, saisies… }: `pour` is the identifiant of its author, '' without a compte.

const MAGASIN = 'brouillons';
const DELAI = 300; // milliseconds after the last key

/** Stays open, so that a page on its way out can still write. @type {Promise<IDBDatabase>|undefined} */
let base;
const open = () =>
  (base ??= new Promise((resolve, reject) => {
    const demande = indexedDB.open('portail', 1);
    demande.onupgradeneeded = () => demande.result.createObjectStore(MAGASIN, { keyPath: 'id' });
    demande.onsuccess = () => resolve(demande.result);
    demande.onerror = () => reject(demande.error);
  }));

/** @param {IDBTransactionMode} mode @param {(magasin: IDBObjectStore) => IDBRequest} ask */
async function within(mode, ask) {
  const ouverte = await open();
  return new Promise((resolve, reject) => {
    const transaction = ouverte.transaction(MAGASIN, mode);
    const demande = ask(transaction.objectStore(MAGASIN));
    transaction.oncomplete = () => resolve(demande.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    transaction.commit(); // at once: the page may be leaving
  });
}

/** A private window may refuse to keep anything: the form still works. @template T @param {Promise<T>} promesse */
const orNothing = (promesse) => promesse.catch((error) => (error instanceof DOMException ? undefined : Promise.reject(error)));

/** Drafts of one person, newest first. @param {string} pour */
export const list = async (pour) =>
  ((await orNothing(within('readonly', (m) => m.getAll()))) ?? []).filter((b) => b.pour === pour).sort((a, b) => b.le - a.le);
/** @param {string} id */
export const erase = (id) => orNothing(within('readwrite', (m) => m.delete(id)));
export const purge = () => orNothing(within('readwrite', (m) => m.clear()));

/** The draft of one form. `tell` is given the state of saving, in words. */
export class Brouillon {
  /** @param {string} id @param {string} pour @param {(etat: string) => void} tell */
  constructor(id, pour, tell) {
    Object.assign(this, { id, pour, tell });
    addEventListener('pagehide', () => this.flush());
    document.addEventListener('visibilitychange', () => document.hidden && this.flush());
  }

  /** Somebody else's is not shown, and does not stay. @returns {Promise<any>} */
  async read() {
    const garde = await orNothing(within('readonly', (m) => m.get(this.id)));
    if (garde && garde.pour !== this.pour) await erase(this.id);
    else return garde;
  }

  /** @param {object} contenu */
  save(contenu) {
    clearTimeout(this.minuterie);
    this.attente = { ...contenu, id: this.id, pour: this.pour, le: Date.now() };
    this.minuterie = setTimeout(() => this.flush(), DELAI);
  }

  async flush() {
    clearTimeout(this.minuterie);
    const contenu = this.attente;
    if (!contenu) return;
    this.attente = null;
    try {
      await within('readwrite', (m) => m.put(contenu));
      this.tell('Brouillon enregistré sur cet appareil');
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.tell('Le brouillon n’a pas pu être enregistré sur cet appareil');
    }
  }

  erase() {
    clearTimeout(this.minuterie);
    this.attente = null;
    return erase(this.id);
  }
}
