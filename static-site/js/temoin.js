// Whether somebody seems to be logged in here, so that public pages ask the API only then. Only the cookie decides.

/** @typedef {'usager'|'agent'} Genre */

/** @param {Genre} genre */
const key = (genre) => `connecte:${genre}`;
/** @param {Genre} genre */
export const remember = (genre) => (sessionStorage.removeItem(FIN), localStorage.setItem(key(genre), '1'));
/** @param {Genre} genre */
export const forget = (genre) => localStorage.removeItem(key(genre));
/** @param {Genre} genre */
export const seemsLoggedIn = (genre) => localStorage.getItem(key(genre)) === '1';

const FIN = 'session-finie';
/** The login page says so, until somebody logs in. */
export const noteEnd = () => sessionStorage.setItem(FIN, '1');
export const hasEnded = () => sessionStorage.getItem(FIN) === '1';
