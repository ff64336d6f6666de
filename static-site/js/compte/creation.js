// « Je souhaite créer mon compte »: onglet by onglet, the last is « Validation » (R8–R13).
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, create } from '../api.js';
import { check } from '../formulaire/champs.js';
import { afficher } from '../formulaire/francais.js';
import { aujourdhui } from '../formulaire/conditions.js';
import { Formulaire } from '../formulaire/formulaire.js';
import { champ } from '../formulaire/rendu.js';
import { review } from '../formulaire/verification.js';
import { body } from './corps.js';
import { definition } from './definition.js';
import { foyer, without } from './foyer.js';
import { MOT_DE_PASSE, checkMotDePasse, motDePasse } from './mot-de-passe.js';

const SECRETS = [MOT_DE_PASSE, 'securite.reponse'];

export class Creation extends Formulaire {
  nombre = 0;
  montre = false;

  /** @param {{code: string, libelle: string}[]} questions */
  constructor(questions) {
    super('Créer un compte', 'compte', '');
    this.questions = questions;
  }

  async start() {
    const garde = await this.brouillon.read();
    if (garde) {
      Object.assign(this, { valeurs: garde.valeurs, nombre: garde.nombre });
      this.etapes.sauvegarde = 'Brouillon repris, sans le mot de passe ni la réponse secrète';
    }
    this.etapes.start(garde?.etape);
  }

  poser(nom, valeur) {
    this.#loadCryptogramme();
    super.poser(nom, valeur);
  }

  /** Secrets never rest on the device. */
  contents() {
    const valeurs = Object.fromEntries(Object.entries(this.valeurs).filter(([nom]) => !SECRETS.includes(nom)));
    return { valeurs, nombre: this.nombre };
  }

  #loadCryptogramme() {
    return (this.chargement ??= import('../formulaire/cryptogramme.js').then(({ Cryptogramme }) => {
      this.cryptogramme = new Cryptogramme(() => this.etapes.refresh());
      this.etapes.refresh();
    }));
  }

  get #definition() {
    return definition(this.valeurs, this.nombre, this.questions);
  }
  #check(etape) {
    return check(this.#definition, this.valeurs, aujourdhui(), etape);
  }

  pages() {
    const saisie = this.#definition.etapes.map((etape) => this.#page(etape));
    return [...saisie, this.#validation(saisie)];
  }

  #page(etape) {
    const securite = etape.nom === 'securite';
    return { nom: etape.nom, titre: etape.titre, aide: etape.aide, later: etape.nom === 'foyer' && !this.nombre,
      lignes: () => this.#lignes(etape), vue: () => this.#vue(etape, securite),
      owns: (n) => n === etape.nom || etape.champs.some((c) => n === c.nom || n.startsWith(`${c.nom}.`)) || (securite && n === MOT_DE_PASSE) || (etape.nom === 'foyer' && n.startsWith('membres')),
      check: () => [...(securite ? checkMotDePasse(this.valeurs[MOT_DE_PASSE] ?? '') : []), ...this.#check(etape.nom).erreurs] };
  }

  #vue(etape, securite) {
    if (etape.nom === 'foyer') return foyer(etape.champs, this, { nombre: this.nombre, add: () => this.#add(), drop: (rang) => this.#drop(rang) });
    const affichage = { montre: this.montre, toggle: () => ((this.montre = !this.montre), this.etapes.refresh()) };
    return html`${securite ? motDePasse(this, affichage) : nothing} ${etape.champs.map((c) => champ(c, this))}`;
  }

  #add() {
    this.nombre += 1;
    this.keep();
    document.getElementById(`membre-${this.nombre - 1}`).focus();
  }
  #drop(rang) {
    this.valeurs = without(this.valeurs, rang);
    this.bruts.clear();
    this.nombre -= 1;
    this.keep();
    document.getElementById('titre').focus();
  }

  #lignes(etape) {
    const { reponses } = this.#check('');
    const montrees = etape.champs.filter((c) => c.nom in reponses && !SECRETS.includes(c.nom));
    const lignes = montrees.map((c) => [c.libelle, afficher(c, reponses[c.nom])]);
    if (etape.nom === 'securite') return [['Mot de passe', 'Choisi'], ...lignes, ['Réponse à la question secrète', 'Choisie']];
    return lignes.length ? lignes : [['Personnes déclarées', 'Aucune']];
  }

  #validation(saisie) {
    const chapitres = () => saisie.map((page) => ({ ...page, lignes: page.lignes() }));
    return { nom: 'validation', titre: 'Validation', action: 'Envoyer', aide: 'Relisez ce qui suit, recopiez le cryptogramme, puis envoyez.',
      vue: () => html`${review(chapitres(), (nom) => this.etapes.revise(nom))} ${this.cryptogramme ? this.cryptogramme.vue(this.erreurs) : (this.#loadCryptogramme(), nothing)}`,
      owns: (n) => n.startsWith('cryptogramme'), check: () => this.cryptogramme?.check() ?? [] };
  }

  async submit() {
    try {
      const { reponses } = this.#check('');
      const { courriel } = await create('/comptes', body(reponses, this.valeurs[MOT_DE_PASSE], this.cryptogramme.solution));
      await this.#celebrate(courriel);
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      if (error.erreurs.some((e) => e.champ.startsWith('cryptogramme'))) await this.cryptogramme.renew();
      this.etapes.refuse(error.erreurs, error.erreurs.length ? '' : `${error.detail} Ce que vous avez saisi est gardé.`);
    }
  }

  #celebrate(courriel) {
    const vue = html`<div class="succes"><h1 id="titre" tabindex="-1">Votre compte est créé</h1>
        <p>Votre identifiant arrive par courriel à <strong>${courriel}</strong>.</p></div>
      <h2>Et maintenant ?</h2>
      <ol class="etapes">
        <li>Ouvrez ce courriel : votre identifiant y est écrit. Les accents comptent.</li>
        <li>Connectez-vous avec le mot de passe que vous venez de choisir : vous pouvez déjà faire vos démarches.</li>
        <li>La mairie valide votre compte, en général sous 2 jours ouvrés, et vous écrit de nouveau.</li>
      </ol>
      <p>Rien reçu dans le quart d’heure ? Regardez parmi les courriels indésirables.</p>
      <p><a class="btn" href="/">Aller à la page de connexion</a></p>`;
    return this.end(vue, 'Compte créé');
  }
}
