// « Modifier mon mot de passe » (R19). After a mailed one (R21) nothing else opens before another is chosen.
import { html, nothing } from '../vendor/lit-html.js';
import { get, put } from '../api.js';
import { MotDePasse, Secret } from '../compte/mot-de-passe.js';
import { conclude, draw, retour, start } from '../page.js';
import { Saisie } from '../saisie/saisie.js';
import { blocked, kept, retourAuCompte } from '../securite/retour.js';
import { greet } from '../session.js';

const TITRE = 'Modifier mon mot de passe';
const DIFFERENT = { champ: 'confirmation', code: 'different', detail: 'Nouveau mot de passe, une seconde fois : il n’est pas le même que le premier.' };

/** Never seen: it tells the browser which of its passwords changes. @param {string} identifiant */
const pour = (identifiant) => ({
  nom: 'pour', check: () => [], vue: () => html`<input type="text" autocomplete="username" .value=${identifiant} hidden>`,
});

/** @param {{identifiant: string, recu: boolean, personnels: () => string[], changed: () => void}} choix `recu`: by mail */
const champs = ({ identifiant, recu, personnels, changed }) => [
  pour(identifiant),
  ...(recu ? [] : [new Secret({ nom: 'actuel', libelle: 'Mot de passe actuel', changed })]),
  new MotDePasse({ nom: 'nouveau', libelle: 'Nouveau mot de passe', personnels, changed }),
  new Secret({ nom: 'confirmation', libelle: 'Nouveau mot de passe, une seconde fois', autocomplete: 'new-password', changed }),
];

/** @param {Record<string, string>} valeurs */
const check = ({ nouveau, confirmation }) => (nouveau && confirmation && nouveau !== confirmation ? [DIFFERENT] : []);

const explication = () => html`<div class="avis info"><p>Vous êtes entré avec le mot de passe reçu par courriel : il ne sert qu’une fois. Choisissez-en un nouveau, à vous, pour ouvrir votre compte.</p></div>`;

async function send({ actuel, nouveau, confirmation }) {
  await put('/compte/mot-de-passe', { actuel, nouveau, confirmation });
  const voulu = retour('');
  const suite = voulu ? html`<a class="btn" href=${voulu}>Continuer</a>` : nothing;
  conclude(kept('Votre mot de passe est changé', 'Vos autres appareils sont déconnectés, et un courriel vous le confirme. Servez-vous du nouveau la prochaine fois.', suite), 'Mot de passe changé');
}

await start(async () => {
  const session = await get('/session');
  greet('usager', session);
  const recu = session.a_changer;
  const compte = recu ? null : await get('/compte');
  if (compte && !compte.modifiable) return draw(blocked(compte.blocage));
  const personnels = () => [session.prenom, session.nom, session.identifiant, compte?.coordonnees.courriel ?? ''];
  const saisie = new Saisie({ titre: TITRE, champs: champs({ identifiant: session.identifiant, recu, personnels, changed: show }), check, changed: show, send });
  function show() {
    draw(html`${recu ? explication() : nothing}<section class="carte tranche">${saisie.vue('Sauver', recu ? nothing : retourAuCompte('Renoncer'))}</section>`);
  }
  show();
});
