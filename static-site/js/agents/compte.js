// What an agent may do with a compte (R22): validate it, ask for a correction, refuse it.
import { post } from '../api.js';
import { Ligne } from '../saisie/champs.js';
import { Decision } from './decision.js';

export const NUMERO_FAMILLE = {
  nom: 'numero_famille', libelle: 'Numéro de famille', type: 'identifiant', facultatif: true,
  aide: 'Celui du logiciel de facturation : les factures de cette famille viendront dans ce compte.',
};

/** @param {string} libelle @param {string} aide @param {string} manque */
const motif = (libelle, aide, manque) => new Ligne({ nom: 'motif', libelle, type: 'long', aide, manque });

const ACTIONS = {
  valide: {
    decision: 'valide',
    libelle: 'Valider le compte',
    defavorable: false,
    champs: [new Ligne(NUMERO_FAMILLE)],
    annonce: 'L’usager reçoit un courriel : son compte est validé, et il peut désormais le modifier lui-même.',
    fini: 'C’est fait : ce compte est validé. L’usager en est averti par courriel.',
  },
  correction: {
    decision: 'correction',
    libelle: 'Demander une correction',
    defavorable: false,
    champs: [motif('Message', 'L’usager lit ces mots : dites ce qui est à corriger, et comment.', 'Dites ce qui est à corriger : l’usager lira ces mots.')],
    annonce: 'L’usager reçoit un courriel avec votre message, et peut alors modifier son compte. Dès qu’il l’a fait, le compte revient dans la file.',
    fini: 'C’est fait : la correction est demandée à l’usager par courriel. Le compte reviendra dans la file une fois corrigé.',
  },
  refuse: {
    decision: 'refuse',
    libelle: 'Refuser le compte',
    defavorable: true,
    champs: [motif('Motif', 'L’usager lit ces mots : dites pourquoi, et ce qu’il peut faire.', 'Expliquez votre refus : l’usager lira ces mots.')],
    annonce: 'L’usager reçoit un courriel avec votre motif.',
    fini: 'C’est fait : ce compte est refusé. L’usager en est averti par courriel.',
  },
};

export class DecisionCompte extends Decision {
  compte = /** @type {any} */ (null);
  rien = 'Rien n’est à décider pour ce compte.';
  conflit = 'Quelqu’un vient de changer ce compte. Le voici à jour : décidez de nouveau. Votre texte est gardé.';
  fini = '';

  /** @param {string} chemin @param {{reload: () => Promise<void>, changed: () => void}} page */
  constructor(chemin, page) {
    super(page);
    this.chemin = chemin;
  }

  get actions() {
    return Object.values(ACTIONS).filter(({ decision }) => this.compte.decisions.includes(decision));
  }

  async submit({ decision, champs, fini }, valeurs) {
    const dits = champs.map(({ nom }) => [nom, valeurs[nom]?.trim()]).filter(([, valeur]) => valeur);
    await post(`${this.chemin}/decision`, { decision, version: this.compte.version, ...Object.fromEntries(dits) });
    this.fini = fini;
  }
}
