// What a régisseur says of money that came for nothing: that it was given back, and how. The portal moves none.
import { post } from '../api.js';
import { Decision } from '../agents/decision.js';
import { euros } from '../euros.js';
import { Ligne } from '../saisie/champs.js';

const NOTE = new Ligne({
  nom: 'note',
  libelle: 'Comment',
  manque: 'Indiquez comment vous avez remboursé : la référence du virement, son jour.',
  aide: 'Par exemple : virement 4012 du 24 novembre. Les agents de la régie lisent ces mots.',
});

export class Remboursement extends Decision {
  intitule = 'Remboursement';
  rien = 'Ce paiement a été remboursé.';
  fini = 'C’est noté : ce paiement est remboursé.';
  conflit = 'Ce paiement vient de changer. Le voici à jour.';
  paiement = /** @type {any} */ (null);

  /** @param {string} chemin @param {{reload: () => Promise<void>, changed: () => void}} page */
  constructor(chemin, page) {
    super(page);
    this.chemin = chemin;
  }

  get actions() {
    if (!this.paiement.a_rembourser) return [];
    const annonce = `Le portail ne rembourse pas lui-même : confirmez seulement si ${euros(this.paiement.montant_centimes)} ont été rendus à la famille.`;
    return [{ acte: 'remboursement', libelle: 'Marquer remboursé', defavorable: false, champs: [NOTE], annonce }];
  }

  async submit(_action, { note }) {
    await post(`${this.chemin}/remboursement`, { note: note.trim() });
  }
}
