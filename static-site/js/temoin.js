// Whether somebody seems to be logged in here, so that public pages ask the API only then. Only the cookie decides.

/** @typedef {'usager'|'agent'} Genre */

/** @param {Genre} genre */
const key = (genre) => `connecte:${genre}`;
/** @param {Genre} genre */
export const remember = (genre) => localStorage.setItem(key(genre), '1');
/** @param {Genre} genre */
export const forget = (genre) => localStorage.removeItem(key(genre));
/** @param {Genre} genre */
export const seemsLoggedIn = (genre) => localStorage.getItem(key(genre)) === '1';
