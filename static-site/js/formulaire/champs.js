// What is kept of what was typed, or why it is refused: the mirror of chalicelib/domain/champs.py, which decides.
// Pure, no DOM. Both run tests/domain/cas_formulaire.json.
import { aujourdhui, jour, jours, lire, vide, visible } from './conditions.js';
import { MESSAGES } from './messages.js';

/** @typedef {import('./conditions.js').Reponses} Reponses */
/** @typedef {import('./conditions.js').Condition} Condition */
/**
 * @typedef {{nom: string, type: string, libelle: string, aide?: string, obligatoire?: boolean, si?: Condition,
 *   options?: {valeur: string, libelle: string}[], longueur_max?: number, min?: any, max?: any, arret?: boolean}} Champ
 */
/** @typedef {{nom: string, titre?: string, si?: Condition, champs: Champ[]}} Etape */
/** @typedef {{champ: string, code: string, detail: string}} Erreur */

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
class Refus extends Error {
  constructor(/** @type {[string, object?, string?][]} */ ...fautes) {
    super();
    this.fautes = fautes;
  }
}
const refuser = (cle, valeurs, partie) => {
  throw new Refus([cle, valeurs, partie]);
};
const exiger = (type, valeur) => (typeof valeur === type ? valeur : refuser('forme'));
const rogner = (texte) => texte.replace(AUTOUR, '');
const remplir = (cle, valeurs) => MESSAGES[cle].replace(/\{(\w+)\}/g, (_, nom) => valeurs[nom]);

function erreur(champ, [cle, valeurs, partie]) {
  let libelle = champ.libelle.replace(/[ \u00a0\u202f]*[?:.…]+$/, '');
  if (partie) libelle = remplir(`partie.${partie}`, { libelle });
  const detail = remplir(cle, { ...valeurs, libelle });
  return { champ: partie ? `${champ.nom}.${partie}` : champ.nom, code: cle.split('.')[0], detail };
}

