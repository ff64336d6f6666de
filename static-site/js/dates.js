// Moments in French, on the clock of the town hall.

/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', ...options });
const JOUR = format({ day: 'numeric', month: 'long', year: 'numeric' });
const HEURE = format({ hour: 'numeric', minute: '2-digit' });

/** « 1er mars 2026 ». @param {string} iso a date or a moment */
export const day = (iso) => JOUR.format(new Date(iso)).replace(/^1 /, '1er ').replace(' ', '\u00a0');

/** « 14 h 05 ». @param {string} iso a moment */
export const hour = (iso) => HEURE.format(new Date(iso)).replace(':', '\u00a0h\u00a0');

/** « 1er mars 2026 à 14 h 05 ». @param {string} iso a moment */
export const moment = (iso) => `${day(iso)} à\u00a0${hour(iso)}`;
