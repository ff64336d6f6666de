// The « Connexion » box of the home page (R16).
import { getIfLoggedIn } from '../api.js';
import { attachLogin } from '../connexion.js';
import { greet } from '../session.js';
import { seemsLoggedIn } from '../temoin.js';

const titre = document.getElementById('titre-connexion');
const form = document.getElementById('connexion-formulaire');

/** Who is logged in needs no form; the card keeps its height, so that nothing under it moves. */
function welcome({ prenom, nom }) {
  const lien = Object.assign(document.createElement('a'), { className: 'btn large', href: '/accueil/', textContent: 'Aller à mon accueil' });
  const phrase = Object.assign(document.createElement('p'), { textContent: `Vous êtes connecté\u00a0: ${prenom} ${nom}.` });
  form.style.minHeight = `${form.offsetHeight}px`;
  form.replaceChildren(phrase, lien);
  document.querySelector('#connexion .lien-bas').hidden = true;
}

if (new URLSearchParams(location.search).has('retour')) titre.textContent = 'Connectez-vous';
attachLogin({ genre: 'usager', chemin: '/session', arrivee: '/accueil/' });
const session = seemsLoggedIn('usager') ? await getIfLoggedIn('/session').catch(() => null) : null;
if (session) {
  greet('usager', session);
  welcome(session);
}
