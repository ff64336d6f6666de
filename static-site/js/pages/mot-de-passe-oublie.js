// « Mot de passe oublié ? » (R21): the identifiant, the secret question, its answer; then a mail, and never a word on
// whether the compte exists or the answer is right.
import { html } from '../vendor/lit-html.js';
import { post } from '../api.js';
import { sansCourriel } from '../contact.js';
import { conclude, draw, setTitle, start } from '../page.js';
import { Ligne } from '../saisie/champs.js';
import { Saisie } from '../saisie/saisie.js';

const TITRE = 'Mot de passe oublié';
const IDENTIFIANT = new Ligne({
  nom: 'identifiant', libelle: 'Identifiant', type: 'identifiant', autocomplete: 'username',
  aide: 'Reçu par courriel à la création de votre compte. Exemple : amélie.lire',
});
const REPONSE = new Ligne({ nom: 'reponse', libelle: 'Votre réponse', aide: 'Majuscules ou minuscules, peu importe.' });
let question = '';

const quelIdentifiant = new Saisie({
  titre: TITRE,
  champs: [IDENTIFIANT],
  changed: show,
  async send({ identifiant }) {
    ({ question } = await post('/mots-de-passe/question', { identifiant }));
    quelleReponse.valeurs = {};
    turn(`Votre question – ${TITRE}`, 'question');
  },
});
const quelleReponse = new Saisie({
  titre: TITRE,
  champs: [REPONSE],
  changed: show,
  async send({ reponse }) {
    await post('/mots-de-passe/reponse', { identifiant: quelIdentifiant.lire('identifiant'), reponse });
    conclude(sent(), 'Demande envoyée');
  },
});

/** From one question to the other. @param {string} titre of the window @param {string} cible where the focus goes */
function turn(titre, cible) {
  show();
  setTitle(titre);
  document.getElementById(cible).focus();
}

function back() {
  question = '';
  turn(TITRE, 'identifiant');
}

const oubli = () => html`<a class="btn lien" href="/identifiant-oublie/">Identifiant oublié ?</a>`;
const changer = () => html`<button class="btn second" type="button" @click=${back}>Changer d’identifiant</button>`;

function show() {
  const etape = question
    ? html`<section class="carte tranche" aria-labelledby="question">
        <p class="sur">Votre question secrète</p>
        <h2 id="question" tabindex="-1">${question}</h2>
        ${quelleReponse.vue('Confirmer', changer())}
      </section>`
    : html`<section class="carte tranche">${quelIdentifiant.vue('Continuer', oubli())}</section>`;
  draw(html`${etape}${sansCourriel()}`);
}

/** The same for everybody, whatever was answered. */
const sent = () => html`<div class="succes">
    <h2 id="titre" tabindex="-1">Regardez vos courriels</h2>
    <p>Si la réponse est exacte, un courriel part à l’adresse de votre compte. Il contient un nouveau mot de passe, valable 60 minutes, une seule fois. Votre ancien mot de passe reste valable tant que le nouveau n’a pas servi.</p>
  </div>
  <h2>Et maintenant ?</h2>
  <ol class="etapes">
    <li>Ouvrez ce courriel, et copiez le mot de passe qu’il contient.</li>
    <li>Connectez-vous avec votre identifiant et ce mot de passe.</li>
    <li>Choisissez aussitôt un mot de passe à vous.</li>
  </ol>
  <p>Rien reçu dans le quart d’heure ? Regardez parmi les courriels indésirables. Sinon, la réponse n’était peut-être pas exacte : <a href="/mot-de-passe-oublie/">recommencez</a>.</p>
  <div class="barre"><a class="btn" href="/">Aller à la page de connexion</a></div>
  ${sansCourriel()}`;

await start(async () => show());
