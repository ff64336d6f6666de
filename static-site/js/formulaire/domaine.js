// A courriel whose domain is nearly that of a provider: « gmial.com », « orange.f ». Pure, no DOM.

const FOURNISSEURS = [
  'gmail.com', 'orange.fr', 'wanadoo.fr', 'laposte.net', 'free.fr', 'sfr.fr', 'bbox.fr', 'neuf.fr', 'numericable.fr', 'club-internet.fr',
  'hotmail.fr', 'hotmail.com', 'outlook.fr', 'outlook.com', 'live.fr', 'live.com', 'yahoo.fr', 'yahoo.com', 'icloud.com', 'aol.com', 'protonmail.com',
];
/** They exist, although they look like those above. */
const VOISINS = /^((e|y|hush)?mail\.com|gmx\.\w+|proton\.me|(hotmail|yahoo|outlook|live)\.(be|ca|ch|co\.uk|de|es|ie|it|lu|nl|pl|pt|ro))$/;
/** They have one domain only: « gmail.fr » is nobody's. */
const UNIQUES = /^(gmail|orange|wanadoo|laposte|free|sfr|icloud)\.[a-z.]+$/;
const COURT = 8; // characters, under which two faults make another word

/** How many letters to add, remove, replace or swap. @param {string} a @param {string} b */
export function distance(a, b) {
  let [avant, ici] = [[], Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i += 1) {
    const suivante = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const cout = a[i - 1] === b[j - 1] ? 0 : 1;
      suivante[j] = Math.min(ici[j] + 1, suivante[j - 1] + 1, ici[j - 1] + cout, swapped ? avant[j - 2] + 1 : Infinity);
    }
    [avant, ici] = [ici, suivante];
  }
  return ici[b.length];
}

/** The domain that was probably meant, or nothing. @param {string} domaine */
function meant(domaine) {
  if (FOURNISSEURS.includes(domaine) || VOISINS.test(domaine)) return undefined;
  const [proche] = FOURNISSEURS.map((f) => ({ f, ecart: distance(domaine, f) })).sort((a, b) => a.ecart - b.ecart);
  if (proche.ecart <= (proche.f.length < COURT ? 1 : 2)) return proche.f;
  const [, nom] = UNIQUES.exec(domaine) ?? [];
  return FOURNISSEURS.find((f) => f.split('.')[0] === nom);
}

/** The whole address, mended; nothing where it looks right. @param {string} courriel @returns {string|undefined} */
export function mended(courriel) {
  const [, locale, domaine] = /^(.+)@([^@]+)$/.exec(courriel.trim()) ?? [];
  const voulu = domaine && meant(domaine.toLowerCase());
  return voulu && `${locale}@${voulu}`;
}
