// One facture, its lines, its documents (R34); from here too it joins the panier (R36).
import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../api.js';
import { euros } from '../euros.js';
import { Ajout } from '../factures/ajout.js';
import { documents, faits, prestations } from '../factures/detail.js';
import { etatFacture, marque, nomFacture, references } from '../factures/mots.js';
import { wear } from '../feuille.js';
import { FEUILLES } from '../feuilles.js';
import { draw, setTitle, start } from '../page.js';
import { showSession } from '../session.js';

const AUCUNE = '-'; // no facture has it: without an id, the API would answer the whole list
const id = new URLSearchParams(location.search).get('id') || AUCUNE;
let facture = /** @type {any} */ (null);
const ajout = new Ajout({ changed: () => show(), moved: () => undefined, reload: () => open() });

/** What can be done now. */
const actions = () => html`<div class="barre non-imprime">${ajout.bouton(facture, false)}
    ${facture.dans_panier ? html`<a class="btn" href="/panier/">Accéder à votre panier</a>` : nothing}
    ${facture.etat === 'en_paiement' ? html`<p>Un paiement de cette facture est en cours. Elle passera dans votre relevé, ou redeviendra à payer, dès que son résultat sera connu.</p>` : nothing}</div>`;

function show() {
  setTitle(nomFacture(facture));
  draw(html`<div class=${marque(facture.regie)}><div class="titre-ligne"><h1 tabindex="-1">${facture.objet}</h1>${etatFacture(facture)}</div>
    <p class="meta">${references(facture)}<span class="montant">${euros(facture.montant_centimes)}</span></p>
    ${ajout.annonce}${actions()}
    <div class="cote"><div>
      <section class="carte tranche ${marque(facture.regie)}" aria-labelledby="titre-prestations"><h2 id="titre-prestations">Ce qui vous est facturé</h2>${prestations(facture)}</section>
      <section class="carte" aria-labelledby="titre-faits"><h2 id="titre-faits">Cette facture</h2>${faits(facture)}</section></div>
      <div>${documents(facture)}</div></div>
    <div class="barre"><a class="btn second" href="/mes-comptes/">Revenir à mes comptes</a></div></div>`);
}

const habit = wear(FEUILLES.factures);
async function open() {
  [facture] = await Promise.all([get(`/factures/${encodeURIComponent(id)}`), habit]);
  show();
}

addEventListener('pageshow', (event) => event.persisted && start(open));
await Promise.all([showSession('usager'), start(open)]);
