// From what the API gives of a compte to what the form shows, champ by champ: the other way round is corps.js.

/** @typedef {{id?: string, prenoms: string[]}} Membre */
/** @typedef {{identite: any, coordonnees: any, communication: string, membres: Membre[]}} Compte */

/** Prénoms as one text. @param {string[]} [prenoms] */
export const join = (prenoms = []) => prenoms.join(', ');

const person = (chemin, { naissance, ...reste }) => ({
  ...Object.fromEntries(Object.entries(reste).map(([cle, valeur]) => [`${chemin}.${cle}`, valeur ?? ''])),
  [`${chemin}.naissance.date`]: naissance.date,
  [`${chemin}.naissance.lieu`]: naissance.lieu ?? '',
});

/** @param {Compte} compte @returns {Record<string, any>} */
export function spread({ identite, coordonnees, communication, membres }) {
  const [premier, ...autres] = identite.prenoms;
  const foyer = membres.map((m, rang) => person(`membres.${rang}`, { ...m, prenoms: join(m.prenoms) }));
  return {
    ...person('identite', { ...identite, prenoms: premier, autres_prenoms: join(autres), ...(premier === undefined && { sans_prenom: ['oui'] }) }),
    ...Object.fromEntries(Object.entries(coordonnees).map(([cle, valeur]) => [`coordonnees.${cle}`, valeur ?? ''])),
    communication,
    ...Object.assign({}, ...foyer),
  };
}
