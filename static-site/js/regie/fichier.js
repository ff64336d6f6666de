// The file chosen: how it is written is guessed, shown on its own first lines, and put right by the agent before it leaves.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, create, post } from '../api.js';
import { focusChamp, focusSummary, summary } from '../formulaire/resume.js';
import { taille } from '../taille.js';
import { upload } from '../televersement.js';
import { choixFichier } from './choix-fichier.js';
import { CHAMPS, FACULTATIFS, USAGES } from './colonnes.js';
import { ENCODAGES, SEPARATEURS, decode, guessEncodage, guessSeparateur, match, rows } from './csv.js';

const APERCU = 65_536; // bytes, more than any two lines
const MAXIMUM = 10e6; // bytes
const ENTREE = 'fichier';

/** @param {string} champ @param {string} detail */
const faute = (champ, detail) => ({ champ, code: 'fichier', detail });

export class FichierDImport {
  #fichier = /** @type {File|null} */ (null);
  #octets = new ArrayBuffer(0);
  #format = /** @type {import('./csv.js').Format} */ ({ separateur: ';', encodage: 'utf-8', colonnes: {} });
  #erreurs = /** @type {import('../api.js').Erreur[]} */ ([]);
  #avis = '';
  #part = /** @type {number|null} */ (null);

  /**
   * @param {import('./ouverture.js').Regie} regie
   * @param {{changed: () => void, sent: (id: string) => void}} page
   */
  constructor(regie, page) {
    Object.assign(this, { regie, page });
  }

  /** @param {File} fichier */
  async #choose(fichier) {
    const refus = objection(fichier);
    this.#fichier = refus ? null : fichier;
    if (refus) return this.#refuse([faute(ENTREE, refus)]);
    this.#octets = await fichier.slice(0, APERCU).arrayBuffer();
    const encodage = guessEncodage(this.#octets);
    this.#read({ encodage, separateur: this.#separateur(encodage) });
  }

  /** The régie’s own, unless this file plainly has another. @param {string} encodage */
  #separateur(encodage) {
    const texte = decode(this.#octets, encodage);
    const { separateur } = this.regie.format;
    return rows(texte, separateur, 1)[0]?.length > 1 ? separateur : guessSeparateur(texte);
  }

  /** Another way of reading: the headings change, and so do the columns found. @param {Partial<import('./csv.js').Format>} lecture */
  #read(lecture) {
    Object.assign(this.#format, lecture);
    this.#format.colonnes = match(this.#lignes[0] ?? [], this.#attendues);
    this.#tell([], '', null);
  }

