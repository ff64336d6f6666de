// One compte, for the agent who validates it (R22).
import { html, nothing } from '../vendor/lit-html.js';
import { DecisionCompte } from '../agents/compte.js';
import { Doublons, enLigne } from '../agents/doublons.js';
import { etatCompte, jours, mayValidate, sansDroit } from '../agents/etat-compte.js';
import { Famille } from '../agents/famille.js';
import { get } from '../api.js';
import { day, moment } from '../dates.js';
import { draw, setTitle, start } from '../page.js';
import { nameOf } from '../personne.js';
import { showSession } from '../session.js';
import { dial } from '../telephone.js';

const AUCUN = '-'; // no compte has it: without an id, the API would answer the whole list
const id = new URLSearchParams(location.search).get('id') || AUCUN;
const chemin = `/agents/comptes/${encodeURIComponent(id)}`;
const changed = () => draw(vue(decision.compte));
const decision = new DecisionCompte(chemin, { reload, changed });
const famille = new Famille(chemin, { compte: () => decision.compte, reload, changed });
const doublons = new Doublons(chemin, changed);

const CIVILITES = { madame: 'Madame', monsieur: 'Monsieur' };
const COMMUNICATIONS = { courriel: 'Par courriel', telephone: 'Par téléphone (SMS)' };
const RELATIONS = { conjoint: 'Conjoint', enfant: 'Enfant', parent: 'Parent', autre: 'Autre lien' };
const DECISIONS = { valide: 'Compte validé', refuse: 'Compte refusé', correction: 'Correction demandée' };

const recap = (lignes) => html`<dl class="recap">${lignes.filter(([, valeur]) => valeur).map(([libelle, valeur]) => html`<div><dt>${libelle}</dt><dd>${valeur}</dd></div>`)}</dl>`;

const identite = ({ identite: i }) => recap([
  ['Civilité', CIVILITES[i.civilite]],
  ['Nom de naissance', i.nom_naissance],
  ['Nom d’usage', i.nom_usage],
  ['Prénoms', i.prenoms.join(', ')],
  ['Date de naissance', day(i.naissance.date)],
  ['Lieu de naissance', i.naissance.lieu],
]);

const coordonnees = ({ coordonnees: c, communication, verifie_le: verifie, changement_courriel: nouveau }) => recap([
  ['Adresse', enLigne(c.adresse)],
  ['Courriel', html`<a href="mailto:${c.courriel}">${c.courriel}</a> <small>${verifie ? `(prouvé le ${day(verifie)})` : '(pas encore prouvé)'}</small>`],
  ['Nouveau courriel', nouveau && html`${nouveau.courriel} <small>(demandé le ${day(nouveau.demande_le)}, à confirmer)</small>`],
  ['Téléphone', c.telephone && html`<a href="tel:${c.telephone}">${dial(c.telephone)}</a>`],
  ['La mairie lui écrit', COMMUNICATIONS[communication]],
]);

const membre = (m) => html`<h3>${nameOf(m)} <span class="facultatif">(${m.lien === 'enfant' ? 'enfant' : 'adulte'})</span></h3>
  ${recap([['Prénoms', m.prenoms.join(', ')], ['Date de naissance', day(m.naissance.date)], ['Lien', RELATIONS[m.relation]], ['École', m.ecole]])}`;

const foyer = ({ membres }) => (membres.length ? membres.map(membre) : html`<p>Personne d’autre n’est déclaré.</p>`);

const derniere = ({ decision: d }) => (d
  ? html`<section class="carte" aria-labelledby="titre-derniere"><h2 id="titre-derniere">Dernière décision</h2>
      <p><strong>${DECISIONS[d.decision] ?? d.decision}</strong>, le ${moment(d.le)}, par ${d.par}.</p>
      ${d.motif ? html`<p class="motif">${d.motif}</p>` : nothing}</section>`
  : nothing);

const ouvert = ({ etat }) => etat === 'en_attente';

const attente = (compte) => html`<span class=${compte.en_retard ? 'retard' : nothing}>Attend depuis le ${day(compte.attente_depuis)} : ${jours(compte.jours_ouvres)}${compte.en_retard ? ' (en retard)' : ''}</span>`;

function vue(compte) {
  const nom = nameOf(compte.identite);
  setTitle(`${nom}, compte`);
  return html`<div class="titre-ligne"><h1>${nom}</h1>${etatCompte(compte.a_corriger ? 'a_corriger' : compte.etat)}</div>
    <p class="meta"><span>Identifiant : <strong>${compte.identifiant}</strong></span><span>Créé le ${day(compte.cree_le)}</span>${ouvert(compte) ? attente(compte) : nothing}</p>
    <div class="cote">
      <div>
        <section class="carte" aria-labelledby="titre-identite"><h2 id="titre-identite">Identité</h2>${identite(compte)}</section>
        <section class="carte" aria-labelledby="titre-coordonnees"><h2 id="titre-coordonnees">Coordonnées</h2>${coordonnees(compte)}</section>
        <section class="carte" aria-labelledby="titre-foyer"><h2 id="titre-foyer">Foyer</h2>${foyer(compte)}</section>
        ${doublons.vue(compte)}
      </div>
      <div>${ouvert(compte) ? doublons.rappel() : nothing} ${decision.vue()} ${famille.vue()} ${derniere(compte)}</div>
    </div>
    <div class="barre"><a class="btn second" href="/agents/comptes/">Retour à la file</a></div>`;
}

/** The compte as it now is. */
async function reload() {
  decision.compte = await get(chemin);
}

async function open() {
  await reload();
  changed();
  doublons.load();
}

const session = await showSession('agent');
if (mayValidate(session)) await start(open);
else draw(html`<h1>Compte</h1>${sansDroit()}`);
