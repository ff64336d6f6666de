// Agents log in.
import { attachLogin } from '../connexion.js';

attachLogin({ genre: 'agent', chemin: '/agents/session', arrivee: '/agents/demandes/' });
