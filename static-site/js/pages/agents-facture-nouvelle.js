// A facture made by hand. What is typed stays in this tab until it is issued: a reload or a session that ends loses nothing.
import { html } from '../vendor/lit-html.js';
import { create } from '../api.js';
import { euros } from '../euros.js';
import { draw } from '../page.js';
import { Jour } from '../regie/champs.js';
import { DocumentJoint } from '../regie/document.js';
import { aujourdhui, ecrireJour, lireJour } from '../regie/jours.js';
import { Lignes } from '../regie/lignes.js';
import { lienFacture } from '../regie/mots.js';
import { openForRegie } from '../regie/ouverture.js';
import { Ligne } from '../saisie/champs.js';
import { Saisie } from '../saisie/saisie.js';

const PLACE = 'ecrit:facture';
const garde = JSON.parse(sessionStorage.getItem(PLACE) ?? '{}');

const CHAMPS = [
  new Ligne({ nom: 'numero', libelle: 'Numéro de facture', type: 'identifiant', facultatif: true, aide: 'Il ne sert qu’une fois dans cette régie. Sans numéro, le portail en donne un.' }),
  new Ligne({ nom: 'famille', libelle: 'Numéro de famille', type: 'identifiant', aide: 'Celui qui est noté dans le compte de la famille.' }),
  new Ligne({ nom: 'payeur', libelle: 'Payeur', aide: 'Prénom et nom, comme sur la facture.' }),
  new Ligne({ nom: 'objet', libelle: 'Objet', aide: 'Par exemple : Restauration scolaire.' }),
  new Ligne({ nom: 'periode', libelle: 'Période', facultatif: true, aide: 'Par exemple : octobre 2026.' }),
  new Jour({ nom: 'emise_le', libelle: 'Date d’émission' }),
  new Jour({ nom: 'echeance_le', libelle: 'Date limite de paiement' }),
];

let regies = /** @type {import('../regie/ouverture.js').Regies} */ (null);
const lignes = new Lignes(garde.lignes ?? [], changed);
const piece = new DocumentJoint(changed, garde.document);
const saisie = new Saisie({ titre: 'Nouvelle facture', champs: [...CHAMPS, lignes, piece], check: inOrder, send, changed });
saisie.valeurs = garde.valeurs ?? { emise_le: ecrireJour(aujourdhui()) };

/** Dates compare as they are written. */
function inOrder({ emise_le: emise = '', echeance_le: echeance = '' }) {
  const avant = lireJour(echeance) && lireJour(echeance) < lireJour(emise);
  return avant ? [{ champ: 'echeance_le', code: 'date', detail: 'Date limite de paiement : elle doit suivre la date d’émission.' }] : [];
}

/** @param {string} texte */
const trim = (texte) => texte.trim();

async function send(valeurs) {
  const dits = Object.fromEntries(CHAMPS.map((champ) => [champ.nom, (champ instanceof Jour ? lireJour : trim)(valeurs[champ.nom] ?? '')]));
  const { id } = await create('/agents/factures', { regie: regies.regie.slug, ...dits, lignes: lignes.corps, document: piece.cle });
  sessionStorage.removeItem(PLACE);
  location.assign(`${lienFacture(id)}#creee`);
}

function changed() {
  sessionStorage.setItem(PLACE, JSON.stringify({ valeurs: saisie.valeurs, lignes: lignes.lignes, document: piece.brouillon }));
  show();
}

/** An empty form again. */
function erase() {
  sessionStorage.removeItem(PLACE);
  location.reload();
}

const show = () => draw(html`${regies.vue()}
    <p>Une facture émise ne change plus : pour corriger une erreur, il faut l’annuler par un avoir et en faire une autre. La famille en est avertie.</p>
    <div class="facture-nouvelle">${saisie.vue(`Émettre cette facture de ${euros(lignes.total)}`, html`<button class="btn lien" type="button" @click=${erase}>Tout effacer</button>`)}</div>
    <div class="barre"><a class="btn second" href="/agents/factures/">Retour aux factures</a></div>`);

await openForRegie(async (tenues) => {
  regies = tenues;
  piece.open(regies.regie.slug);
  show();
});
