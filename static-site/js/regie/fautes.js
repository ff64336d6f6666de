// The bad lines of a file, to be mended in the billing software: read here, printed, or taken away as a file.
import { html, nothing } from '../vendor/lit-html.js';
import { saveBlob } from '../demande/telechargement.js';
import { quote } from './csv.js';
import { compte } from './mots.js';

const SANS_COLONNE = 'fichier';
const colonne = ({ champ }) => (champ === SANS_COLONNE ? 'Toute la ligne' : champ);

/** @param {any} un */
function takeAway({ nom, fautes }) {
  const lignes = [['Ligne', 'Colonne', 'Raison'], ...fautes.map((f) => [f.ligne, colonne(f), f.detail])];
  const texte = lignes.map((ligne) => ligne.map(quote).join(';')).join('\r\n');
  saveBlob(new Blob(['\ufeff', texte], { type: 'text/csv' }), `erreurs-${nom.replace(/\.\w+$/, '')}.csv`);
}

/** @param {{nom: string, fautes: {ligne: number, champ: string, detail: string}[], fautes_total: number}} un */
export const fautes = (un) => html`<table class="pile dense fautes">
    <caption>${compte(un.fautes_total, 'ligne à corriger', 'lignes à corriger')}${un.fautes_total > un.fautes.length ? html`, voici les ${un.fautes.length} premières` : nothing}</caption>
    <thead><tr><th scope="col">Ligne</th><th scope="col">Colonne</th><th scope="col">Raison</th></tr></thead>
    <tbody>${un.fautes.map((f) => html`<tr><th scope="row"><span class="pour">Ligne </span>${f.ligne}</th><td class="ligne-entiere">${colonne(f)}</td><td class="ligne-entiere">${f.detail}</td></tr>`)}</tbody>
  </table>
  <div class="barre"><button class="btn second" type="button" @click=${() => takeAway(un)}>Télécharger cette liste (CSV)</button>
    <button class="btn second" type="button" @click=${() => print()}>Imprimer</button></div>`;
