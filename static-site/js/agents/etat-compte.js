// Where a compte stands, as a word with a colour.
import { html } from '../vendor/lit-html.js';

const ETATS = {
  en_attente: ['attente', 'En attente'],
  a_corriger: ['info', 'À corriger'],
  valide: ['ok', 'Validé'],
  refuse: ['erreur', 'Refusé'],
  suspendu: ['neutre', 'Suspendu'],
  ferme: ['neutre', 'Fermé'],
};

/** @param {string} etat */
export function etatCompte(etat) {
  const [genre, libelle] = ETATS[etat] ?? ['neutre', etat];
  return html`<span class="etat ${genre}">${libelle}</span>`;
}

/** « 3 jours ouvrés ». @param {number} n */
export const jours = (n) => (n ? `${n}\u00a0jour${n > 1 ? 's' : ''} ouvré${n > 1 ? 's' : ''}` : 'moins d’un jour ouvré');

/** The role that opens these pages. @param {import('../session.js').Session|null} session null: the API did not answer */
export const mayValidate = (session) => session?.roles.includes('comptes') ?? true;

/** For who comes here by an address, without the role. */
export const sansDroit = () => html`<div class="vide">
    <h2>Cette file ne vous est pas ouverte</h2>
    <p>Valider des comptes demande un droit que vous n’avez pas. Demandez-le à la personne qui administre le portail.</p>
    <a class="btn" href="/agents/demandes/">Aller aux demandes à traiter</a>
  </div>`;
