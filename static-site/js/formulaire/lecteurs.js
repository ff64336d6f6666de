// One reader per common type of champ: the value to keep, or a Refus. The mirror of the parsers of chalicelib/domain;
// those of the rarer types are in lecteurs-rares.js.
import { jour, jours, lire, vide } from './conditions.js';
import { dateEnLettres, nombreEnLettres } from './francais.js';
import { MESSAGES } from './messages.js';

/** @typedef {import('./champs.js').Champ} Champ */

const BLANCS = '[ \\t\\r\\n\\u00a0\\u2000-\\u200a\\u202f\\u205f\\u3000\\ufeff]+';
const AUTOUR = new RegExp(`^${BLANCS}|${BLANCS}$`, 'g');
// Control characters, line separators, marks that reorder the text, halves of surrogate pairs.
const INTERDITS = /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\p{Cs}]/u;
const LOCALE = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const MILIEU = '[A-Za-z0-9-]{0,61}[A-Za-z0-9]';
const COURRIEL = new RegExp(
  `^(?=.{1,64}@)${LOCALE}(?:\\.${LOCALE})*@(?:[A-Za-z0-9](?:${MILIEU})?\\.)+[A-Za-z]${MILIEU}$`,
);
const TELEPHONE = /^\+?[0-9 .()/\u00a0\u202f\u2010\u2011-]{4,30}$/;
const NOMBRE_MAX = 999999999;
const LIGNE_MAX = 80;
const LIGNES_MAX = 4;
const LONGUEURS = { texte: 120, texte_long: 2000, courriel: 254 };

/** A value refused: [key of MESSAGES, what fills it, part of the value]. */
export class Refus extends Error {
  constructor(/** @type {[string, object?, string?][]} */ ...fautes) {
    super();
    this.fautes = fautes;
  }
}
export const refuser = (cle, valeurs, partie) => {
  throw new Refus([cle, valeurs, partie]);
};
export const exiger = (type, valeur) => (typeof valeur === type ? valeur : refuser('forme'));
export const rogner = (texte) => texte.replace(AUTOUR, '');
const remplir = (cle, valeurs) => MESSAGES[cle].replace(/\{(\w+)\}/g, (_, nom) => valeurs[nom]);

/** As sent. @param {Champ} champ @param {[string, object?, string?]} faute */
export function erreur(champ, [cle, valeurs, partie]) {
  let libelle = champ.libelle.replace(/[ \u00a0\u202f]*[?:.…]+$/, '');
  if (partie) libelle = remplir(`partie.${partie}`, { libelle });
  const detail = remplir(cle, { ...valeurs, libelle });
  return { champ: partie ? `${champ.nom}.${partie}` : champ.nom, code: cle.split('.')[0], detail };
}

/** @param {any} valeur @param {number} max characters @param {boolean} [lignes] whether newlines are welcome */
export function texte(valeur, max, lignes = false) {
  const net = rogner(exiger('string', valeur)).replace(/\r\n?/g, '\n').replaceAll('\t', ' ');
  if (INTERDITS.test(net) || (!lignes && net.includes('\n'))) refuser('caracteres');
  const propre = net.normalize('NFC');
  const longueur = [...propre].length;
  return longueur > max ? refuser('trop-long', { max, longueur }) : propre;
}

function nombre(champ, valeur) {
  let entier = valeur;
  if (typeof valeur === 'string') {
    const chiffres = valeur.replace(/[ \u00a0\u202f]/g, '');
    entier = /^[+-]?\d{1,9}$/.test(chiffres) ? Number(chiffres) : NaN;
  } else exiger('number', valeur);
  if (!Number.isInteger(entier) || Math.abs(entier) > NOMBRE_MAX) refuser('nombre');
  if (entier < champ.min) refuser('nombre-min', { min: nombreEnLettres(champ.min) });
  if (entier > champ.max) refuser('nombre-max', { max: nombreEnLettres(champ.max) });
  return entier + 0; // -0 is 0
}

/** @param {{min?: string, max?: string}} champ */
export function date(champ, valeur, reponses, contexte) {
  const propre = rogner(exiger('string', valeur));
  const [, a, m, j] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(propre) ?? []).map(Number);
  if (!(a >= 1 && m >= 1 && m <= 12 && j >= 1 && j <= jours(a, m))) refuser('date');
  const [min, max] = [champ.min, champ.max].map((borne) => borne && jour(borne, contexte, reponses));
  if (min && propre < min) refuser('date-min', { min: dateEnLettres(min) });
  if (max && propre > max) refuser('date-max', { max: dateEnLettres(max) });
  return propre;
}

