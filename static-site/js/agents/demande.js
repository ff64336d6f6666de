// What an agent may do with a demande: the API says which events are open, and whether they need a motif.
import { post } from '../api.js';
import { Ligne } from '../saisie/champs.js';
import { Decision } from './decision.js';

const ECHANGES = ['message']; // not a decision: it has its own place
const DEFAVORABLES = ['refuser', 'classer_sans_suite'];

/** @param {'obligatoire'|'facultatif'} regle */
const motif = (regle) =>
  new Ligne({
    nom: 'motif', libelle: 'Motif', type: 'long', facultatif: regle === 'facultatif', manque: 'Expliquez votre décision : l’usager lira ces mots.',
    aide: 'Le demandeur lit ces mots : dites ce qui manque ou pourquoi, et quoi faire.',
  });

export class DecisionDemande extends Decision {
  demande = /** @type {any} */ (null);
  rien = 'Rien n’est plus à décider pour cette demande.';
  conflit = 'Quelqu’un vient de changer cette demande. La voici à jour : décidez de nouveau. Votre texte est gardé.';

  /** @param {string} chemin @param {{reload: () => Promise<void>, changed: () => void}} page */
  constructor(chemin, page) {
    super(page);
    this.chemin = chemin;
  }

  get fini() {
    return `C’est fait : « ${this.demande.etat_libelle} ». Le demandeur en est averti par courriel.`;
  }

  get actions() {
    return this.demande.actions.filter((a) => !ECHANGES.includes(a.evenement)).map(({ evenement, libelle, motif: regle }) => ({
      evenement,
      libelle,
      defavorable: DEFAVORABLES.includes(evenement),
      champs: regle === 'aucun' ? [] : [motif(regle)],
      annonce: 'Le demandeur reçoit un courriel.',
    }));
  }

  async submit({ evenement, champs }, valeurs) {
    const explique = champs.length ? (valeurs.motif ?? '') : '';
    await post(`${this.chemin}/evenements`, { evenement, version: this.demande.version, motif: explique });
  }
}
