// One demande: where it stands, what was sent, whom to ask (R5).
import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../api.js';
import { day } from '../dates.js';
import { isOpen, numeroDemande, pieces, reponses, suivi } from '../demande/dossier.js';
import { etat, timbre } from '../etat.js';
import { draw, setTitle, start } from '../page.js';
import { showSession } from '../session.js';

/** What the citizen has to do, if anything. */
function conseil(demande) {
  const courrier = demande.pieces.filter((p) => p.par_courrier);
  if (demande.etat === 'a_completer')
    return html`<div class="avis"><h2>Il manque quelque chose</h2><p>${demande.historique.at(-1).motif}</p>
      <p>Envoyez-le au service par courrier ou déposez-le au guichet, avec vos nom et prénom et le numéro ${demande.numero}.</p></div>`;
  if (!courrier.length || !isOpen(demande)) return nothing;
  return html`<div class="avis"><h2>À envoyer par courrier</h2><ul>${courrier.map((p) => html`<li>${p.libelle}</li>`)}</ul>
    <p>Joignez une feuille avec vos nom et prénom, l’objet « ${demande.titre} » et le numéro ${demande.numero}.</p></div>`;
}

const contact = (service) => html`<address>${service.adresse.map((ligne) => html`${ligne}<br>`)}
    Téléphone : <a href="tel:${service.telephone.replaceAll(' ', '')}">${service.telephone.replaceAll(' ', '\u00a0')}</a><br>
    <a href="mailto:${service.courriel}">${service.courriel}</a></address>`;

function vue(demande) {
  setTitle(`${demande.titre}, ${demande.etat_libelle}`);
  return html`<div class="titre-ligne"><h1>${demande.titre}</h1>${etat(demande)}</div>
    <p class="meta">${timbre(demande.numero)}<span>Envoyée le ${day(demande.depose_le)}</span><span>Pour ${demande.concerne}</span></p>
    ${conseil(demande)}
    <div class="cote">
      <div>
        <section class="carte" aria-labelledby="titre-reponses"><h2 id="titre-reponses">Vos réponses</h2>${reponses(demande)}</section>
        <section class="carte" aria-labelledby="titre-pieces"><h2 id="titre-pieces">Pièces justificatives</h2>${pieces(demande, `/demandes/${demande.numero}`)}</section>
      </div>
      <div>
        <section class="carte tranche" aria-labelledby="titre-suivi"><h2 id="titre-suivi">Suivi</h2>${suivi(demande, 'Réponse du service')}
          ${isOpen(demande) ? html`<p class="indice">${demande.silence}</p>` : nothing}</section>
        <section class="carte" aria-labelledby="titre-service"><h2 id="titre-service">${demande.service.nom}</h2>${contact(demande.service)}</section>
      </div>
    </div>
    <div class="barre"><a class="btn second" href="/demandes/">Toutes mes demandes</a><button class="btn second" type="button" @click=${() => print()}>Imprimer</button></div>`;
}

const open = async () => draw(vue(await get(`/demandes/${encodeURIComponent(numeroDemande())}`)));
await Promise.all([showSession('usager'), start(open)]);
