// Where one comes back from the payment page: it tells what is known, and looks again by itself until the end is known.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, discreet, get, login } from '../api.js';
import { wear } from '../feuille.js';
import { FEUILLES } from '../feuilles.js';
import { draw, setTitle, start } from '../page.js';
import { Attente } from '../paiement/attente.js';
import { isPending, isSuspended } from '../paiement/connu.js';
import { vueOf } from '../paiement/etats.js';
import { showSession } from '../session.js';

const SECONDE = 1000; // milliseconds
const AUCUN = '-'; // no payment has it
const id = new URLSearchParams(location.search).get('id') || AUCUN;
const chemin = `/paiements/${encodeURIComponent(id)}`;
let paiement = /** @type {import('../paiement/connu.js').Paiement} */ (null);
let faute = /** @type {ErreurApi|null} */ (null);
let montre = '';
let horloge = 0;
const attente = new Attente(look);

const perdue = () => html`<div class="avis"><p>${faute.detail}</p>${faute.status === 401 ? html`<button class="btn" type="button" @click=${() => login()}>Se connecter</button>` : html`<p>La vérification continue dès que possible.</p>`}</div>`;

/** The title of what is new has the focus, so that it is read out; not at the first look, when the page is just open. */
function show() {
  const [titre, vue] = vueOf(paiement);
  draw(html`<div role="status">${faute ? perdue() : nothing}</div><p class="vh" role="status">${titre}</p>${vue(paiement)}`);
  setTitle(titre);
  if (montre && montre !== titre) document.getElementById('titre').focus();
  montre = titre;
}

/** The seconds pass while one waits to try again. */
function count() {
  clearInterval(horloge);
  if (isSuspended(paiement)) horloge = setInterval(show, SECONDE);
}

async function look() {
  try {
    paiement = await discreet.get(chemin);
    faute = null;
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    faute = error;
  }
  if (faute?.status === 401 || !isPending(paiement)) attente.stop();
  count();
  show();
}

const habit = wear(FEUILLES.factures);
async function open() {
  [paiement] = await Promise.all([get(chemin), habit]);
  count();
  show();
  if (isPending(paiement)) attente.start();
}

addEventListener('pageshow', (event) => event.persisted && start(open));
await Promise.all([showSession('usager'), start(open)]);
