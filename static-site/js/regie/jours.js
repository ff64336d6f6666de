// Days as a régisseur types them, « 27/03/2026 », and as the API keeps them. No DOM.

const FRANCAISE = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/;

/** YYYY-MM-DD, or nothing for what is no day. @param {string} texte */
export function lireJour(texte) {
  const [, jour, mois, annee] = FRANCAISE.exec(texte.trim()) ?? [];
  if (!jour) return '';
  const iso = `${annee}-${mois.padStart(2, '0')}-${jour.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : '';
}

/** « 27/03/2026 ». @param {string} iso */
export const ecrireJour = (iso) => iso.split('-').reverse().join('/');

/** The month of a day, YYYY-MM, and the one before. @param {string} iso @returns {[string, string]} */
export function deuxMois(iso) {
  const veille = new Date(Date.parse(`${iso.slice(0, 7)}-01T00:00:00Z`) - 1);
  return [iso.slice(0, 7), veille.toISOString().slice(0, 7)];
}

/** Today, on the clock of the town hall. */
export const aujourdhui = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());
