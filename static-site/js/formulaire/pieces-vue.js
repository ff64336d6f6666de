// A pièce as HTML: what is given, with the state of each file, and the ways of giving more.
import { html, nothing } from '../vendor/lit-html.js';
import { taille } from '../taille.js';
import { accept, formats, room } from './envoi.js';
import { describe } from './justificatifs.js';

/** @typedef {import('./pieces.js').Pieces} Pieces */
/** @typedef {import('./pieces.js').Piece} Piece */
/** @typedef {import('./fichier.js').Fichier} Fichier */

const cache = (texte) => html`<span class="vh">${texte}</span>`;

/** @param {Pieces} pieces @param {Piece} piece @param {string[]} details what is wrong with it */
export function piece(pieces, piece, details) {
  const { refus } = pieces.of(piece);
  const id = `pieces.${piece.nom}`;
  const fautes = [...details, refus].filter(Boolean).join(' ');
  return html`<fieldset class="champ" aria-describedby="${id}-aide">
    <legend>${piece.libelle}${piece.obligatoire ? nothing : html` <span class="facultatif">(facultatif)</span>`}</legend>
    <span class="indice" id="${id}-aide">${piece.aide} ${formats(piece)}, ${piece.taille_max_mo} Mo au maximum${piece.nombre_max > 1 ? `, ${piece.nombre_max} fichiers au plus` : ''}.</span>
    ${fautes ? html`<p class="err" role="alert">${cache('Erreur : ')}${fautes}</p>` : nothing}
    <div class="fichier">${earlier(pieces, piece, id)} ${pieces.reuses(piece) ? nothing : given(pieces, piece, id)}</div>
  </fieldset>`;
}

/** @param {Pieces} pieces @param {Piece} piece @param {string} id */
function earlier(pieces, piece, id) {
  const justificatif = pieces.earlier(piece);
  if (!justificatif) return nothing;
  return box(`${id}-reprise`, pieces.of(piece).reprise, (choisi) => pieces.choose(piece, 'reprise', choisi),
    html`Utiliser le justificatif déjà donné (${describe(justificatif)})${cache(` : ${piece.libelle}`)}`);
}

/** @param {string} id @param {boolean} cochee @param {(cochee: boolean) => void} choose @param {unknown} libelle */
const box = (id, cochee, choose, libelle) => html`<div class="champ seul"><input type="checkbox" id=${id} .checked=${cochee} @change=${(e) => choose(e.target.checked)}>
  <label for=${id}>${libelle}</label></div>`;

/** @param {Pieces} pieces @param {Piece} piece @param {string} id */
function given(pieces, piece, id) {
  const { courrier, fichiers } = pieces.of(piece);
  const pleine = fichiers.length >= room(piece, fichiers) || (!fichiers.some((f) => f.image) && fichiers.length >= piece.nombre_max);
  return html`<ul class="fichiers">${fichiers.map((f) => line(pieces, piece, f))}</ul>
    ${joining(pieces, piece)}
    <div class="barre">${chooser(pieces, piece, id, 'Choisir un fichier', accept(piece), pleine)}
      ${chooser(pieces, piece, `${id}-photo`, 'Prendre une photo', 'image/*', pleine)}</div>
    ${box(`${id}-courrier`, courrier, (choisi) => pieces.choose(piece, 'courrier', choisi), html`Je l’enverrai par courrier${cache(` : ${piece.libelle}`)}`)}`;
}

/** Several photos of one paper. @param {Pieces} pieces @param {Piece} piece */
function joining(pieces, piece) {
  const { fichiers, occupe } = pieces.of(piece);
  if (fichiers.length < 2 || !piece.formats.includes('pdf') || !fichiers.some((f) => f.image)) return nothing;
  const trop = fichiers.length > piece.nombre_max;
  if (!fichiers.every((f) => f.etat === 'sain')) return trop ? html`<p class="indice">Dès qu’elles seront vérifiées, vous pourrez réunir ces photos en un seul PDF.</p>` : nothing;
  return html`<div class="barre"><button class="btn second" type="button" aria-busy=${occupe ? 'true' : nothing} @click=${() => pieces.join(piece)}>Réunir en un seul PDF${cache(` : ${piece.libelle}`)}</button></div>`;
}

/** @param {Pieces} pieces @param {Piece} piece */
function chooser(pieces, piece, id, libelle, accepte, pleine) {
  const photo = accepte === 'image/*';
  const several = !photo && (piece.nombre_max > 1 || room(piece, []) > 1);
  return html`<input type="file" id=${id} class=${photo ? 'photo' : nothing} accept=${accepte} capture=${photo ? 'environment' : nothing}
    ?multiple=${several} ?hidden=${pleine} @cancel=${() => (pieces.remplace = null)} @change=${(e) => pieces.add(piece, e.target)}><label class="btn second ${photo ? 'photo' : ''}" for=${id} ?hidden=${pleine}>${libelle}${cache(` : ${piece.libelle}`)}</label>`;
}

const ETATS = { sain: ['ok', 'Vérifié'], refuse: ['erreur', 'Refusé'] };

/** @param {Fichier} fichier */
function state({ nom, taille: octets, arrive, erreur, part, etat, long }) {
  if (erreur) return 'Non envoyé';
  if (!arrive) return html`<progress max="1" .value=${part} aria-label="Envoi de « ${nom} »"></progress>`;
  const [genre, mots] = ETATS[etat] ?? ['info', long ? 'Le contrôle continue, vous pouvez poursuivre' : 'Contrôle en cours'];
  return html`Arrivé, ${taille(octets)} <span class="etat ${genre}">${mots}</span>`;
}

/** @param {Pieces} pieces @param {Piece} piece @param {Fichier} fichier */
function line(pieces, piece, fichier) {
  const { nom, erreur, etat, motif, vignette } = fichier;
  const action = (libelle, act) => html`<button class="btn lien" type="button" @click=${act}>${libelle}${cache(` « ${nom} »`)}</button>`;
  const phrase = etat === 'refuse' ? motif : erreur;
  return html`<li>
    ${vignette ? html`<img class="vignette" src=${vignette} alt="">` : nothing}
    <b>${nom}</b> <span class="avancement" role="status">${state(fichier)}</span>
    ${phrase ? html`<p class="err" role="alert">${phrase}</p>` : nothing}
    <span class="actions">${erreur ? action('Réessayer', () => (pieces.send(piece, fichier), pieces.changed())) : nothing}
      ${action('Remplacer', () => pieces.replace(piece, fichier))} ${action('Supprimer', () => pieces.drop(piece, fichier))}</span>
  </li>`;
}
