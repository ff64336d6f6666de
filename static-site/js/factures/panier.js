// The panier beside the factures, with the way to it (R39).
import { html, nothing } from '../vendor/lit-html.js';
import { euros } from '../euros.js';
import { marque } from './mots.js';

/** @typedef {import('./mots.js').Facture} Facture */
/** @typedef {{nombre: number, montant_centimes: number, paiement: string|null}} Resume */

/** @param {number} n */
const factures = (n) => `${n} facture${n > 1 ? 's' : ''}`;

const ligne = (facture) => html`<li><span>${facture.objet}<small>${facture.periode} · Régie ${facture.regie_nom}</small></span><span class="montant">${euros(facture.montant_centimes)}</span></li>`;

/** Those that another page of the list holds. @param {number} n */
const autres = (n) => (n > 0 ? html`<li><span>Et ${n > 1 ? `${n} autres factures` : 'une autre facture'}</span></li>` : nothing);

/** @param {Resume} resume @param {Facture[]} vues those of the page that are in the panier */
const contenu = (resume, vues) => html`<ul>${vues.map(ligne)}${autres(resume.nombre - vues.length)}</ul>
    <p class="total"><span>Total<span class="vh"> de ${factures(resume.nombre)}</span></span><span class="montant">${euros(resume.montant_centimes)}</span></p>`;

/** Those of the panier that are still to be paid. @param {Facture[]} elements of the page */
const dedans = (elements) => elements.filter((f) => f.dans_panier && f.rubrique === 'a_payer');

/** Whether a payment holds it: one that is over may still be written there. @param {Resume} resume @param {Facture[]} elements */
export const isHeld = (resume, elements) => Boolean(resume.paiement) && dedans(elements).some((f) => f.etat === 'en_paiement');

/** @param {Resume} resume @param {Facture[]} elements of the page */
export function panier(resume, elements) {
  const vues = dedans(elements);
  const plein = resume.nombre > 0;
  return html`<aside class="carte tranche panier colle ${vues.length ? marque(vues[0].regie) : ''}" aria-labelledby="titre-panier">
    <h2 id="titre-panier" tabindex="-1">Votre panier</h2>
    ${isHeld(resume, elements) ? html`<p><span class="etat info">Paiement en cours</span></p>` : nothing}
    ${plein ? contenu(resume, vues) : html`<p>Il est vide. Ajoutez-y les factures que vous voulez payer.</p>`}
    <a class="btn large ${plein ? '' : 'second'}" href="/panier/">Accéder à votre panier</a>
  </aside>`;
}
