// The map of a point, by Leaflet. Its controls are ours: Leaflet makes its own with innerHTML, which pages do not allow.
import { Icon, Map as Fond, Marker, TileLayer } from '../../vendor/leaflet.js';
import { position } from './position.js';

/** @typedef {import('./position.js').Position} Position */
/** `tuiles`: their address, with {z}, {x} and {y}. @typedef {{tuiles: string, attribution: string, latitude: number, longitude: number, zoom: number}} Reglage */

const PRES = 17; // the zoom at which one sees houses
const ZOOM_MAX = 19;
const [LARGE, HAUT] = [36, 46]; // pixels of the pin
const EPINGLE = `<svg xmlns="http://www.w3.org/2000/svg" width="${LARGE}" height="${HAUT}" viewBox="0 0 36 46"><path d="M18 44.5C10 33 3 26 3 17.5a15 15 0 0 1 30 0C33 26 26 33 18 44.5z" fill="#9b1c31" stroke="#fff" stroke-width="3"/><circle cx="18" cy="17.5" r="5.5" fill="#fff"/></svg>`;

export class Carte {
  /** Ours for ever: it moves from one drawing of the page to the next with all that Leaflet put in it. */
  zone = document.createElement('div');
  #repere = null;

  /** @param {Reglage} reglage @param {(position: Position) => void} placed */
  constructor(reglage, placed) {
    Object.assign(this, { reglage, placed });
    this.zone.className = 'fond';
    this.zone.setAttribute('role', 'application');
    this.zone.setAttribute('aria-label', 'Carte : flèches pour la déplacer, plus et moins pour la taille');
  }

  /** Once the zone is in the page, where it has a size. @param {Position|null} depart */
  start(depart) {
    const { tuiles, latitude, longitude, zoom } = this.reglage;
    const calme = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const moves = { zoomAnimation: !calme, fadeAnimation: !calme, inertia: !calme };
    this.fond = new Fond(this.zone, { zoomControl: false, attributionControl: false, scrollWheelZoom: false, ...moves });
    this.fond.setView([latitude, longitude], zoom);
    new TileLayer(tuiles, { maxZoom: ZOOM_MAX }).addTo(this.fond);
    this.fond.on('click', ({ latlng }) => this.#place(latlng));
    new ResizeObserver(() => this.fond.invalidateSize()).observe(this.zone);
    if (depart) this.show(depart);
    this.zone.focus({ preventScroll: true });
    this.zone.scrollIntoView({ block: 'nearest' });
  }

  #place({ lat, lng }) {
    this.placed(position(lat, lng));
  }
  placeAtCentre() {
    this.#place(this.fond.getCenter());
  }
  /** @param {1|-1} pas */
  zoom(pas) {
    this.fond.setZoom(this.fond.getZoom() + pas);
  }

  /** @param {Position|null} lieu */
  show(lieu) {
    this.#repere?.remove();
    this.#repere = null;
    if (!lieu) return;
    const centre = [lieu.latitude, lieu.longitude];
    const icon = new Icon({ iconUrl: `data:image/svg+xml,${encodeURIComponent(EPINGLE)}`, iconSize: [LARGE, HAUT], iconAnchor: [LARGE / 2, HAUT - 1] });
    this.#repere = new Marker(centre, { icon, alt: '', keyboard: false, draggable: true, autoPan: true }).addTo(this.fond);
    this.#repere.on('dragend', ({ target }) => this.#place(target.getLatLng()));
    if (!this.fond.getBounds().contains(centre)) this.fond.setView(centre, Math.max(this.fond.getZoom(), PRES));
  }
}
