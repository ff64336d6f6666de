// « Demandes »: the same as « Accueil », with the date and the person concerned (R32).
import { html } from '../vendor/lit-html.js';
import { day } from '../dates.js';
import { etat, timbre } from '../etat.js';
import { Liste } from '../liste.js';
import { draw, start } from '../page.js';
import { showSession } from '../session.js';

const ligne = (d) => html`<tr>
    <th scope="row"><a href="/demande/?n=${d.numero}">${d.titre}</a> ${timbre(d.numero)}</th>
    <td class="ligne-entiere"><span class="pour">Pour </span>${d.concerne}</td>
    <td>${day(d.depose_le)}</td>
    <td>${etat(d)}</td>
  </tr>`;

const vue = (liste) =>
  liste.elements.length
    ? html`<table class="pile">
          <caption class="vh">Vos demandes, la plus récente en premier</caption>
          <thead><tr><th scope="col">Demande</th><th scope="col">Personne concernée</th><th scope="col">Envoyée le</th><th scope="col">État</th></tr></thead>
          <tbody>${liste.elements.map(ligne)}</tbody>
        </table>
        ${liste.button}`
    : html`<div class="vide">
        <h2>Aucune demande pour l’instant</h2>
        <p>Vos demandes apparaîtront ici, avec leur date et la personne concernée.</p>
        <a class="btn" href="/services/">Faire une démarche</a>
      </div>`;

const liste = new Liste('/demandes', () => draw(vue(liste)));
await Promise.all([showSession('usager'), start(() => liste.open())]);
