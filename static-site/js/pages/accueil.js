// « Accueil »: one's demandes, each with its state at the right (R31), and the drafts to go on with.
import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../api.js';
import { ATerminer } from '../brouillons.js';
import { merge } from '../demarche/reprise.js';
import { etat, timbre } from '../etat.js';
import { list } from '../formulaire/brouillon.js';
import { draw, start } from '../page.js';
import { greet } from '../session.js';

const aCorriger = (motif) => html`<div class="avis"><h2>La mairie vous demande une correction</h2><p class="motif">${motif}</p><a class="btn" href="/compte/modifier/">Corriger mon compte</a></div>`;

const avis = ({ session: { etat: compte }, a_corriger: corriger, motif }) =>
  ({
    en_attente: corriger ? aCorriger(motif) : html`<div class="avis info"><p>La mairie vérifie votre compte, en général sous 2 jours ouvrés. Vous pouvez déjà faire vos démarches.</p></div>`,
    refuse: html`<div class="avis erreur"><p>La mairie n’a pas validé votre compte :</p><p class="motif">${motif}</p></div>`,
  })[compte] ?? nothing;

const demandes = (elements) => html`<ul class="liste">
    ${elements.map((d) => html`<li><h3><a href="/demande/?n=${d.numero}">${d.titre}</a></h3>${etat(d)}<p class="meta">${timbre(d.numero)}</p></li>`)}
  </ul>
  <div class="barre"><a class="btn" href="/services/">Faire une démarche</a><a class="btn second" href="/demandes/">Toutes mes demandes</a></div>`;

const vide = () => html`<div class="vide">
    <h3>Aucune demande pour l’instant</h3>
    <p>Vos demandes apparaîtront ici, avec leur avancement.</p>
    <a class="btn" href="/services/">Faire une démarche</a>
  </div>`;

await start(async () => {
  const accueil = await get('/accueil');
  const { session, demandes: { elements } } = accueil;
  const aTerminer = new ATerminer(merge(accueil.brouillons.elements, await list(session.identifiant)), () => show());
  const show = () =>
    draw(html`<h1>Bonjour ${session.prenom || session.nom}</h1>
      ${avis(accueil)} ${aTerminer.vue()}
      <section class="rubrique" aria-labelledby="titre-demandes"><h2 id="titre-demandes">Vos demandes</h2>${elements.length ? demandes(elements) : vide()}</section>`);
  greet('usager', session);
  show();
});
