// One demande of the compte: where it stands, what is asked, what was sent (R5).
import { html } from '../vendor/lit-html.js';
import { numeroDemande } from '../demande/dossier.js';
import { DossierUsager } from '../demande/usager.js';
import { start } from '../page.js';
import { showSession } from '../session.js';
import { seemsLoggedIn } from '../temoin.js';

const dossier = new DossierUsager(numeroDemande(), { liens: html`<a class="btn second" href="/demandes/">Toutes mes demandes</a>` });

/** Who follows it by a link has a page without the tabs of a compte. The promise never ends: this one is leaving. */
function leave() {
  location.replace(`/suivre/?n=${dossier.demande.numero}`);
  return new Promise(() => {});
}

const nom = seemsLoggedIn('usager') ? showSession('usager') : null;
await start(async () => {
  await dossier.load();
  if (!nom && dossier.demande.suivi === 'lien') await leave();
  await dossier.start();
});
await (nom ?? showSession('usager'));
