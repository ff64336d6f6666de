// The mairie, for whom the screen does not help.
import { html } from './vendor/lit-html.js';
import { COMMUNE } from './commune.js';

/** The number, to dial. */
export const telephone = () => html`<a href="tel:${COMMUNE.telephone.replaceAll(' ', '')}">${COMMUNE.telephone.replaceAll(' ', '\u00a0')}</a>`;

/** The mailbox where everything goes can no longer be opened: only a person can help then. */
export const sansCourriel = () => html`<details>
    <summary>Je n’ai plus accès à ce courriel</summary>
    <p>Pour votre sécurité, le portail n’écrit qu’à l’adresse de votre compte. Téléphonez à la mairie au ${telephone()}, ou venez au guichet avec une pièce d’identité : l’adresse de votre compte pourra être changée après vérification.</p>
  </details>`;