function choixMultiple(champ, valeur) {
  if (!Array.isArray(valeur) || valeur.some((v) => typeof v !== 'string')) refuser('forme');
  const offertes = champ.options.map((o) => o.valeur);
  return valeur.every((v) => offertes.includes(v)) ? offertes.filter((v) => valeur.includes(v)) : refuser('choix');
}

function courriel(valeur) {
  const propre = texte(valeur, LONGUEURS.courriel);
  if (!COURRIEL.test(propre)) refuser('courriel');
  return propre.replace(/@.*/, (domaine) => domaine.toLowerCase());
}

/** Looser than the server for other countries: their plans are too heavy for a page. */
function telephone(valeur) {
  const propre = rogner(exiger('string', valeur));
  const chiffres = propre.replace(/[^\d+]/g, '').replace(/^00/, '+');
  const francais = /^(?:\+?330?|0)?([1-9]\d{8})$/.exec(chiffres);
  if (!TELEPHONE.test(propre) || !(francais || /^\+(?!33)[1-9]\d{6,14}$/.test(chiffres))) refuser('telephone');
  return francais ? `+33${francais[1]}` : chiffres;
}

const ligne = (valeur) => texte(valeur, LIGNE_MAX);
const PARTIES = {
  lignes(valeur) {
    if (!Array.isArray(valeur)) refuser('forme');
    const lignes = valeur.map(ligne).filter(Boolean);
    return lignes.length > LIGNES_MAX ? refuser('trop-long.lignes', { max: LIGNES_MAX }) : lignes;
  },
  code_postal(valeur) {
    const code = ligne(valeur).replaceAll(' ', '');
    return !code || /^\d{5}$/.test(code) ? code : refuser('code-postal');
  },
  commune: ligne,
};

/** A table that has no other keys. @param {any} valeur @param {string[]} cles */
export function forme(valeur, cles) {
  if (typeof valeur !== 'object' || Array.isArray(valeur)) refuser('forme');
  return Object.keys(valeur).every((cle) => cles.includes(cle)) ? valeur : refuser('forme');
}

/**
 * A value made of parts, each with its reader; nothing in it is null. Each part at fault once.
 * @param {any} valeur @param {Record<string, (valeur: any) => any>} parties @param {string[]} [libres] parts that may be empty
 */
export function parParties(valeur, parties, libres = []) {
  const [propre, fautes] = [{}, []];
  for (const [partie, lirePartie] of Object.entries(parties)) {
    try {
      propre[partie] = lirePartie(lire(valeur, partie) ?? (partie === 'lignes' ? [] : ''));
      if (vide(propre[partie]) && !libres.includes(partie)) fautes.push(['obligatoire', {}, partie]);
    } catch (refus) {
      if (!(refus instanceof Refus)) throw refus;
      fautes.push([refus.fautes[0][0], refus.fautes[0][1], partie]);
    }
  }
  if (Object.values(propre).length === Object.keys(parties).length && Object.values(propre).every(vide)) return null;
  if (fautes.length) throw new Refus(...fautes);
  return propre;
}

const adresse = (valeur) => parParties(forme(valeur, Object.keys(PARTIES)), PARTIES);

export function choix(champ, valeur) {
  exiger('string', valeur);
  return champ.options.some((o) => o.valeur === valeur) ? valeur : refuser('choix');
}

/** By type; champs.js adds the rarer ones. @type {Record<string, (champ: Champ, valeur: any, reponses: any, contexte: any) => any>} */
export const LECTEURS = {
  texte: (champ, valeur) => texte(valeur, champ.longueur_max ?? LONGUEURS.texte),
  texte_long: (champ, valeur) => texte(valeur, champ.longueur_max ?? LONGUEURS.texte_long, true),
  nombre,
  date,
  oui_non: (_, valeur) => exiger('boolean', valeur),
  choix,
  choix_multiple: choixMultiple,
  courriel: (_, valeur) => courriel(valeur),
  telephone: (_, valeur) => telephone(valeur),
  adresse: (_, valeur) => adresse(valeur),
};
