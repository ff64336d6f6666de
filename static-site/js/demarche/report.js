// Answers carried over to a newer version of a form: what it still asks, in the shape that it now takes. Pure, no DOM.

/** @typedef {import('../formulaire/champs.js').Champ} Champ */
/** @typedef {Record<string, any>} Valeurs */

/** What a page holds while one fills it: text, unless it is one of these. */
const FORMES = {
  adresse: 'object', lieu_naissance: 'object', membre: 'object', point: 'object',
  choix_multiple: 'array', groupe: 'array', oui_non: 'boolean', consentement: 'boolean', montant: 'any', nombre: 'any',
};

/** @param {any} valeur */
const shape = (valeur) => (Array.isArray(valeur) ? 'array' : typeof valeur);

/** @param {Champ} champ @param {any} valeur */
function fits(champ, valeur) {
  if (!valeur && valeur !== false) return true;
  const forme = FORMES[champ.type] ?? 'string';
  if (forme !== 'any' && shape(valeur) !== forme) return false;
  const offered = (v) => champ.options.some((o) => o.valeur === v);
  if (champ.type === 'choix') return offered(valeur);
  return champ.type !== 'choix_multiple' || valeur.every(offered);
}

/** The questions of a definition, by nom. @param {{etapes: {champs: Champ[]}[]}} definition @returns {Map<string, Champ>} */
const questions = (definition) => new Map(definition.etapes.flatMap((e) => e.champs).filter((c) => c.type !== 'explication').map((c) => [c.nom, c]));

/** The libellés of what is answered, to name later what is no longer asked. @param {any} definition @param {Valeurs} valeurs */
export const libelles = (definition, valeurs) =>
  Object.fromEntries([...questions(definition)].filter(([nom]) => valeurs[nom]).map(([nom, champ]) => [nom, champ.libelle]));

/** Our own champs, whose nom holds a dot, are in every version. @param {string} nom */
const ours = (nom) => nom.includes('.');

/**
 * @param {any} definition @param {Valeurs} valeurs @param {Record<string, string>} noms libellés by nom
 * @returns {{valeurs: Valeurs, perdues: string[]}} `perdues`: libellés
 */
export function carry(definition, valeurs, noms = {}) {
  const champs = questions(definition);
  const kept = ([nom, valeur]) => ours(nom) || (champs.has(nom) && fits(champs.get(nom), valeur));
  const paires = Object.entries(valeurs);
  const perdues = paires.filter((paire) => !kept(paire) && paire[1]).map(([nom]) => noms[nom] ?? champs.get(nom)?.libelle ?? nom);
  return { valeurs: Object.fromEntries(paires.filter(kept)), perdues };
}
