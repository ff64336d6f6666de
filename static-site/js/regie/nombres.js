// Numbers as a régisseur types them: « 12,50 », « 1 234,5 ». The mirror of chalicelib/domain/import_valeurs.py. No DOM.

const DECIMAL = /^(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d+))?$/;
const CHIFFRES = 9; // before the comma: beyond, nobody means it

/** A whole number of tenths, hundredths or thousandths; NaN for what is none. @param {string} texte @param {number} decimales */
export function scaled(texte, decimales) {
  const [, entier, apres = ''] = DECIMAL.exec(texte.replace(/[ \u00a0\u202f]*€$/, '').trim()) ?? [];
  const chiffres = entier?.replace(/\D/g, '');
  if (!chiffres || chiffres.length > CHIFFRES || apres.length > decimales) return NaN;
  return Number(chiffres + apres.padEnd(decimales, '0'));
}

/** @param {string} texte */
export const centimes = (texte) => scaled(texte, 2);
/** @param {string} texte */
export const milliemes = (texte) => scaled(texte, 3);

/** Centimes, half a centime up; NaN as long as one of them is no number. @param {{quantite: string, prix: string}} ligne */
export const produit = ({ quantite, prix }) => Math.floor((milliemes(quantite) * centimes(prix) + 500) / 1000);
