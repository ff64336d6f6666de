// A payment of which nothing more is learnt holds its factures: the régisseur asks the treasury, then frees them and says why.
import { post } from '../api.js';
import { Decision } from '../agents/decision.js';
import { Ligne } from '../saisie/champs.js';

const NOTE = new Ligne({
  nom: 'note',
  libelle: 'Réponse de la trésorerie',
  manque: 'Indiquez ce que la trésorerie a répondu, et quel jour.',
  aide: 'Par exemple : aucun encaissement à cette référence, le 24 novembre. Les agents de la régie lisent ces mots.',
});
const LIBERER = {
  libelle: 'Libérer les factures',
  defavorable: true,
  champs: [NOTE],
  annonce: 'Interrogez d’abord la trésorerie : si ce paiement a réussi, la famille pourrait payer deux fois. Ses factures seront de nouveau à payer.',
};

export class Liberation extends Decision {
  intitule = 'Factures retenues';
  rien = 'Les factures de ce paiement sont de nouveau à payer.';
  fini = 'C’est fait : les factures de ce paiement sont de nouveau à payer.';
  conflit = 'Ce paiement vient de changer. Le voici à jour.';
  paiement = /** @type {any} */ (null);
  faite = false;

  /** @param {string} chemin @param {{reload: () => Promise<void>, changed: () => void}} page */
  constructor(chemin, page) {
    super(page);
    this.chemin = chemin;
  }

  get actions() {
    return this.paiement.bloque ? [LIBERER] : [];
  }

  async submit(_action, { note }) {
    await post(`${this.chemin}/liberation`, { note: note.trim() });
    this.faite = true;
  }
}
