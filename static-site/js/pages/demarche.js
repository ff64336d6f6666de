// One démarche (R25). The slug and whether a compte is needed stand in the page: nothing waits for the catalogue.
import { html } from '../vendor/lit-html.js';
import { ErreurApi, discreet, get, getIfLoggedIn } from '../api.js';
import { FormulaireDemarche } from '../demarche/formulaire.js';
import { draw, start } from '../page.js';
import { greet } from '../session.js';
import { seemsLoggedIn } from '../temoin.js';

const { demarche, compteRequis } = document.getElementById('page').dataset;

/** Null for who goes on without a compte. */
function readCompte() {
  if (compteRequis !== undefined) return get('/compte');
  return seemsLoggedIn('usager') ? getIfLoggedIn('/compte') : null;
}

/** Those of the compte; null when they cannot be asked for: what this device kept will do. */
const readDrafts = () =>
  seemsLoggedIn('usager') ? discreet.get('/brouillons').then(({ elements }) => elements, (error) => (error instanceof ErreurApi ? null : Promise.reject(error))) : null;

/** What is filled now could not be sent. */
const refuse = ({ titre }, { motif }) => html`<h1>${titre}</h1>
  <div class="avis erreur"><p>La mairie n’a pas validé votre compte : il ne permet pas de faire de démarche.</p><p class="motif">${motif}</p>
    <p>Votre démarche reste possible par téléphone, par courrier ou au guichet${compteRequis === undefined ? ', ou en ligne sans compte, une fois déconnecté' : ''}.</p></div>`;

/** What was measured of late, beside what the page announces. @param {{delai_median_jours?: number|null}} definition */
function tellDelay({ delai_median_jours: median }) {
  if (median) document.getElementById('delai-constate').textContent = ` (en ce moment : ${median} jour${median > 1 ? 's' : ''} en général)`;
}

await start(async () => {
  const [definition, compte, brouillons] = await Promise.all([get(`/demarches/${demarche}`), readCompte(), readDrafts()]);
  tellDelay(definition);
  if (compte) greet('usager', { prenom: compte.identite.prenoms[0], nom: compte.identite.nom_usage ?? compte.identite.nom_naissance });
  if (compte?.etat === 'refuse') draw(refuse(definition, compte));
  else await new FormulaireDemarche(definition, compte, brouillons).start();
});
