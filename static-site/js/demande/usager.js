// One demande, for who made it, with a compte or by a link: where it stands and what is asked, then what was sent.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, create, get } from '../api.js';
import { day } from '../dates.js';
import { ask } from '../dialogue.js';
import { etat, timbre } from '../etat.js';
import { draw, setTitle } from '../page.js';
import { isOpen, reponses, suivi } from './dossier.js';
import { Echange } from './echange.js';
import { PiecesJointes, attendues, enControle, refusees } from './pieces.js';
import { save } from './telechargement.js';

const NOMS = { usager: 'Vous', service: 'Le service' };
const REGARDS = [2, 4, 8, 16, 32, 64]; // seconds between two looks at a check that is on its way
const ANNULER = {
  titre: 'Annuler cette demande ?',
  texte: 'Le service arrête de la traiter. Une demande annulée ne se rouvre pas : il faudrait en faire une autre. Ce que vous avez envoyé reste lisible ici.',
  action: 'Annuler la demande',
};

export class DossierUsager {
  demande = /** @type {any} */ (null);
  #erreur = '';

  /** @param {string} numero @param {{entete?: () => unknown, liens: unknown}} cadre what the page adds above and below */
  constructor(numero, cadre) {
    const changed = () => this.show();
    this.chemin = `/demandes/${encodeURIComponent(numero)}`;
    this.cadre = cadre;
    this.echange = new Echange(this.chemin, { demande: () => this.demande, reload: () => this.load(), changed });
    this.pieces = new PiecesJointes(this.chemin, changed, { refusee: (piece) => this.#remplacer(piece) });
  }

  async load() {
    this.demande = await get(this.chemin);
  }

  /** Once it is loaded. */
  async start() {
    this.show();
    this.#watch(0);
    await this.echange.start();
    this.show();
  }

  /** The verdict of a check comes within seconds: the page shows it without being asked. @param {number} rang */
  #watch(rang) {
    if (rang === REGARDS.length || !enControle(this.demande)) return;
    setTimeout(async () => {
      await this.load().catch((error) => (error instanceof ErreurApi ? null : Promise.reject(error)));
      this.show();
      this.#watch(rang + 1);
    }, REGARDS[rang] * 1000);
  }

  async #cancel() {
    if (!(await ask(ANNULER))) return;
    this.#erreur = '';
    try {
      await create(`${this.chemin}/evenements`, { evenement: 'annuler', version: this.demande.version });
      this.echange.avis = 'Votre demande est annulée.';
      await this.load();
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      this.#erreur = error.detail;
      if (error.status === 409) await this.load().catch(() => null);
    }
    this.show();
    document.getElementById(this.#erreur ? 'annulation-erreur' : 'echange-avis').focus();
  }

  #remplacer(piece) {
    if (!this.echange.evenement) return nothing;
    return html`<button class="btn second" type="button" @click=${() => this.echange.open(piece.nom)}>Remplacer<span class="vh"> : ${piece.libelle}</span></button>`;
  }

  show() {
    const { demande, cadre } = this;
    setTitle(`${demande.titre}, ${demande.etat_libelle}`);
    draw(html`${cadre.entete?.()}<div class="titre-ligne"><h1>${demande.titre}</h1>${etat(demande)}</div>
      <p class="meta">${timbre(demande.numero)}<span>Envoyée le ${day(demande.depose_le)}</span><span>Pour ${demande.concerne}</span></p>
      ${this.#conseils()}
      <div class="cote">
        <div>${this.#suivi()}
          <section class="carte" aria-labelledby="titre-pieces"><h2 id="titre-pieces">Pièces justificatives</h2>${this.pieces.vue(demande)}</section>
          <section class="carte" aria-labelledby="titre-reponses"><h2 id="titre-reponses">Vos réponses</h2>${reponses(demande)}</section>
        </div>
        <div>${this.#documents()}${contact(demande.service)}</div>
      </div>
      <div class="barre">${cadre.liens}</div>`);
  }

