// After « Envoyer »: what happens next, and when.
import { html } from '../vendor/lit-html.js';

/** @param {string} courriel where the identifiant goes */
export const created = (courriel) => html`<div class="succes"><h1 id="titre" tabindex="-1">Votre compte est créé</h1>
    <p>Votre identifiant arrive par courriel à <strong>${courriel}</strong>.</p></div>
  <h2>Et maintenant ?</h2>
  <ol class="etapes">
    <li>Ouvrez ce courriel : votre identifiant y est écrit. Les accents comptent.</li>
    <li>Connectez-vous avec le mot de passe que vous venez de choisir : vous pouvez déjà faire vos démarches.</li>
    <li>La mairie valide votre compte, en général sous 2 jours ouvrés, et vous écrit de nouveau.</li>
  </ol>
  <p>Rien reçu dans le quart d’heure ? Regardez parmi les courriels indésirables.</p>
  <p><a class="btn" href="/">Aller à la page de connexion</a></p>`;
