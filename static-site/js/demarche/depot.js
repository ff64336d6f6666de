// « Envoyer »: what leaves, and what is said when it does not. Tried again, the same demande is created once only.
import { ErreurApi, create, get } from '../api.js';
import { piecesFor } from '../formulaire/champs.js';
import { renew } from './contenu.js';
import { AUTRE, CONTACT, QUI } from './prerempli.js';

/** @typedef {import('./formulaire.js').FormulaireDemarche} FormulaireDemarche */

/** What the definition asks, given the answers. @param {FormulaireDemarche} f */
const pieces = (f) => piecesFor(f.definition, f.valeurs);

/** @param {FormulaireDemarche} f */
async function body(f) {
  const { definition, valeurs, compte } = f;
  const membre = valeurs[QUI] === AUTRE ? undefined : valeurs[QUI];
  const contact = () => Object.fromEntries(CONTACT.champs.map((c) => [c.nom.split('.')[1], valeurs[c.nom]]));
  const qui = compte ? { membre } : { contact: contact(), cryptogramme: await f.cryptogramme.solve() };
  return { demarche: definition.slug, version: definition.version, reponses: f.reponses, pieces: f.pieces.body(pieces(f)), ...qui };
}

/** @param {FormulaireDemarche} f */
export async function deposit(f) {
  await f.synchro?.stop();
  try {
    await celebrate(f, await create('/demandes', await body(f)));
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    f.synchro?.resume();
    await (error.code === 'version-perimee' ? reload(f, error) : refuse(f, error));
  }
}

/** @param {FormulaireDemarche} f @param {{numero: string}} demande */
async function celebrate(f, { numero }) {
  const elements = f.nouveautes.list();
  const courriel = f.compte?.coordonnees.courriel ?? f.valeurs['contact.courriel'];
  const posted = pieces(f).filter((p) => f.pieces.body([p])[p.nom]?.par_courrier);
  f.etapes.fini = true;
  const compte = await f.nouveautes.keep(f.compte, elements);
  const vue = f.parts.sent(f.definition, { numero, courriel, pieces: posted, suivie: Boolean(f.compte), compte });
  await f.end(vue, `Demande envoyée – ${f.definition.titre}`);
}

/** The form changed while it was being filled: same answers, new questions. @param {FormulaireDemarche} f @param {ErreurApi} error */
async function reload(f, error) {
  const neuve = await get(`/demarches/${f.definition.slug}`).catch(() => null);
  if (!neuve) return refuse(f, error);
  const perdues = await renew(f, neuve);
  const plus = perdues.length ? ` Ces réponses ne sont plus demandées : ${perdues.join(', ')}.` : '';
  return f.etapes.refuse(f.pages().slice(0, -1).flatMap((page) => page.check()), error.detail + plus);
}

/** Nobody knows whether it arrived: sending it again is safe. */
const SANS_REPONSE = ' Vos réponses sont gardées. Envoyez de nouveau dès que possible : votre demande ne sera enregistrée qu’une fois.';

/** @param {FormulaireDemarche} f @param {ErreurApi} error */
async function refuse(f, { status, detail, erreurs }) {
  const ici = erreurs.map((e) => ({ ...e, champ: e.champ === 'membre' ? QUI : e.champ.replace(/^reponses\./, '') }));
  await f.cryptogramme?.refused(ici);
  const suite = status ? ' Vos réponses sont gardées.' : SANS_REPONSE;
  f.etapes.refuse(ici, ici.length ? '' : detail + suite);
}
