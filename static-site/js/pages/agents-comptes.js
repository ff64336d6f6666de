// The comptes to validate (R22): those that wait longest first; the late ones stand out.
import { html, nothing } from '../vendor/lit-html.js';
import { etatCompte, jours, mayValidate, sansDroit } from '../agents/etat-compte.js';
import { day } from '../dates.js';
import { Liste } from '../liste.js';
import { draw, start } from '../page.js';
import { nameOf } from '../personne.js';
import { showSession } from '../session.js';

const FILTRES = { en_attente: 'En attente', a_corriger: 'À corriger', valide: 'Validés', refuse: 'Refusés' };
const VIDES = {
  en_attente: 'Aucun compte n’attend d’être validé.',
  a_corriger: 'Aucun compte n’est en cours de correction.',
  valide: 'Aucun compte n’est encore validé.',
  refuse: 'Aucun compte n’est refusé.',
};
const demande = new URLSearchParams(location.search).get('etat');
const choisi = demande in FILTRES ? demande : 'en_attente';

const filtres = () => html`<nav class="filtres" aria-label="Filtrer par état">${Object.entries(FILTRES).map(
    ([nom, libelle]) => html`<a class="btn" href="?etat=${nom}" aria-current=${nom === choisi ? 'page' : 'false'}>${libelle}</a>`)}</nav>`;

/** Decided, a compte waits for nothing any more. */
const attendent = ['en_attente', 'a_corriger'].includes(choisi);
const ATTENTES = ['Depuis le', 'Attente'];

const attente = ({ attente_depuis: depuis, jours_ouvres: n, en_retard: enRetard }) => html`
    <td class="ligne-entiere"><span class="pour">Depuis le </span>${day(depuis)}</td>
    <td class="ligne-entiere ${enRetard ? 'retard' : ''}"><span class="pour">Attente : </span>${jours(n)}${enRetard ? ' (en retard)' : ''}</td>`;

const ligne = (c) => html`<tr>
    <th scope="row"><a href="/agents/compte/?id=${encodeURIComponent(c.id)}">${nameOf(c)}</a> <small>${c.identifiant}</small></th>
    <td class="ligne-entiere"><span class="pour">Naissance : </span>${day(c.naissance)}</td>
    <td class="ligne-entiere"><span class="pour">Commune : </span>${c.commune}</td>
    ${attendent ? attente(c) : nothing}
    <td>${etatCompte(choisi)}</td>
  </tr>`;

const colonnes = ['Compte', 'Naissance', 'Commune', ...(attendent ? ATTENTES : []), 'État'];

const table = (liste) =>
  liste.elements.length
    ? html`<table class="pile dense">
          <caption class="vh">Comptes, état : ${FILTRES[choisi]}. Le plus ancien en premier</caption>
          <thead><tr>${colonnes.map((nom) => html`<th scope="col">${nom}</th>`)}</tr></thead>
          <tbody>${liste.elements.map(ligne)}</tbody>
        </table>
        ${liste.button}`
    : html`<div class="vide"><h2>Rien ici</h2><p>${VIDES[choisi]}</p></div>`;

const liste = new Liste(`/agents/comptes?etat=${choisi}`, () => draw(html`${filtres()}${table(liste)}`));
const session = await showSession('agent');
if (mayValidate(session)) await start(() => liste.open());
else draw(sansDroit());
