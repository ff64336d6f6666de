// A draft that one finds again as one opens the form: which one, and what there is to say of it.
import { html, nothing } from '../vendor/lit-html.js';
import { moment } from '../dates.js';
import { avis, button, lost, reach, show, take } from './contenu.js';
import { choose } from './reprise.js';
import { read } from './synchro.js';

/** @typedef {import('./formulaire.js').FormulaireDemarche} FormulaireDemarche */
/** @typedef {import('./synchro.js').Distant} Distant */

/** Goes on with the draft of the compte. @param {FormulaireDemarche} f @param {Distant} distant */
export function adopt(f, distant) {
  f.synchro.follow(distant);
  return take(f, distant.contenu);
}

/**
 * Raises ErreurApi.
 * @param {FormulaireDemarche} f @param {any} local what this device kept @param {any[]|null} inscrits the drafts of the compte, null where unknown
 * @returns {Promise<string|undefined>} the étape where one left off
 */
export async function resume(f, local, inscrits) {
  const inscrit = inscrits?.find((b) => b.demarche === f.definition.slug);
  const { source, rival } = choose(local, inscrit, Boolean(inscrits));
  if (source === 'aucun') {
    await f.brouillon.erase();
    return undefined;
  }
  const distant = source === 'compte' ? await read(f.definition.slug) : null;
  if (f.synchro) f.synchro.revision = inscrit?.revision ?? local?.revision ?? null;
  const perdues = distant ? adopt(f, distant) : take(f, local);
  f.etapes.sauvegarde = 'Brouillon repris';
  if (perdues.length || rival) f.etapes.annonce = avis(html`${rival ? two(source, inscrit) : nothing}${lost(perdues)}`, rival ? swap(f, source, local) : nothing);
  if (!distant && f.compte && local.a_envoyer) queueMicrotask(() => f.keep());
  return (distant?.contenu ?? local).etape;
}

/** @param {string} source @param {{modifie_le: string}} inscrit */
const two = (source, inscrit) => html`<p>${source === 'appareil'
  ? `Cette démarche a aussi été remplie ailleurs, et gardée dans votre compte le ${moment(inscrit.modifie_le)}. Voici la plus récente : celle de cet appareil.`
  : `Voici la version la plus récente, gardée dans votre compte le ${moment(inscrit.modifie_le)}. Cet appareil en avait une autre, plus ancienne.`}</p>`;

/** @param {FormulaireDemarche} f @param {string} source @param {any} local */
const swap = (f, source, local) =>
  button('Reprendre l’autre version', async () => {
    if (source === 'compte') return show(f, take(f, local), local.etape);
    const distant = await reach(f, () => read(f.definition.slug));
    return distant ? show(f, adopt(f, distant), distant.contenu.etape) : undefined;
  });
