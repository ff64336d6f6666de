// « Vouliez-vous écrire amelie@gmail.com ? »: asked once, beside the champ, before the form goes on. The citizen decides.
import { html, nothing } from '../vendor/lit-html.js';
import { mended } from './domaine.js';

export class Doute {
  /** Addresses that the citizen confirmed. */
  #gardees = new Set();
  /** @type {{nom: string, saisie: string, proposee: string, form: HTMLFormElement}|null} */
  #question = null;

  /** @param {() => void} changed draws again */
  constructor(changed) {
    Object.assign(this, { changed });
  }

  /** Whether there is something to ask first. Once answered, the form is submitted again. @param {HTMLFormElement} form */
  raise(form) {
    const questions = [...form.querySelectorAll('input[type="email"]')].map((champ) => {
      const saisie = champ.value.trim();
      return { nom: champ.id, saisie, proposee: mended(saisie), form };
    });
    this.#question = questions.find((q) => q.proposee && !this.#gardees.has(q.saisie)) ?? null;
    if (!this.#question) return false;
    this.changed();
    document.getElementById('doute').focus();
    return true;
  }

  #answer(valeur) {
    const { nom, form } = this.#question;
    this.#question = null;
    this.#gardees.add(valeur);
    const champ = document.getElementById(nom);
    champ.value = valeur;
    champ.dispatchEvent(new Event('input')); // as typed: what keeps this value is the champ's business
    form.requestSubmit();
  }

  /** Under the champ that it questions, as long as nothing else is typed there. @param {string} nom @param {string} [valeur] */
  vue(nom, valeur = '') {
    const question = this.#question;
    if (question?.nom !== nom || question.saisie !== valeur.trim()) return nothing;
    return html`<div class="avis question" id="doute" tabindex="-1" role="group" aria-labelledby="doute-question">
      <p id="doute-question">Vouliez-vous écrire <strong>${question.proposee}</strong> ?</p>
      <div class="barre">
        <button class="btn" type="button" @click=${() => this.#answer(question.proposee)}>Oui, corriger</button>
        <button class="btn second" type="button" @click=${() => this.#answer(question.saisie)}>Non, garder ce que j’ai écrit</button>
      </div>
    </div>`;
  }
}
