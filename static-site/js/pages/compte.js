// « Compte »: the adults first, then the children at the right (R17).
import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../api.js';
import { day } from '../dates.js';
import { draw, start } from '../page.js';
import { greet } from '../session.js';
import { dial } from '../telephone.js';

const ETATS = {
  en_attente: ['attente', 'En attente de validation'],
  valide: ['ok', 'Validé'],
  refuse: ['erreur', 'Refusé'],
};
const COMMUNICATIONS = { courriel: 'Par courriel', telephone: 'Par téléphone (SMS)' };

const recap = (lignes) => html`<dl class="recap">${lignes.filter(([, valeur]) => valeur).map(([libelle, valeur]) => html`<div><dt>${libelle}</dt><dd>${valeur}</dd></div>`)}</dl>`;

const personne = (p) => [
  ['Nom de naissance', p.nom_naissance],
  ['Nom d’usage', p.nom_usage],
  ['Prénoms', p.prenoms.join(', ')],
  ['Date de naissance', day(p.naissance.date)],
  ['Lieu de naissance', p.naissance.lieu],
];

const titulaire = ({ identite, coordonnees, communication }) => html`<section class="carte tranche" aria-labelledby="titre-vous">
    <h3 id="titre-vous">${identite.prenoms[0]} ${identite.nom_usage ?? identite.nom_naissance} <span class="facultatif">(vous)</span></h3>
    ${recap([...personne(identite), ['Courriel', coordonnees.courriel], ['Téléphone', dial(coordonnees.telephone)],
      ['Adresse', [...coordonnees.adresse.lignes, `${coordonnees.adresse.code_postal} ${coordonnees.adresse.commune}`].join('\n')],
      ['La mairie vous écrit', COMMUNICATIONS[communication]]])}
  </section>`;

const membre = (m) => html`<section class="carte"><h3>${m.prenoms[0]} ${m.nom_naissance}</h3>${recap(personne(m))}</section>`;

function vue(compte) {
  const { identite, membres } = compte;
  greet('usager', { prenom: identite.prenoms[0], nom: identite.nom_usage ?? identite.nom_naissance });
  const [genre, libelle] = ETATS[compte.etat] ?? ['neutre', compte.etat];
  const enfants = membres.filter((m) => m.lien === 'enfant');
  return html`<p class="meta"><span>Identifiant : <strong>${compte.identifiant}</strong></span><span class="etat ${genre}">${libelle}</span><span>Créé le ${day(compte.cree_le)}</span></p>
    ${compte.etat === 'en_attente' ? html`<div class="avis info"><p>La mairie vérifie votre compte, en général sous 2 jours ouvrés.</p></div>` : nothing}
    <div class="foyer">
      <div><h2>Adultes</h2>${titulaire(compte)} ${membres.filter((m) => m.lien === 'adulte').map(membre)}</div>
      <div><h2>Enfants</h2>${enfants.length ? enfants.map(membre) : html`<p>Aucun enfant n’est déclaré dans votre foyer.</p>`}</div>
    </div>`;
}

await start(async () => draw(vue(await get('/compte'))));
