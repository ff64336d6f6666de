// One démarche (R25). The slug and whether a compte is needed stand in the page: nothing waits for the catalogue.
import { get, getIfLoggedIn } from '../api.js';
import { FormulaireDemarche } from '../demarche/formulaire.js';
import { start } from '../page.js';
import { greet } from '../session.js';
import { seemsLoggedIn } from '../temoin.js';

const { demarche, compteRequis } = document.getElementById('page').dataset;

/** Null for who goes on without a compte. */
function readCompte() {
  if (compteRequis !== undefined) return get('/compte');
  return seemsLoggedIn('usager') ? getIfLoggedIn('/compte') : null;
}

await start(async () => {
  const [definition, compte] = await Promise.all([get(`/demarches/${demarche}`), readCompte()]);
  if (compte) greet('usager', { prenom: compte.identite.prenoms[0], nom: compte.identite.nom_usage ?? compte.identite.nom_naissance });
  await new FormulaireDemarche(definition, compte).start();
});
