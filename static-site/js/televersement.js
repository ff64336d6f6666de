// A file sent straight to the bucket, by the form that the portal signed.
import { ErreurApi } from './api.js';

/**
 * XMLHttpRequest, because fetch tells no progress. Raises ErreurApi.
 * @param {{url: string, champs: Record<string, string>}} place @param {File} fichier @param {(part: number) => void} progress from 0 to 1
 * @returns {Promise<void>}
 */
export const upload = ({ url, champs }, fichier, progress) =>
  new Promise((resolve, reject) => {
    const corps = new FormData();
    for (const [nom, valeur] of Object.entries(champs)) corps.append(nom, valeur);
    corps.append('file', fichier); // the bucket wants it last
    const envoi = new XMLHttpRequest();
    envoi.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total);
    envoi.onload = () => (envoi.status < 300 ? resolve() : reject(new ErreurApi(envoi.status, 'refuse')));
    envoi.onerror = () => reject(new ErreurApi(0, navigator.onLine ? 'injoignable' : 'hors-ligne'));
    envoi.open('POST', url);
    envoi.send(corps);
  });
