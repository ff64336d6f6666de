// What a régisseur may do with a facture that is to be paid: note what was received at the counter, or cancel it.
import { create, post } from '../api.js';
import { Decision } from '../agents/decision.js';
import { euros } from '../euros.js';
import { Ligne } from '../saisie/champs.js';
import { Jour } from './champs.js';
import { aujourdhui, lireJour } from './jours.js';

/** @param {any} facture @param {import('./ouverture.js').Moyen[]} moyens */
const encaisser = ({ montant_centimes: montant, emise_le: emise }, moyens) => ({
  acte: 'reglement',
  libelle: 'Marquer payée au guichet',
  defavorable: false,
  champs: [
    new Ligne({ nom: 'moyen', libelle: 'Moyen de paiement', type: 'liste', options: moyens.map(({ moyen: code, libelle }) => ({ code, libelle })), manque: 'Choisissez le moyen de paiement reçu.' }),
    new Jour({ nom: 'le', libelle: 'Reçu le', facultatif: true, min: emise, max: aujourdhui(), aide: 'Aujourd’hui, si vous n’indiquez rien.' }),
    new Ligne({ nom: 'precision', libelle: 'Précision', facultatif: true, aide: 'Numéro du chèque, banque, nom de qui a payé.' }),
  ],
  annonce: `Vous avez reçu ${euros(montant)}, en entier. La famille reçoit sa quittance par courriel, si elle a un compte.`,
});

const ANNULER = {
  acte: 'annulation',
  libelle: 'Annuler (avoir)',
  defavorable: true,
  champs: [
    new Ligne({ nom: 'avoir', libelle: 'Numéro de l’avoir', type: 'identifiant', manque: 'Indiquez le numéro de l’avoir.', aide: 'Celui du logiciel de facturation.' }),
    new Ligne({ nom: 'motif', libelle: 'Motif', type: 'long', manque: 'Expliquez pourquoi cette facture est annulée : la famille lira ces mots.', aide: 'La famille lit ces mots sur sa facture.' }),
  ],
  annonce: 'La facture n’est plus à payer. Si une autre doit la remplacer, émettez-la ensuite.',
};

export class Guichet extends Decision {
  intitule = 'Au guichet';
  facture = /** @type {any} */ (null);
  moyens = /** @type {import('./ouverture.js').Moyen[]} */ ([]);
  conflit = 'Cette facture vient de changer. La voici à jour. Ce que vous avez saisi est gardé.';
  #acte = '';

  /** @param {string} chemin @param {{reload: () => Promise<void>, changed: () => void}} page */
  constructor(chemin, page) {
    super(page);
    this.chemin = chemin;
  }

  get actions() {
    return this.facture.etat === 'a_payer' ? [encaisser(this.facture, this.moyens), ANNULER] : [];
  }

  get rien() {
    return this.facture.etat === 'en_paiement'
      ? 'Un paiement en ligne est en cours : attendez son résultat avant d’encaisser ou d’annuler.'
      : 'Rien n’est plus à faire pour cette facture.';
  }

  get fini() {
    return this.#acte === 'reglement' ? 'C’est fait : la facture est payée, sa quittance est prête.' : 'C’est fait : la facture est annulée.';
  }

  async submit({ acte }, { moyen, le, precision, avoir, motif }) {
    if (acte === 'reglement') await create(`${this.chemin}/reglement`, { moyen, le: le?.trim() ? lireJour(le) : null, precision: precision?.trim() ?? '' });
    else await post(`${this.chemin}/annulation`, { motif: motif.trim().replace(/\s+/g, ' '), avoir: avoir.trim() });
    this.#acte = acte;
  }
}
