// The bordereau that comes with an envelope: its barcode is typed by the scanner, which ends with Enter, or by hand.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, get } from '../api.js';

const CHAMP = 'bordereau';
const INCONNU = 'Aucune demande de vos services ne porte ce numéro. Vérifiez-le sur le bordereau, ou cherchez le nom dans la file.';

export class Bordereau {
  #code = '';
  #erreur = '';
  #occupe = false;

  /** @param {() => void} changed draws again */
  constructor(changed) {
    this.changed = changed;
    addEventListener('keydown', (event) => this.#shortcut(event));
  }

  /** From anywhere on the page, so that a pile of envelopes goes fast. By the key’s place: Alt changes the letter on a Mac. */
  #shortcut(event) {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyB') return;
    event.preventDefault();
    document.getElementById(CHAMP)?.select();
  }

  async #open(event) {
    event.preventDefault();
    if (this.#occupe) return;
    const code = this.#code.trim();
    if (!code) return this.#tell('Scannez le bordereau, ou saisissez le numéro de la demande.');
    this.#occupe = true;
    this.#tell('');
    try {
      const { numero } = await get(`/agents/bordereaux/${encodeURIComponent(code)}`);
      location.assign(`/agents/demande/?n=${numero}#titre-pieces`);
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.#occupe = false;
      this.#tell(error.status === 404 ? INCONNU : error.detail);
    }
  }

  /** What was read is selected: the next scan replaces it. @param {string} erreur */
  #tell(erreur) {
    this.#erreur = erreur;
    this.changed();
    if (erreur) document.getElementById(CHAMP).select();
  }

  vue() {
    const faux = this.#erreur ? html`<p class="err" id="${CHAMP}-erreur" role="alert"><span class="vh">Erreur : </span>${this.#erreur}</p>` : nothing;
    return html`<form class="bordereau" @submit=${(event) => this.#open(event)} novalidate>
      <div class="champ"><label for=${CHAMP}>Scanner ou saisir un numéro (bordereau)</label>
        <span class="indice" id="${CHAMP}-aide">Avec ou sans tirets. Pour y venir d’une touche : Alt + B.</span>${faux}
        <div class="a-joindre"><input id=${CHAMP} autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" aria-keyshortcuts="Alt+B"
          aria-describedby="${CHAMP}-aide${this.#erreur ? ` ${CHAMP}-erreur` : ''}" aria-invalid=${this.#erreur ? 'true' : nothing} .value=${this.#code} @input=${(e) => (this.#code = e.target.value)}>
          <button class="btn second" aria-busy=${this.#occupe ? 'true' : nothing}>Ouvrir</button></div></div>
    </form>`;
  }
}
