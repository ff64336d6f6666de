// What the portal reads in a file of factures: one name for each kind of column, wherever it is spoken of.

/** @type {Record<string, string>} */
export const CHAMPS = {
  numero: 'Numéro de facture',
  famille: 'Numéro de famille',
  payeur: 'Payeur',
  objet: 'Objet',
  periode: 'Période',
  emise_le: 'Date d’émission',
  echeance_le: 'Date limite de paiement',
  prestation: 'Prestation',
  concerne: 'Enfant ou adulte concerné',
  quantite: 'Quantité',
  prix_unitaire: 'Prix unitaire',
  montant: 'Montant de la ligne',
  avoir: 'Avoir sur la facture n°',
  total: 'Total de la facture',
};
export const FACULTATIFS = ['periode', 'concerne', 'avoir', 'total'];
/** How billing software often calls them. @type {Record<string, string[]>} */
export const USAGES = {
  numero: ['N° facture', 'N° de facture'],
  famille: ['N° famille', 'N° de famille', 'Famille'],
  emise_le: ['Date facture', 'Date de facture', 'Émise le'],
  echeance_le: ['Date limite', 'Échéance', 'Date d’échéance'],
  concerne: ['Enfant', 'Concerné'],
  montant: ['Montant'],
  avoir: ['Avoir sur', 'Avoir'],
  total: ['Total'],
};
