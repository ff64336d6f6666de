// The file of a billing software, as far as its first lines tell: how it is written, and what its columns hold. No DOM.

/** @typedef {{separateur: string, encodage: string, colonnes: Record<string, string>}} Format */

export const SEPARATEURS = { ';': 'Point-virgule ( ; )', ',': 'Virgule ( , )', '\t': 'Tabulation', '|': 'Barre verticale ( | )' };
export const ENCODAGES = { 'utf-8': 'UTF-8', 'windows-1252': 'Windows (Excel)' };

/** Accents that only one of them can be. @param {ArrayBuffer} octets the beginning of a file, maybe cut inside a character */
export function guessEncodage(octets) {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(octets, { stream: true });
    return 'utf-8';
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return 'windows-1252';
  }
}

/** @param {ArrayBuffer} octets @param {string} encodage */
export const decode = (octets, encodage) => new TextDecoder(encodage).decode(octets, { stream: true });

/** The one that cuts the first line most. @param {string} texte */
export function guessSeparateur(texte) {
  const count = (separateur) => rows(texte, separateur, 1)[0]?.length ?? 0;
  return Object.keys(SEPARATEURS).reduce((meilleur, autre) => (count(autre) > count(meilleur) ? autre : meilleur));
}

/**
 * The first lines, empty ones left out. A cell in quotes may hold the separator, a line feed and quotes written twice.
 * @param {string} texte @param {string} separateur @param {number} maximum
 */
export function rows(texte, separateur, maximum) {
  const signe = separateur.replace(/[|]/, '\\|');
  const cellule = new RegExp(`(?:"((?:[^"]|"")*)"?|([^${signe}\\r\\n]*))(${signe}|\\r\\n?|\\n|$)`, 'y');
  const lues = /** @type {string[][]} */ ([]);
  let ligne = /** @type {string[]} */ ([]);
  while (lues.length < maximum && cellule.lastIndex < texte.length) {
    const [, citee, nue, fin] = cellule.exec(texte);
    ligne.push((citee?.replaceAll('""', '"') ?? nue).trim());
    if (fin === separateur) continue;
    if (ligne.some(Boolean)) lues.push(ligne);
    ligne = [];
  }
  if (ligne.some(Boolean) && lues.length < maximum) lues.push(ligne);
  return lues;
}

/** « N° Facture », « n°facture » and « n_facture » are the same heading. @param {string} titre */
const fold = (titre) => titre.normalize('NFD').replace(/[\u0300-\u036f\s_]/g, '').toLowerCase();

/** Each champ’s heading in this file, where one is like an expected one. @param {string[]} titres @param {Record<string, string[]>} attendus best first */
export const match = (titres, attendus) =>
  Object.fromEntries(Object.entries(attendus).map(([champ, noms]) =>
    [champ, noms.map((nom) => titres.find((t) => t === nom) ?? titres.find((t) => fold(t) === fold(nom))).find(Boolean) ?? '']));

/**
 * A cell to write. A spreadsheet runs what begins like a formula, and must not: as in chalicelib/rendering/tableur.py.
 * @param {string|number} valeur
 */
export const quote = (valeur) => `"${String(valeur).replace(/^(?=[\t\r\n]|\s*[=+\-@])/, "'").replaceAll('"', '""')}"`;
