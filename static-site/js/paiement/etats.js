// What a payment has become, never more than is known of it.
import { html, nothing } from '../vendor/lit-html.js';
import { telephone } from '../contact.js';
import { moment } from '../dates.js';
import { euros } from '../euros.js';
import { quittance } from '../factures/releve.js';
import { coche } from '../icones.js';
import { restant, stage } from './connu.js';

/** @typedef {import('./connu.js').Paiement} Paiement */

const JOUR = 24 * 3600e3; // milliseconds
const VALIDITE = 15 * 60e3; // of the payment page
const PANIER = html`<a class="btn" href="/panier/">Revenir au panier et réessayer</a>`;
const COMPTES = html`<a class="btn second" href="/mes-comptes/">Revenir à mes comptes</a>`;
const EN_SUSPENS = 'Si votre banque montre un prélèvement malgré tout, ne payez pas de nouveau : ';

/** @param {Paiement} paiement */
const resume = ({ montant_centimes: montant, regie_nom: regie, lignes }) => html`<dl class="recap">
    <div><dt>Montant</dt><dd>${euros(montant)}</dd></div><div><dt>Régie</dt><dd>${regie}</dd></div>
    <div><dt>${lignes.length > 1 ? 'Factures' : 'Facture'}</dt><dd>${lignes.map((l) => `n° ${l.numero}`).join(', ')}</dd></div></dl>`;

/** @param {Paiement} p */
const paye = (p) => html`<div class="succes">${coche()}<h1 id="titre" tabindex="-1">Votre paiement est enregistré</h1>
    <p><span class="timbre">n° ${p.quittance}</span></p>
    <p>${euros(p.montant_centimes)} payés le ${moment(p.paye_le)}. Ce numéro est celui de votre quittance : elle vous est aussi envoyée par courriel.</p></div>
  ${resume(p)}
  <div class="barre">${quittance({ paiement: p.id, quittance: p.quittance }, 'Télécharger la quittance (PDF)')}<a class="btn second" href="/mes-comptes/#titre-releve">Consulter votre relevé</a></div>`;

/** @param {string} titre @param {unknown} phrases @param {Paiement} p @param {unknown} suite */
const termine = (titre, phrases, p, suite) => html`<h1 id="titre" tabindex="-1">${titre}</h1>${phrases}${resume(p)}<div class="barre">${suite}</div>`;

/** The money came, and the factures did not need it. @param {Paiement} p */
const double = (p) =>
  termine('Votre paiement sera remboursé', html`<div class="avis"><p>Votre paiement de ${euros(p.montant_centimes)} est bien arrivé, mais ce qu’il devait régler ne l’attendait plus : c’était déjà payé, ou annulé. La mairie en est prévenue et vous remboursera.</p></div>
    <p>Pour toute question, appelez-la au ${telephone()}.</p>`, p, COMPTES);

/** @param {Paiement} p */
const rembourse = (p) =>
  termine('Votre paiement a été remboursé', html`<div class="avis info"><p>Ce qu’il devait régler était déjà payé, ou annulé. La mairie indique vous avoir remboursé ${euros(p.montant_centimes)} le ${moment(p.rembourse_le)}.</p></div>
    <p>Si vous n’avez rien reçu, appelez-la au ${telephone()}.</p>`, p, COMPTES);

/** PayFiP spoke of another payment. @param {Paiement} p */
const discordant = (p) =>
  termine('Votre paiement est vérifié par la mairie', html`<div class="avis"><p>La réponse de PayFiP ne correspond pas à ce que vous deviez payer. Rien n’est enregistré, et aucun autre paiement ne commence d’ici là : vous ne paierez pas deux fois.</p></div>
    <p>La mairie en est prévenue. Pour savoir où il en est, appelez-la au ${telephone()}.</p>`, p, COMPTES);

/** @param {Paiement} p */
const refuse = (p) =>
  termine('Le paiement a été refusé', html`<div class="avis erreur"><p>Votre banque n’a pas accepté ce paiement. Rien n’a été prélevé, et vos factures sont toujours dans votre panier.</p></div>
    <p>Vérifiez le numéro, la date et le plafond de votre carte, ou payez avec une autre.</p>`, p, html`${PANIER}${COMPTES}`);

/** Given up, and for two minutes more it could still succeed. @param {Paiement} p */
const suspendu = (p) =>
  termine('Vous avez renoncé à payer', html`<div class="avis"><p>Rien n’a été prélevé à cet instant. Nous nous en assurons une dernière fois, puis vous pourrez réessayer.</p>
    <p>Encore <b class="compte-a-rebours" role="timer">${restant(p.libre_a)}</b>. Cette page se met à jour d’elle-même.</p></div>`, p, COMPTES);

/** @param {Paiement} p */
const abandonne = (p) =>
  termine('Vous avez renoncé à payer', html`<div class="avis info"><p>Rien n’a été prélevé. Vos factures sont toujours dans votre panier, et vous pouvez réessayer.</p></div>`, p, html`${PANIER}${COMPTES}`);

/** @param {Paiement} p */
const expire = (p) =>
  termine('Le délai pour payer est passé', html`<div class="avis info"><p>Aucun paiement n’a été confirmé. Vos factures sont toujours à payer, et vous pouvez réessayer.</p></div>
    <p>${EN_SUSPENS}appelez la mairie au ${telephone()}.</p>`, p, html`${PANIER}${COMPTES}`);

/** @param {Paiement} p */
const aVerifier = (p) => html`<div class="verification"><h1 id="titre" tabindex="-1">Paiement en cours de vérification</h1></div>
  ${patience(p)}
  <p>Vous pouvez aussi fermer cette page : si vous avez payé, votre quittance vous sera envoyée par courriel.${p.reprise ? ' Si vous n’avez pas encore payé, reprenez le paiement.' : ''}</p>
  ${resume(p)}<div class="barre">${p.reprise ? html`<a class="btn" href=${p.reprise}>Reprendre le paiement</a>` : nothing}${COMPTES}</div>`;

/** How long it may take. @param {Paiement} p */
function patience(p) {
  const age = Date.now() - new Date(p.initie_le).getTime();
  if (age > JOUR) return html`<div class="avis"><p>La vérification dure plus longtemps que d’habitude, et la mairie en est prévenue. Ne payez pas de nouveau ; pour toute question, appelez le ${telephone()}.</p></div>`;
  if (age < VALIDITE) return html`<p>PayFiP ne nous a pas encore donné le résultat. Cette page se met à jour d’elle-même, en général en quelques secondes.</p>`;
  return html`<p>PayFiP ne nous a pas encore donné le résultat. Si vous avez quitté sa page sans payer, il le confirme en moins de 24 heures : vos factures redeviennent alors à payer. D’ici là, ne payez pas de nouveau.</p>`;
}

/** By stage: the name of what is shown, and its view. @type {Record<string, [string, (p: Paiement) => unknown]>} */
const VUES = {
  paye: ['Paiement enregistré', paye],
  double: ['Paiement à rembourser', double],
  rembourse: ['Paiement remboursé', rembourse],
  discordant: ['Paiement vérifié par la mairie', discordant],
  suspendu: ['Paiement abandonné, à confirmer', suspendu],
  verification: ['Paiement en cours de vérification', aVerifier],
  refuse: ['Paiement refusé', refuse],
  abandonne: ['Paiement abandonné', abandonne],
  expire: ['Délai de paiement passé', expire],
};

/** @param {Paiement} p */
export const vueOf = (p) => VUES[stage(p)];
