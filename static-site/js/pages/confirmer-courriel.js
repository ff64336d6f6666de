// A new courriel is confirmed from both mailboxes. The link of a mail is opened by machines too: nothing changes before
// somebody clicks. What proves the mailbox stands after the #, which browsers send to nobody.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, post } from '../api.js';
import { telephone } from '../contact.js';
import { conclude, draw, start } from '../page.js';

/** Unless it is an anchor of the page, as that of « Aller au contenu ». */
const read = () => (document.getElementById(location.hash.slice(1)) ? '' : location.hash.slice(1));

const jeton = read();
let occupe = '';
let erreur = '';

const suite = () => html`<div class="barre"><a class="btn" href="/compte/">Aller à mon compte</a></div>`;

const perime = () => html`<div class="avis">
    <h2 id="titre" tabindex="-1">Ce lien n’est plus valable</h2>
    <p>Il a déjà servi, il a été annulé, ou il est trop ancien. Connectez-vous : l’onglet « Compte » dit quelle adresse est en usage, et permet de recommencer.</p>
    <p>Une question ? Téléphonez à la mairie au ${telephone()}.</p>
  </div>${suite()}`;

const RESTES = {
  ancienne: 'Il reste à confirmer depuis votre ancienne adresse : ouvrez le courriel que vous y avez reçu. En attendant, rien ne change.',
  nouvelle: 'Il reste à confirmer depuis votre nouvelle adresse : ouvrez le courriel que vous y avez reçu. En attendant, rien ne change.',
};

const confirme = ({ fait, reste, courriel }) => html`<div class="succes">
    <h2 id="titre" tabindex="-1">${fait ? 'Votre courriel est changé' : 'C’est confirmé de ce côté'}</h2>
    <p>${fait ? html`Le portail vous écrit désormais à <strong>${courriel}</strong>. Votre identifiant ne change pas.` : RESTES[reste]}</p>
  </div>${suite()}`;

const annule = () => html`<div class="succes">
    <h2 id="titre" tabindex="-1">Le changement est annulé</h2>
    <p>L’adresse de votre compte reste celle d’avant.</p>
  </div>
  <p>Si vous n’avez rien demandé, quelqu’un connaît peut-être votre mot de passe : <a href="/compte/mot-de-passe/">changez-le</a>, et regardez <a href="/compte/connexions/">quels appareils sont connectés</a>.</p>
  ${suite()}`;

const ACTIONS = {
  confirmation: async () => {
    const etat = await post('/compte/courriel/confirmation', { jeton });
    conclude(confirme(etat), etat.fait ? 'Courriel changé' : 'Confirmation reçue');
  },
  annulation: async () => {
    await post('/compte/courriel/annulation', { jeton });
    conclude(annule(), 'Changement annulé');
  },
};

/** @param {'confirmation'|'annulation'} action */
async function act(action) {
  if (occupe) return;
  tell(action, '');
  try {
    await ACTIONS[action]();
    history.replaceState(null, '', location.pathname);
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    if (error.status === 404) conclude(perime(), 'Lien expiré');
    else tell('', error.detail);
  }
}

function tell(action, detail) {
  occupe = action;
  erreur = detail;
  show();
}

const bouton = (action, classe, libelle) => html`<button class="btn ${classe}" type="button" aria-busy=${occupe === action ? 'true' : nothing} @click=${() => act(action)}>${libelle}</button>`;

function show() {
  draw(html`${erreur ? html`<div class="avis erreur" role="alert"><p>${erreur}</p></div>` : nothing}
    <p class="chapo">Quelqu’un, vous sans doute, a demandé à changer le courriel d’un compte. Rien n’est encore fait : cliquez pour confirmer que ce courriel est à vous.</p>
    <div class="barre">${bouton('confirmation', '', 'Confirmer cette adresse')}${bouton('annulation', 'danger', 'Ce n’est pas moi : annuler ce changement')}</div>`);
}

/** Another link, opened in the same tab. */
addEventListener('hashchange', () => read() && location.reload());
await start(async () => (jeton ? show() : draw(perime())));
