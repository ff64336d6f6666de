// Where somebody was born: a commune of the list, one that is no longer in it, or a country.
// Until it is whole, the value has the parts of what was chosen, empty: {code, nom}, {libre} or {pays, nom, ville}.
import { html, nothing } from '../../vendor/lit-html.js';
import { orNone } from '../facultatif.js';
import { group, invalide } from '../rendu.js';

/** @typedef {import('../rendu.js').Champ} Champ */
/** @typedef {import('../rendu.js').Saisie} Saisie */

const FRANCE = { code: '', nom: '' };
const ETRANGER = { pays: '', nom: '', ville: '' };

/** A compte knows a place by words, which are enough as long as nobody changes them. @param {any} valeur */
const whole = (valeur) => (typeof valeur === 'string' && valeur ? { code: '', nom: valeur } : valeur || null);

/** The countries once they have come; `null` once they could not. @type {{code: string, nom: string}[]|null|undefined} */
let pays;
/** Asked for once, however often the page is drawn meanwhile. @type {Promise<void>|undefined} */
let demande;

/** @param {() => void} changed draws again */
async function loadPays(changed) {
  const reponse = await orNone(fetch('/api/pays', { headers: { Accept: 'application/json' } }));
  pays = reponse?.ok ? (await reponse.json()).elements : null;
  changed();
}

/** Proposes communes, from the first time one goes to the field. @param {Champ} champ @param {Saisie} saisie */
const propose = (champ, saisie) => async ({ target }) => {
  const avant = target.value;
  const module = await orNone(import('../communes.js'));
  module?.proposeCommunes(target, avant, ({ code, nom }) => saisie.poser(champ.nom, { code, nom }));
};

/** « 62 », « 974 ». @param {string} code of INSEE */
const departement = (code) => code.slice(0, code.startsWith('97') ? 3 : 2);

/** @param {Champ} champ @param {Saisie} saisie @param {{partie: string, libelle: unknown, aide?: string, focus?: any, id?: string, change: (texte: string) => object}} ligne */
function ligne({ nom }, saisie, { partie, libelle, aide, focus, change, id = nom }) {
  return html`<div class="propose"><label for=${id}>${libelle}</label>${aide ? html`<span class="indice" id="${id}-indice">${aide}</span>` : nothing}
    <input id=${id} type="text" autocomplete="off" .value=${whole(saisie.lire(nom))[partie]} aria-describedby=${aide ? `${id}-indice` : nothing} aria-invalid=${invalide({ nom: id }, saisie)}
      @input=${(e) => saisie.poser(nom, change(e.target.value))} @focus=${focus}></div>`;
}

/** @param {Champ} champ @param {Saisie} saisie @param {any} valeur */
function france(champ, saisie, valeur) {
  const libre = 'libre' in valeur;
  const texte = libre ? valeur.libre : valeur.nom;
  const id = `${champ.nom}.hors-liste`;
  const commune = libre
    ? html`<div>${ligne(champ, saisie, { partie: 'libre', libelle: 'Commune', aide: 'Son nom comme sur vos papiers, avec le département.', change: (t) => ({ libre: t }) })}</div>` // another field: nothing is proposed there
    : ligne(champ, saisie, { partie: 'nom', libelle: 'Commune', focus: propose(champ, saisie), change: (t) => ({ code: '', nom: t }),
      aide: valeur.code ? `Commune reconnue : ${valeur.nom} (${departement(valeur.code)}).` : 'Tapez les premières lettres, puis choisissez dans la liste.' });
  return html`${commune}
    <div class="champ seul"><input type="checkbox" id=${id} .checked=${libre} @change=${(e) => saisie.poser(champ.nom, e.target.checked ? { libre: texte } : { code: '', nom: texte })}>
      <label for=${id}>La commune n’est pas dans la liste</label></div>`;
}

/** @param {Champ} champ @param {Saisie} saisie @param {any} valeur */
function etranger(champ, saisie, valeur) {
  const id = champ.nom;
  const changed = () => saisie.poser(champ.nom, saisie.lire(champ.nom));
  demande ??= loadPays(changed);
  const choisi = valeur.pays ? [{ code: valeur.pays, nom: valeur.nom }] : [];
  const choose = (code) => saisie.poser(champ.nom, { ...valeur, pays: code, nom: pays.find((p) => p.code === code)?.nom ?? '' });
  return html`<div><label for=${id}>Pays</label><select id=${id} autocomplete="off" aria-invalid=${invalide(champ, saisie)} @change=${(e) => choose(e.target.value)}>
      <option value="" .selected=${!valeur.pays}>Choisissez</option>
      ${(pays ?? choisi).map(({ code, nom }) => html`<option value=${code} .selected=${code === valeur.pays}>${nom}</option>`)}</select>
      ${pays === null ? html`<p class="err" role="alert">La liste des pays n’est pas arrivée. <button class="btn lien" type="button" @click=${() => loadPays(changed)}>Réessayer</button></p>` : nothing}</div>
    ${ligne(champ, saisie, { partie: 'ville', id: `${id}.ville`, libelle: html`Ville <span class="facultatif">(facultatif)</span>`, change: (t) => ({ ...valeur, ville: t }) })}`;
}

/** The field to fill has the id of the champ, so that the summary leads to it. @param {Champ} champ @param {Saisie} saisie */
function lieuNaissance(champ, saisie) {
  const valeur = whole(saisie.lire(champ.nom));
  const dehors = Boolean(valeur) && 'pays' in valeur;
  const radio = (id, libelle, checked, neuve) => html`<div><input type="radio" id=${id} name=${champ.nom} .checked=${checked} @change=${() => saisie.poser(champ.nom, neuve)}><label for=${id}>${libelle}</label></div>`;
  return group(champ, saisie, html`<div class="choix">
      ${radio(valeur ? `${champ.nom}.france` : champ.nom, 'En France', Boolean(valeur) && !dehors, FRANCE)} ${radio(`${champ.nom}.etranger`, 'À l’étranger', dehors, ETRANGER)}
    </div>${valeur ? html`<div class="dedans">${dehors ? etranger(champ, saisie, valeur) : france(champ, saisie, valeur)}</div>` : nothing}`);
}

export const RENDUS = { lieu_naissance: lieuNaissance };
