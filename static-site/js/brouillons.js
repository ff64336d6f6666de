// « À terminer » on « Accueil »: what one began, in the compte or on this device only, until when it is kept.
import { html, nothing } from './vendor/lit-html.js';
import { ErreurApi, remove } from './api.js';
import { day } from './dates.js';
import { ask } from './dialogue.js';
import { erase } from './formulaire/brouillon.js';

/** @typedef {import('./demarche/reprise.js').ATerminer} Brouillon */

/** Where, and until when. @param {Brouillon} brouillon */
const kept = ({ expire }) => (expire ? `gardé jusqu’au ${day(expire)}` : 'gardé sur cet appareil seulement, jusqu’à votre déconnexion');

export class ATerminer {
  erreur = '';
  fait = '';

  /** @param {Brouillon[]} brouillons @param {() => void} changed draws again */
  constructor(brouillons, changed) {
    Object.assign(this, { brouillons, changed });
  }

  /** @param {Brouillon} brouillon */
  async #drop(brouillon) {
    const question = { titre: 'Effacer ce brouillon ?', texte: `${brouillon.titre} : tout ce que vous avez saisi sera perdu.`, action: 'Effacer' };
    if (!(await ask(question))) return;
    this.erreur = '';
    try {
      if (brouillon.expire) await remove(`/brouillons/${brouillon.slug}`);
      await erase(`demarche:${brouillon.slug}`);
      this.brouillons = this.brouillons.filter((b) => b !== brouillon);
      this.fait = `Brouillon effacé : ${brouillon.titre}.`;
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.erreur = error.detail;
    }
    this.changed();
    document.getElementById('titre-brouillons').focus();
  }

  vue() {
    const { brouillons, erreur, fait } = this;
    if (!brouillons.length && !fait) return nothing;
    return html`<section class="carte tranche" aria-labelledby="titre-brouillons">
      <h2 id="titre-brouillons" tabindex="-1">À terminer</h2>
      ${erreur ? html`<p class="err" role="alert">${erreur}</p>` : nothing}
      <p role="status" class="dit">${fait}</p>
      <ul class="brouillons">${brouillons.map((b) => this.#line(b))}</ul>
    </section>`;
  }

  /** @param {Brouillon} brouillon */
  #line(brouillon) {
    const { slug, titre, commence } = brouillon;
    return html`<li><span><b>${titre}</b><br><span class="indice">Commencé le ${day(commence)}, ${kept(brouillon)}</span></span>
      <span class="barre"><a class="btn second" href="/demarches/${slug}/">Reprendre<span class="vh"> : ${titre}</span></a>
        <button class="btn lien" type="button" @click=${() => this.#drop(brouillon)}>Effacer<span class="vh"> : ${titre}</span></button></span></li>`;
  }
}
