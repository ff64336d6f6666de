// What a démarche needs once somebody fills it rather than looks at it: one file, fetched with the first answer.
export { Cryptogramme } from '../formulaire/cryptogramme.js';
export { Pieces } from '../formulaire/pieces.js';
export { review } from '../formulaire/verification.js';
export { deposit } from './depot.js';
export { sent } from './envoyee.js';
export { Nouveautes } from './nouveautes.js';
export { libelles } from './report.js';
export { resume } from './retrouve.js';
export { follow, forget } from './suivi.js';
