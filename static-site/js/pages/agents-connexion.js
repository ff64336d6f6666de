// Agents log in, and come to what they have to do.
import { attachLogin } from '../connexion.js';
import { retour } from '../page.js';

/** Who only validates comptes has no demandes to handle. @param {import('../session.js').Session} session */
const bureau = ({ services, roles }) => (roles.includes('comptes') && !services.length ? '/agents/comptes/' : '/agents/demandes/');

attachLogin({ genre: 'agent', chemin: '/agents/session', arrivee: (session) => retour(bureau(session)) });
