// Where the browser says that one is, and why it may not say it. Pure but for navigator.geolocation.

/** @typedef {{latitude: number, longitude: number}} Position decimal degrees, WGS 84 */

const DELAI = 15_000; // milliseconds
const AGE = 60_000; // milliseconds: one does not walk far in a minute
const REPLI = 'Décrivez le lieu avec des mots, ou placez-le sur la carte.';
const REFUS = {
  1: `Votre navigateur n’a pas donné votre position : elle est refusée pour ce site. ${REPLI}`,
  2: `Votre position n’a pas été trouvée. ${REPLI}`,
  3: `Votre position met trop de temps à venir. ${REPLI}`,
};

/** Six decimals: ten centimetres. @param {number} latitude @param {number} longitude @returns {Position} */
export const position = (latitude, longitude) => ({ latitude: Number(latitude.toFixed(6)), longitude: Number(longitude.toFixed(6)) });

/** « 50,43218° N, 2,83412° E ». @param {Position} lieu */
export function inWords({ latitude, longitude }) {
  const degres = (valeur, signes) => `${Math.abs(valeur).toLocaleString('fr-FR', { maximumFractionDigits: 5 })}°\u00a0${signes[Number(valeur < 0)]}`;
  return `${degres(latitude, 'NS')}, ${degres(longitude, 'EO')}`;
}

/** Asks the browser, which asks the person. @param {(lieu: Position) => void} found @param {(phrase: string) => void} refused */
export function locate(found, refused) {
  const ici = ({ coords }) => found(position(coords.latitude, coords.longitude));
  const refus = ({ code }) => refused(REFUS[code]);
  navigator.geolocation.getCurrentPosition(ici, refus, { enableHighAccuracy: true, timeout: DELAI, maximumAge: AGE });
}
