// « Mes comptes »: the factures of the last 3 months, to pay or paid, and the panier at the left (R33–R39).
import { html, nothing } from '../vendor/lit-html.js';
import { euros } from '../euros.js';
import { Ajout } from '../factures/ajout.js';
import { adresse, echeance, etatFacture, marque, nomFacture, references } from '../factures/mots.js';
import { isHeld, panier } from '../factures/panier.js';
import { releve } from '../factures/releve.js';
import { wear } from '../feuille.js';
import { FEUILLES } from '../feuilles.js';
import { Liste } from '../liste.js';
import { draw, start } from '../page.js';
import { showSession } from '../session.js';

/** @typedef {import('../factures/mots.js').Facture} Facture */

const MANQUES = { non_valide: 'Votre compte n’est pas encore validé', trop_recent: 'Votre compte est trop récent', sans_famille: 'Aucune facture à votre nom', sans_facture: 'Aucune facture ces 3 derniers mois' };
const A_PAYER = 'a_payer';

class Factures extends Liste {
  /** The first of those that came last. @param {number} avant */
  focus(avant) {
    document.querySelector(`a[href="${adresse(this.elements[avant].id)}"]`)?.focus();
  }
}

let liste = /** @type {Factures} */ (null);
const ajout = new Ajout({ changed: () => show(), moved, reload: () => open() });

/** @param {Facture} facture @param {{montant_centimes: number}[]|null} lignes */
function moved(facture, lignes) {
  const { panier: resume } = liste.reponse;
  resume.nombre = lignes ? lignes.length : resume.nombre - 1;
  resume.montant_centimes = lignes ? lignes.reduce((somme, l) => somme + l.montant_centimes, 0) : resume.montant_centimes - facture.montant_centimes;
}

/** @param {Facture} facture */
const carte = (facture) => html`<li class="facture ${marque(facture.regie)}">
    <h3>${facture.objet}</h3><span class="montant">${euros(facture.montant_centimes)}</span>
    <p class="meta">${references(facture)}${echeance(facture)}</p>
    <div class="act"><span class="ou">${etatFacture(facture)}</span><a class="btn second" href=${adresse(facture.id)}>Détail<span class="vh"> : ${nomFacture(facture)}</span></a>${ajout.bouton(facture, isHeld(liste.reponse.panier, liste.elements))}</div>
  </li>`;

/** What is due first comes first. @param {Facture} a @param {Facture} b */
const byDueDate = (a, b) => a.echeance_le.localeCompare(b.echeance_le);

/** @param {Facture[]} dues */
const aPayer = (dues) => html`<section class="rubrique" aria-labelledby="titre-a-payer"><h2 id="titre-a-payer">Factures à payer</h2>
    ${dues.length
      ? html`<p>Factures des 3 derniers mois. Un panier ne peut contenir que des factures d’une même régie.</p><ul class="liste">${dues.map(carte)}</ul>`
      : html`<p>Vous n’avez rien à payer pour l’instant.</p>`}</section>`;

/** @param {Facture[]} payees */
const payees = (payees) => html`<section class="rubrique" aria-labelledby="titre-releve"><h2 id="titre-releve">Consulter votre relevé</h2>
    ${payees.length ? releve(payees, 'Factures payées ces 3 derniers mois, la plus récente en premier') : html`<p>Aucune facture payée parmi celles de ces 3 derniers mois.</p>`}</section>`;

const archives = () => html`<p class="esp"><a href="/mes-comptes/archives/">Voir les factures plus anciennes</a></p>`;

/** @param {{code: string, detail: string}} manque (R35) */
const vide = ({ code, detail }) => html`<div class="vide"><h2>${MANQUES[code] ?? 'Aucune facture'}</h2><p>${detail}</p>
    <p><a href="/faq/#aucune-facture">Pourquoi n’ai-je aucune facture dans mon compte ?</a></p></div>`;

function show() {
  const { elements, reponse } = liste;
  const { manque, panier: resume } = reponse;
  if (manque && !elements.length && !resume.nombre) return draw(html`${vide(manque)}${manque.code === 'sans_facture' ? archives() : nothing}`);
  draw(html`${ajout.annonce}<div class="deux">${panier(resume, elements)}
    <div>${aPayer(elements.filter((f) => f.rubrique === A_PAYER).sort(byDueDate))}${payees(elements.filter((f) => f.rubrique !== A_PAYER))}
      ${liste.suite ? liste.button : nothing}${archives()}</div></div>`);
}

const habit = wear(FEUILLES.factures);
async function open() {
  const neuve = new Factures('/factures', show);
  await Promise.all([neuve.load(), habit]);
  liste = neuve;
  show();
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

/** Back from the panier or from the payment page, the browser shows what it had kept. */
addEventListener('pageshow', (event) => event.persisted && start(open));
await Promise.all([showSession('usager'), start(open)]);
