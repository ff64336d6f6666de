// The devices from which one is logged in, and how to close them.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, get, remove } from '../api.js';
import { moment } from '../dates.js';
import { ask } from '../dialogue.js';
import { draw, start } from '../page.js';
import { retourAuCompte } from '../securite/retour.js';
import { showSession } from '../session.js';

let sessions = /** @type {any[]} */ ([]);
let occupe = '';
let etat = '';
let erreur = '';

const TOUTES = 'toutes';
const autres = () => sessions.filter((s) => !s.actuelle);

/**
 * @param {string} quoi an id, or TOUTES @param {string} chemin
 * @param {{question: {titre: string, texte: string, action: string}, fait: string}} mots
 */
async function close(quoi, chemin, { question, fait }) {
  if (occupe || !(await ask(question))) return;
  tell(quoi, '', '');
  try {
    await remove(chemin);
    sessions = sessions.filter((s) => s.actuelle || (quoi !== TOUTES && s.id !== quoi));
    tell('', fait, '');
    document.getElementById('titre-sessions').focus();
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    tell('', '', error.detail);
  }
}

function tell(quoi, phrase, faute) {
  occupe = quoi;
  etat = phrase;
  erreur = faute;
  show();
}

const closeOne = ({ id, appareil }) =>
  close(id, `/sessions/${encodeURIComponent(id)}`, {
    question: { titre: `Fermer « ${appareil} » ?`, texte: 'Cet appareil devra se connecter de nouveau pour voir votre compte.', action: 'Fermer cette connexion' },
    fait: `La connexion « ${appareil} » est fermée.`,
  });

const closeOthers = () =>
  close(TOUTES, '/sessions', {
    question: { titre: 'Fermer toutes les autres connexions ?', texte: 'Vous restez connecté ici seulement.', action: 'Fermer toutes les autres' },
    fait: 'Toutes les autres connexions sont fermées.',
  });

const ligne = (session) => html`<li>
    <h3>${session.appareil}</h3>
    ${session.actuelle
      ? html`<span class="etat ok">Cet appareil</span>`
      : html`<button class="btn second" type="button" aria-busy=${occupe === session.id ? 'true' : nothing} @click=${() => closeOne(session)}>Fermer<span class="vh"> la connexion ${session.appareil}, ouverte le ${moment(session.ouverte_le)}</span></button>`}
    <p class="meta"><span>Ouverte le ${moment(session.ouverte_le)}</span><span>Se ferme d’elle-même au plus tard le ${moment(session.expire_le)}</span></p>
  </li>`;

const seule = () => html`<p>Aucun autre appareil n’est connecté à votre compte. Pour fermer celui-ci, choisissez « Déconnexion » en haut de la page.</p>`;

const plusieurs = () => html`<div class="barre"><button class="btn danger" type="button" aria-busy=${occupe === TOUTES ? 'true' : nothing} @click=${closeOthers}>Fermer toutes les autres</button></div>`;

function show() {
  draw(html`<h2 id="titre-sessions" tabindex="-1">${sessions.length > 1 ? `${sessions.length} connexions ouvertes` : 'Une connexion ouverte'}</h2>
    <div role="status">${etat ? html`<p class="avis ok">${etat}</p>` : nothing}</div>
    ${erreur ? html`<div class="avis erreur" role="alert"><p>${erreur}</p></div>` : nothing}
    <ul class="liste connexions">${sessions.map(ligne)}</ul>
    ${autres().length ? plusieurs() : seule()}
    <p class="esp">Vous ne reconnaissez pas un appareil ? Fermez sa connexion, puis <a href="/compte/mot-de-passe/">changez votre mot de passe</a>.</p>
    <div class="barre">${retourAuCompte()}</div>`);
}

async function open() {
  const { elements } = await get('/sessions');
  sessions = elements.sort((a, b) => Number(b.actuelle) - Number(a.actuelle));
  show();
}

await Promise.all([showSession('usager'), start(open)]);
