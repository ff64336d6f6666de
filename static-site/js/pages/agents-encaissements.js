// What a régie was paid: what must be looked at first, then the journal of a day and the totals of its month.
import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../api.js';
import { day } from '../dates.js';
import { save } from '../demande/telechargement.js';
import { draw } from '../page.js';
import { aSuivre, bilan, journal, mois } from '../regie/encaissements.js';
import { aujourdhui, deuxMois, ecrireJour, lireJour } from '../regie/jours.js';
import { openForRegie } from '../regie/ouverture.js';

const JOUR_MS = 86_400_000;
const demande = new URLSearchParams(location.search).get('jour') ?? '';
const voulu = lireJour(demande);
const jour = voulu && voulu <= aujourdhui() ? voulu : aujourdhui();
const faux = Boolean(demande) && jour !== voulu;

/** @param {number} ecart in days */
const voisin = (ecart) => new Date(Date.parse(jour) + ecart * JOUR_MS).toISOString().slice(0, 10);

const erreur = html`<p class="err" id="jour-erreur"><span class="vh">Erreur : </span>Écrivez un jour passé, comme 27/03/2026.</p>`;

/** A form of the page itself: the day stays in its address. @param {string} slug */
const choix = (slug) => html`<form method="get" class="recherche-factures non-imprime" aria-label="Choisir un jour">
    <input type="hidden" name="regie" value=${slug}>
    <div class="champ"><label for="jour">Jour</label>${faux ? erreur : nothing}<input class="court" id="jour" name="jour" inputmode="numeric" placeholder="jj/mm/aaaa" maxlength="10" autocomplete="off"
      aria-describedby=${faux ? 'jour-erreur' : nothing} aria-invalid=${faux ? 'true' : nothing} .value=${faux ? demande : ecrireJour(jour)}></div>
    <button class="btn">Voir ce jour</button>
    <a class="btn second" href="?regie=${slug}&jour=${ecrireJour(voisin(-1))}">Veille</a>
    ${jour < aujourdhui() ? html`<a class="btn second" href="?regie=${slug}&jour=${ecrireJour(voisin(1))}">Lendemain</a>` : nothing}
  </form>`;

/** @param {string} slug @param {string} periode @param {string} quand @param {string} libelle */
const exporter = (slug, periode, quand, libelle) => save(`/agents/encaissements/export?regie=${slug}&${periode}=${quand}`, `encaissements-${slug}-${quand}.csv`, libelle, 'second', 'text/csv');

const AVEC_JOUR = `&jour=${ecrireJour(jour)}`;

await openForRegie(async (regies) => {
  const { slug } = regies.regie;
  const [ceMois, avant] = deuxMois(jour);
  const [duJour, duMois, dAvant, attente] = await Promise.all([
    get(`/agents/encaissements?regie=${slug}&jour=${jour}`), get(`/agents/encaissements?regie=${slug}&mois=${ceMois}`),
    get(`/agents/encaissements?regie=${slug}&mois=${avant}`), get(`/agents/paiements?regie=${slug}&attente=1`),
  ]);
  draw(html`${regies.vue(AVEC_JOUR)}
    ${aSuivre(attente.elements, [...dAvant.anomalies, ...duMois.anomalies])}
    ${choix(slug)}
    <section class="carte tranche" aria-labelledby="titre-jour"><h2 id="titre-jour">Journal du ${day(jour)}, régie ${regies.regie.nom}</h2>
      ${bilan(duJour)}${journal(duJour.elements)}
      <div class="barre">${exporter(slug, 'jour', jour, 'Exporter ce jour (CSV)')}<button class="btn second" type="button" @click=${() => print()}>Imprimer</button></div></section>
    ${mois(duMois, jour, exporter(slug, 'mois', jour.slice(0, 7), 'Exporter ce mois (CSV)'))}
    <div class="barre"><a class="btn second" href="/agents/rapprochements/">Rapprocher avec la trésorerie</a></div>`);
});
