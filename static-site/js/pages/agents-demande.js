// One demande, for the agent who decides (R24).
import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../api.js';
import { DecisionDemande } from '../agents/demande.js';
import { MessageAgent } from '../agents/message.js';
import { Reception } from '../agents/reception.js';
import { day } from '../dates.js';
import { isOpen, numeroDemande, reponses, suivi } from '../demande/dossier.js';
import { PiecesJointes } from '../demande/pieces.js';
import { etat, timbre } from '../etat.js';
import { draw, setTitle, start } from '../page.js';
import { called } from '../personne.js';
import { showSession } from '../session.js';
import { dial } from '../telephone.js';

const chemin = `/agents/demandes/${encodeURIComponent(numeroDemande())}`;
const page = { demande: () => decision.demande, reload, changed: () => draw(vue(decision.demande)) };
const decision = new DecisionDemande(chemin, page);
const message = new MessageAgent(chemin, page);
const reception = new Reception(chemin, page);
const pieces = new PiecesJointes(chemin, page.changed, { attendue: (piece) => (isOpen(decision.demande) ? reception.button(piece) : nothing) });
const NOMS = { usager: 'Le demandeur', service: 'Le service' };

const demandeur = ({ nom, prenom, courriel, telephone, avec_compte: avecCompte }) => html`<dl class="recap">
    <div><dt>Nom</dt><dd>${called(prenom, nom)}</dd></div>
    <div><dt>Courriel</dt><dd><a href="mailto:${courriel}">${courriel}</a></dd></div>
    ${telephone ? html`<div><dt>Téléphone</dt><dd><a href="tel:${telephone}">${dial(telephone)}</a></dd></div>` : nothing}
    <div><dt>Compte</dt><dd>${avecCompte ? 'Suit sa demande en ligne' : 'Sans compte'}</dd></div>
  </dl>`;

const retard = (demande) => isOpen(demande) && demande.echeance_le < new Date().toISOString().slice(0, 10);

function vue(demande) {
  setTitle(`${demande.titre}, ${demande.numero}`);
  return html`<div class="titre-ligne"><h1>${demande.titre}</h1>${etat(demande)}</div>
    <p class="meta">${timbre(demande.numero)}<span>Envoyée le ${day(demande.depose_le)}</span><span>Pour ${demande.concerne}</span>
      <span class=${retard(demande) ? 'retard' : nothing}>Réponse due le ${day(demande.echeance_le)}${retard(demande) ? ' (en retard)' : ''}</span></p>
    <div class="cote">
      <div>
        <section class="carte" aria-labelledby="titre-reponses"><h2 id="titre-reponses">Réponses</h2>${reponses(demande)}</section>
        <section class="carte" aria-labelledby="titre-pieces"><h2 id="titre-pieces" tabindex="-1">Pièces justificatives</h2>${reception.vue()}${pieces.vue(demande)}</section>
      </div>
      <div>
        ${decision.vue()}
        <section class="carte" aria-labelledby="titre-demandeur"><h2 id="titre-demandeur">Demandeur</h2>${demandeur(demande.demandeur)}</section>
        <section class="carte" aria-labelledby="titre-suivi"><h2 id="titre-suivi" tabindex="-1">Suivi et messages</h2>${suivi(demande, { attendu: 'Réponse due', noms: NOMS })}${message.vue()}</section>
      </div>
    </div>
    <div class="barre"><a class="btn second" href="/agents/demandes/">Retour à la file</a></div>`;
}

/** The demande as it now is. */
async function reload() {
  decision.demande = await get(chemin);
}

async function open() {
  await reload();
  draw(vue(decision.demande));
  document.getElementById(location.hash.slice(1))?.focus(); // who scanned a bordereau comes for the pièces
}

await Promise.all([showSession('agent'), start(open)]);
