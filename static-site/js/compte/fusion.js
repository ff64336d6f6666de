// The compte changed elsewhere while one was typing: what one changed oneself, put on top of what is saved now.
// Champs are compared one by one, members by their id; what one did not touch is never undone. Pure, no DOM.
import { differs, keys, same } from './ecarts.js';
import { count, one } from './membres.js';

/** @typedef {Record<string, any>} Valeurs */

/** Those of the foyer, by id; whoever has none yet is known by their rank. @param {Valeurs} valeurs @returns {Map<string, Valeurs>} */
export function members(valeurs) {
  const tous = [...Array(count(valeurs)).keys()].map((rang) => one(valeurs, rang));
  return new Map(tous.map((membre, rang) => [membre.id || `+${rang}`, membre]));
}

/** What was changed here wins, the rest is what is saved. @returns {Valeurs} */
const mix = (base, frais, mien) => Object.fromEntries(keys(base, frais, mien).map((cle) => [cle, same(mien[cle], base[cle]) ? frais[cle] : mien[cle]]));

/** @param {Valeurs|undefined} base @param {Valeurs|undefined} frais @param {Valeurs|undefined} mien @returns {Valeurs[]} none or one */
function member(base, frais, mien) {
  if (!base) return [mien ?? frais]; // added, here or elsewhere
  if (!mien) return []; // taken out here
  if (frais) return [mix(base, frais, mien)];
  return differs(base, mien) ? [{ ...mien, id: '' }] : []; // taken out elsewhere: what was typed here makes somebody new
}

/** @param {Valeurs} base as it was @param {Valeurs} frais as it is saved now @param {Valeurs} mien as typed @returns {Valeurs} */
export function merge(base, frais, mien) {
  const [avant, la, ici] = [base, frais, mien].map(members);
  const ids = keys(Object.fromEntries(la), Object.fromEntries(ici));
  const foyer = ids.flatMap((id) => member(avant.get(id), la.get(id), ici.get(id)));
  const [b, f, m] = [base, frais, mien].map(withoutMembers);
  return { ...mix(b, f, m), ...Object.assign({}, ...foyer.map(ranked)) };
}

const withoutMembers = (valeurs) => Object.fromEntries(Object.entries(valeurs).filter(([nom]) => !nom.startsWith('membres.')));
const ranked = (membre, rang) => Object.fromEntries(Object.entries(membre).map(([cle, valeur]) => [`membres.${rang}.${cle}`, valeur]));
