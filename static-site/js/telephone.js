// A number kept as +33612345678, as one dials it and reads it: « 06 12 34 56 78 ».

/** @param {string} [e164] */
export const dial = (e164) => e164?.replace(/^\+33(\d)/, '0$1').replace(/^0\d{9}$/, (n) => n.match(/../g).join('\u00a0'));