  /** What the régie’s software writes; the portal’s own names serve too, and the usual ones. */
  get #attendues() {
    const { colonnes } = this.regie.format;
    return Object.fromEntries(Object.entries(CHAMPS).map(([champ, libelle]) => [champ, [colonnes[champ] ?? libelle, libelle, champ, ...(USAGES[champ] ?? [])]]));
  }

  get #lignes() {
    return rows(decode(this.#octets, this.#format.encodage), this.#format.separateur, 3);
  }

  #tell(erreurs, avis, part) {
    this.#erreurs = erreurs;
    this.#avis = avis;
    this.#part = part;
    this.page.changed();
  }

  /** @param {import('../api.js').Erreur[]} erreurs */
  #refuse(erreurs) {
    this.#tell(erreurs, '', null);
    if (erreurs.length > 1) focusSummary();
    else focusChamp(erreurs[0].champ);
  }

  #check() {
    if (!this.#fichier) return [faute(ENTREE, 'Choisissez le fichier de factures à importer.')];
    const { colonnes } = this.#format;
    const manque = Object.keys(CHAMPS).filter((champ) => !FACULTATIFS.includes(champ) && !colonnes[champ]);
    const prises = Object.keys(CHAMPS).filter((champ, rang, tous) => colonnes[champ] && tous.slice(0, rang).some((autre) => colonnes[autre] === colonnes[champ]));
    return [
      ...manque.map((champ) => faute(champ, `${CHAMPS[champ]} : choisissez la colonne de votre fichier.`)),
      ...prises.map((champ) => faute(champ, `${CHAMPS[champ]} : la colonne « ${colonnes[champ]} » est déjà choisie plus haut.`)),
    ];
  }

  /** @param {SubmitEvent} event */
  async #send(event) {
    event.preventDefault();
    if (this.#part !== null) return;
    const erreurs = this.#check();
    if (erreurs.length) return this.#refuse(erreurs);
    this.#tell([], '', 0);
    try {
      const { id } = await this.#deposit();
      this.page.sent(id);
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      if (error.erreurs.length) return this.#refuse(error.erreurs);
      this.#tell([], `« ${this.#fichier.name} » n’est pas parti. ${error.detail}`, null);
      document.getElementById('import-avis').focus();
    }
  }

  async #deposit() {
    const { name: nom, size } = this.#fichier;
    const { slug: regie } = this.regie;
    const colonnes = Object.fromEntries(Object.entries(this.#format.colonnes).filter(([, titre]) => titre));
    const place = await post('/agents/imports/depots', { regie, nom, taille: size });
    await upload(place, this.#fichier, (part) => this.#tell([], '', part));
    return create('/agents/imports', { regie, cle: place.cle, nom, format: { ...this.#format, colonnes } });
  }

  vue() {
    const erreur = this.#detail(ENTREE);
    return html`${this.#erreurs.length > 1 ? summary(this.#erreurs) : nothing}
      ${this.#avis ? html`<div class="avis erreur" role="alert" id="import-avis" tabindex="-1"><p>${this.#avis}</p></div>` : nothing}
      <form novalidate @submit=${(event) => this.#send(event)}>
        ${choixFichier({ nom: ENTREE, libelle: 'Fichier de factures', accept: '.csv,.txt,text/csv,text/plain', erreurs: erreur ? [erreur] : [], choose: (choisi) => this.#choose(choisi),
          choisi: this.#fichier ? html`<b>${this.#fichier.name}</b>, ${taille(this.#fichier.size)}` : nothing,
          aide: `Un fichier CSV de votre logiciel de facturation, ${taille(MAXIMUM)} au maximum. Rien n’est changé avant votre accord.` })}
        ${this.#fichier ? this.#lecture() : nothing}
        <div class="barre"><button class="btn" aria-busy=${this.#part === null ? nothing : 'true'}>Vérifier ce fichier</button>${this.#progress()}</div>
      </form>`;
  }

  /** @param {string} champ */
  #detail(champ) {
    return this.#erreurs.filter((e) => e.champ === champ).map((e) => e.detail).join(' ');
  }

  #progress() {
    if (this.#part === null) return html`<span role="status"></span>`;
    return html`<span role="status">Envoi du fichier…</span><progress class="avancement" aria-label="Envoi du fichier" max="1" .value=${this.#part}></progress>`;
  }

  #lecture() {
    const { separateur, encodage } = this.#format;
    const [titres = [], ...exemples] = this.#lignes;
    return html`<fieldset class="champ"><legend><h3>Lecture du fichier</h3></legend>
        <p class="indice">Si les accents ou les colonnes paraissent faux ci-dessous, changez la façon de lire.</p>
        <div class="cote-a-cote">${liste('separateur', 'Séparateur', SEPARATEURS, separateur, (valeur) => this.#read({ separateur: valeur }))}
          ${liste('encodage', 'Accents', ENCODAGES, encodage, (valeur) => this.#read({ encodage: valeur }))}</div>
      </fieldset>
      <table class="pile dense colonnes"><caption>Colonnes</caption>
        <thead><tr><th scope="col">Dans le portail</th><th scope="col">Dans votre fichier</th><th scope="col">Premières lignes</th></tr></thead>
        <tbody>${Object.keys(CHAMPS).map((champ) => this.#colonne(champ, titres, exemples))}</tbody></table>`;
  }

  /** @param {string} champ @param {string[]} titres @param {string[][]} exemples */
  #colonne(champ, titres, exemples) {
    const choisie = this.#format.colonnes[champ];
    const rang = titres.indexOf(choisie);
    const erreur = this.#detail(champ);
    const choose = (e) => {
      this.#format.colonnes[champ] = e.target.value;
      this.#erreurs = this.#erreurs.filter((une) => une.champ !== champ);
      this.page.changed();
    };
    return html`<tr><th scope="row"><label for=${champ}>${CHAMPS[champ]}${FACULTATIFS.includes(champ) ? html` <span class="facultatif">(facultatif)</span>` : nothing}</label></th>
      <td class="ligne-entiere">${err(champ, erreur)}<select id=${champ} aria-describedby=${erreur ? `${champ}-erreur` : nothing} aria-invalid=${erreur ? 'true' : nothing} @change=${choose}>
        <option value="" .selected=${!choisie}>Aucune</option>${titres.filter(Boolean).map((titre) => html`<option value=${titre} .selected=${titre === choisie}>${titre}</option>`)}</select></td>
      <td class="ligne-entiere exemple">${rang < 0 ? nothing : exemples.filter((ligne) => ligne[rang]).map((ligne) => html`<span>${ligne[rang]}</span>`)}</td></tr>`;
  }
}

/** @param {File} fichier */
function objection({ name, size }) {
  if (!size) return `« ${name} » est vide. Choisissez un autre fichier.`;
  return size > MAXIMUM ? `« ${name} » pèse ${taille(size)}, la limite est de ${taille(MAXIMUM)}. Exportez une période plus courte.` : '';
}

const err = (champ, erreur) => (erreur ? html`<p class="err" id="${champ}-erreur"><span class="vh">Erreur : </span>${erreur}</p>` : nothing);

/** @param {Record<string, string>} options @param {(valeur: string) => void} choose */
const liste = (nom, libelle, options, choisie, choose) => html`<div class="champ"><label for=${nom}>${libelle}</label>
    <select id=${nom} @change=${(e) => choose(e.target.value)}>${Object.entries(options).map(([valeur, mots]) => html`<option value=${valeur} .selected=${valeur === choisie}>${mots}</option>`)}</select></div>`;
