// The pièces justificatives: files chosen or photographed, or « par courrier » (R27).
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi } from '../api.js';
import { accept, formats, send, size } from './envoi.js';

/** @typedef {import('./envoi.js').Piece} Piece */
/** `cle` once arrived, `erreur` once refused, neither on its way. @typedef {{nom: string, taille: number, part: number, cle?: string, erreur?: string, source?: File, le: number}} Fichier */
/** @typedef {{courrier: boolean, fichiers: Fichier[], refus: string}} Fourniture */

const GARDE = 40 * 3600 * 1000; // milliseconds that the portal keeps a file that no demande took, with a margin

export class Pieces {
  /** @type {Record<string, Fourniture>} */
  par = {};

  /** @param {string} demarche @param {() => void} changed draws again and keeps the draft */
  constructor(demarche, changed) {
    Object.assign(this, { demarche, changed });
  }

  /** What arrived, for the draft. */
  get brouillon() {
    return Object.fromEntries(Object.entries(this.par).map(([nom, { courrier, fichiers }]) => {
      const arrives = fichiers.filter((f) => f.cle).map(({ nom: n, taille, cle, le }) => ({ nom: n, taille, cle, le, part: 1 }));
      return [nom, { courrier, fichiers: arrives, refus: '' }];
    }));
  }

  /** @param {Record<string, Fourniture>} [garde] */
  restore(garde = {}) {
    const limite = Date.now() - GARDE;
    for (const [nom, f] of Object.entries(garde)) this.par[nom] = { ...f, fichiers: f.fichiers.filter((x) => x.le > limite) };
  }

