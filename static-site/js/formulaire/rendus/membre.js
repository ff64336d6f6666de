// Somebody of the foyer, or somebody else whom one describes.
import { html, nothing } from '../../vendor/lit-html.js';
import { date, group, input, option } from '../rendu.js';
import { alone, dedans } from './dedans.js';

/** @typedef {import('../rendu.js').Champ} Champ */
/** @typedef {import('../rendu.js').Saisie} Saisie */

const AUTRES = { enfants: 'Un autre enfant', adultes: 'Un autre adulte', tous: 'Une autre personne' };
const INCONNU = { membre: null, nom: '', prenoms: '', naissance: '' };

/** With the first prénom only, as one says it. @param {import('../rendu.js').Personne} personne */
const fullName = ({ prenoms, nom }) => `${prenoms.split(',')[0]} ${nom}`.trim();

/** Who is not in the compte. @param {Champ} champ @param {Saisie} saisie */
function described({ nom }, saisie) {
  const ici = dedans(saisie, nom, () => saisie.lire(nom) ?? INCONNU, (valeur) => saisie.poser(nom, valeur));
  return html`<div class="dedans">
    ${input({ nom: `${nom}.nom`, type: 'texte', libelle: 'Nom', autocomplete: 'off' }, ici)}
    ${input({ nom: `${nom}.prenoms`, type: 'texte', libelle: 'Prénoms', aide: 'Dans l’ordre, séparés par des virgules.', autocomplete: 'off' }, ici)}
    ${date({ nom: `${nom}.naissance`, type: 'date', libelle: 'Date de naissance' }, ici)}
  </div>`;
}

/** @param {Champ & {lien: 'tous'|'adultes'|'enfants'}} champ @param {Saisie} saisie */
function membre(champ, saisie) {
  const personnes = saisie.personnes?.(champ.lien) ?? [];
  const choisie = saisie.lire(champ.nom);
  const entier = alone(saisie, champ.nom);
  if (!personnes.length) return group(champ, entier, described(champ, saisie));
  const inconnue = choisie?.membre === null;
  const radio = (rang, libelle, checked, valeur) => option(champ, saisie, rang, 'radio', libelle, checked, () => saisie.poser(champ.nom, valeur));
  return group(champ, entier, html`<div class="choix">
      ${personnes.map((p, rang) => radio(rang, fullName(p), choisie?.membre === p.membre, p))}
      ${radio(personnes.length, AUTRES[champ.lien], inconnue, INCONNU)}
    </div>${inconnue ? described(champ, saisie) : nothing}`);
}

export const RENDUS = { membre };
