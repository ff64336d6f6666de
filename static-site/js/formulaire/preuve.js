// The silent proof of work (ALTCHA's puzzle): a number to find, which costs a person nothing and a robot its rate.
// On the page itself: under Trusted Types, no Worker can be made.

const LOT = 256; // digests asked for at once; between two lots the page draws and answers

/** @param {Uint8Array} octets @param {Uint8Array} attendus */
const same = (octets, attendus) => attendus.every((octet, rang) => octet === octets[rang]);

/**
 * The number whose digest with the salt is the challenge, or -1 where there is none or nobody waits for it any more.
 * @param {{algorithm: string, salt: string, challenge: string, maxnumber: number}} enigme
 * @param {{abandoned?: boolean}} [etat] to be marked when the image changes
 * @returns {Promise<number>}
 */
export async function solve({ algorithm, salt, challenge, maxnumber }, etat = {}) {
  const attendus = Uint8Array.from(challenge.match(/../g) ?? [], (octet) => parseInt(octet, 16));
  const encodeur = new TextEncoder();
  for (let debut = 0; debut <= maxnumber && !etat.abandoned; debut += LOT) {
    const nombres = Array.from({ length: Math.min(LOT, maxnumber - debut + 1) }, (_, rang) => debut + rang);
    const digests = await Promise.all(nombres.map((n) => crypto.subtle.digest(algorithm, encodeur.encode(salt + n))));
    const rang = digests.findIndex((digest) => same(new Uint8Array(digest), attendus));
    if (rang >= 0) return nombres[rang];
  }
  return -1;
}
