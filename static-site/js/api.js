// The only way to the API: JSON both ways; whatever goes wrong becomes an ErreurApi with a sentence for people.
import { forget, noteEnd, seemsLoggedIn } from './temoin.js';

/** @typedef {{champ: string, code: string, detail: string}} Erreur */

const CHANGER = '/compte/mot-de-passe/';
const SANS_COMPTE = '/suivre/'; // asks for another link by itself
const PDF = 'application/pdf';
const JSON_SEUL = 'application/json';
const PATIENCE = 30_000; // milliseconds, a little more than the gateway's own
const SENTENCES = {
  'hors-ligne': 'Vous n’êtes plus connecté à Internet. Vérifiez votre connexion, puis réessayez.',
  injoignable: 'Le portail ne répond pas. Vérifiez votre connexion, puis réessayez dans un instant.',
  'trop-long': 'Le portail met trop de temps à répondre. Réessayez dans un instant.',
  'non-connecte': 'Votre session est terminée. Connectez-vous de nouveau.',
  erreur: 'Le portail a rencontré une difficulté. Réessayez dans quelques minutes.',
};

/** What was refused, or why nobody answered (`status` 0). `detail` is for people, `erreurs` names the champs. */
export class ErreurApi extends Error {
  /** @param {number} status @param {string} code @param {string} [detail] @param {Erreur[]} [erreurs] */
  constructor(status, code, detail = SENTENCES[code] ?? SENTENCES.erreur, erreurs = []) {
    super(detail);
    Object.assign(this, { status, code, detail, erreurs });
  }
}

/** @param {string} chemin */
export const get = (chemin) => call('GET', chemin);
/** On a page for everybody: null where the session is over. @param {string} chemin */
export const getIfLoggedIn = (chemin) => call('GET', chemin, undefined, {}, () => (forget('usager'), null));
/** @param {string} chemin @param {object} corps */
export const post = (chemin, corps) => call('POST', chemin, JSON.stringify(corps));
/** @param {string} chemin @param {object} corps */
export const put = (chemin, corps) => call('PUT', chemin, JSON.stringify(corps));
/** @param {string} chemin @param {object} corps */
export const patch = (chemin, corps) => call('PATCH', chemin, JSON.stringify(corps));
/** A document to save. @param {string} chemin @param {string} [type] @returns {Promise<Blob>} */
export const getDocument = (chemin, type = PDF) => call('GET', chemin, undefined, { Accept: type });
/** @param {string} chemin */
export const remove = (chemin) => call('DELETE', chemin, '{}');

/** What a page does by itself must not take one away from it: where the session is over, ErreurApi 401. */
const stay = () => {
  throw new ErreurApi(401, 'non-connecte');
};
export const discreet = {
  /** @param {string} chemin */
  get: (chemin) => call('GET', chemin, undefined, {}, stay),
  /** @param {string} chemin @param {object} corps */
  put: (chemin, corps) => call('PUT', chemin, JSON.stringify(corps), {}, stay),
};

/**
 * A POST that creates: tried again with the same body, even after a reload, it carries the same Idempotency-Key.
 * @param {string} chemin @param {object} corps
 */
export async function create(chemin, corps) {
  const texte = JSON.stringify(corps);
  const place = `cle:${chemin}`;
  const empreinte = await digest(texte);
  const [deja, cle = crypto.randomUUID()] = (sessionStorage.getItem(place) ?? '').split(' ');
  const retenue = deja === empreinte ? cle : crypto.randomUUID();
  sessionStorage.setItem(place, `${empreinte} ${retenue}`);
  const reponse = await call('POST', chemin, texte, { 'Idempotency-Key': retenue });
  sessionStorage.removeItem(place);
  return reponse;
}

/** Nothing that was sent there is still unanswered: what comes next is another request. @param {string} chemin */
export const settle = (chemin) => sessionStorage.removeItem(`cle:${chemin}`);

/** 32 bits: enough to know one's own body again, too few to try passwords against. @param {string} texte */
async function digest(texte) {
  const octets = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(texte));
  return [...new Uint8Array(octets, 0, 4)].map((o) => o.toString(16).padStart(2, '0')).join('');
}

/** @param {string} method @param {string} chemin @param {string} [body] @param {Record<string, string>} [plus] */
async function call(method, chemin, body, plus = {}, notLoggedIn = login) {
  const headers = { Accept: JSON_SEUL, ...plus };
  if (body) Object.assign(headers, { 'Content-Type': 'application/json', 'X-Requested-With': 'portail' });
  const reponse = await reach(`/api${chemin}`, { method, headers, body });
  if (reponse.status === 204) return null;
  if (reponse.ok && headers.Accept !== JSON_SEUL) return reponse.blob();
  const corps = await reponse.json().catch(() => null);
  if (reponse.ok && corps) return corps;
  const code = corps?.type?.split('/').pop() ?? 'erreur';
  if (code === 'non-connecte' && location.pathname !== SANS_COMPTE) return notLoggedIn();
  if (code === 'mot-de-passe-a-changer' && location.pathname !== CHANGER) return leave(CHANGER);
  throw new ErreurApi(reponse.status, code, corps?.detail, corps?.errors);
}

/** @param {string} adresse @param {RequestInit} options */
async function reach(adresse, options) {
  try {
    return await fetch(adresse, { ...options, signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    if (error.name === 'TimeoutError') throw new ErreurApi(0, 'trop-long');
    throw new ErreurApi(0, navigator.onLine ? 'injoignable' : 'hors-ligne');
  }
}

/** The session is over: to the login page, which says that it is and leads back here. */
export function login() {
  const genre = location.pathname.startsWith('/agents/') ? 'agent' : 'usager';
  if (seemsLoggedIn(genre)) noteEnd();
  forget(genre);
  return leave(genre === 'agent' ? '/agents/' : '/');
}

/** And back here afterwards. The promise never ends: the page is leaving. @param {string} page */
function leave(page) {
  location.replace(`${page}?retour=${encodeURIComponent(location.pathname + location.search)}`);
  return new Promise(() => {});
}
