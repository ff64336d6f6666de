// Passwords in forms: the one that proves who one is (Secret) and the one that one chooses (MotDePasse, R10).
//
// How a form uses them, whatever the names of its champs:
//   const actuel = new Secret({ nom: 'actuel', libelle: 'Mot de passe actuel', changed: draw });
//   const nouveau = new MotDePasse({ nom: 'nouveau', libelle: 'Nouveau mot de passe', changed: draw, personnels: () => [nom, courriel] });
//   html`${actuel.vue(saisie)} ${nouveau.vue(saisie)}`    label, help, error, field, « Afficher », meter
//   await nouveau.settle(saisie.lire('nouveau'))          before check(): waits for the verdict on what was just typed
//   [...actuel.check(saisie.lire('actuel')), ...nouveau.check(saisie.lire('nouveau'))]    errors, before sending
// `saisie` is { lire(nom), poser(nom, valeur), erreurs }: poser keeps what is typed and draws again; erreurs are those of
// check() or of the API, by champ. `changed` draws again. The id of a field is its nom. The server has the last word.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, post } from '../api.js';

const MINIMUM = 12;
const DELAI = 500; // milliseconds after the last key
const PATIENCE = 3000; // milliseconds that « Continuer » may wait for a verdict
const AIDE = `Au moins ${MINIMUM} caractères : par exemple quatre mots sans rapport entre eux, ou celui que votre navigateur propose.`;
const CONSEIL = 'Choisissez par exemple quatre mots qui n’ont rien à voir entre eux.';
const NIVEAUX = ['Très facile à deviner', 'Facile à deviner', 'Encore un peu facile à deviner', 'Solide', 'Très solide'];

/** @typedef {import('../api.js').Erreur} Erreur */
/** @typedef {{lire: (nom: string) => any, poser: (nom: string, valeur: any) => void, erreurs: Erreur[]}} Saisie */
/** @typedef {{score: number, suffisant: boolean, conseils: string[]}} Force `score` from 0 to 4 */

/** A password field that one may show and paste into. */
export class Secret {
  montre = false;

  /**
   * `manquant`: what to say when it is left empty.
   * @param {{nom: string, libelle: string, changed: () => void, aide?: string, autocomplete?: string, manquant?: string}} options
   */
  constructor({ nom, libelle, changed, aide = '', autocomplete = 'current-password', manquant = `${libelle} : saisissez-le.` }) {
    Object.assign(this, { nom, libelle, changed, aide, autocomplete, manquant });
  }

  /** @param {string} [texte] @returns {Erreur[]} */
  check(texte) {
    return texte ? [] : [{ champ: this.nom, code: 'obligatoire', detail: this.manquant }];
  }

  /** @param {Saisie} saisie @param {string} texte */
  typed(saisie, texte) {
    saisie.poser(this.nom, texte);
  }

  /** Under the field. @param {string} _texte */
  avis(_texte) {
    return nothing;
  }

  /** @param {Saisie} saisie */
  vue(saisie) {
    const { nom, libelle, montre } = this;
    const texte = saisie.lire(nom) ?? '';
    const faute = saisie.erreurs.find((e) => e.champ === nom);
    const notes = [this.aide && 'aide', faute && 'erreur', 'avis'].filter(Boolean).map((suffixe) => `${nom}-${suffixe}`);
    const bouton = montre ? 'Masquer' : 'Afficher';
    return html`<div class="champ">
      <label for=${nom}>${libelle}</label>
      ${this.aide ? html`<span class="indice" id="${nom}-aide">${this.aide}</span>` : nothing}
      ${faute ? html`<p class="err" id="${nom}-erreur"><span class="vh">Erreur : </span>${faute.detail}</p>` : nothing}
      <div class="mdp">
        <input id=${nom} type=${montre ? 'text' : 'password'} autocomplete=${this.autocomplete} autocapitalize="none" spellcheck="false" .value=${texte}
          aria-describedby=${notes.join(' ')} aria-invalid=${faute ? 'true' : nothing} @input=${(e) => this.typed(saisie, e.target.value)}>
        <button class="btn second" type="button" aria-label="${bouton} le ${libelle[0].toLowerCase()}${libelle.slice(1)}"
          @click=${() => ((this.montre = !montre), this.changed())}>${bouton}</button>
      </div>
      <div class="avis-mdp" id="${nom}-avis" role="status">${this.avis(texte)}</div>
    </div>`;
  }
}

