// The password one chooses (R10): shown on demand, pasted at will, judged in words. The server decides.
import { html, nothing } from '../vendor/lit-html.js';

export const MOT_DE_PASSE = 'securite.mot_de_passe';
const MINIMUM = 12;

/** @param {string} texte */
function advice(texte) {
  const manque = MINIMUM - texte.length;
  if (!texte) return '';
  if (manque > 0) return `Encore ${manque} caractère${manque > 1 ? 's' : ''}.`;
  const varies = new Set(texte.toLowerCase()).size;
  if (varies < 8 || /^\d+$/.test(texte)) return 'Assez long, mais facile à deviner : variez davantage.';
  return texte.length < 20 ? 'Assez long. À l’envoi, le portail vérifie qu’il ne se devine pas.' : 'Très bien.';
}

/** @param {string} texte @returns {import('../api.js').Erreur[]} */
export function checkMotDePasse(texte) {
  if (texte.length >= MINIMUM) return [];
  const detail = texte ? `Mot de passe : choisissez au moins ${MINIMUM} caractères.` : 'Mot de passe : choisissez-en un.';
  return [{ champ: MOT_DE_PASSE, code: 'trop-court', detail }];
}

/** @param {import('../formulaire/rendu.js').Saisie} saisie @param {{montre: boolean, toggle: () => void}} affichage */
export function motDePasse(saisie, { montre, toggle }) {
  const faute = saisie.erreurs.find((e) => e.champ === MOT_DE_PASSE);
  const valeur = saisie.lire(MOT_DE_PASSE) ?? '';
  return html`<div class="champ">
    <label for=${MOT_DE_PASSE}>Mot de passe</label>
    <span class="indice" id="mdp-aide">Au moins ${MINIMUM} caractères : par exemple quatre mots sans rapport entre eux, ou celui que votre navigateur propose.</span>
    ${faute ? html`<p class="err" id="mdp-erreur"><span class="vh">Erreur : </span>${faute.detail}</p>` : nothing}
    <div class="mdp">
      <input id=${MOT_DE_PASSE} type=${montre ? 'text' : 'password'} autocomplete="new-password" autocapitalize="none" spellcheck="false" .value=${valeur}
        aria-describedby="mdp-aide mdp-avis${faute ? ' mdp-erreur' : ''}" aria-invalid=${faute ? 'true' : nothing} @input=${(e) => saisie.poser(MOT_DE_PASSE, e.target.value)}>
      <button class="btn second" type="button" aria-label="${montre ? 'Masquer' : 'Afficher'} le mot de passe" @click=${toggle}>${montre ? 'Masquer' : 'Afficher'}</button>
    </div>
    <span class="indice avis-mdp" id="mdp-avis" role="status">${advice(valeur)}</span>
  </div>`;
}
