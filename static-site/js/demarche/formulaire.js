// One démarche being filled: its pages, its answers, its draft, its sending (R25–R28).
import { html } from '../vendor/lit-html.js';
import { ErreurApi, create, get } from '../api.js';
import { check, etapesVisibles, piecesFor } from '../formulaire/champs.js';
import { afficher } from '../formulaire/francais.js';
import { aujourdhui } from '../formulaire/conditions.js';
import { Formulaire } from '../formulaire/formulaire.js';
import { champ } from '../formulaire/rendu.js';
import { AUTRE, concernes, prefill } from './prerempli.js';
import { review } from '../formulaire/verification.js';

// Our own champs hold a dot, which those of a definition never do.
const QUI = 'qui.membre';
const CONTACT = { champs: [
  { nom: 'contact.nom', type: 'texte', libelle: 'Votre nom', autocomplete: 'family-name', longueur_max: 80 },
  { nom: 'contact.prenom', type: 'texte', libelle: 'Votre prénom', autocomplete: 'given-name', longueur_max: 80 },
  { nom: 'contact.courriel', type: 'courriel', libelle: 'Votre adresse électronique', autocomplete: 'email', aide: 'Vous y recevez le numéro de la demande et la réponse du service.' },
] };
const ICI = ''; // the étape that a plain list of champs makes: see check()

export class FormulaireDemarche extends Formulaire {
  reprises = {};

  /** @param {any} definition @param {import('./prerempli.js').Compte|null} compte */
  constructor(definition, compte) {
    super(definition.titre, `demarche:${definition.slug}`, compte?.identifiant ?? '');
    Object.assign(this, { definition, compte });
  }

  async start() {
    const garde = await this.brouillon.read();
    Object.assign(this.valeurs, garde?.valeurs);
    this.garde = garde?.pieces;
    const options = concernes(this.definition.membres, this.compte);
    this.#prefill(this.valeurs[QUI] ?? (options[0]?.valeur === 'usager' ? 'usager' : undefined));
    if (garde) this.etapes.sauvegarde = 'Brouillon repris';
    if (garde?.etape === 'pieces' || this.garde) await this.#loadParts();
    this.etapes.start(garde?.etape);
  }

  poser(nom, valeur) {
    this.valeurs[nom] = valeur;
    if (nom === QUI) this.#prefill(valeur);
    this.#loadParts();
    this.keep();
  }
  repris({ nom }) {
    return nom in this.reprises && JSON.stringify(this.reprises[nom]) === JSON.stringify(this.valeurs[nom]);
  }

  contents() {
    const { valeurs, pieces, definition } = this;
    return { valeurs, pieces: pieces?.brouillon ?? this.garde, titre: definition.titre, slug: definition.slug };
  }

