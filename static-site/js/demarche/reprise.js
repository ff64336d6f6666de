// Which draft to go on with when one opens a démarche: what this device kept, or what the compte did. Pure, no DOM.

/**
 * `revision`: of the compte's copy that it followed, nothing when it followed none; `a_envoyer`: it holds more than that copy;
 * `ecart`: milliseconds by which the clock of the town hall is ahead of this device's.
 * @typedef {{le: number, revision?: number|null, a_envoyer?: boolean, ecart?: number}} Local
 */
/** In the list of the API. @typedef {{demarche: string, revision: number, modifie_le: string}} Inscrit */
/** `rival`: another one was changed too, and is older. @typedef {{source: 'aucun'|'appareil'|'compte', rival?: boolean}} Choix */

/** When it was last changed, on the clock of the town hall. @param {Local} local */
const changed = ({ le, ecart = 0 }) => le + ecart;

/**
 * @param {Local|undefined} local @param {Inscrit|undefined} inscrit
 * @param {boolean} su whether the server could be asked @returns {Choix}
 */
export function choose(local, inscrit, su) {
  if (!local) return { source: inscrit ? 'compte' : 'aucun' };
  if (!su) return { source: 'appareil' };
  // The compte's copy is gone: sent or effaced elsewhere. Only what it never held is worth keeping.
  if (!inscrit) return { source: local.revision && !local.a_envoyer ? 'aucun' : 'appareil' };
  if (local.revision === inscrit.revision) return { source: 'appareil' };
  if (local.revision && !local.a_envoyer) return { source: 'compte' };
  return { source: changed(local) > Date.parse(inscrit.modifie_le) ? 'appareil' : 'compte', rival: true };
}

/** One line of « À terminer »; `expire`: nothing when only this device has it. @typedef {{slug: string, titre: string, commence: string, expire?: string}} ATerminer */

/**
 * One per démarche: the compte's, then those that only this device has.
 * @param {any[]} inscrits of the API @param {any[]} locaux of this device @returns {ATerminer[]}
 */
export function merge(inscrits, locaux) {
  const duCompte = inscrits.map((b) => ({ slug: b.demarche, titre: b.titre, commence: b.commence_le, expire: b.expire_le }));
  const seuls = locaux.filter((b) => b.slug && (b.a_envoyer || !b.revision) && !inscrits.some((i) => i.demarche === b.slug));
  return [...duCompte, ...seuls.map((b) => ({ slug: b.slug, titre: b.titre, commence: new Date(b.le).toISOString() }))];
}
