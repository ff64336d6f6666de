// « Je souhaite créer mon compte »: onglet by onglet, the last is « Validation » (R8–R13).
import { html } from '../vendor/lit-html.js';
import { ErreurApi, create } from '../api.js';
import { etapesVisibles } from '../formulaire/champs.js';
import { afficher } from '../formulaire/francais.js';
import { orNone } from '../formulaire/facultatif.js';
import { Formulaire } from '../formulaire/formulaire.js';
import { champ } from '../formulaire/rendu.js';
import { definition, owns } from './definition.js';
import { count, nameOf } from './membres.js';
import { verify } from './regles.js';

const MOT_DE_PASSE = 'securite.mot_de_passe';
const REPONSE = 'securite.reponse';
const SECRETS = [MOT_DE_PASSE, REPONSE];
const PANNE = 'Une partie du formulaire n’est pas arrivée. Vérifiez votre connexion, puis rechargez la page : ce que vous avez saisi est gardé.';
const RESTE = 'À choisir de nouveau';
const PERSONNELS = ['identite.nom_naissance', 'identite.nom_usage', 'identite.prenoms', 'identite.autres_prenoms', 'coordonnees.courriel'];

export class Creation extends Formulaire {
  constructor() {
    super('Créer un compte', 'compte', '');
  }

  async start() {
    const garde = await this.brouillon.read();
    if (garde) {
      this.valeurs = garde.valeurs;
      this.etapes.sauvegarde = 'Brouillon repris, sans le mot de passe ni la réponse secrète';
      await this.#loadParts();
    }
    this.etapes.start(garde?.etape);
  }

  poser(nom, valeur) {
    this.#loadParts();
    super.poser(nom, valeur);
  }

  /** Secrets never rest on the device. */
  contents() {
    return { valeurs: Object.fromEntries(Object.entries(this.valeurs).filter(([nom]) => !SECRETS.includes(nom))) };
  }

  #loadParts() {
    return (this.chargement ??= this.#import());
  }
  async #import() {
    const parties = await orNone(import('./parties.js'));
    this.panne = !parties;
    if (!parties) return;
    const { Cryptogramme, Foyer, MotDePasse, body, created, review } = parties;
    const changed = () => this.etapes.refresh();
    const personnels = () => PERSONNELS.map((nom) => this.valeurs[nom]);
    const motDePasse = new MotDePasse({ nom: MOT_DE_PASSE, changed, personnels });
    Object.assign(this, { body, created, review, motDePasse, foyer: new Foyer(this), cryptogramme: new Cryptogramme(changed) });
  }
  /** What a page shows once the parts are there. @param {() => unknown} vue */
  #withParts(vue) {
    if (this.foyer) return vue();
    if (this.panne) return html`<div class="avis erreur" role="alert"><p>${PANNE}</p><button class="btn second" type="button" @click=${() => location.reload()}>Recharger la page</button></div>`;
    this.#loadParts().then(() => this.etapes.refresh());
    return html`<p role="status">Chargement…</p>`;
  }

  get #definition() {
    return definition(this.valeurs, count(this.valeurs));
  }
  #check(etape) {
    return verify(this.#definition, this.valeurs, etape);
  }

  pages() {
    const saisie = etapesVisibles(this.#definition, this.valeurs).map((etape) => (etape.nom === 'securite' ? this.#securite(etape) : this.#page(etape)));
    return [...saisie, this.#validation(saisie)];
  }

  #page(etape) {
    const foyer = etape.nom === 'foyer';
    return { ...etape, later: foyer && !etape.champs.length, lignes: () => (foyer ? this.#persons(etape) : this.#lignes(etape.champs)),
      vue: () => (foyer ? this.#withParts(() => this.foyer.vue(etape.champs)) : etape.champs.map((c) => champ(c, this))), owns: (nom) => owns(etape, nom), check: () => this.#check(etape.nom).erreurs };
  }

  #securite(etape) {
    const texte = () => this.valeurs[MOT_DE_PASSE];
    const page = this.#page(etape);
    return { ...page, settle: async () => this.motDePasse?.settle(texte()), check: () => [...(this.motDePasse?.check(texte()) ?? []), ...page.check()],
      owns: (nom) => nom === MOT_DE_PASSE || page.owns(nom), vue: () => this.#withParts(() => html`${this.motDePasse.vue(this)} ${page.vue()}`),
      lignes: () => [['Mot de passe', texte() ? 'Choisi' : RESTE], ...page.lignes(), ['Réponse à la question secrète', this.valeurs[REPONSE] ? 'Choisie' : RESTE]] };
  }

  #lignes(champs) {
    const { reponses } = this.#check('');
    return champs.filter((c) => c.nom in reponses && !SECRETS.includes(c.nom)).map((c) => [c.libelle, afficher(c, reponses[c.nom])]);
  }

  #persons({ champs }) {
    const rangs = [...Array(count(this.valeurs)).keys()];
    const lignes = rangs.map((rang) => [nameOf(this.valeurs, rang), this.#lignes(champs.filter((c) => c.nom.startsWith(`membres.${rang}.`))).map((l) => l.join(' : ')).join('\n')]);
    return lignes.length ? lignes : [['Personnes déclarées', 'Aucune']];
  }

  #validation(saisie) {
    const chapitres = () => saisie.map((page) => ({ ...page, lignes: page.lignes() }));
    return { nom: 'validation', titre: 'Validation', action: 'Envoyer', aide: 'Relisez ce qui suit, recopiez le cryptogramme, puis envoyez.',
      vue: () => this.#withParts(() => html`${this.review(chapitres(), (nom) => this.etapes.revise(nom))} ${this.cryptogramme.vue(this.erreurs)}`),
      owns: (n) => n.startsWith('cryptogramme'), check: () => this.cryptogramme?.check() ?? [{ champ: 'cryptogramme', code: 'obligatoire', detail: PANNE }] };
  }

  async submit() {
    try {
      const cryptogramme = await this.cryptogramme.solve();
      const { courriel } = await create('/comptes', this.body(this.#check('').reponses, this.valeurs[MOT_DE_PASSE], cryptogramme));
      await this.end(this.created(courriel), 'Compte créé');
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      await this.cryptogramme.refused(error.erreurs);
      this.etapes.refuse(error.erreurs, error.erreurs.length ? '' : `${error.detail} Ce que vous avez saisi est gardé.`);
    }
  }
}
