// « Modifier ma question/réponse » (R20).
import { html } from '../vendor/lit-html.js';
import { get, put } from '../api.js';
import { Secret } from '../compte/mot-de-passe.js';
import { blocked, kept, retourAuCompte } from '../securite/retour.js';
import { conclude, draw, start } from '../page.js';
import { Ligne } from '../saisie/champs.js';
import { Saisie } from '../saisie/saisie.js';
import { showSession } from '../session.js';

const TITRE = 'Modifier ma question et ma réponse';

/** @param {{code: string, libelle: string}[]} options @param {() => void} changed */
const champs = (options, changed) => [
  new Secret({ nom: 'mot_de_passe', libelle: 'Mot de passe', aide: 'Celui de votre compte : il prouve que c’est bien vous.', changed }),
  new Ligne({ nom: 'question', libelle: 'Question secrète', type: 'liste', options }),
  new Ligne({ nom: 'reponse', libelle: 'Réponse à la question secrète', aide: 'Une réponse que vous seul connaissez et que vous n’oublierez pas. Majuscules ou minuscules, peu importe.' }),
];

async function open() {
  const [{ elements }, compte] = await Promise.all([get('/questions'), get('/compte')]);
  if (!compte.modifiable) return draw(blocked(compte.blocage));
  const saisie = new Saisie({ titre: TITRE, champs: champs(elements, show), changed: show, send });
  function show() {
    draw(html`<section class="carte tranche">${saisie.vue('Sauver', retourAuCompte('Renoncer'))}</section>`);
  }
  show();
}

async function send({ mot_de_passe, question, reponse }) {
  await put('/compte/question', { mot_de_passe, question, reponse });
  conclude(kept('Votre question et votre réponse sont changées', 'Elles serviront si vous oubliez votre mot de passe. Un courriel vous le confirme.'), 'Question changée');
}

await Promise.all([showSession('usager'), start(open)]);