  /** What was typed stays; what came from the compte follows the person chosen. */
  #prefill(membre) {
    const avant = this.reprises;
    this.reprises = prefill(this.definition, this.compte, membre);
    for (const nom of new Set([...Object.keys(avant), ...Object.keys(this.reprises)])) {
      const intacte = !this.valeurs[nom] || JSON.stringify(this.valeurs[nom]) === JSON.stringify(avant[nom]);
      if (!intacte) continue;
      this.valeurs[nom] = this.reprises[nom];
      this.bruts.delete(nom);
    }
  }

  /** The heavier components, once somebody fills the form rather than looks at it. */
  #loadParts() {
    return (this.parts ??= this.#import());
  }
  async #import() {
    const changed = () => this.keep();
    const [{ Pieces }, { Cryptogramme }, { sent }] = await Promise.all([import('../formulaire/pieces.js'), import('../formulaire/cryptogramme.js'), import('./envoyee.js')]);
    this.sent = sent;
    this.pieces = new Pieces(this.definition.slug, changed);
    this.pieces.restore(this.garde);
    if (!this.compte) this.cryptogramme = new Cryptogramme(() => this.etapes.refresh());
  }

  /** As the server keeps them. */
  get #reponses() {
    return check(this.definition, this.valeurs, aujourdhui(), ICI).reponses;
  }

  pages() {
    const etapes = etapesVisibles(this.definition, this.valeurs).filter((e) => e.champs.length);
    const pieces = piecesFor(this.definition, this.valeurs);
    const saisie = [...this.#whom(), ...etapes.map((e) => this.#etape(e)), ...(pieces.length ? [this.#join(pieces)] : []), ...this.#contact()];
    return [...saisie, this.#verification(saisie)];
  }

  #whom() {
    const options = concernes(this.definition.membres, this.compte);
    if (options.length < 2) return [];
    const source = { champs: [{ nom: QUI, type: 'choix', libelle: 'Cette demande concerne', options }] };
    return [this.#list('qui', 'Pour qui ?', source, 'Ce que nous savons déjà de cette personne sera repris de votre compte.')];
  }

  #contact() {
    if (this.compte) return [];
    return [this.#list('contact', 'Vos coordonnées', CONTACT, 'Elles servent seulement à traiter cette demande.')];
  }

  /** A page of our own champs. */
  #list(nom, titre, source, aide) {
    const lignes = () => source.champs.map((c) => [c.libelle, this.valeurs[c.nom] ? afficher(c, this.valeurs[c.nom]) : 'Non renseigné']);
    return { nom, titre, aide, lignes, vue: () => source.champs.map((c) => champ(c, this)), owns: (n) => n.startsWith(`${nom}.`),
      check: () => check(source, this.valeurs, aujourdhui(), ICI).erreurs };
  }

  #etape(etape) {
    const lignes = () => {
      const reponses = this.#reponses;
      const questions = etape.champs.filter((c) => c.type !== 'explication');
      return questions.map((c) => [c.libelle, c.nom in reponses ? afficher(c, reponses[c.nom]) : 'Non renseigné']);
    };
    return { nom: etape.nom, titre: etape.titre, aide: etape.aide, lignes, vue: () => etape.champs.map((c) => champ(c, this)),
      owns: (n) => etape.champs.some((c) => n === c.nom || n.startsWith(`${c.nom}.`)),
      check: () => check(this.definition, this.valeurs, aujourdhui(), etape.nom).erreurs };
  }

  #join(pieces) {
    return { nom: 'pieces', titre: 'Pièces justificatives', aide: 'Une photo nette suffit. Sans fichier sous la main, continuez : vous enverrez les papiers par courrier.',
      lignes: () => pieces.map((p) => [p.libelle, this.pieces?.describe(p)]), owns: (n) => n.startsWith('pieces.'),
      vue: () => (this.pieces ? this.pieces.vue(pieces, this.erreurs) : (this.#loadParts().then(() => this.etapes.refresh()), html`<p role="status">Chargement…</p>`)),
      check: () => this.pieces?.check(pieces) ?? [] };
  }

  #verification(saisie) {
    const chapitres = () => saisie.map((page) => ({ ...page, lignes: page.lignes() }));
    return { nom: 'verification', titre: 'Vérification', action: 'Envoyer', aide: `Relisez vos réponses. Elles vont au service ${this.definition.service_nom}, et à lui seul.`,
      vue: () => html`${review(chapitres(), (nom) => this.etapes.revise(nom))} ${this.cryptogramme?.vue(this.erreurs)}`,
      owns: (n) => n.startsWith('cryptogramme'), check: () => this.cryptogramme?.check() ?? [] };
  }

  async #body() {
    const { definition, valeurs, compte } = this;
    const pieces = piecesFor(definition, valeurs);
    const membre = valeurs[QUI] === AUTRE ? undefined : valeurs[QUI];
    const contact = () => Object.fromEntries(CONTACT.champs.map((c) => [c.nom.split('.')[1], valeurs[c.nom]]));
    const qui = compte ? { membre } : { contact: contact(), cryptogramme: await this.cryptogramme.solve() };
    return { demarche: definition.slug, version: definition.version, reponses: this.#reponses, pieces: this.pieces.body(pieces), ...qui };
  }

  async submit() {
    await this.#loadParts();
    try {
      await this.#celebrate(await create('/demandes', await this.#body()));
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      await (error.code === 'version-perimee' ? this.#reload(error) : this.#refuse(error));
    }
  }

  #celebrate({ numero }) {
    const courriel = this.compte?.coordonnees.courriel ?? this.valeurs['contact.courriel'];
    const pieces = piecesFor(this.definition, this.valeurs).filter((p) => this.pieces.body([p])[p.nom]?.par_courrier);
    const vue = this.sent(this.definition, { numero, courriel, pieces, suivie: Boolean(this.compte) });
    return this.end(vue, `Demande envoyée – ${this.definition.titre}`);
  }

  /** The form changed while it was being filled: same answers, new questions. @param {ErreurApi} error */
  async #reload(error) {
    const neuve = await get(`/demarches/${this.definition.slug}`).catch(() => null);
    if (!neuve) return this.#refuse(error);
    this.definition = neuve;
    this.etapes.refuse(this.pages().slice(0, -1).flatMap((page) => page.check()), error.detail);
  }

  /** @param {ErreurApi} error */
  async #refuse({ detail, erreurs }) {
    const ici = erreurs.map((e) => ({ ...e, champ: e.champ === 'membre' ? QUI : e.champ.replace(/^reponses\./, '') }));
    await this.cryptogramme?.refused(ici);
    this.etapes.refuse(ici, ici.length ? '' : `${detail} Vos réponses sont gardées.`);
  }
}
