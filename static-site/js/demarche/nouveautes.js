// « Enregistrer dans mon compte »: what one just typed and the compte does not know, kept there if one wishes.
import { html, nothing } from '../vendor/lit-html.js';
import { ErreurApi, patch } from '../api.js';
import { same } from '../compte/ecarts.js';
import { nameOf } from '../personne.js';
import { AUTRE, QUI, follow } from './prerempli.js';

/** `place`: in the compte. @typedef {{place: string, libelle: string, valeur: any}} Nouveaute */

/** A courriel is changed from « Mon compte » only: both addresses have to be opened first. */
const COORDONNEES = { 'coordonnees.telephone': 'téléphone', 'coordonnees.adresse': 'adresse' };

/** @param {string} texte prénoms, separated by commas */
const split = (texte = '') => texte.split(',').map((p) => p.trim()).filter(Boolean);

/** Somebody typed by hand, as the compte keeps its foyer. */
const member = (lien, { nom, prenoms, naissance, lieu }) =>
  nom && naissance ? { lien, nom_naissance: nom, prenoms: split(prenoms), naissance: { date: naissance, ...(lieu && { lieu }) } } : undefined;

const LIENS = { enfants: 'enfant', adultes: 'adulte' };

/** By the champs « membre », filled by hand. */
function typed(definition, reponses) {
  const champs = definition.etapes.flatMap((e) => e.champs).filter((c) => c.type === 'membre' && LIENS[c.lien]);
  return champs.map((c) => (reponses[c.nom] && !reponses[c.nom].membre ? member(LIENS[c.lien], reponses[c.nom]) : undefined));
}

/** By the champs that would have been taken from the member of the foyer. */
function other(definition, reponses) {
  const champs = definition.etapes.flatMap((e) => e.champs).filter((c) => c.prerempli?.startsWith('membre.'));
  const lue = (chemin) => reponses[champs.find((c) => c.prerempli === `membre.${chemin}`)?.nom];
  const lieu = lue('naissance.lieu');
  return member(LIENS[definition.membres], {
    nom: lue('nom_naissance'), prenoms: lue('prenoms'), naissance: lue('naissance.date'), lieu: typeof lieu === 'string' ? lieu : lieu?.nom,
  });
}

/**
 * @param {any} definition @param {Record<string, any>} reponses as check() keeps them
 * @param {any} compte @param {string} [qui] whom it concerns @returns {Nouveaute[]}
 */
function list(definition, reponses, compte, qui) {
  if (!compte?.modifiable) return [];
  const champs = definition.etapes.flatMap((e) => e.champs);
  const coordonnees = Object.entries(COORDONNEES).flatMap(([place, libelle]) => {
    const valeur = reponses[champs.find((c) => c.prerempli === place && c.nom in reponses)?.nom];
    return valeur && !same(valeur, follow(compte, place)) ? [{ place, libelle, valeur }] : [];
  });
  const personnes = [...typed(definition, reponses), qui === AUTRE && LIENS[definition.membres] ? other(definition, reponses) : undefined];
  const nouvelles = personnes.filter((m) => m && !compte.membres.some((deja) => deja.naissance.date === m.naissance.date && nameOf(deja) === nameOf(m)));
  return [...coordonnees, ...nouvelles.map((m) => ({ place: 'membres', libelle: nameOf(m), valeur: m }))];
}

/** What PATCH /compte takes. @param {any} compte @param {Nouveaute[]} choisies */
function body(compte, choisies) {
  const corps = /** @type {any} */ ({ version: compte.version });
  for (const { place, valeur } of choisies) {
    const [section, cle] = place.split('.');
    if (cle) corps[section] = { ...(corps[section] ?? compte[section]), [cle]: valeur };
    else corps[section] = [...(corps[section] ?? compte[section]), valeur];
  }
  return corps;
}

export class Nouveautes {
  choisies = /** @type {Set<string>} */ (new Set());

  /** @param {import('./formulaire.js').FormulaireDemarche} formulaire */
  constructor(formulaire) {
    this.formulaire = formulaire;
  }

  /** Those of what is typed now. */
  list() {
    const { definition, reponses, compte, valeurs } = this.formulaire;
    return list(definition, reponses, compte, valeurs[QUI]);
  }

  /** Nothing is ticked beforehand: what one types for a démarche is not always for everything. @param {Nouveaute[]} elements */
  vue() {
    const elements = this.list();
    if (!elements.length) return nothing;
    const choose = (libelle, choisi) => (this.choisies[choisi ? 'add' : 'delete'](libelle), this.formulaire.etapes.refresh());
    return html`<fieldset class="champ"><legend>Enregistrer aussi dans mon compte</legend>
      <span class="indice">Ainsi, vos prochaines démarches seront déjà remplies.</span>
      <div class="choix">${elements.map(({ libelle }, rang) => html`<div><input type="checkbox" id="compte-${rang}" .checked=${this.choisies.has(libelle)} @change=${(e) => choose(libelle, e.target.checked)}>
        <label for="compte-${rang}">${libelle[0].toUpperCase()}${libelle.slice(1)}</label></div>`)}</div>
    </fieldset>`;
  }

  /** Once the demande is sent. Gives what to say of it. @param {any} compte @param {Nouveaute[]} elements */
  async keep(compte, elements) {
    const choisies = elements.filter((e) => this.choisies.has(e.libelle));
    if (!choisies.length) return nothing;
    const noms = choisies.map((e) => e.libelle).join(', ');
    try {
      const { etat } = await patch('/compte', body(compte, choisies));
      return html`<div class="avis ok"><p>Enregistré aussi dans votre compte : ${noms}.${etat === 'en_attente' ? ' La mairie vérifie de nouveau votre compte.' : ''}</p></div>`;
    } catch (error) {
      if (!(error instanceof ErreurApi)) throw error;
      const detail = error.erreurs.map((e) => e.detail).join(' ') || error.detail;
      return html`<div class="avis"><p>Votre demande est bien partie, mais votre compte n’a pas changé (${noms}). ${detail}</p>
        <p><a href="/compte/modifier/">Modifier mon compte</a></p></div>`;
    }
  }
}
