// To follow a demande without a compte: its numéro and something that it holds, then a link comes by courriel.
import { html, nothing } from '../vendor/lit-html.js';
import { post } from '../api.js';
import { telephone } from '../contact.js';
import { conclude } from '../page.js';
import { Ligne } from '../saisie/champs.js';
import { Saisie } from '../saisie/saisie.js';
import { Choix, Jour, Numero, normalise } from './champs.js';

const TITRE = 'Suivre une demande';
const AVEC = new Choix({ nom: 'avec', libelle: 'Pour vérifier que c’est votre demande, que préférez-vous donner ?', options: [['courriel', 'Le courriel donné dans la demande'], ['naissance', 'Une date de naissance']] });
const COURRIEL = new Ligne({ nom: 'courriel', libelle: 'Courriel donné dans la demande', type: 'courriel', autocomplete: 'email' });
const NAISSANCE = new Jour({
  nom: 'naissance',
  libelle: 'Date de naissance de la personne que la demande concerne',
  aide: 'Telle que vous l’avez donnée dans la demande. Exemple : 27 3 1985',
  manque: 'Saisissez la date de naissance.',
  faux: 'Cette date n’existe pas. Vérifiez le jour, le mois et l’année.',
});

export class DemandeDeLien {
  #saisie;

  /** @param {() => void} changed draws again @param {string} [numero] already known */
  constructor(changed, numero = '') {
    this.#saisie = new Saisie({ titre: TITRE, champs: [], changed, send: (valeurs) => this.#send(valeurs) });
    this.#saisie.valeurs = { numero, avec: 'courriel' };
  }

  async #send({ numero, avec, courriel, naissance }) {
    const preuve = avec === 'courriel' ? { courriel: courriel.trim() } : { naissance: Jour.read(naissance) };
    const { detail } = await post('/suivi', { numero: normalise(numero), ...preuve });
    conclude(demandee(detail), 'Lien demandé');
  }

  vue() {
    this.#saisie.champs = [new Numero(), AVEC, this.#saisie.lire('avec') === 'courriel' ? COURRIEL : NAISSANCE];
    return html`<p class="chapo">Vous avez fait une demande sans compte ? Un lien vous est envoyé par courriel. Il ouvre le suivi pendant 30 minutes : vous voyez où en est la demande, et vous pouvez la compléter.</p>
      ${this.#saisie.vue('Recevoir le lien')}
      <p class="esp">Vous avez un compte ? <a href="/demandes/">Vos demandes sont dans l’onglet « Demandes »</a>. Vous n’avez plus le numéro ? Téléphonez à la mairie au ${telephone()}.</p>`;
  }
}

/** The same for a right answer and for a wrong one: the courriel alone knows. @param {string} detail */
const demandee = (detail) => html`<div class="succes">
    <h1 id="titre" tabindex="-1">Regardez vos courriels</h1>
    <p>${detail}</p>
  </div>
  <p>Rien n’arrive au bout de quelques minutes ? Regardez parmi les courriels indésirables, puis <a href="/suivre/">vérifiez ce que vous avez saisi</a>. Vous pouvez aussi appeler la mairie au ${telephone()}.</p>`;

/** Why there is nothing to show, and what to do. @param {'lien'|'ferme'|''} raison */
export const pourquoi = (raison) =>
  ({
    lien: html`<div class="avis" role="alert"><h2>Ce lien n’est plus valable</h2><p>Un lien dure 30 minutes et ne sert qu’une fois. Demandez-en un autre : il arrive en quelques instants.</p></div>`,
    ferme: html`<div class="avis"><h2>Le suivi est fermé</h2><p>Il se ferme au bout de 30 minutes. Pour le rouvrir, demandez un nouveau lien.</p></div>`,
  })[raison] ?? nothing;
