// « Identifiant oublié ? »: it goes to the mailbox on file, and the page says the same whether there is one or not.
import { html } from '../vendor/lit-html.js';
import { post } from '../api.js';
import { sansCourriel } from '../contact.js';
import { conclude, draw, start } from '../page.js';
import { Ligne } from '../saisie/champs.js';
import { Saisie } from '../saisie/saisie.js';

const COURRIEL = new Ligne({
  nom: 'courriel', libelle: 'Courriel', type: 'courriel', autocomplete: 'email', aide: 'Celui que vous avez donné en créant votre compte.',
});

const saisie = new Saisie({
  titre: 'Identifiant oublié',
  champs: [COURRIEL],
  changed: show,
  async send({ courriel }) {
    await post('/identifiants/rappel', { courriel });
    conclude(sent(), 'Demande envoyée');
  },
});

function show() {
  draw(html`<section class="carte tranche">${saisie.vue('Envoyer')}</section>${sansCourriel()}`);
}

const sent = () => html`<div class="succes">
    <h2 id="titre" tabindex="-1">Regardez vos courriels</h2>
    <p>Si un compte est à cette adresse, un courriel y part avec votre identifiant.</p>
  </div>
  <p>Rien reçu dans le quart d’heure ? Regardez parmi les courriels indésirables. Sinon, votre compte est peut-être à une autre adresse : <a href="/identifiant-oublie/">recommencez</a>, ou <a href="/creer-un-compte/">créez un compte</a> si vous n’en avez pas.</p>
  <div class="barre"><a class="btn" href="/">Aller à la page de connexion</a><a class="btn second" href="/mot-de-passe-oublie/">Mot de passe oublié ?</a></div>
  ${sansCourriel()}`;

await start(async () => show());
