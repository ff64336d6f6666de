// A day, typed on one line: a régisseur types many.
import { html } from '../vendor/lit-html.js';
import { Ligne } from '../saisie/champs.js';
import { ecrireJour, lireJour } from './jours.js';

/** `min` and `max`: YYYY-MM-DD. */
export class Jour extends Ligne {
  check(texte) {
    if (!texte?.trim()) return super.check(texte);
    const detail = this.#fault(lireJour(texte));
    return detail ? [{ champ: this.nom, code: 'date', detail: `${this.libelle} : ${detail}` }] : [];
  }

  /** @param {string} jour */
  #fault(jour) {
    if (!jour) return 'écrivez un jour qui existe, comme 27/03/2026.';
    if (this.max && jour > this.max) return `le ${ecrireJour(this.max)} au plus tard.`;
    return this.min && jour < this.min ? `le ${ecrireJour(this.min)} au plus tôt.` : '';
  }

  controle(saisie, described, invalide) {
    return html`<input class="court" id=${this.nom} name=${this.nom} inputmode="numeric" placeholder="jj/mm/aaaa" maxlength="10" autocomplete="off" .value=${saisie.lire(this.nom) ?? ''}
      aria-describedby=${described} aria-invalid=${invalide} @input=${(e) => saisie.poser(this.nom, e.target.value)}>`;
  }
}
