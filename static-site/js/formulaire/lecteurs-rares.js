// The readers of the rarer types of champ: fetched once a definition is known to hold some. Pure, no DOM.
import { lire } from './conditions.js';
import { heureEnLettres, montantEnLettres } from './francais-rares.js';
import { choix, date, exiger, forme, parParties, refuser, rogner, texte } from './lecteurs.js';

/** @typedef {import('./champs.js').Champ} Champ */

const CENTIMES_MAX = 99999999999;
const LONGUEURS = { ecole: 120, lieu: 100, point: 200, nom: 80, prenoms: 240, id: 64 };
const AXES = { latitude: 90, longitude: 180 };
const sansEspaces = (valeur) => exiger('string', valeur).replace(/[ \u00a0\u202f]/g, '');

function montant(champ, valeur) {
  let centimes = valeur;
  if (typeof valeur === 'string') {
    const [, euros, reste = ''] = /^(\d{1,9})(?:[.,](\d{1,2}))?€?$/.exec(sansEspaces(valeur)) ?? [];
    centimes = euros ? Number(euros) * 100 + Number(reste.padEnd(2, '0')) : NaN;
  } else exiger('number', valeur);
  if (!Number.isInteger(centimes) || centimes < 0 || centimes > CENTIMES_MAX) refuser('montant');
  if (centimes < champ.min) refuser('montant-min', { min: montantEnLettres(champ.min) });
  if (centimes > champ.max) refuser('montant-max', { max: montantEnLettres(champ.max) });
  return centimes + 0; // -0 is 0
}

function heure(champ, valeur) {
  const [, h = '', m, minutes = m ?? '00'] = /^(\d{1,2})(?:[hH](\d{2})?|:(\d{2}))$/.exec(sansEspaces(valeur)) ?? [];
  const propre = `${h.padStart(2, '0')}:${minutes}`;
  if (!h || h > 23 || minutes > 59) refuser('heure');
  if (propre < champ.min) refuser('heure-min', { min: heureEnLettres(champ.min) });
  if (propre > champ.max) refuser('heure-max', { max: heureEnLettres(champ.max) });
  return propre;
}

/** @param {string} cle @param {RegExp} modele @param {(numero: string) => boolean} [juste] */
const numero = (cle, modele, juste = () => true) => (_, valeur) => {
  const propre = sansEspaces(valeur).replace(/[a-z]/g, (lettre) => lettre.toUpperCase());
  return modele.test(propre) && juste(propre) ? propre : refuser(cle);
};

/** Looser than the server for other countries: the lengths of theirs are not here. */
function estIban(iban) {
  if (/^FR/.test(iban) && !/^FR\d{12}[A-Z0-9]{11}\d{2}$/.test(iban)) return false;
  const chiffres = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (lettre) => String(parseInt(lettre, 36)));
  return [...chiffres].reduce((reste, chiffre) => (reste * 10 + Number(chiffre)) % 97, 0) === 1;
}

const luhn = (n) =>
  [...n].reverse().reduce((somme, c, rang) => somme + (rang % 2 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][c] : Number(c)), 0) % 10 === 0;

/** The establishments of La Poste, but its seat, have a rule of their own. */
function estSiret(siret) {
  const poste = siret.startsWith('356000000') && siret !== '35600000000048';
  const juste = poste ? [...siret].reduce((somme, c) => somme + Number(c), 0) % 5 === 0 : luhn(siret);
  return juste && luhn(siret.slice(0, 9));
}

const FORMES = { code: ['code', 'nom'], pays: ['pays', 'nom', 'ville'], libre: ['libre'] };
const CODES = { code: /^(?:\d\d|2[AB])\d{3}$/, pays: /^[A-Z]{2}$/ };

/** Whether the place exists is known to the server, which names it. */
function lieuDeNaissance(_, valeur) {
  const saisie = forme(typeof valeur === 'string' ? { libre: valeur } : valeur, ['code', 'pays', 'nom', 'ville', 'libre']);
  const textes = Object.fromEntries(Object.entries(saisie).map(([cle, t]) => [cle, texte(t ?? '', LONGUEURS.lieu)]));
  const dits = Object.keys(textes).filter((cle) => textes[cle]);
  const genre = Object.keys(FORMES).find((g) => dits.includes(g));
  if (!genre) return dits.length ? refuser('lieu') : null; // the beginning of a name, or a town without its country
  if (!dits.every((cle) => FORMES[genre].includes(cle))) refuser('forme');
  if (genre !== 'libre' && !(CODES[genre].test(textes[genre]) && textes.nom)) refuser('lieu');
  return Object.fromEntries(FORMES[genre].map((cle) => [cle, textes[cle] ?? '']));
}

function membre(_, valeur, reponses, contexte) {
  const saisie = forme(valeur, ['membre', 'nom', 'prenoms', 'naissance']);
  const id = texte(lire(saisie, 'membre') ?? '', LONGUEURS.id) || null;
  const bornes = { min: '1900-01-01', max: contexte.today };
  const parties = {
    nom: (t) => texte(t, LONGUEURS.nom),
    prenoms: (t) => texte(t, LONGUEURS.prenoms),
    naissance: (t) => (rogner(exiger('string', t)) ? date(bornes, t, {}, contexte) : ''),
  };
  const propre = parParties(saisie, parties, id ? ['prenoms'] : []); // some people have one name only
  return propre && { membre: id, ...propre };
}

function degres(valeur, axe) {
  if (!(Math.abs(exiger('number', valeur)) <= AXES[axe])) refuser('point');
  return Math.floor(valeur * 1e6 + 0.5) / 1e6;
}

function point(_, valeur) {
  const saisie = forme(valeur, [...Object.keys(AXES), 'lieu']);
  const places = Object.keys(AXES).filter((axe) => (lire(saisie, axe) ?? null) !== null).map((axe) => [axe, degres(saisie[axe], axe)]);
  if (places.length === 1) refuser('point');
  const { lieu } = parParties({ lieu: lire(saisie, 'lieu') }, { lieu: (t) => texte(t, LONGUEURS.point) }) ?? { lieu: '' };
  return places.length || lieu ? { ...Object.fromEntries(places), lieu } : null;
}

/** @type {Record<string, (champ: Champ, valeur: any, reponses: any, contexte: any) => any>} */
export const LECTEURS_RARES = {
  montant,
  heure,
  point,
  membre,
  lieu_naissance: lieuDeNaissance,
  iban: numero('iban', /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/, estIban),
  siret: numero('siret', /^\d{14}$/, estSiret),
  rna: numero('rna', /^W\d[0-9A-Z]\d{7}$/),
  ecole: (champ, valeur) => (champ.options ? choix(champ, valeur) : texte(valeur, LONGUEURS.ecole)),
  consentement: (_, valeur) => exiger('boolean', valeur) || null,
};
