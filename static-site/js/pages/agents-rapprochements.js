// The file of the public treasury, held against what the portal knows: a new one, one being read (`?id=`), the past ones.
import { html } from '../vendor/lit-html.js';
import { get } from '../api.js';
import { moment } from '../dates.js';
import { Liste } from '../liste.js';
import { draw, setTitle } from '../page.js';
import { compte } from '../regie/mots.js';
import { openForRegie, openForRegisseur } from '../regie/ouverture.js';
import { Releve } from '../regie/releve.js';
import { rapprochement } from '../regie/rapprochement.js';

const ICI = '/agents/rapprochements/';
const demande = new URLSearchParams(location.search).get('id');

async function look() {
  const lu = await get(`/agents/rapprochements/${encodeURIComponent(demande)}`);
  setTitle(`${lu.nom}, rapprochement`);
  draw(html`${rapprochement(lu)}<div class="barre"><a class="btn second" href=${ICI}>Tous les rapprochements</a><button class="btn second" type="button" @click=${() => print()}>Imprimer</button></div>`);
}

const etat = (n) => html`<span class="etat ${n ? 'erreur' : 'ok'}">${n ? compte(n, 'différence') : 'Concordant'}</span>`;

const ligne = (r) => html`<tr><th scope="row"><a href="${ICI}?id=${encodeURIComponent(r.id)}">${r.nom}</a></th>
    <td class="ligne-entiere">${moment(r.le)}</td><td class="ligne-entiere"><span class="pour">par </span>${r.par}</td><td class="num ligne-entiere"><span class="pour">Lignes : </span>${r.lignes}</td><td>${etat(r.differences_total)}</td></tr>`;

const passes = (liste) => (liste.elements.length
  ? html`<table class="pile dense"><caption class="vh">Rapprochements, le plus récent en premier</caption>
      <thead><tr><th scope="col">Fichier</th><th scope="col">Rapproché le</th><th scope="col">Par</th><th scope="col" class="num">Lignes</th><th scope="col">Résultat</th></tr></thead>
      <tbody>${liste.elements.map(ligne)}</tbody></table>${liste.button}`
  : html`<p>Aucun fichier n’a encore été rapproché pour cette régie.</p>`);

async function open(regies) {
  const { slug } = regies.regie;
  const show = () => draw(html`<h1>Rapprochements</h1>${regies.vue()}
    <section class="carte tranche" aria-labelledby="titre-fichier"><h2 id="titre-fichier">Rapprocher un fichier</h2>${releve.vue()}</section>
    <section class="rubrique" aria-labelledby="titre-passes"><h2 id="titre-passes">Rapprochements passés</h2>${passes(liste)}</section>
    <div class="barre"><a class="btn second" href="/agents/encaissements/">Retour aux encaissements</a></div>`);
  const releve = new Releve(slug, { changed: show, done: (id) => location.assign(`${ICI}?id=${encodeURIComponent(id)}`) });
  const liste = new Liste(`/agents/rapprochements?regie=${slug}`, show);
  await liste.open();
}

if (demande) await openForRegisseur(look);
else await openForRegie(open);
