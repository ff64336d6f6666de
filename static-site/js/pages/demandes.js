// « Demandes »: the same as « Accueil », with the date and the person concerned (R32); filtered and searched at will. The
// address says by what, so that « Retour » and a bookmark come back to it.
import { html } from '../vendor/lit-html.js';
import { day } from '../dates.js';
import { etat, timbre } from '../etat.js';
import { Liste } from '../liste.js';
import { draw, start } from '../page.js';
import { showSession } from '../session.js';

const ENSEMBLES = { '': 'Toutes', ouvertes: 'Ouvertes', terminees: 'Terminées' };
const ETATS = {
  en_cours: 'En cours', a_completer: 'À compléter', complet: 'Complètes', valide: 'Validées', refuse: 'Refusées', annule: 'Annulées', sans_suite: 'Sans suite',
};
const LONGUEUR = 60;

let liste = /** @type {Liste} */ (null);
let dit = '';

/** What the address asks for. */
function voulu() {
  const lus = new URLSearchParams(location.search);
  const choisi = lus.get('etat') ?? '';
  return { etat: choisi in ENSEMBLES || choisi in ETATS ? choisi : '', q: (lus.get('q') ?? '').slice(0, LONGUEUR) };
}

/** @param {{etat: string, q: string}} filtre */
const question = (filtre) => new URLSearchParams(Object.entries(filtre).filter(([, valeur]) => valeur)).toString();

const option = ([nom, libelle]) => html`<option value=${nom} .selected=${voulu().etat === nom}>${libelle}</option>`;

const recherche = () => html`<form class="recherche-demandes" role="search" aria-label="Vos demandes" @submit=${search}>
    <div class="champ"><label for="etat">État</label>
      <select id="etat" name="etat">${Object.entries(ENSEMBLES).map(option)}<optgroup label="Par état">${Object.entries(ETATS).map(option)}</optgroup></select></div>
    <div class="champ"><label for="q">Titre, personne ou numéro</label>
      <div class="a-joindre"><input id="q" name="q" type="search" maxlength=${LONGUEUR} autocomplete="off" .value=${voulu().q}><button class="btn second">Chercher</button></div></div>
  </form>`;

/** @param {SubmitEvent} event */
function search(event) {
  event.preventDefault();
  const { q, etat: choisi } = event.target;
  const suite = question({ etat: choisi.value, q: q.value.trim() });
  if (suite !== location.search.slice(1)) history.pushState(null, '', suite ? `?${suite}` : location.pathname);
  return start(open);
}

const ligne = (d) => html`<tr>
    <th scope="row"><a href="/demande/?n=${d.numero}">${d.titre}</a> ${timbre(d.numero)}</th>
    <td class="ligne-entiere"><span class="pour">Pour </span>${d.concerne}</td>
    <td>${day(d.depose_le)}</td>
    <td>${etat(d)}</td>
  </tr>`;

const table = () => html`<table class="pile">
    <caption class="vh">Vos demandes, la plus récente en premier</caption>
    <thead><tr><th scope="col">Demande</th><th scope="col">Personne concernée</th><th scope="col">Envoyée le</th><th scope="col">État</th></tr></thead>
    <tbody>${liste.elements.map(ligne)}</tbody>
  </table>
  ${liste.button}`;

const aucune = () => html`<div class="vide">
    <h2>Aucune demande pour l’instant</h2>
    <p>Vos demandes apparaîtront ici, avec leur date et la personne concernée.</p>
    <a class="btn" href="/services/">Faire une démarche</a>
  </div>`;

const introuvable = () => html`<div class="vide">
    <h2>Aucune demande ne correspond</h2>
    <p>Essayez avec moins de mots, ou un autre état.</p>
    <a class="btn second" href="/demandes/">Voir toutes vos demandes</a>
  </div>`;

function show() {
  const filtree = question(voulu());
  if (!liste.elements.length && !filtree) return draw(aucune());
  draw(html`${recherche()}<p class="vh" role="status">${dit}</p>${liste.elements.length ? table() : introuvable()}`);
}

async function open() {
  const filtre = question(voulu());
  const neuve = new Liste(`/demandes${filtre ? `?${filtre}` : ''}`, show);
  await neuve.load();
  liste = neuve;
  const n = liste.elements.length;
  dit = filtre ? `${n || 'Aucune'} demande${n > 1 ? 's' : ''}${liste.suite ? ' affichées, il y en a d’autres' : ''}` : '';
  show();
}

addEventListener('popstate', () => start(open));
await Promise.all([showSession('usager'), start(open)]);
