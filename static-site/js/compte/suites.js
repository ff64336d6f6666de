// What « Sauver » led to, shown above the form: what changed, or what was saved elsewhere meanwhile.
// Fetched with the first « Sauver ».
import { html, nothing } from '../vendor/lit-html.js';
import { differences } from './differences.js';
import { merge } from './fusion.js';

export { change } from './corps.js';

/** @typedef {import('./modification.js').Modification} Modification */
/** `reprise`: what one typed, on top of what is saved now; `gardee`: it stands aside. @typedef {{vue: (formulaire: Modification) => unknown, reprise?: Record<string, any>, gardee?: boolean}} Suite */

const avis = (genre, titre, contenu) => html`<div class="avis ${genre}" id="suite" tabindex="-1" role="group" aria-labelledby="suite-titre"><h2 id="suite-titre">${titre}</h2>${contenu}</div>`;

const RIEN = 'Non renseigné';
/** @param {import('./differences.js').Changement[]} changements @param {[string, string]} [titres] */
const listed = (changements, [avant, apres] = ['Avant', 'Après']) =>
  changements.length
    ? html`<dl class="recap changements">${changements.map((c) => html`<div><dt>${c.libelle}</dt>
        <dd><span class="avant"><span class="quand">${avant} :</span> ${c.avant || RIEN}</span> <span class="apres"><span class="quand">${apres} :</span> ${c.apres || RIEN}</span></dd></div>`)}</dl>`
    : nothing;

/** A new courriel is not in use yet: both addresses are asked first. */
const courriel = ({ courriel: nouveau }) => html`<p>Pour changer de courriel, ouvrez le lien envoyé à votre adresse actuelle, et celui envoyé à <strong>${nouveau}</strong>. D’ici là, l’adresse actuelle sert encore.</p>`;

/** @param {import('./differences.js').Changement[]} changements @param {any} avant the compte before @param {any} compte as it is now @returns {Suite} */
export function saved(changements, avant, compte) {
  const attendu = compte.changement_courriel;
  const demande = attendu && attendu.demande_le !== avant.changement_courriel?.demande_le ? courriel(attendu) : nothing;
  if (!changements.length && demande === nothing) return { vue: () => avis('ok', 'Rien n’a changé', html`<p>Tout était déjà enregistré ainsi.</p>`) };
  const rappel = changements.length ? html`<p>Un courriel vous rappelle ces changements.</p>` : nothing;
  const file = compte.etat === 'en_attente' ? html`<p>La mairie vérifie de nouveau votre compte.</p>` : nothing;
  return { vue: () => avis('ok', 'C’est enregistré', html`${listed(changements)}${demande}${rappel}${file}`) };
}

/** All by champ. @param {Record<string, any>} base as one read it @param {Record<string, any>} frais as it is saved now @param {Record<string, any>} saisie as typed @returns {Suite} */
export function met(base, frais, saisie) {
  const reprise = merge(base, frais, saisie);
  const [ailleurs, miennes] = [differences(base, frais), differences(frais, reprise)];
  return { reprise, vue: (formulaire) => conflict(formulaire, ailleurs, miennes) };
}

function conflict(formulaire, ailleurs, miennes) {
  const { gardee } = formulaire.suite;
  const titre = gardee ? 'Voici la version enregistrée' : 'Votre compte a changé entre-temps';
  return avis('', titre, html`<p>${gardee
      ? 'Ce que vous aviez saisi est gardé de côté.'
      : 'Il a été modifié dans un autre onglet ou sur un autre appareil. Rien n’est perdu : vos modifications attendent, elles ne sont pas encore enregistrées.'}</p>
    ${ailleurs.length ? html`<h3>Ce qui a changé ailleurs</h3>${listed(ailleurs)}` : nothing}
    ${miennes.length ? html`<h3>Vos modifications</h3>${listed(miennes, ['Enregistré', 'Votre saisie'])}` : nothing}
    <div class="barre">
      <button class="btn" type="button" @click=${() => formulaire.resume()}>Reprendre mes modifications</button>
      ${gardee ? nothing : html`<button class="btn second" type="button" @click=${() => formulaire.show()}>Voir la version enregistrée</button>`}
    </div>`);
}
