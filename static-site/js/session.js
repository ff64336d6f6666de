// Who is logged in, at the top of the page, and « Déconnexion ».
import { ErreurApi, get, getIfLoggedIn, remove } from './api.js';
import { purge } from './formulaire/brouillon.js';
import { called } from './personne.js';
import { forget, remember, seemsLoggedIn } from './temoin.js';

/** @typedef {import('./temoin.js').Genre} Genre */
/** @typedef {{prenom: string, nom: string, identifiant?: string, etat?: string, a_changer?: boolean,
 *   services?: {slug: string, nom: string}[], roles?: string[]}} Session */

const CHEMINS = { usager: '/session', agent: '/agents/session' };
const ACCUEILS = { usager: '/', agent: '/agents/' };

/**
 * Shows who is logged in. Without a session, api.js leads to the login page.
 * @param {Genre} genre @returns {Promise<Session|null>} null when the API does not answer
 */
export async function showSession(genre) {
  try {
    const session = await get(CHEMINS[genre]);
    greet(genre, session);
    return session;
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    return null;
  }
}

/** On a page for everybody: asks nothing of who never logged in here. */
export async function showSessionIfAny() {
  const session = seemsLoggedIn('usager') ? await getIfLoggedIn(CHEMINS.usager).catch(() => null) : null;
  if (session) greet('usager', session);
}

/** The name, a button that works, and the tabs of one's roles. @param {Genre} genre @param {Session} session */
export function greet(genre, { prenom, nom, roles = [] }) {
  remember(genre);
  for (const onglet of document.querySelectorAll('[data-role]')) onglet.hidden = !roles.includes(onglet.dataset.role);
  const bouton = document.getElementById('deconnexion');
  bouton?.addEventListener('click', () => logout(genre, bouton));
  const lien = document.createElement('a');
  Object.assign(lien, { className: 'aide session', textContent: called(prenom, nom) });
  lien.href = genre === 'agent' ? '/agents/demandes/' : '/compte/';
  document.querySelector('.marque').after(lien);
}

/** What a page finishes before the session ends. @type {Set<() => Promise<unknown>>} */
export const lastActs = new Set();

/** Nothing of the person stays on the device. If the API cannot be told, the session is not over: say so. */
async function logout(genre, bouton) {
  bouton.setAttribute('aria-busy', 'true');
  await Promise.all([...lastActs].map((act) => act()));
  forget(genre);
  sessionStorage.clear();
  if (genre === 'usager') await purge();
  try {
    await remove(CHEMINS[genre]);
    location.assign(ACCUEILS[genre]);
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    bouton.removeAttribute('aria-busy');
    bouton.textContent = 'Déconnexion impossible, réessayez';
  }
}
