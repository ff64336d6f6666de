// The draft of the compte, as the form sees it: its state, another device's, the end of the session.
import { html, nothing } from '../vendor/lit-html.js';
import { login } from '../api.js';
import { moment } from '../dates.js';
import { lastActs } from '../session.js';
import { announce, avis, button, reach, show } from './contenu.js';
import { adopt } from './retrouve.js';
import { Synchro, erase } from './synchro.js';

/** @typedef {import('./formulaire.js').FormulaireDemarche} FormulaireDemarche */
/** @typedef {import('./synchro.js').Distant} Distant */

/** @param {FormulaireDemarche} f @returns {Synchro} */
export function follow(f) {
  const synchro = new Synchro(f.definition.slug, {
    tell: (etat, plus) => f.tell(etat || f.etapes.sauvegarde, plus),
    saved: (le, complet) => kept(f, le, complet),
    met: (autre) => meet(f, autre),
    ended: () => end(f),
  });
  lastActs.add(() => synchro.flush());
  return synchro;
}

/** This device remembers which copy it has, and how far its clock is from the town hall's. */
function kept(f, le, complet) {
  f.ecart = Date.parse(le) - Date.now();
  if (!f.etapes.fini) f.brouillon.save({ ...f.contents(), a_envoyer: !complet });
}

/** Another device or tab kept something meanwhile. @param {FormulaireDemarche} f @param {Distant|null} autre null: it sent or effaced it */
function meet(f, autre) {
  const keep = button('Garder celle-ci', () => (announce(f, nothing), f.synchro.over(autre)), '');
  if (!autre) return announce(f, avis(html`<p>Ce brouillon a été effacé, ou la demande envoyée, dans un autre onglet ou sur un autre appareil. Vos réponses restent affichées ici.</p>`, keep));
  const take = button('Reprendre l’autre version', () => show(f, adopt(f, autre), autre.contenu.etape));
  return announce(f, avis(html`<p>Cette démarche a aussi été remplie dans un autre onglet ou sur un autre appareil, le ${moment(autre.modifie_le)}. Quelle version gardez-vous ?</p>`, html`${keep}${take}`));
}

/** What is on this device waits for the log-in. @param {FormulaireDemarche} f */
const end = (f) =>
  announce(f, avis(html`<p>Votre session est terminée. Vos réponses sont gardées sur cet appareil : connectez-vous de nouveau pour continuer.</p>`, button('Se connecter', login, '')));

/** « Effacer ce brouillon », in the compte too. @param {FormulaireDemarche} f @returns {Promise<boolean>} */
export async function forget(f) {
  await f.synchro.stop();
  const fait = await reach(f, () => erase(f.definition.slug));
  if (!fait) f.synchro.resume();
  return Boolean(fait);
}
