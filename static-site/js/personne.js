// How a person is called: « Amélie Lire », or by the one name that some people have.

/** @param {(string|null|undefined)[]} noms */
export const called = (...noms) => noms.filter(Boolean).join(' ');
/** Of the compte or of the foyer. @param {{prenoms: string[], nom_naissance?: string, nom_usage?: string|null, nom?: string}} personne */
export const nameOf = ({ prenoms, nom, nom_usage: usage, nom_naissance: naissance }) => called(prenoms[0], nom ?? usage ?? naissance);
