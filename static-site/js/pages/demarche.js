// One démarche (R25). The slug and whether a compte is needed stand in the page: nothing waits for the catalogue.
import { get, getIfLoggedIn } from '../api.js';
import { FormulaireDemarche } from '../demarche/formulaire.js';
import { loading, failure, mount } from '../page.js';
import { greet } from '../session.js';
import { seemsLoggedIn } from '../temoin.js';
import { ErreurApi } from '../api.js';

const { demarche, compteRequis } = document.getElementById('page').dataset;
const draw = mount();

/** Null for who goes on without a compte. */
function readCompte() {
  if (compteRequis !== undefined) return get('/compte');
  return seemsLoggedIn('usager') ? getIfLoggedIn('/compte') : null;
}

async function open() {
  draw(loading());
  try {
    const [definition, compte] = await Promise.all([get(`/demarches/${demarche}`), readCompte()]);
    if (compte) greet('usager', { prenom: compte.identite.prenoms[0], nom: compte.identite.nom_usage ?? compte.identite.nom_naissance });
    await new FormulaireDemarche(definition, compte, draw).start();
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    draw(failure(error, open));
  }
}
await open();