function texte(valeur, max, lignes = false) {
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

function date(champ, valeur, today) {
  const propre = rogner(exiger('string', valeur));
  const [, a, m, j] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(propre) ?? []).map(Number);
  if (!(a >= 1 && m >= 1 && m <= 12 && j >= 1 && j <= jours(a, m))) refuser('date');
  const [min, max] = [champ.min, champ.max].map((borne) => borne && jour(borne, today));
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

function adresse(valeur) {
  if (typeof valeur !== 'object' || Array.isArray(valeur)) refuser('forme');
  if (!Object.keys(valeur).every((cle) => Object.hasOwn(PARTIES, cle))) refuser('forme');
  const propre = {};
  const fautes = [];
  for (const [partie, lirePartie] of Object.entries(PARTIES)) {
    try {
      propre[partie] = lirePartie(lire(valeur, partie) ?? (partie === 'lignes' ? [] : ''));
      if (vide(propre[partie])) fautes.push(['obligatoire', {}, partie]);
    } catch (refus) {
      if (!(refus instanceof Refus)) throw refus;
      fautes.push([refus.fautes[0][0], refus.fautes[0][1], partie]);
    }
  }
  if (Object.values(propre).length === 3 && Object.values(propre).every(vide)) return null;
  if (fautes.length) throw new Refus(...fautes);
  return propre;
}

/** @type {Record<string, (champ: Champ, valeur: any, today: string) => any>} */
const LECTEURS = {
  texte: (champ, valeur) => texte(valeur, champ.longueur_max ?? LONGUEURS.texte),
  texte_long: (champ, valeur) => texte(valeur, champ.longueur_max ?? LONGUEURS.texte_long, true),
  nombre,
  date,
  oui_non: (_, valeur) => exiger('boolean', valeur),
  choix: (champ, valeur) => {
    exiger('string', valeur);
    return champ.options.some((o) => o.valeur === valeur) ? valeur : refuser('choix');
  },
  choix_multiple: choixMultiple,
  courriel: (_, valeur) => courriel(valeur),
  telephone: (_, valeur) => telephone(valeur),
  adresse: (_, valeur) => adresse(valeur),
};

function valeurGardee(champ, valeur, today) {
  const absente = valeur === undefined || valeur === null || (typeof valeur === 'string' && !rogner(valeur));
  const propre = absente ? null : LECTEURS[champ.type](champ, valeur, today);
  if (!vide(propre)) return propre;
  if (champ.obligatoire === false) return undefined;
  return refuser(`obligatoire.${champ.type}` in MESSAGES ? `obligatoire.${champ.type}` : 'obligatoire');
}

/** @returns {{etapes: Etape[], reponses: Reponses, erreurs: (Erreur & {etape: string})[]}} */
function parcourir(etapes, saisies, today) {
  const [vues, reponses, erreurs] = [[], {}, []];
  for (const etape of etapes) {
    if (!visible(etape.si, reponses, today)) continue;
    const champs = [];
    for (const champ of etape.champs) {
      if (!visible(champ.si, reponses, today)) continue;
      champs.push(champ);
      try {
        if (champ.type === 'explication') {
          if (champ.arret) refuser('arret');
          continue;
        }
        const valeur = valeurGardee(champ, lire(saisies, champ.nom), today);
        if (valeur !== undefined) reponses[champ.nom] = valeur;
      } catch (refus) {
        if (!(refus instanceof Refus)) throw refus;
        erreurs.push(...refus.fautes.map((faute) => ({ etape: etape.nom, ...erreur(champ, faute) })));
      }
    }
    vues.push({ ...etape, champs });
  }
  return { etapes: vues, reponses, erreurs };
}

const etapesDe = (source) => source.etapes ?? [{ nom: '', ...source }];

/**
 * The answers to keep and every champ at fault. `source`: a whole definition, even for one étape (its
 * conditions read the answers before it), or { champs } for a plain list.
 * With the nom of an étape, only its own errors: what « Continuer » looks at.
 * @param {{etapes: Etape[]}|{champs: Champ[]}} source @param {Reponses} saisies
 * @param {string} [today] YYYY-MM-DD @param {string} [etape]
 * @returns {{reponses: Reponses, erreurs: Erreur[]}}
 */
export function check(source, saisies, today = aujourdhui(), etape = undefined) {
  const etapes = etapesDe(source);
  const { reponses, erreurs } = parcourir(etapes, saisies, today);
  const noms = etapes.flatMap((e) => e.champs.filter((c) => c.type !== 'explication').map((c) => c.nom));
  const retenues = erreurs
    .filter((e) => etape === undefined || e.etape === etape)
    .map(({ champ, code, detail }) => ({ champ, code, detail }));
  const inconnus = etape === undefined ? Object.keys(saisies).filter((nom) => !noms.includes(nom)) : [];
  const [code, detail] = ['champ-inconnu', MESSAGES['champ-inconnu']];
  return { reponses, erreurs: [...retenues, ...inconnus.sort().map((champ) => ({ champ, code, detail }))] };
}

/**
 * The étapes to show, each with the champs to show.
 * @param {{etapes: Etape[]}|{champs: Champ[]}} source @param {Reponses} saisies @param {string} [today]
 * @returns {Etape[]}
 */
export const etapesVisibles = (source, saisies, today = aujourdhui()) =>
  parcourir(etapesDe(source), saisies, today).etapes;

/** The pièces to provide. @param {any} definition @param {Reponses} saisies @param {string} [today] */
export function piecesFor(definition, saisies, today = aujourdhui()) {
  const { reponses } = parcourir(definition.etapes, saisies, today);
  return definition.pieces.filter((piece) => visible(piece.si, reponses, today));
}

const nombreEnLettres = (n) => (Math.abs(n) < 10000 ? String(n) : String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f'));

/** « 1er mars 2022 ». @param {string} texte YYYY-MM-DD */
export const dateEnLettres = (texte) =>
  new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
    .format(new Date(texte))
    .replace(/^1 /, '1er ');

/** An answer that was kept, in French. @param {Champ} champ @param {any} valeur @returns {string} */
export function afficher(champ, valeur) {
  const libelleDe = (v) => champ.options?.find((o) => o.valeur === v)?.libelle ?? v;
  switch (champ.type) {
    case 'oui_non':
      return valeur ? 'Oui' : 'Non';
    case 'nombre':
      return nombreEnLettres(valeur);
    case 'date':
      return dateEnLettres(valeur);
    case 'telephone':
      return valeur.replace(/^\+33([1-9]\d{8})$/, '0$1').replace(/^0\d{9}$/, (n) => n.match(/../g).join('\u00a0'));
    case 'choix':
      return libelleDe(valeur);
    case 'choix_multiple':
      return valeur.map(libelleDe).join(', ');
    case 'adresse':
      return [...valeur.lignes, `${valeur.code_postal} ${valeur.commune}`].join(', ');
    default:
      return valeur;
  }
}
