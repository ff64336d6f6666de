// What one is writing about a demande, kept in this tab: a reload or a session that ends loses nothing. It goes once sent,
// and at log-out.

export class Retenue {
  #place;

  /** @param {string} chemin of the demande in the API */
  constructor(chemin) {
    this.#place = `ecrit:${chemin}`;
  }

  read() {
    return JSON.parse(sessionStorage.getItem(this.#place) ?? 'null');
  }

  /** @param {{message: string, pieces: any}} contenu */
  save(contenu) {
    if (!contenu.message && !contenu.pieces?.noms.length) return this.forget();
    sessionStorage.setItem(this.#place, JSON.stringify(contenu));
  }

  forget() {
    sessionStorage.removeItem(this.#place);
  }
}