  /** What the citizen has to do, if anything; first of all what the service asks for. */
  #conseils() {
    const { demande, echange } = this;
    const complement = echange.evenement === 'completer';
    const refus = isOpen(demande) ? refusees(demande) : [];
    const motif = demande.historique.findLast((p) => p.evenement === 'demander_complement')?.motif;
    return html`${complement ? html`<section class="avis" aria-labelledby="titre-complement"><h2 id="titre-complement">Il manque quelque chose</h2>
        <p>Le service vous demande :</p><p class="motif">${motif}</p>${echange.vue()}</section>` : nothing}
      ${refus.length ? html`<section class="avis erreur" aria-labelledby="titre-refus"><h2 id="titre-refus">À remplacer</h2>
        <ul>${refus.map((p) => html`<li>${p.libelle} : ${p.fichiers.findLast((f) => f.etat === 'refuse').motif}</li>`)}</ul>
        <p><a href="#titre-pieces">Voir les pièces et les remplacer</a></p></section>` : nothing}
      ${isOpen(demande) ? this.#courrier(attendues(demande)) : nothing}`;
  }

  #courrier(pieces) {
    if (!pieces.length) return nothing;
    const { numero, service } = this.demande;
    return html`<section class="avis info" aria-labelledby="titre-courrier"><h2 id="titre-courrier">À envoyer par courrier</h2>
      <ul>${pieces.map((p) => html`<li>${p.libelle}</li>`)}</ul>
      <p>Imprimez le bordereau et joignez-le à votre envoi. Sans imprimante, recopiez sur une feuille l’objet, le numéro ${numero}, votre nom et votre prénom. Adresse : ${service.adresse.join(', ')}.</p>
      <div class="barre">${save(`${this.chemin}/bordereau`, `bordereau-${numero}.pdf`, 'Télécharger le bordereau (PDF)')}</div></section>`;
  }

  #suivi() {
    const { demande, echange } = this;
    const delai = demande.delai_median_jours;
    return html`<section class="carte tranche" aria-labelledby="titre-suivi"><h2 id="titre-suivi">Suivi</h2>
      ${suivi(demande, { attendu: 'Réponse du service', noms: NOMS })}
      ${isOpen(demande) ? html`<p>Délai annoncé : ${jours(demande.delai_jours)}.${delai === null ? '' : ` En ce moment, cette démarche prend en général ${jours(delai)}.`}</p>
        <p class="indice">${demande.silence}</p>` : nothing}
      <div class="echange">${echange.evenement === 'completer' ? nothing : echange.vue()}</div></section>`;
  }

  #documents() {
    const { numero, actions } = this.demande;
    return html`<section class="carte non-imprime" aria-labelledby="titre-documents"><h2 id="titre-documents">Votre demande sur papier</h2>
      <div class="actions-agent"><div>${save(`${this.chemin}/recepisse`, `recepisse-${numero}.pdf`, 'Télécharger le récépissé (PDF)')}</div>
        <div><button class="btn second" type="button" @click=${() => print()}>Imprimer cette page</button></div></div>
      ${actions.some((a) => a.evenement === 'annuler') ? html`<h2 class="esp">Vous renoncez ?</h2>
        ${this.#erreur ? html`<div class="avis erreur" role="alert" id="annulation-erreur" tabindex="-1"><p>${this.#erreur}</p></div>` : nothing}
        <button class="btn danger" type="button" @click=${() => this.#cancel()}>Annuler la demande</button>` : nothing}</section>`;
  }
}

/** « 12 jours ». @param {number} n */
const jours = (n) => (n > 1 ? `${n} jours` : 'un jour');

const contact = (service) => html`<section class="carte" aria-labelledby="titre-service"><h2 id="titre-service">${service.nom}</h2>
    <address>${service.adresse.map((ligne) => html`${ligne}<br>`)}
      Téléphone : <a href="tel:${service.telephone.replaceAll(' ', '')}">${service.telephone.replaceAll(' ', '\u00a0')}</a><br>
      <a href="mailto:${service.courriel}">${service.courriel}</a></address></section>`;
