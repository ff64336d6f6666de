// « Modifier mon compte » (R18); when it cannot be, why (R23).
import { html } from '../vendor/lit-html.js';
import { get } from '../api.js';
import { Modification } from '../compte/modification.js';
import { draw, start } from '../page.js';
import { greet } from '../session.js';

await start(async () => {
  const compte = await get('/compte');
  const { prenoms, nom_usage: usage, nom_naissance: naissance } = compte.identite;
  greet('usager', { prenom: prenoms[0], nom: usage ?? naissance });
  if (compte.modifiable) return new Modification(compte).start();
  const { blocked } = await import('../securite/retour.js');
  draw(html`<h1>Modifier mon compte</h1>${blocked(compte.blocage)}`);
});
