// From what was typed, champ by champ, to what the API takes.

/** « Amélie, Louise » or « Amélie Louise »: two prénoms; « Marie Lou, Jeanne » too. @param {string} [texte] */
const split = (texte = '') => texte.split(texte.includes(',') ? ',' : /\s+/).map((p) => p.trim()).filter(Boolean);

/** @param {Record<string, any>} plat by dotted path @returns {any} */
function nest(plat) {
  const racine = {};
  for (const [chemin, valeur] of Object.entries(plat)) {
    const cles = chemin.split('.');
    const derniere = cles.pop();
    cles.reduce((objet, cle) => (objet[cle] ??= {}), racine)[derniere] = valeur;
  }
  return racine;
}

/** @param {Record<string, any>} reponses as check() keeps them @param {string} motDePasse @param {{id: string, code: string}} cryptogramme */
export function body(reponses, motDePasse, cryptogramme) {
  const { identite, coordonnees, communication, membres = {}, securite } = nest(reponses);
  const { autres_prenoms: autres, ...reste } = identite;
  return {
    identite: { ...reste, prenoms: [identite.prenoms, ...split(autres)] },
    coordonnees,
    communication,
    membres: Object.values(membres).map((m) => ({ ...m, prenoms: split(m.prenoms) })),
    securite: { ...securite, mot_de_passe: motDePasse },
    cryptogramme,
  };
}
