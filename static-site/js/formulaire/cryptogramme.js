// The distorted code to copy (R11): an image, its spoken version, another one on demand, a person on the phone.
// Beside it, unseen: a proof of work, found while one reads, and a champ that only robots fill.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, post } from '../api.js';
import { COMMUNE } from '../commune.js';
import { solve } from './preuve.js';

const CHAMP = 'cryptogramme';
const ATTENTE = 'Un nouveau code arrive…';
/** The image stays good: it was answered faster than a person reads. */
const TROP_VITE = 'trop-vite';

export class Cryptogramme {
  code = '';
  #image = null;
  #etat = '';
  #miel = '';
  #recherche = { abandoned: true };
  #preuve = Promise.resolve(-1);

  /** @param {() => void} changed draws again */
  constructor(changed) {
    this.changed = changed;
  }

  /** Asks for an image when there is none yet; draws nothing itself. Drawn twice in a row, it still asks for one. */
  prepare() {
    if (this.#image || this.#etat) return;
    this.#etat = ATTENTE;
    queueMicrotask(() => this.renew());
  }

  /** A fresh image. What was typed belongs to the old one. */
  async renew() {
    Object.assign(this, { code: '' });
    this.#image = null;
    this.#recherche.abandoned = true;
    this.#tell(ATTENTE);
    try {
      this.#image = await post('/cryptogrammes', {});
      this.#search();
      this.#tell('');
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.#tell(error.detail);
    }
  }

  #search() {
    this.#recherche = { abandoned: false };
    this.#preuve = solve(this.#image.preuve, this.#recherche);
  }

  /** As the API takes it. Whoever copies faster than the proof is found waits for it. */
  async solve() {
    this.#tell('Vérification en cours… Encore un instant.');
    const preuve = await this.#preuve;
    this.#tell('');
    return { id: this.#image?.id ?? '', code: this.code.trim(), preuve, miel: this.#miel };
  }

  check() {
    return this.code.trim() ? [] : [{ champ: CHAMP, code: 'obligatoire', detail: 'Cryptogramme : recopiez les caractères de l’image.' }];
  }

  /** After a refusal: another image if the refusal speaks of this one. @param {import('../api.js').Erreur[]} erreurs */
  async refused(erreurs) {
    const faute = erreurs.find((e) => e.champ.startsWith(CHAMP));
    if (faute && faute.code !== TROP_VITE) await this.renew();
  }

  #tell(etat) {
    this.#etat = etat;
    this.changed();
  }

  async #listen() {
    this.#tell('Lecture du code…');
    const son = new Audio(this.#image.audio);
    son.addEventListener('ended', () => this.#tell(''));
    await son.play().catch(() => this.#tell('La lecture est impossible. Demandez un nouveau code, ou téléphonez-nous.'));
  }

  /** @param {import('../api.js').Erreur[]} erreurs */
  vue(erreurs) {
    this.prepare();
    const faute = erreurs.find((e) => e.champ.startsWith(CHAMP));
    return html`<div class="champ">
      <label for=${CHAMP}>Cryptogramme</label>
      <span class="indice" id="cryptogramme-aide">Recopiez les 6 caractères : cela écarte les robots. Majuscules ou minuscules, peu importe.</span>
      ${faute ? html`<p class="err" id="cryptogramme-erreur"><span class="vh">Erreur : </span>${faute.detail}</p>` : nothing}
      <div class="cryptogramme">
        ${this.#image
          ? html`<img src=${this.#image.image} width="260" height="100" alt="Six caractères déformés. Le bouton « Écouter le code » les lit.">`
          : html`<span class="image"></span>`}
        <div class="barre">
          <button class="btn second" type="button" ?disabled=${!this.#image} @click=${() => this.#listen()}>Écouter le code</button>
          <button class="btn second" type="button" @click=${() => this.renew()}>Nouveau code</button>
        </div>
        <span role="status">${this.#etat}</span>
      </div>
      <input id=${CHAMP} class="court" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="12" .value=${this.code}
        aria-describedby="cryptogramme-aide${faute ? ' cryptogramme-erreur' : ''}" aria-invalid=${faute ? 'true' : nothing} @input=${(e) => (this.code = e.target.value)}>
      <div class="miel" aria-hidden="true"><label>Laissez ce champ vide <input name="site" tabindex="-1" autocomplete="off" .value=${this.#miel} @input=${(e) => (this.#miel = e.target.value)}></label></div>
      <p class="indice">Vous n’arrivez ni à le lire ni à l’entendre ? Téléphonez à la mairie : <a href="tel:${COMMUNE.telephone.replaceAll(' ', '')}">${COMMUNE.telephone.replaceAll(' ', '\u00a0')}</a>.</p>
    </div>`;
  }
}
