// A login form: what is missing, what is refused, then where one was going. Nothing typed is lost.
import { html, render } from './vendor/lit-html.js';
import { ErreurApi, post } from './api.js';
import { remember } from './temoin.js';

/** Shows what one types in a password. @param {HTMLInputElement} champ */
function reveal(champ) {
  const bouton = Object.assign(document.createElement('button'), { type: 'button', className: 'btn second', textContent: 'Afficher' });
  bouton.setAttribute('aria-label', 'Afficher le mot de passe');
  bouton.addEventListener('click', () => {
    const montre = champ.type === 'password';
    champ.type = montre ? 'text' : 'password';
    bouton.textContent = montre ? 'Masquer' : 'Afficher';
    bouton.setAttribute('aria-label', `${bouton.textContent} le mot de passe`);
  });
  const boite = Object.assign(document.createElement('div'), { className: 'mdp' });
  champ.before(boite);
  boite.append(champ, bouton);
}

/** @param {HTMLElement} place @param {string[]} phrases */
const tell = (place, phrases) =>
  render(phrases.length ? html`<div class="avis erreur" role="alert">${phrases.map((p) => html`<p>${p}</p>`)}</div>` : null, place);

/** The champs left empty, marked. @param {HTMLFormElement} form */
function empties(form) {
  const champs = [...form.querySelectorAll('input')];
  for (const champ of champs) {
    if (champ.value.trim()) champ.removeAttribute('aria-invalid');
    else champ.setAttribute('aria-invalid', 'true');
  }
  return champs.filter((champ) => !champ.value.trim());
}

/** `arrivee` tells where to go, from what the API says of who logs in. @param {{genre: import('./temoin.js').Genre, chemin: string, arrivee: (session: any) => string}} choix */
export function attachLogin({ genre, chemin, arrivee }) {
  const form = /** @type {HTMLFormElement} */ (document.getElementById('connexion-formulaire'));
  const place = document.getElementById('connexion-erreur');
  const bouton = form.querySelector('[type="submit"]');
  form.noValidate = true;
  reveal(form.querySelector('[type="password"]'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (bouton.hasAttribute('aria-busy')) return;
    const manquants = empties(form);
    tell(place, manquants.map((champ) => `${champ.labels[0].textContent}\u00a0: remplissez ce champ.`));
    if (manquants.length) return manquants[0].focus();
    bouton.setAttribute('aria-busy', 'true');
    try {
      const session = await post(chemin, Object.fromEntries(new FormData(form)));
      remember(genre);
      location.assign(arrivee(session));
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      bouton.removeAttribute('aria-busy');
      tell(place, [error.detail]);
    }
  });
}
