// The factures of a régie: found by their numéro, or by the family that owes them.
import { html } from '../vendor/lit-html.js';
import { day } from '../dates.js';
import { euros } from '../euros.js';
import { Liste } from '../liste.js';
import { draw } from '../page.js';
import { etatFacture, lienFacture } from '../regie/mots.js';
import { openForRegie } from '../regie/ouverture.js';

const demande = new URLSearchParams(location.search);
const PAR = { numero: 'Numéro de facture', famille: 'Numéro de famille' };
const voulu = demande.get('par');
const par = voulu in PAR ? voulu : 'numero';
const cherche = (demande.get('q') ?? '').trim();

let regies = /** @type {import('../regie/ouverture.js').Regies} */ (null);
let liste = /** @type {Liste|null} */ (null);

/** A form of the page itself: what was searched stays in its address, and « back » comes back to it. */
const recherche = () => html`<form method="get" class="recherche-factures" role="search" aria-label="Chercher une facture">
    <input type="hidden" name="regie" value=${regies.regie.slug}>
    <div class="champ"><label for="par">Chercher par</label><select id="par" name="par">${Object.entries(PAR).map(
      ([nom, libelle]) => html`<option value=${nom} .selected=${nom === par}>${libelle}</option>`)}</select></div>
    <div class="champ"><label for="q">Numéro</label><input id="q" name="q" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="40" required .value=${cherche}></div>
    <button class="btn">Chercher</button>
  </form>`;

const ligne = (f) => html`<tr>
    <th scope="row"><a href=${lienFacture(f.id)}>${f.numero}</a> <small>${f.objet}${f.periode ? `, ${f.periode}` : ''}</small></th>
    <td class="ligne-entiere">${f.payeur} <small>(famille ${f.famille})</small></td>
    <td class="ligne-entiere"><span class="pour">Émise le </span>${day(f.emise_le)}</td>
    <td class="ligne-entiere ${f.en_retard ? 'retard' : ''}"><span class="pour">À payer avant le </span>${day(f.echeance_le)}${f.en_retard ? ' (en retard)' : ''}</td>
    <td class="ligne-entiere">${etatFacture(f)}</td>
    <td class="num">${euros(f.montant_centimes)}</td></tr>`;

const table = () => html`<table class="pile dense">
    <caption class="vh">${PAR[par]} ${cherche}, régie ${regies.regie.nom}, la plus récente en premier</caption>
    <thead><tr><th scope="col">Facture</th><th scope="col">Payeur</th><th scope="col">Émise le</th><th scope="col">Échéance</th><th scope="col">État</th><th scope="col" class="num">Montant</th></tr></thead>
    <tbody>${liste.elements.map(ligne)}</tbody></table>
  ${liste.button}`;

const rien = () => html`<div class="vide"><h2>Aucune facture</h2>
    <p>${par === 'numero' ? 'Aucune facture de cette régie ne porte ce numéro' : 'Cette régie n’a émis aucune facture pour cette famille'}. Vérifiez le numéro ou la régie choisie.</p></div>`;

function trouvees() {
  if (!liste) return html`<p>Cherchez une facture pour la voir, la régler au guichet ou l’annuler.</p>`;
  return liste.elements.length ? table() : rien();
}

const show = () => draw(html`${regies.vue(cherche && `&par=${par}&q=${encodeURIComponent(cherche)}`)}
    <div class="barre gestes"><a class="btn" href="/agents/factures/nouvelle/">Nouvelle facture</a><a class="btn second" href="/agents/factures/imports/">Importer un fichier</a></div>
    ${recherche()}${trouvees()}`);

await openForRegie(async (tenues) => {
  regies = tenues;
  if (!cherche) return show();
  liste = new Liste(`/agents/factures?regie=${regies.regie.slug}&${par}=${encodeURIComponent(cherche)}`, show);
  await liste.open();
});
