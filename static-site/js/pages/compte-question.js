// « Modifier ma question/réponse » (R20).
import { html } from '../vendor/lit-html.js';
import { get, put } from '../api.js';
import { blocked, kept, retourAuCompte } from '../compte-modifie.js';
import { conclude, draw, start } from '../page.js';
import { ligne } from '../saisie/champs.js';
import { Saisie } from '../saisie/saisie.js';
import { showSession } from '../session.js';

const TITRE = 'Modifier ma question et ma réponse';

/** @param {{code: string, libelle: string}[]} options */
const champs = (options) => [
  { nom: 'mot_de_passe', libelle: 'Mot de passe', type: 'secret', autocomplete: 'current-password', aide: 'Celui de votre compte : il prouve que c’est bien vous.' },
  { nom: 'question', libelle: 'Question secrète', type: 'liste', options },
  { nom: 'reponse', libelle: 'Réponse à la question secrète', aide: 'Une réponse que vous seul connaissez et que vous n’oublierez pas. Majuscules ou minuscules, peu importe.' },
];

async function open() {
  const [{ elements }, compte] = await Promise.all([get('/questions'), get('/compte')]);
  if (!compte.modifiable) return draw(blocked(compte.blocage));
  const demandes = champs(elements);
  const saisie = new Saisie({ titre: TITRE, champs: demandes, changed: show, send });
  function show() {
    draw(html`<section class="carte tranche etroite">${saisie.vue(demandes.map((c) => ligne(c, saisie)), 'Sauver', retourAuCompte('Renoncer'))}</section>`);
  }
  show();
}

async function send({ mot_de_passe, question, reponse }) {
  await put('/compte/question', { mot_de_passe, question, reponse });
  conclude(kept('Votre question et votre réponse sont changées', 'Elles serviront si vous oubliez votre mot de passe. Un courriel vous le confirme.'), 'Question changée');
}

await Promise.all([showSession('usager'), start(open)]);
