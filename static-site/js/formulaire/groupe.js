// A groupe: several entries, each a small form. The mirror of _groupe in chalicelib/domain/champs.py. Pure, no DOM.
import { inconnus } from './champs.js';
import { erreur, refuser } from './lecteurs.js';

/**
 * Entries with nothing in them are dropped; a missing one shows what it lacks.
 * @param {import('./champs.js').Champ} champ @param {any} saisie @param {Record<string, any>} reponses given before it
 * @param {any} contexte with `lireChamps`, which reads a list of champs
 */
export function groupe(champ, saisie, reponses, contexte) {
  if (!Array.isArray(saisie ?? [])) refuser('forme');
  const [min, entrees] = [champ.min ?? 1, [...(saisie ?? [])]];
  if (entrees.length > champ.max) refuser('groupe-max', { max: champ.max });
  if (champ.obligatoire !== false) while (entrees.length < min) entrees.push({});
  const lues = entrees.map((entree, rang) => lireEntree(champ, rang, entree, reponses, contexte));
  const lignes = lues.map((lue) => lue.champs);
  const erreurs = lues.flatMap((lue) => lue.erreurs);
  const pleines = lues.map((lue) => lue.garde).filter((garde) => Object.keys(garde).length);
  if (!erreurs.length && pleines.length < min && (pleines.length || champ.obligatoire !== false)) {
    return { lignes, erreurs: [erreur(champ, ['groupe-min', { min }])] };
  }
  return { lignes, erreurs, valeur: pleines.length && !erreurs.length ? pleines : undefined };
}

/** Its conditions read its own answers and those given before the groupe. */
function lireEntree(champ, rang, entree, avant, contexte) {
  const [ici, un] = [`${champ.nom}.${rang}`, `${champ.libelle_un} ${rang + 1}`];
  if (typeof entree !== 'object' || entree === null || Array.isArray(entree)) {
    return { champs: [], garde: {}, erreurs: [erreur({ nom: ici, libelle: un }, ['forme'])] };
  }
  const nommes = champ.champs.map((c) => ({ ...c, libelle: `${un} – ${c.libelle}` }));
  const reponses = { ...avant };
  const { champs, erreurs } = contexte.lireChamps(nommes, entree, reponses, contexte);
  const fautes = [...erreurs, ...inconnus(nommes, entree)].map((e) => ({ ...e, champ: `${ici}.${e.champ}` }));
  const garde = Object.fromEntries(champ.champs.filter((c) => Object.hasOwn(reponses, c.nom)).map((c) => [c.nom, reponses[c.nom]]));
  return { champs: champs.map((vu) => champ.champs.find((c) => c.nom === vu.nom)), garde, erreurs: fautes };
}
