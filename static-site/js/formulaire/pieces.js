// The pièces justificatives: files chosen or photographed, given earlier, or « par courrier » (R27).
import { ErreurApi, post } from '../api.js';
import { Fichier } from './fichier.js';
import { Justificatifs, describe } from './justificatifs.js';
import { piece as vue } from './pieces-vue.js';
import { mime, room } from './envoi.js';

/** @typedef {import('./envoi.js').Piece & {nature?: string}} Piece */
/** @typedef {{courrier: boolean, reprise: boolean, fichiers: Fichier[], refus: string, occupe?: boolean}} Fourniture */

export class Pieces {
  /** @type {Record<string, Fourniture>} */
  par = {};
  /** Names of the files that the portal no longer has. @type {string[]} */
  perdus = [];

  /**
   * @param {string} demarche @param {() => void} changed draws again and keeps the draft
   * @param {{compte?: boolean}} [qui] whether a compte may hold justificatifs given earlier
   */
  constructor(demarche, changed, { compte = false } = {}) {
    Object.assign(this, { demarche, changed });
    if (compte) this.justificatifs = new Justificatifs(changed);
  }

  /** What arrived, for the draft. */
  get brouillon() {
    return Object.fromEntries(Object.entries(this.par).map(([nom, { courrier, reprise, fichiers }]) =>
      [nom, { courrier, reprise, fichiers: fichiers.filter((f) => f.arrive && f.etat !== 'refuse').map((f) => f.brouillon) }]));
  }

