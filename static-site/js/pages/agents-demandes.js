// The queue of a service: what waits, the oldest first; the late ones stand out.
import { html } from '../vendor/lit-html.js';
import { Bordereau } from '../agents/bordereau.js';
import { day } from '../dates.js';
import { etat, timbre } from '../etat.js';
import { Liste } from '../liste.js';
import { draw, start } from '../page.js';
import { showSession } from '../session.js';

const FILTRES = {
  a_traiter: 'À traiter', en_cours: 'En cours', complet: 'Complètes', a_completer: 'À compléter', valide: 'Validées',
  refuse: 'Refusées', annule: 'Annulées', sans_suite: 'Sans suite',
};
const demande = new URLSearchParams(location.search).get('etat');
const choisi = demande in FILTRES ? demande : 'a_traiter';

const filtres = () => html`<nav class="filtres" aria-label="Filtrer par état">${Object.entries(FILTRES).map(
    ([nom, libelle]) => html`<a class="btn" href="?etat=${nom}" aria-current=${nom === choisi ? 'page' : 'false'}>${libelle}</a>`)}</nav>`;

const ligne = (d) => html`<tr>
    <th scope="row"><a href="/agents/demande/?n=${d.numero}">${d.titre}</a> ${timbre(d.numero)}</th>
    <td>${d.demandeur}</td>
    <td class="ligne-entiere"><span class="pour">Envoyée le </span>${day(d.depose_le)}</td>
    <td class="ligne-entiere ${d.en_retard ? 'retard' : ''}"><span class="pour">Réponse due le </span>${day(d.echeance_le)}${d.en_retard ? ' (en retard)' : ''}</td>
    <td>${etat(d)}</td>
  </tr>`;

const table = (liste) =>
  liste.elements.length
    ? html`<table class="pile dense">
          <caption class="vh">${FILTRES[choisi]}, la plus ancienne en premier</caption>
          <thead><tr><th scope="col">Demande</th><th scope="col">Demandeur</th><th scope="col">Envoyée le</th><th scope="col">Réponse due le</th><th scope="col">État</th></tr></thead>
          <tbody>${liste.elements.map(ligne)}</tbody>
        </table>
        ${liste.button}`
    : html`<div class="vide"><h2>Rien ici</h2><p>Aucune demande de vos services n’est dans cet état.</p></div>`;

const show = () => draw(html`${bordereau.vue()}${filtres()}${table(liste)}`);
const bordereau = new Bordereau(show);
const liste = new Liste(`/agents/demandes?etat=${choisi}`, show);
await Promise.all([showSession('agent'), start(() => liste.open())]);
