// Lines of a groupe that move: the noms of what they hold follow. Pure, no DOM.

/**
 * What a nom (`enfants.2.prenom`) becomes once the lines of `groupe` from `rang` on have moved by `ecart`; '' for what
 * the line taken out held.
 * @param {string} chemin @param {string} groupe @param {number} rang @param {1|-1} ecart
 */
export function renamed(chemin, groupe, rang, ecart) {
  if (!chemin.startsWith(`${groupe}.`)) return chemin;
  const [ici, ...reste] = chemin.slice(groupe.length + 1).split('.');
  const n = Number(ici);
  if (!/^\d+$/.test(ici) || n < rang) return chemin;
  if (ecart < 0 && n === rang) return '';
  return [groupe, n + ecart, ...reste].join('.');
}
