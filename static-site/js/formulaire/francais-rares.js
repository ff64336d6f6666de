// How answers of the rarer types read in French: the mirror of chalicelib/domain/recapitulatif.py.
import { afficher, dateEnLettres, nombreEnLettres } from './francais.js';

const FIXE = '\u00a0';

/** « 12 € », « 12 345,50 € ». @param {number} centimes */
export function montantEnLettres(centimes) {
  const reste = centimes % 100;
  return `${nombreEnLettres(Math.floor(centimes / 100))}${reste ? `,${String(reste).padStart(2, '0')}` : ''}${FIXE}€`;
}

/** « 9 h 05 », « 18 h ». @param {string} heure HH:MM */
export function heureEnLettres(heure) {
  const [h, m] = heure.split(':');
  return [Number(h), 'h', ...(m === '00' ? [] : [m])].join(FIXE);
}

const lieu = ({ code, pays, nom, ville, libre }) => {
  if (code) return `${nom} (${code.slice(0, /^9[78]/.test(code) ? 3 : 2)})`;
  return pays ? [ville, nom].filter(Boolean).join(', ') : libre;
};

/** Maps understand these coordinates as they are. */
const point = ({ latitude, longitude, lieu: mots }) => {
  if (latitude === undefined) return mots;
  const place = `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`;
  return mots ? `${mots} (${place})` : place;
};

/** @type {Record<string, (valeur: any, champ: any) => string>} */
export const MOTS_RARES = {
  point,
  montant: montantEnLettres,
  heure: heureEnLettres,
  lieu_naissance: lieu,
  consentement: () => 'Oui',
  iban: (iban) => iban.match(/.{1,4}/g).join(FIXE),
  siret: (siret) => siret.replace(/^(...)(...)(...)/, `$1${FIXE}$2${FIXE}$3${FIXE}`),
  membre: ({ nom, prenoms, naissance }) => `${`${prenoms.replaceAll(',', '')} ${nom}`.trim()}, né(e) le ${dateEnLettres(naissance)}`,
  groupe: (entrees, { champs }) =>
    entrees.map((entree) => champs.filter((c) => Object.hasOwn(entree, c.nom)).map((c) => afficher(c, entree[c.nom])).join(', ')).join(`${FIXE}; `),
};
