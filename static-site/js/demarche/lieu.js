// A place of birth that the compte holds in words, found again in the list of communes.
import { ErreurApi, discreet } from '../api.js';

/** @param {string} texte */
const bare = (texte) => texte.normalize('NFD').replace(/\p{M}/gu, '').replace(/[^a-z]+/gi, ' ').trim().toLowerCase();

/** Undefined when several communes have this name, or none: one is asked. @param {string} texte @returns {Promise<{code: string, nom: string}|undefined>} */
export async function find(texte) {
  try {
    const { elements } = await discreet.get(`/lieux?q=${encodeURIComponent(texte)}`);
    const [seule, autre] = elements.filter(({ nom }) => bare(nom) === bare(texte));
    return seule && !autre ? { code: seule.code, nom: seule.nom } : undefined;
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    return undefined;
  }
}