  /** @param {Piece} piece */
  #de(piece) {
    return (this.par[piece.nom] ??= { courrier: false, fichiers: [], refus: '' });
  }

  /** As the API takes them. @param {Piece[]} pieces */
  body(pieces) {
    const fournies = pieces.map((p) => [p.nom, this.#de(p)]).filter(([, f]) => f.fichiers.length || f.courrier);
    return Object.fromEntries(fournies.map(([nom, f]) => [nom, f.fichiers.length ? { cles: f.fichiers.map((x) => x.cle) } : { par_courrier: true }]));
  }

  /** In words, for the last page. @param {Piece} piece */
  describe(piece) {
    const { courrier, fichiers } = this.#de(piece);
    return fichiers.map((f) => f.nom).join(', ') || (courrier ? 'Par courrier' : 'Non fournie');
  }

  /** @param {Piece[]} pieces */
  check(pieces) {
    return pieces.map((p) => ({ champ: `pieces.${p.nom}`, code: 'piece', detail: this.#fault(p) })).filter((e) => e.detail);
  }

  /** @param {Piece} piece */
  #fault(piece) {
    const { courrier, fichiers } = this.#de(piece);
    const parti = fichiers.find((f) => !f.cle);
    if (parti?.erreur) return `${piece.libelle} : « ${parti.nom} » n’est pas arrivé. Réessayez ou supprimez-le.`;
    if (parti) return `${piece.libelle} : attendez que « ${parti.nom} » soit arrivé.`;
    if (!piece.obligatoire || courrier || fichiers.length) return '';
    return `${piece.libelle} : ajoutez un fichier, ou choisissez de l’envoyer par courrier.`;
  }

  /** @param {Piece} piece @param {HTMLInputElement} entree */
  #add(piece, entree) {
    const ici = this.#de(piece);
    const choisis = [...entree.files];
    entree.value = '';
    if (this.remplace) ici.fichiers = ici.fichiers.filter((f) => f !== this.remplace);
    this.remplace = null;
    const places = piece.nombre_max - ici.fichiers.length;
    const [refuse] = choisis.slice(places);
    ici.refus = refuse ? `« ${refuse.name} » est en trop : ${piece.nombre_max} fichier${piece.nombre_max > 1 ? 's' : ''} au maximum.` : '';
    for (const source of choisis.slice(0, places)) {
      const fichier = { nom: source.name, taille: source.size, part: 0, source, le: Date.now() };
      ici.fichiers.push(fichier);
      this.#send(piece, fichier);
    }
    this.changed();
  }

  /** @param {Piece} piece @param {Fichier} fichier */
  async #send(piece, fichier) {
    fichier.erreur = '';
    const progress = (part) => ((fichier.part = part), this.changed());
    try {
      Object.assign(fichier, await send(fichier.source, this.demarche, piece, progress));
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      if (error.status === 422) this.#refuse(piece, fichier, error.detail);
      else fichier.erreur = error.detail;
    }
    this.changed();
  }

  /** Trying again would not help: the file goes, the reason stays. */
  #refuse(piece, fichier, detail) {
    const ici = this.#de(piece);
    ici.fichiers = ici.fichiers.filter((f) => f !== fichier);
    ici.refus = `${ici.refus} ${detail}`.trim();
  }

  #drop(piece, fichier) {
    this.#refuse(piece, fichier, '');
    this.changed();
    document.getElementById(`pieces.${piece.nom}`)?.focus();
  }

  /** What we found missing and has come since; what the server found stays until it looks again. */
  #mended(piece, { code }) {
    return code === 'piece' && !this.#fault(piece);
  }

  /** @param {Piece[]} pieces @param {import('../api.js').Erreur[]} erreurs */
  vue(pieces, erreurs) {
    const details = (piece) => erreurs.filter((e) => e.champ === `pieces.${piece.nom}` && !this.#mended(piece, e)).map((e) => e.detail);
    return pieces.map((piece) => this.#piece(piece, details(piece)));
  }

  #piece(piece, details) {
    const { courrier, fichiers, refus } = this.#de(piece);
    const id = `pieces.${piece.nom}`;
    const fautes = [...details, refus].filter(Boolean).join(' ');
    const pleine = fichiers.length >= piece.nombre_max;
    return html`<fieldset class="champ" aria-describedby="${id}-aide">
      <legend>${piece.libelle}${piece.obligatoire ? nothing : html` <span class="facultatif">(facultatif)</span>`}</legend>
      <span class="indice" id="${id}-aide">${piece.aide} ${formats(piece)}, ${piece.taille_max_mo} Mo au maximum${piece.nombre_max > 1 ? `, ${piece.nombre_max} fichiers au plus` : ''}.</span>
      ${fautes ? html`<p class="err" role="alert"><span class="vh">Erreur : </span>${fautes}</p>` : nothing}
      <div class="fichier">
        <ul class="fichiers">${fichiers.map((f) => this.#fichier(piece, f))}</ul>
        <div class="barre">
          ${this.#chooser(piece, id, 'Choisir un fichier', accept(piece), pleine)}
          ${this.#chooser(piece, `${id}-photo`, 'Prendre une photo', 'image/*', pleine)}
        </div>
        <div class="champ seul"><input type="checkbox" id="${id}-courrier" .checked=${courrier} @change=${(e) => ((this.#de(piece).courrier = e.target.checked), this.changed())}>
          <label for="${id}-courrier">Je l’enverrai par courrier<span class="vh"> : ${piece.libelle}</span></label></div>
      </div>
    </fieldset>`;
  }

  #chooser(piece, id, libelle, accepte, pleine) {
    const photo = accepte === 'image/*';
    return html`<input type="file" id=${id} class=${photo ? 'photo' : nothing} accept=${accepte} capture=${photo ? 'environment' : nothing}
      ?multiple=${piece.nombre_max > 1 && !photo} ?hidden=${pleine} @cancel=${() => (this.remplace = null)} @change=${(e) => this.#add(piece, e.target)}><label class="btn second ${photo ? 'photo' : ''}" for=${id} ?hidden=${pleine}>${libelle}<span class="vh"> : ${piece.libelle}</span></label>`;
  }

  #fichier(piece, fichier) {
    const { nom, taille, cle, erreur, part } = fichier;
    const action = (libelle, act) => html`<button class="btn lien" type="button" @click=${act}>${libelle}<span class="vh"> « ${nom} »</span></button>`;
    return html`<li>
      <b>${nom}</b> <span class="avancement" role="status">${cle ? `Arrivé, ${size(taille)}` : erreur ? 'Non envoyé' : html`<progress max="1" .value=${part} aria-label="Envoi de « ${nom} »"></progress>`}</span>
      ${erreur ? html`<p class="err" role="alert">${erreur}</p>` : nothing}
      <span class="actions">${erreur ? action('Réessayer', () => (this.#send(piece, fichier), this.changed())) : nothing}
        ${action('Remplacer', () => this.#replace(piece, fichier))} ${action('Supprimer', () => this.#drop(piece, fichier))}</span>
    </li>`;
  }

  #replace(piece, fichier) {
    this.remplace = fichier;
    this.changed();
    document.getElementById(`pieces.${piece.nom}`).click();
  }
}
