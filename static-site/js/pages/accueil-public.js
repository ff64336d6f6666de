// The « Connexion » box of the home page (R16).
import { getIfLoggedIn } from '../api.js';
import { attachLogin } from '../connexion.js';
import { retour } from '../page.js';
import { called } from '../personne.js';
import { greet } from '../session.js';
import { hasEnded, seemsLoggedIn } from '../temoin.js';

const FORMULAIRES = /^\/(demarches\/|compte\/modifier\/)/;

const titre = document.getElementById('titre-connexion');
const form = document.getElementById('connexion-formulaire');

/** Who is logged in needs no form; the card keeps its height, so that nothing under it moves. */
function welcome({ prenom, nom }) {
  const lien = Object.assign(document.createElement('a'), { className: 'btn large', href: '/accueil/', textContent: 'Aller à mon accueil' });
  const phrase = Object.assign(document.createElement('p'), { textContent: `Vous êtes connecté\u00a0: ${called(prenom, nom)}.` });
  form.style.minHeight = `${form.offsetHeight}px`;
  form.replaceChildren(phrase, lien);
  document.querySelector('#connexion .liens-bas').hidden = true;
}

/** Why one is here instead of where one was. What was being filled is on this device (R16). */
function explain() {
  const voulu = retour('');
  if (!voulu) return;
  titre.textContent = 'Connectez-vous';
  if (!hasEnded()) return;
  const garde = FORMULAIRES.test(voulu) ? ' Ce que vous aviez commencé à remplir est gardé sur cet appareil.' : '';
  const phrase = `Votre session est terminée.${garde} Connectez-vous pour revenir où vous en étiez.`;
  const avis = Object.assign(document.createElement('p'), { className: 'avis info', textContent: phrase });
  document.getElementById('connexion-erreur').before(avis);
}

/** After the password that was mailed, another must be chosen first (R21). */
const arrivee = ({ a_changer: aChanger }) => (aChanger ? `/compte/mot-de-passe/${location.search}` : retour('/accueil/'));

explain();
attachLogin({ genre: 'usager', chemin: '/session', arrivee });
const session = seemsLoggedIn('usager') ? await getIfLoggedIn('/session').catch(() => null) : null;
if (session) {
  greet('usager', session);
  welcome(session);
}
