// An import as the portal tells of it: what it would change, what is wrong, how far it is, what it did.
import { html, nothing } from '../vendor/lit-html.js';
import { day, moment } from '../dates.js';
import { euros } from '../euros.js';
import { fautes } from './fautes.js';
import { compte } from './mots.js';

const GENRES = { analyse: 'info', a_confirmer: 'attente', refuse: 'erreur', application: 'info', termine: 'ok', abandonne: 'neutre' };

/** @param {{etat: string, etat_libelle: string}} un */
export const etatImport = ({ etat, etat_libelle: libelle }) => html`<span class="etat ${GENRES[etat] ?? 'neutre'}">${libelle}</span>`;

/** Whether the portal is at work on it. @param {{etat: string}} un */
export const estEnCours = ({ etat }) => ['analyse', 'application'].includes(etat);

/** @param {any} un @param {{apply: () => void, drop: () => void, occupe: string}} actes */
export const rapport = (un, actes) => html`<div class="titre-ligne"><h1>${un.nom}</h1>${etatImport(un)}</div>
    <p class="meta"><span>Régie ${un.regie_nom}</span><span>Importé le ${moment(un.le)}</span><span>par ${un.par}</span>${un.lignes ? html`<span>${compte(un.lignes, 'ligne')}</span>` : nothing}</p>
    <div id="etat-import" tabindex="-1">${(VUES[un.etat] ?? abandonne)(un, actes)}</div>`;

const avancement = (titre, phrase) => (un) => html`<section class="carte tranche" aria-labelledby="titre-avancement">
    <h2 id="titre-avancement">${titre}</h2>
    <progress aria-label=${titre} max=${un.total || 1} value=${un.total ? un.progres : nothing}></progress>
    <p>${un.total ? `${Math.floor((100 * un.progres) / un.total)}\u00a0%` : 'Le portail s’y met…'}</p>
    <p>${phrase}</p>
  </section>`;

/** One line for each thing that the file does. @param {any} resume @param {boolean} fait */
const resume = ({ creees, identiques, annulees, montant_centimes: montant, familles_inconnues: inconnues }, fait) => html`<ul class="resume-import">
    <li><strong>${compte(creees, 'facture')}</strong> ${fait ? `créée${creees > 1 ? 's' : ''}` : 'à créer'}, pour <strong>${euros(montant)}</strong></li>
    ${annulees ? html`<li><strong>${compte(annulees, 'facture')}</strong> ${fait ? `annulée${annulees > 1 ? 's' : ''}` : 'à annuler'} par un avoir</li>` : nothing}
    ${identiques ? html`<li><strong>${compte(identiques, 'facture')}</strong> déjà dans le portail, à l’identique : rien ne change</li>` : nothing}
    ${inconnues ? html`<li><strong>${compte(inconnues, 'famille')}</strong> sans compte : leurs factures les attendront</li>` : nothing}
  </ul>`;

const apercu = ({ apercu: premieres, resume: { creees } }) => (premieres.length
  ? html`<table class="pile dense"><caption>${premieres.length < creees ? `Les ${premieres.length} premières factures` : 'Les factures'}</caption>
      <thead><tr><th scope="col">Numéro</th><th scope="col">Famille</th><th scope="col">Payeur</th><th scope="col">Objet</th><th scope="col">Échéance</th><th scope="col" class="num">Montant</th></tr></thead>
      <tbody>${premieres.map((f) => html`<tr><th scope="row">${f.numero}</th><td class="ligne-entiere"><span class="pour">Famille </span>${f.famille}</td><td class="ligne-entiere">${f.payeur}</td>
        <td class="ligne-entiere">${f.objet} <small>(${compte(f.lignes, 'ligne')})</small></td><td class="ligne-entiere"><span class="pour">À payer avant le </span>${day(f.echeance_le)}</td><td class="num">${euros(f.montant_centimes)}</td></tr>`)}</tbody></table>`
  : nothing);

const enAttente = ({ en_attente: avoirs }) => (avoirs.length
  ? html`<div class="avis"><p>${avoirs.length > 1 ? 'Ces avoirs attendent' : 'Cet avoir attend'} la fin d’un paiement en cours : ${avoirs.map((a) => `${a.numero} (facture ${a.facture})`).join(', ')}. Le portail les applique dès que possible, ou vous dit ici que la facture est payée.</p></div>`
  : nothing);

/** @param {any} un @param {{apply: () => void, drop: () => void, occupe: string}} actes */
function confirmer(un, { apply, drop, occupe }) {
  const rien = !un.resume.creees && !un.resume.annulees;
  return html`<section class="carte tranche" aria-labelledby="titre-essai">
      <h2 id="titre-essai">Ce que ce fichier changera</h2>
      <p>${rien ? 'Tout ce qu’il contient est déjà dans le portail : il n’y a rien à appliquer.' : 'Le fichier est bon. Rien n’est encore changé.'}</p>
      ${resume(un.resume, false)}
      <div class="barre">${rien ? nothing : html`<button class="btn" type="button" aria-busy=${occupe === 'application' ? 'true' : nothing} @click=${apply}>Appliquer</button>`}
        <button class="btn second" type="button" aria-busy=${occupe === 'abandon' ? 'true' : nothing} @click=${drop}>Abandonner</button></div>
    </section>
    ${apercu(un)}`;
}

const refuse = (un) => html`<div class="avis erreur"><h2>Ce fichier ne peut pas être importé</h2>
      <p>Rien n’est changé : un fichier est pris en entier, ou pas du tout. Corrigez-le dans votre logiciel, puis importez-le de nouveau.</p></div>
    ${fautes(un)}`;

const termine = (un) => html`<div class="avis ok"><h2>Ce fichier est appliqué</h2>${resume(un.resume, true)}</div>${enAttente(un)}${un.fautes.length ? html`<p>Depuis la vérification, ces lignes n’ont pas pu être appliquées :</p>${fautes(un)}` : nothing}${apercu(un)}`;

const abandonne = () => html`<div class="avis info"><p>Cet import est abandonné. Rien n’est changé.</p></div>`;

const APPLICATION = avancement('Application', 'Vous pouvez quitter cette page : le portail termine tout seul.');

const VUES = {
  analyse: avancement('Vérification du fichier', 'Vous pouvez quitter cette page : le rapport vous attendra dans la liste des imports.'),
  a_confirmer: confirmer,
  refuse,
  application: (un) => html`${APPLICATION(un)}${enAttente(un)}`,
  termine,
  abandonne,
};
