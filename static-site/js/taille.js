// The weight of a file, as people say it.

/** « 240 ko ». @param {number} octets */
export const taille = (octets) =>
  octets < 1e6 ? `${Math.ceil(octets / 1000)}\u00a0ko` : `${(octets / 1e6).toLocaleString('fr-FR', { maximumFractionDigits: 1 })}\u00a0Mo`;
