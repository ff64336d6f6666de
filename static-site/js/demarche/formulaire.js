// One démarche being filled: its answers, its drafts, its pages, its sending (R25–R28).
import { html } from '../vendor/lit-html.js';
import { check, etapesVisibles, piecesFor, prepare } from '../formulaire/champs.js';
import { orNone } from '../formulaire/facultatif.js';
import { Formulaire } from '../formulaire/formulaire.js';
import { prepareRendus } from '../formulaire/rendus.js';
import { QUI, concernes, personnes, prefill } from './prerempli.js';
import { ICI, contact, etape, joined, verification, whom } from './pages.js';

export class FormulaireDemarche extends Formulaire {
  reprises = {};

  /** @param {any} definition @param {import('./prerempli.js').Compte|null} compte @param {any[]|null} inscrits the drafts of the compte, null where unknown */
  constructor(definition, compte, inscrits) {
    super(definition.titre, `demarche:${definition.slug}`, compte?.identifiant ?? '');
    Object.assign(this, { definition, compte, inscrits });
  }

  async start() {
    const [local] = await Promise.all([this.brouillon.read(), this.use(this.definition)]);
    const commence = local || this.inscrits?.some((b) => b.demarche === this.definition.slug);
    if (commence) await this.loadParts();
    const debut = commence ? await this.parts?.resume(this, local, this.inscrits) : undefined;
    const [premier] = concernes(this.definition.membres, this.compte);
    this.#prefill(this.valeurs[QUI] ?? (premier?.valeur === 'usager' ? 'usager' : undefined));
    this.etapes.start(debut);
  }

  /** The types of champs that it holds are fetched first. @param {any} definition */
  async use(definition) {
    await Promise.all([prepare(definition), prepareRendus(definition)]);
    this.definition = definition;
  }

  /** As the server keeps them. */
  get reponses() {
    return check(this.definition, this.valeurs, undefined, ICI).reponses;
  }
  get #visibles() {
    return etapesVisibles(this.definition, this.valeurs);
  }
  personnes(lien) {
    return personnes(lien, this.compte);
  }
  champsDe(groupe, rang) {
    return this.#visibles.flatMap((e) => e.champs).find((c) => c.nom === groupe)?.lignes?.[rang];
  }

  poser(nom, valeur) {
    this.valeurs[nom] = valeur;
    if (nom === QUI) this.#prefill(valeur);
    if (!this.parts) this.loadParts().then(() => this.parts && this.keep());
    this.keep();
  }
  repris({ nom }) {
    return nom in this.reprises && JSON.stringify(this.reprises[nom]) === JSON.stringify(this.valeurs[nom]);
  }

  get #contenu() {
    return { valeurs: { ...this.valeurs }, libelles: this.parts?.libelles(this.definition, this.valeurs), etape: this.etapes.nom, pieces: this.pieces?.brouillon };
  }
  contents() {
    const { definition: { titre, slug, version }, synchro } = this;
    return { ...this.#contenu, titre, slug, version, revision: synchro?.revision, ecart: this.ecart, a_envoyer: true };
  }
  keep() {
    super.keep();
    this.synchro?.save({ version: this.definition.version, contenu: this.#contenu });
  }
  /** Logged in, what counts is the draft of the compte. @param {string} etat */
  kept(etat) {
    if (!this.compte) super.kept(etat);
  }
  async forget() {
    if (!this.synchro || (await this.parts.forget(this))) await super.forget();
  }

  /** What came from the compte follows the person chosen; what was typed stays. @param {string} [membre] */
  #prefill(membre) {
    const avant = this.reprises;
    const { reponses, lieux } = prefill(this.definition, this.compte, membre);
    this.reprises = reponses;
    for (const nom of new Set([...Object.keys(avant), ...Object.keys(reponses)])) this.#retake(nom, avant[nom]);
    for (const [nom, texte] of lieux) this.#locate(nom, texte);
  }
  #retake(nom, avant) {
    if (this.valeurs[nom] && JSON.stringify(this.valeurs[nom]) !== JSON.stringify(avant)) return;
    this.valeurs[nom] = this.reprises[nom];
    this.bruts.delete(nom);
  }
  async #locate(nom, texte) {
    const { reprises } = this;
    const lieu = await (await orNone(import('./lieu.js')))?.find(texte);
    if (!lieu || reprises !== this.reprises) return;
    reprises[nom] = lieu;
    this.#retake(nom);
    this.etapes.refresh();
  }

  /** The heavier components, once somebody fills the form rather than looks at it. Without network, asked again later. */
  loadParts() {
    return (this.chargement ??= this.#import());
  }
  async #import() {
    this.parts = await orNone(import('./parties.js'));
    this.panne = !this.parts;
    this.chargement = this.parts ? this.chargement : null;
    if (!this.parts) return;
    const { Cryptogramme, Nouveautes, Pieces, follow } = this.parts;
    this.pieces = new Pieces(this.definition.slug, () => this.keep(), { compte: Boolean(this.compte) });
    this.nouveautes = new Nouveautes(this);
    if (this.compte) this.synchro = follow(this);
    else this.cryptogramme = new Cryptogramme(() => this.etapes.refresh());
  }
  /** What a page shows once the parts are there. @param {() => unknown} vue */
  withParts(vue) {
    if (this.parts) return vue();
    if (!this.panne) this.loadParts().then(() => this.etapes.refresh());
    if (!this.panne) return html`<p role="status">Chargement…</p>`;
    const retry = () => ((this.panne = false), this.etapes.refresh());
    return html`<div class="avis erreur" role="alert"><p>Une partie du formulaire n’est pas arrivée. Vérifiez votre connexion, puis réessayez : ce que vous avez saisi est gardé.</p>
      <button class="btn second" type="button" @click=${retry}>Réessayer</button></div>`;
  }

  pages() {
    const etapes = this.#visibles.filter((e) => e.champs.length);
    const pieces = piecesFor(this.definition, this.valeurs);
    const saisie = [...whom(this), ...etapes.map((e) => etape(this, e)), ...(pieces.length ? [joined(this, pieces)] : []), ...contact(this)];
    return [...saisie, verification(this, saisie)];
  }

  async submit() {
    await this.loadParts();
    await this.parts?.deposit(this);
  }
}
