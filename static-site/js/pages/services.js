// The catalogue is in the page; words narrow it, with or without their accents.
import { showSessionIfAny } from '../session.js';
import { seemsLoggedIn } from '../temoin.js';

const recherche = /** @type {HTMLInputElement} */ (document.getElementById('recherche'));
const resultat = document.getElementById('recherche-resultat');
const tuiles = [...document.querySelectorAll('.tuile')];

/** @param {string} texte */
const bare = (texte) => texte.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
const textes = new Map(tuiles.map((tuile) => [tuile, bare(tuile.textContent)]));

function narrow() {
  const mots = bare(recherche.value).split(/\s+/).filter(Boolean);
  for (const [tuile, texte] of textes) tuile.hidden = !mots.every((mot) => texte.includes(mot));
  for (const rubrique of document.querySelectorAll('.rubrique')) rubrique.hidden = !rubrique.querySelector('.tuile:not([hidden])');
  const n = tuiles.filter((tuile) => !tuile.hidden).length;
  if (!mots.length) resultat.textContent = '';
  else if (n) resultat.textContent = `${n} démarche${n > 1 ? 's' : ''}`;
  else resultat.textContent = 'Aucune démarche ne correspond. Essayez un autre mot, ou téléphonez à la mairie.';
}

recherche.addEventListener('input', narrow);
narrow();

/** A visitor sees the same page: the button leads them in instead of out. */
function inviteVisitor() {
  const bouton = document.getElementById('deconnexion');
  bouton.querySelector('span').textContent = 'Se connecter';
  bouton.addEventListener('click', () => location.assign('/?retour=%2Fservices%2F'));
}
if (seemsLoggedIn('usager')) await showSessionIfAny();
else inviteVisitor();
