// The button that chooses one file, with what it takes, what was chosen and what is wrong with it.
import { html, nothing } from '../vendor/lit-html.js';

/**
 * @param {{nom: string, libelle: unknown, aide: string, accept: string, erreurs: string[], choisi?: unknown, choose: (fichier: File) => void}} choix
 */
export const choixFichier = ({ nom, libelle, aide, accept, erreurs, choisi = nothing, choose }) => html`<div class="champ ${erreurs.length ? 'en-erreur' : ''}">
    <span class="intitule" id="${nom}-intitule">${libelle}</span><span class="indice" id="${nom}-aide">${aide}</span>
    ${erreurs.length ? html`<div class="err" id="${nom}-erreur"><span class="vh">Erreur : </span>${erreurs.map((erreur) => html`<p>${erreur}</p>`)}</div>` : nothing}
    <div class="fichier"><input type="file" id=${nom} aria-labelledby="${nom}-intitule ${nom}-bouton" accept=${accept} aria-invalid=${erreurs.length ? 'true' : nothing}
        aria-describedby="${nom}-aide${erreurs.length ? ` ${nom}-erreur` : ''}" @change=${(e) => take(e.target, choose)}><label class="btn second" id="${nom}-bouton" for=${nom}>Choisir un fichier</label>
      <div role="status">${choisi}</div></div></div>`;

/** The same file, once mended, may be chosen again: the browser would not tell of it. @param {HTMLInputElement} entree @param {(fichier: File) => void} choose */
function take(entree, choose) {
  const [fichier] = entree.files;
  entree.value = '';
  if (fichier) choose(fichier);
}
