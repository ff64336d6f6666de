// After « Envoyer »: the numéro to keep, the papers to print, what to post, what happens next and when.
import { save } from '../demande/telechargement.js';
import { html, nothing } from '../vendor/lit-html.js';

/** A document to keep. @param {string} numero @param {'recepisse'|'bordereau'} document @param {string} libelle */
const keep = (numero, document, libelle) => html`<p>${save(`/demandes/${numero}/${document}`, `${document}-${numero}.pdf`, libelle)}</p>`;

/** @param {any} definition @param {{libelle: string}[]} pieces to post @param {string} numero */
const courrier = (definition, pieces, numero) =>
  pieces.length
    ? html`<section class="carte tranche">
        <h2>À envoyer par courrier</h2>
        <ul>${pieces.map((p) => html`<li>${p.libelle}</li>`)}</ul>
        <p>Imprimez le bordereau et joignez-le à vos papiers. Sans imprimante, joignez une feuille avec vos nom et prénom, l’objet « ${definition.titre} » et le numéro ${numero}. Adresse :</p>
        <address>${definition.service_adresse.map((ligne) => html`${ligne}<br>`)}</address>
        ${keep(numero, 'bordereau', 'Télécharger le bordereau (PDF)')}
      </section>`
    : nothing;

/** How one comes back to it later. */
const retour = (suivie, numero) => html`<a class="btn" href="/${suivie ? 'demande' : 'suivre'}/?n=${numero}">Suivre cette demande</a>`;

/** What was measured of late, beside what is announced. @param {any} definition */
const constate = ({ delai_median_jours: median }) => (median ? `En ce moment : ${median} jour${median > 1 ? 's' : ''} en général. ` : '');

/**
 * @param {any} definition
 * @param {{numero: string, courriel: string, pieces: any[], suivie: boolean, compte: unknown}} envoi `compte`: what to say of what was kept in it
 */
export const sent = (definition, { numero, courriel, pieces, suivie, compte }) => html`<div class="succes">
    <h1 id="titre" tabindex="-1">Votre demande est envoyée</h1>
    <p>Numéro à garder :</p>
    <p><span class="timbre">${numero}</span></p>
  </div>
  ${compte}
  <p>Un courriel de confirmation part à <strong>${courriel}</strong>. Il est inutile d’y répondre.</p>
  ${keep(numero, 'recepisse', 'Télécharger le récépissé (PDF)')}
  ${courrier(definition, pieces, numero)}
  <h2 class="esp">Et maintenant ?</h2>
  <ol class="suivi">
    <li class="actuel"><b>La demande est reçue</b></li>
    <li class="a-venir"><b>Elle est vérifiée</b><p>${definition.service_nom} : on vous écrit s’il manque quelque chose.</p></li>
    <li class="a-venir"><b>Vous recevez la réponse, en général sous ${definition.delai_jours} jours</b><p>${constate(definition)}${definition.silence}</p></li>
  </ol>
  ${suivie ? nothing : html`<p>Vous pouvez la suivre sur cet appareil pendant 30 minutes. Ensuite, avec son numéro, le portail vous enverra un lien par courriel.</p>`}
  <div class="barre">
    ${retour(suivie, numero)}${suivie ? nothing : html`<a class="btn second" href="/">Retour à l’accueil</a>`}
    <button class="btn second" type="button" @click=${() => print()}>Imprimer cette page</button>
  </div>`;
