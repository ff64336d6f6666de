// What a value holds, shown as champs of their own: their noms begin with that of the value, as in the errors of the server.

/** @typedef {import('../rendu.js').Saisie} Saisie */

/**
 * The Saisie of those champs. `lire` and `poser` reach the value that holds them, whatever it has become meanwhile.
 * @param {Saisie} saisie @param {string} nom of the value @param {() => Record<string, any>} lire @param {(valeur: Record<string, any>) => void} poser
 * @returns {Saisie}
 */
export function dedans(saisie, nom, lire, poser) {
  const court = (long) => long.slice(nom.length + 1);
  return {
    lire: (long) => lire()[court(long)],
    poser: (long, valeur) => poser({ ...lire(), [court(long)]: valeur }),
    erreurs: saisie.erreurs,
    bruts: saisie.bruts,
    doute: saisie.doute,
  };
}

/** What is wrong with a value as a whole, rather than with what it holds. @param {Saisie} saisie @param {string} nom */
export const alone = (saisie, nom) => ({ repris: (champ) => saisie.repris?.(champ), erreurs: saisie.erreurs.filter((e) => e.champ === nom) });