  /** Files that the portal dropped meanwhile are named, to be joined again. @param {Record<string, any>} [garde] a draft */
  restore(garde = {}) {
    for (const [nom, { courrier, reprise = false, fichiers }] of Object.entries(garde)) {
      this.par[nom] = { courrier, reprise, refus: '', fichiers: fichiers.map((f) => new Fichier({ ...f, part: 1 }, this.changed)) };
      for (const fichier of this.par[nom].fichiers) this.#find(nom, fichier);
    }
  }
  async #find(nom, fichier) {
    const fini = await fichier.look();
    if (!fini) return fichier.watch();
    if (!fichier.perdu) return undefined;
    this.perdus.push(fichier.nom);
    return this.refuse(this.par[nom], fichier, `« ${fichier.nom} » n’est plus gardé : ajoutez-le de nouveau.`);
  }

  /** @param {Piece} piece */
  of(piece) {
    return (this.par[piece.nom] ??= { courrier: false, reprise: false, fichiers: [], refus: '' });
  }

  /** A justificatif given earlier, that may be used again. @param {Piece} piece */
  earlier(piece) {
    if (piece.nature) this.justificatifs?.load();
    return this.justificatifs?.of(piece);
  }
  /** @param {Piece} piece */
  reuses(piece) {
    return this.of(piece).reprise && Boolean(this.earlier(piece));
  }

  /** As the API takes them. @param {Piece[]} pieces */
  body(pieces) {
    const one = (piece) => {
      const { fichiers, courrier } = this.of(piece);
      if (this.reuses(piece)) return { reprise: true };
      if (fichiers.length) return { cles: fichiers.map((x) => x.cle) };
      return courrier ? { par_courrier: true } : null;
    };
    return Object.fromEntries(pieces.map((p) => [p.nom, one(p)]).filter(([, fournie]) => fournie));
  }

  /** In words, for the last page. @param {Piece} piece */
  describe(piece) {
    const { courrier, fichiers } = this.of(piece);
    if (this.reuses(piece)) return `Justificatif déjà donné : ${describe(this.earlier(piece))}`;
    return fichiers.map((f) => f.nom).join(', ') || (courrier ? 'Par courrier' : 'Non fournie');
  }

  /** @param {Piece[]} pieces */
  check(pieces) {
    return pieces.map((p) => ({ champ: `pieces.${p.nom}`, code: 'piece', detail: this.#fault(p) })).filter((e) => e.detail);
  }

  /** @param {Piece} piece */
  #fault(piece) {
    if (this.reuses(piece)) return '';
    const { courrier, fichiers } = this.of(piece);
    const phrase = this.#unfinished(fichiers);
    if (phrase) return `${piece.libelle} : ${phrase}`;
    if (fichiers.length > piece.nombre_max) return `${piece.libelle} : réunissez les ${fichiers.length} photos en un seul PDF, ou supprimez-en.`;
    if (!piece.obligatoire || courrier || fichiers.length) return '';
    return `${piece.libelle} : ajoutez un fichier, ou choisissez de l’envoyer par courrier.`;
  }

  /** @param {Fichier[]} fichiers */
  #unfinished(fichiers) {
    const parti = fichiers.find((f) => !f.arrive);
    if (parti?.erreur) return `« ${parti.nom} » n’est pas arrivé. Réessayez ou supprimez-le.`;
    if (parti) return `attendez que « ${parti.nom} » soit arrivé.`;
    const refuse = fichiers.find((f) => f.etat === 'refuse');
    return refuse ? `« ${refuse.nom} » est refusé. Remplacez-le ou supprimez-le.` : '';
  }

  /** @param {Piece} piece @param {HTMLInputElement} entree */
  add(piece, entree) {
    const ici = this.of(piece);
    const choisis = [...entree.files].map((source) => new Fichier({ nom: source.name, taille: source.size, type: mime(source), source }, this.changed));
    entree.value = '';
    if (this.remplace) this.refuse(ici, this.remplace, '');
    this.remplace = null;
    const places = room(piece, [...ici.fichiers, ...choisis]) - ici.fichiers.length;
    const [enTrop] = choisis.slice(places);
    ici.refus = enTrop ? `« ${enTrop.nom} » est en trop : ${piece.nombre_max} fichier${piece.nombre_max > 1 ? 's' : ''} au maximum.` : '';
    for (const fichier of choisis.slice(0, places)) {
      ici.fichiers.push(fichier);
      this.send(piece, fichier);
    }
    this.changed();
  }

  /** @param {Piece} piece @param {Fichier} fichier */
  async send(piece, fichier) {
    try {
      await fichier.send(this.demarche, piece);
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      if (error.status === 422) this.refuse(this.of(piece), fichier, error.detail); // trying again would not help
      else fichier.erreur = error.detail;
    }
    this.changed();
  }

  /** The file goes, the reason stays. @param {Fourniture} ici @param {Fichier} fichier @param {string} detail */
  refuse(ici, fichier, detail) {
    ici.fichiers = ici.fichiers.filter((f) => f !== fichier);
    ici.refus = `${ici.refus} ${detail}`.trim();
    fichier.drop();
    this.changed();
  }

  /** @param {Piece} piece @param {Fichier} fichier */
  drop(piece, fichier) {
    this.refuse(this.of(piece), fichier, '');
    document.getElementById(`pieces.${piece.nom}`)?.focus();
  }

  /** The next file chosen takes the place of this one. @param {Piece} piece @param {Fichier} fichier */
  replace(piece, fichier) {
    this.remplace = fichier;
    this.changed();
    document.getElementById(`pieces.${piece.nom}`).click();
  }

  /** Several pages, one PDF. @param {Piece} piece */
  async join(piece) {
    const ici = this.of(piece);
    Object.assign(ici, { occupe: true, refus: '' });
    this.changed();
    try {
      const cles = ici.fichiers.map((f) => f.cle);
      const fait = await post('/pieces/assemblage', { cles, demarche: this.demarche, piece: piece.nom });
      for (const fichier of ici.fichiers) fichier.drop();
      ici.fichiers = [new Fichier({ ...fait, part: 1 }, this.changed)];
      ici.fichiers[0].watch();
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      ici.refus = error.detail;
    }
    ici.occupe = false;
    this.changed();
    document.getElementById(`pieces.${piece.nom}`)?.focus();
  }

  /** @param {Piece} piece @param {'courrier'|'reprise'} moyen @param {boolean} choisi */
  choose(piece, moyen, choisi) {
    Object.assign(this.of(piece), choisi ? { courrier: false, reprise: false } : {}, { [moyen]: choisi });
    this.changed();
  }

  /** What we found missing and has come since; what the server found stays until it looks again. */
  #mended(piece, { code }) {
    return code === 'piece' && !this.#fault(piece);
  }

  /** @param {Piece[]} pieces @param {import('../api.js').Erreur[]} erreurs */
  vue(pieces, erreurs) {
    const details = (piece) => erreurs.filter((e) => e.champ === `pieces.${piece.nom}` && !this.#mended(piece, e)).map((e) => e.detail);
    return pieces.map((piece) => vue(this, piece, details(piece)));
  }
}
