// A file on its way to the portal: looked at, made lighter if it is a large photo, announced, then sent to the bucket.
import { ErreurApi, post } from '../api.js';
import { taille } from '../taille.js';
import { upload } from '../televersement.js';

/** @typedef {{nom: string, libelle: string, aide?: string, obligatoire: boolean, formats: string[], taille_max_mo: number, nombre_max: number}} Piece */

const TYPES = { pdf: 'application/pdf', jpeg: 'image/jpeg', png: 'image/png', heic: 'image/heic' };
const EXTENSIONS = { jpg: 'jpeg', heif: 'heic' };
const MO = 1e6;
const LOURD = 1.5 * MO;
const COTE = 2000; // pixels, enough to read a page that was photographed
const PHOTOS_MAXIMUM = 12; // of one pièce, to be put together into one PDF

/** From its name: browsers do not all know HEIC. @param {File} fichier */
function format({ name }) {
  const extension = name.split('.').pop().toLowerCase();
  return EXTENSIONS[extension] ?? extension;
}

/** « PDF, JPEG, PNG, HEIC ». @param {Piece} piece */
export const formats = (piece) => piece.formats.map((f) => f.toUpperCase()).join(', ');
/** @param {File} fichier */
export const mime = (fichier) => TYPES[format(fichier)] ?? '';
/** Photos may be more than the files allowed: they become one PDF. @param {Piece} piece @param {{type: string}[]} fichiers */
export const room = (piece, fichiers) =>
  piece.formats.includes('pdf') && fichiers.every((f) => f.type.startsWith('image/')) ? Math.max(PHOTOS_MAXIMUM, piece.nombre_max) : piece.nombre_max;

/** For the file chooser. @param {Piece} piece */
export const accept = (piece) => piece.formats.flatMap((f) => [TYPES[f], `.${f}`]).join(',');

/** Why a file cannot go, or nothing. @param {File} fichier @param {Piece} piece */
function objection(fichier, piece) {
  if (!piece.formats.includes(format(fichier))) return `« ${fichier.name} » n’est pas d’un format accepté : ${formats(piece)}.`;
  if (!fichier.size) return `« ${fichier.name} » est vide. Choisissez un autre fichier.`;
  if (fichier.size <= piece.taille_max_mo * MO) return '';
  return `« ${fichier.name} » pèse ${taille(fichier.size)}, la limite est de ${piece.taille_max_mo} Mo. Prenez une photo moins lourde ou réduisez le fichier.`;
}

/** A photo of a page needs no twelve million pixels. What cannot be read here leaves as it is. @param {File} fichier */
async function lighten(fichier) {
  if (fichier.size < LOURD || !['jpeg', 'png'].includes(format(fichier))) return fichier;
  const image = await createImageBitmap(fichier).catch(() => null);
  if (!image) return fichier;
  const echelle = Math.min(1, COTE / Math.max(image.width, image.height));
  const toile = Object.assign(document.createElement('canvas'), { width: image.width * echelle, height: image.height * echelle });
  toile.getContext('2d').drawImage(image, 0, 0, toile.width, toile.height);
  const leger = await new Promise((resolve) => toile.toBlob(resolve, 'image/jpeg', 0.85));
  if (!leger || leger.size >= fichier.size) return fichier;
  return new File([leger], fichier.name.replace(/\.\w+$/, '.jpg'), { type: TYPES.jpeg });
}

/**
 * The key of the file once it has arrived, and what it became. Raises ErreurApi.
 * @param {File} original @param {string} demarche @param {Piece} piece @param {(part: number) => void} progress from 0 to 1
 */
export async function send(original, demarche, piece, progress) {
  const fichier = await lighten(original);
  const refus = objection(fichier, piece);
  if (refus) throw new ErreurApi(422, 'fichier', refus);
  const annonce = { nom: fichier.name, type: mime(fichier), taille: fichier.size, demarche, piece: piece.nom };
  try {
    const place = await post('/pieces', annonce);
    await upload(place, fichier, progress);
    return { cle: place.cle, nom: fichier.name, taille: fichier.size, type: annonce.type };
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    const detail = error.erreurs.map((e) => e.detail).join(' ') || `« ${fichier.name} » n’est pas parti. ${error.detail}`;
    throw new ErreurApi(error.status, error.code, detail);
  }
}
