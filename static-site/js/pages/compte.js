// « Compte »: the adults first, then the children at the right; what can be changed, at the top right (R17–R20, R23).
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, get, remove } from '../api.js';
import { attenteCourriel } from '../compte/courriel.js';
import { FICHE } from '../compte/fiche.js';
import { day } from '../dates.js';
import { ask } from '../dialogue.js';
import { draw, start } from '../page.js';
import { nameOf } from '../personne.js';
import { greet } from '../session.js';
import { dial } from '../telephone.js';

const ETATS = {
  en_attente: ['attente', 'En attente de validation'],
  a_corriger: ['attente', 'À corriger'],
  valide: ['ok', 'Validé'],
  refuse: ['erreur', 'Refusé'],
};
const ACTIONS = [
  ['/compte/modifier/', 'Modifier mon compte', ''],
  ['/compte/mot-de-passe/', 'Modifier mon mot de passe', 'second'],
  ['/compte/question/', 'Modifier ma question/réponse', 'second'],
];
const LIENS = [
  ['/compte/connexions/', 'Appareils connectés'],
  ['/compte/donnees/', 'Télécharger mes données'],
  ['/compte/fermer/', 'Fermer mon compte'],
];
const ANNULATION = { titre: 'Annuler ce changement de courriel ?', texte: 'Votre courriel actuel reste le bon, et les liens déjà envoyés ne servent plus.', action: 'Annuler le changement' };

/** The words of an answer. @param {string} etape @param {string} nom of the champ @param {string|null} valeur */
const words = (etape, nom, valeur) => FICHE[etape].champs.find((c) => c.nom === nom).options.find((o) => o.valeur === valeur)?.libelle;

const recap = (lignes) => html`<dl class="recap">${lignes.filter(([, valeur]) => valeur).map(([libelle, valeur]) => html`<div><dt>${libelle}</dt><dd>${valeur}</dd></div>`)}</dl>`;

const personne = (p) => [
  ['Nom de naissance', p.nom_naissance],
  ['Nom d’usage', p.nom_usage],
  ['Prénoms', p.prenoms.join(', ')],
  ['Date de naissance', day(p.naissance.date)],
  ['Lieu de naissance', p.naissance.lieu],
];

const courriel = ({ coordonnees, verifie_le: verifie }) =>
  html`${coordonnees.courriel}${verifie ? html` <span class="etat ok">courriel vérifié</span>` : nothing}`;

const titulaire = (compte) => {
  const { identite, coordonnees, communication } = compte;
  return html`<section class="carte tranche" aria-labelledby="titre-vous">
    <h3 id="titre-vous">${nameOf(identite)} <span class="facultatif">(vous)</span></h3>
    ${recap([['Civilité', words('identite', 'identite.civilite', identite.civilite)], ...personne(identite), ['Courriel', courriel(compte)], ['Téléphone', dial(coordonnees.telephone)],
      ['Adresse', [...coordonnees.adresse.lignes, `${coordonnees.adresse.code_postal} ${coordonnees.adresse.commune}`].join('\n')],
      ['La mairie vous prévient', words('communication', 'communication', communication)]])}
  </section>`;
};

const membre = (m) => html`<section class="carte"><h3>${nameOf(m)}</h3>
    ${recap([...personne(m), ['Pour vous', words('foyer', 'membres.0.relation', m.relation)], ['École', m.ecole]])}</section>`;

/** Blocked, they stay in their place and say why. @param {boolean} modifiable */
const actions = (modifiable) => html`<div class="barre actions-compte">${ACTIONS.map(([adresse, libelle, classe]) =>
  modifiable
    ? html`<a class="btn ${classe}" href=${adresse}>${libelle}</a>`
    : html`<button class="btn second" type="button" aria-disabled="true" aria-describedby="blocage" @click=${() => document.getElementById('blocage').focus()}>${libelle}</button>`)}</div>`;

/** Where the compte stands, and what the citizen may do about it. */
function avis({ etat, a_corriger: aCorriger, motif, modifiable, blocage }) {
  if (aCorriger) {
    return html`<section class="avis" aria-labelledby="titre-correction"><h2 id="titre-correction">La mairie vous demande une correction</h2>
      <p class="motif">${motif}</p><a class="btn" href="/compte/modifier/">Corriger mon compte</a></section>`;
  }
  if (modifiable) return nothing;
  const refus = etat === 'refuse' ? html`<h2>Votre compte est refusé</h2><p class="motif">${motif}</p>` : nothing;
  return html`<div class="avis ${etat === 'refuse' ? 'erreur' : 'info'}">${refus}<p id="blocage" tabindex="-1">${blocage}</p></div>`;
}

const vide = (modifiable) => html`<p>Aucun enfant n’est déclaré dans votre foyer.${modifiable ? html` <a href="/compte/modifier/#foyer">Déclarer un enfant</a>` : nothing}</p>`;

/** @param {any} compte @param {string} [dit] what was just done, or not */
function vue(compte, dit = '') {
  const { membres, modifiable, changement_courriel: changement } = compte;
  const [genre, libelle] = ETATS[compte.a_corriger ? 'a_corriger' : compte.etat] ?? ['neutre', compte.etat];
  const enfants = membres.filter((m) => m.lien === 'enfant');
  return html`<div class="titre-compte"><h1>Votre compte</h1>${actions(modifiable)}</div>
    <p class="dit" id="dit" role="status" tabindex="-1">${dit}</p>
    <p class="meta"><span>Identifiant : <strong>${compte.identifiant}</strong></span><span class="etat ${genre}">${libelle}</span><span>Créé le ${day(compte.cree_le)}</span></p>
    ${avis(compte)} ${changement ? attenteCourriel(changement, () => cancel(compte)) : nothing}
    <div class="foyer">
      <div><h2>Adultes</h2>${titulaire(compte)} ${membres.filter((m) => m.lien === 'adulte').map(membre)}</div>
      <div><h2>Enfants</h2>${enfants.length ? enfants.map(membre) : vide(modifiable)}</div>
    </div>
    <nav class="liens-compte" aria-labelledby="titre-liens"><h2 id="titre-liens">Sécurité et données</h2>
      <ul>${LIENS.map(([adresse, texte]) => html`<li><a href=${adresse}>${texte}</a></li>`)}</ul></nav>`;
}

/** « Annuler ce changement » of courriel. */
async function cancel(compte) {
  if (!(await ask(ANNULATION))) return;
  try {
    await remove('/compte/courriel');
    draw(vue({ ...compte, changement_courriel: null }, 'Le changement de courriel est annulé.'));
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    draw(vue(compte, error.detail));
  }
  document.getElementById('dit').focus();
}

await start(async () => {
  const compte = await get('/compte');
  const { prenoms, nom_usage: usage, nom_naissance: naissance } = compte.identite;
  greet('usager', { prenom: prenoms[0], nom: usage ?? naissance });
  draw(vue(compte));
});
