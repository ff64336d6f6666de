// A place outdoors: words first, which are enough, then a point if one likes, on a map or where one stands.
import { html, nothing } from '../../vendor/lit-html.js';
import { COMMUNE } from '../../commune.js';
import { wear } from '../../feuille.js';
import { FEUILLES } from '../../feuilles.js';
import { orNone } from '../facultatif.js';
import { group, invalide } from '../rendu.js';
import { inWords, locate } from './position.js';

/** @typedef {import('../rendu.js').Champ} Champ */
/** @typedef {import('../rendu.js').Saisie} Saisie */
/** @typedef {import('./position.js').Position} Position */

const PANNE = 'La carte n’est pas arrivée. Les mots suffisent\u00a0; vous pouvez aussi réessayer.';

/** The points of each page, whose map stays from one drawing to the next. @type {WeakMap<Saisie, Record<string, Point>>} */
const points = new WeakMap();

class Point {
  avis = '';
  /** What is being waited for. @type {''|'carte'|'position'} */
  attente = '';
  /** @type {import('./carte.js').Carte|null} */
  carte = null;

  /** @param {string} nom of the champ @param {Saisie} saisie */
  constructor(nom, saisie) {
    Object.assign(this, { nom, saisie });
  }

  get valeur() {
    return this.saisie.lire(this.nom) || { lieu: '' };
  }

  /** @param {{lieu?: string} & Partial<Position>} valeur */
  poser(valeur) {
    const { lieu, latitude } = valeur;
    this.saisie.poser(this.nom, lieu || latitude !== undefined ? valeur : undefined);
  }

  #draw(changes) {
    Object.assign(this, changes);
    this.saisie.poser(this.nom, this.saisie.lire(this.nom));
  }

  /** @param {Position} position */
  place(position) {
    this.avis = '';
    this.attente = '';
    this.poser({ ...this.valeur, ...position });
    this.carte?.show(position);
  }

  remove() {
    this.poser({ lieu: this.valeur.lieu });
    this.carte?.show(null);
    document.getElementById(`${this.nom}.lieu`).focus();
  }

  async open() {
    this.#draw({ attente: 'carte', avis: '' });
    const [module] = await Promise.all([orNone(import('./carte.js')), wear(FEUILLES.carte)]);
    if (!module) return this.#draw({ attente: '', avis: PANNE });
    const { latitude, longitude } = this.valeur;
    this.carte = new module.Carte(COMMUNE.carte, (position) => this.place(position));
    this.#draw({ attente: '' });
    this.carte.start(latitude === undefined ? null : { latitude, longitude });
  }

  locate() {
    this.#draw({ attente: 'position', avis: '' });
    locate((position) => this.place(position), (avis) => this.#draw({ attente: '', avis }));
  }
}

/** @param {Champ} champ @param {Saisie} saisie @returns {Point} */
function pointOf({ nom }, saisie) {
  const deja = points.get(saisie) ?? {};
  points.set(saisie, deja);
  return (deja[nom] ??= new Point(nom, saisie));
}

/** @param {Champ} champ @param {Saisie} saisie @param {Point} ici */
const lieu = ({ nom, aide }, saisie, ici) => html`<div><label for="${nom}.lieu">Adresse, ou ce qui aide à trouver l’endroit</label>
    ${aide ? nothing : html`<span class="indice" id="${nom}.lieu-aide">Par exemple : devant le 12 rue des Tilleuls, côté parc.</span>`}
    <input id="${nom}.lieu" name=${nom} type="text" autocomplete="off" maxlength="200" .value=${ici.valeur.lieu ?? ''} aria-describedby=${aide ? nothing : `${nom}.lieu-aide`}
      aria-invalid=${invalide({ nom }, saisie, `${nom}.lieu`)} @input=${(e) => ici.poser({ ...ici.valeur, lieu: e.target.value })}></div>`;

/** What is known of the point, and what could not be. @param {Point} ici */
const etat = (ici) => html`<div role="status">
    ${ici.attente ? html`<p class="indice">${ici.attente === 'carte' ? 'La carte arrive…' : 'Recherche de votre position…'}</p>` : nothing}
    ${ici.avis ? html`<p class="avis">${ici.avis}</p>` : nothing}
    ${ici.valeur.latitude === undefined ? nothing : html`<p class="repere">Point placé : ${inWords(ici.valeur)}</p>`}</div>
  ${ici.valeur.latitude === undefined ? nothing : html`<button class="btn lien retirer" type="button" @click=${() => ici.remove()}>Retirer le point</button>`}`;

/** @param {Point} ici */
const carte = ({ carte: ouverte, nom }) => html`<div class="carte-point" role="group" aria-label="Carte">
    <p class="indice" id="${nom}.carte-aide">Touchez la carte pour placer le point, ou déplacez-la avec les flèches du clavier puis placez le point au centre.</p>
    ${ouverte.zone}<p class="credit">${COMMUNE.carte.attribution}</p>
    <div class="barre">
      <button class="btn second" type="button" @click=${() => ouverte.placeAtCentre()}>Placer le point au centre</button>
      <button class="btn second" type="button" @click=${() => ouverte.zoom(1)}>Agrandir<span class="vh"> la carte</span></button>
      <button class="btn second" type="button" @click=${() => ouverte.zoom(-1)}>Réduire<span class="vh"> la carte</span></button>
    </div></div>`;

/** @param {Champ} champ @param {Saisie} saisie */
function point(champ, saisie) {
  const ici = pointOf(champ, saisie);
  return group(champ, saisie, html`<div class="point">${lieu(champ, saisie, ici)} ${etat(ici)}
    <div class="barre">
      ${COMMUNE.carte && !ici.carte ? html`<button class="btn second" type="button" @click=${() => ici.open()}>Placer sur la carte</button>` : nothing}
      ${'geolocation' in navigator ? html`<button class="btn second" type="button" @click=${() => ici.locate()}>Utiliser ma position</button>` : nothing}
    </div>${ici.carte ? carte(ici) : nothing}</div>`);
}

export const RENDUS = { point };
