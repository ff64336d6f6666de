// The parts of the creation that nobody needs while looking at its first onglet: fetched once somebody types.
export { Cryptogramme } from '../formulaire/cryptogramme.js';
export { review } from '../formulaire/verification.js';
export { body } from './corps.js';
export { created } from './cree.js';
export { Foyer } from './foyer.js';
export { MotDePasse } from './mot-de-passe.js';