/** A password that one chooses: judged while one types, in words. */
export class MotDePasse extends Secret {
  #verdict = { texte: '', force: /** @type {Force|null} */ (null) };
  #tour = 0;

  /** `personnels`: what an attacker would try first (names, courriel…), as typed at that moment. */
  constructor({ nom, libelle = 'Mot de passe', personnels = () => [], ...options }) {
    super({ nom, libelle, aide: AIDE, autocomplete: 'new-password', manquant: `${libelle} : choisissez-en un.`, ...options });
    this.personnels = personnels;
  }

  typed(saisie, texte) {
    super.typed(saisie, texte);
    if (missing(texte) <= 0) this.#judge(texte, DELAI);
  }

  /** What « Continuer » waits for: one answer of the API, and not for long. @param {string} [texte] */
  async settle(texte = '') {
    if (missing(texte) <= 0 && this.#verdict.texte !== texte) await Promise.race([this.#judge(texte, 0), pause(PATIENCE)]);
  }

  check(texte = '') {
    const [faute] = super.check(texte);
    if (faute) return [faute];
    const { nom, libelle } = this;
    if (missing(texte) > 0) return [{ champ: nom, code: 'trop-court', detail: `${libelle} : choisissez au moins ${MINIMUM} caractères.` }];
    if (this.#force(texte)?.suffisant ?? true) return [];
    return [{ champ: nom, code: 'trop-simple', detail: `${libelle} : il se devine trop facilement. ${CONSEIL}` }];
  }

  avis(texte) {
    const force = this.#force(texte);
    return force ? meter(force) : html`<p class="indice">${advice(texte)}</p>`;
  }

  #force(texte) {
    return this.#verdict.texte === texte ? this.#verdict.force : null;
  }

  /** The last question asked is the only one whose answer counts. */
  async #judge(texte, delai) {
    const tour = (this.#tour += 1);
    await pause(delai);
    if (tour !== this.#tour) return;
    const force = await ask(texte, this.personnels().filter(Boolean));
    if (tour !== this.#tour) return;
    this.#verdict = { texte, force };
    this.changed();
  }
}

const pause = (delai) => new Promise((resolve) => setTimeout(resolve, delai));

/** How many characters are missing, as the server counts them. @param {string} texte */
const missing = (texte) => MINIMUM - [...texte.normalize('NFC')].length;

/** Without an answer, what the page knows by itself is said instead. @returns {Promise<Force|null>} */
async function ask(texte, personnels) {
  try {
    return await post('/mots-de-passe/force', { mot_de_passe: texte, personnels });
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    return null;
  }
}

/** @param {string} texte */
function advice(texte) {
  const manque = missing(texte);
  if (!texte) return '';
  if (manque > 0) return `Encore ${manque} caractère${manque > 1 ? 's' : ''}.`;
  const varies = new Set(texte.toLowerCase()).size;
  if (varies < 8 || /^\d+$/.test(texte)) return 'Assez long, mais facile à deviner : variez davantage.';
  return texte.length < 20 ? 'Assez long. À l’envoi, le portail vérifie qu’il ne se devine pas.' : 'Très bien.';
}

/** One of the last two steps is enough, none of the first three. @param {Force} force */
function meter({ score, suffisant, conseils }) {
  const niveau = suffisant ? Math.max(score, 3) : Math.min(score, 2);
  return html`<p class="force n${niveau + 1}"><span class="jauge" aria-hidden="true">${NIVEAUX.map(() => html`<i></i>`)}</span>
      <b>${NIVEAUX[niveau]}</b><span class="vh"> (${niveau + 1} sur ${NIVEAUX.length})</span>.${suffisant ? nothing : ' Le portail ne l’acceptera pas ainsi.'}</p>
    ${suffisant || !conseils.length ? nothing : html`<ul>${conseils.map((conseil) => html`<li>${conseil}</li>`)}</ul>`}`;
}
