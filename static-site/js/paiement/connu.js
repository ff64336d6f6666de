// What is known of a payment, and no more than that.

/** @typedef {{id: string, etat: string, montant_centimes: number, quittance: string|null, regie: string, regie_nom: string,
 *   lignes: {facture: string, numero: string, montant_centimes: number}[], initie_le: string, paye_le: string|null, libere: boolean,
 *   reprise: string|null, verification: boolean, libre_a: string|null, a_rembourser: boolean, rembourse_le: string|null, non_concordant: boolean}} Paiement */

const REVIREMENT = 120; // seconds during which an abandon may still become a payment

/** Time left, never more than it can be: the clock of the device may be wrong. @param {string} fin a moment @param {number} [now] */
export function restant(fin, now = Date.now()) {
  const secondes = Math.min(REVIREMENT, Math.max(0, Math.ceil((new Date(fin).getTime() - now) / 1000)));
  return `${Math.floor(secondes / 60)}\u00a0min ${String(secondes % 60).padStart(2, '0')}\u00a0s`;
}

/** Given up, but its factures are not free yet. @param {Paiement} p */
export const isSuspended = (p) => p.etat === 'abandonne' && !p.libere;

/** Whether looking again may teach something. @param {Paiement} p */
export const isPending = (p) => p.etat !== 'paye' && (p.verification || isSuspended(p));

/** @param {Paiement} p */
function paidStage(p) {
  if (p.rembourse_le) return 'rembourse';
  return p.a_rembourser ? 'double' : 'paye';
}

/** @param {Paiement} p @returns {'paye'|'double'|'rembourse'|'discordant'|'suspendu'|'verification'|'refuse'|'abandonne'|'expire'} */
export function stage(p) {
  if (p.etat === 'paye') return paidStage(p);
  if (p.non_concordant) return 'discordant';
  if (isSuspended(p)) return p.libre_a ? 'suspendu' : 'verification';
  if (p.verification) return 'verification';
  return p.etat === 'refuse' || p.etat === 'abandonne' ? p.etat : 'expire';
}
