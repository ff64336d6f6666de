// « Fermer mon compte »: what goes and what stays is in the page; here, the password, one last question, the end.
import { html } from '../vendor/lit-html.js';
import { post } from '../api.js';
import { Secret } from '../compte/mot-de-passe.js';
import { ask } from '../dialogue.js';
import { purge } from '../formulaire/brouillon.js';
import { conclude, draw, start } from '../page.js';
import { Saisie } from '../saisie/saisie.js';
import { retourAuCompte } from '../securite/retour.js';
import { showSession } from '../session.js';
import { forget } from '../temoin.js';

const TITRE = 'Fermer mon compte';
const QUESTION = {
  titre: 'Fermer votre compte pour toujours ?',
  texte: 'Il ne pourra pas être rouvert. Pour revenir, il faudrait en créer un autre, que la mairie vérifierait de nouveau.',
  action: 'Fermer mon compte',
};

const motDePasse = new Secret({ nom: 'mot_de_passe', libelle: 'Mot de passe', aide: 'Il prouve que c’est bien vous qui fermez ce compte.', changed: show });
const saisie = new Saisie({ titre: TITRE, champs: [motDePasse], changed: show, send });

function show() {
  draw(html`<section class="carte tranche" aria-labelledby="titre-fermer">
      <h2 id="titre-fermer">Confirmer la fermeture</h2>
      ${saisie.vue('Fermer mon compte', retourAuCompte('Garder mon compte'), 'danger')}
    </section>`);
}

async function send({ mot_de_passe }) {
  if (!(await ask(QUESTION))) return saisie.rest();
  await post('/compte/fermeture', { mot_de_passe });
  forget('usager');
  await purge();
  for (const reste of document.querySelectorAll('.onglets, #deconnexion, .session')) reste.remove();
  conclude(closed(), 'Compte fermé');
}

const closed = () => html`<div class="succes"><h2 id="titre" tabindex="-1">Votre compte est fermé</h2>
    <p>Un dernier courriel vous le confirme. Vous êtes déconnecté de tous vos appareils.</p></div>
  <p>Ce que la mairie doit garder, et jusqu’à quand, est écrit dans la page <a href="/donnees-personnelles/">Données personnelles</a>.</p>
  <div class="barre"><a class="btn" href="/">Aller à la page d’accueil</a></div>`;

await Promise.all([showSession('usager'), start(async () => show())]);
