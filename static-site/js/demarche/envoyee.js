// After « Envoyer »: the numéro to keep, what to post, what happens next and when.
import { html, nothing } from '../vendor/lit-html.js';

/** @param {any} definition @param {{libelle: string}[]} pieces to post @param {string} numero */
const courrier = (definition, pieces, numero) =>
  pieces.length
    ? html`<section class="carte tranche">
        <h2>À envoyer par courrier</h2>
        <ul>${pieces.map((p) => html`<li>${p.libelle}</li>`)}</ul>
        <p>Joignez une feuille avec vos nom et prénom, l’objet « ${definition.titre} » et le numéro ${numero}. Adresse :</p>
        <address>${definition.service_adresse.map((ligne) => html`${ligne}<br>`)}</address>
      </section>`
    : nothing;

/** @param {any} definition @param {{numero: string, courriel: string, pieces: any[], suivie: boolean}} envoi */
export const sent = (definition, { numero, courriel, pieces, suivie }) => html`<div class="succes">
    <h1 id="titre" tabindex="-1">Votre demande est envoyée</h1>
    <p>Numéro à garder :</p>
    <p><span class="timbre">${numero}</span></p>
  </div>
  <p>Un courriel de confirmation part à <strong>${courriel}</strong>. Il est inutile d’y répondre.</p>
  ${courrier(definition, pieces, numero)}
  <h2 class="esp">Et maintenant ?</h2>
  <ol class="suivi">
    <li class="actuel"><b>La demande est reçue</b></li>
    <li class="a-venir"><b>Le service ${definition.service_nom} la vérifie</b><p>Il vous écrit s’il manque quelque chose.</p></li>
    <li class="a-venir"><b>Vous recevez la réponse, en général sous ${definition.delai_jours} jours</b><p>${definition.silence}</p></li>
  </ol>
  <div class="barre">
    ${suivie ? html`<a class="btn" href="/demande/?n=${numero}">Suivre cette demande</a>` : html`<a class="btn" href="/">Retour à l’accueil</a>`}
    <button class="btn second" type="button" @click=${() => print()}>Imprimer cette page</button>
  </div>`;
