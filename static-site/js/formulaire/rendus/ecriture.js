// How what was kept reads again in the field where it was typed. Pure, no DOM.

const ESPACES = /[\s\u00a0\u202f]/g;
const IBAN = /^[A-Z]{2}\d{2}[\dA-Z]{11,30}$/;
const SIRET = /^\d{14}$/;

/** Cents as one types them: « 12 », « 12,50 »; what is being typed stays as it is. @param {number|string|undefined} valeur */
export const euros = (valeur) => (typeof valeur === 'number' ? (valeur / 100).toFixed(2).replace('.', ',').replace(',00', '') : (valeur ?? ''));

/** A whole IBAN four by four, a whole SIRET by three then five; anything else, undefined. @param {string} texte */
export function spaced(texte) {
  const net = texte.replace(ESPACES, '').toUpperCase();
  if (SIRET.test(net)) return net.replace(/^(...)(...)(...)/, '$1 $2 $3 ');
  return IBAN.test(net) ? net.replace(/.{4}(?=.)/g, '$& ') : undefined;
}
