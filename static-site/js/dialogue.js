// What is said over the page: a question before what cannot be undone, or a refusal to read. Escape means no.
import { html, nothing, render } from './vendor/lit-html.js';

/** @param {{titre: string, texte: string, action: string}} question @returns {Promise<boolean>} */
export const ask = ({ titre, texte, action }) =>
  open(titre, html`<p>${texte}</p>`, html`<button class="btn danger" value="oui">${action}</button><button class="btn second" value="" autofocus>Renoncer</button>`);

/** Until « Ok » (R39). The focus then goes back where it was. @param {{titre: string, texte: string, aide?: string}} refus */
export const tell = ({ titre, texte, aide }) =>
  open(titre, html`<p>${texte}</p>${aide ? html`<p>${aide}</p>` : nothing}`, html`<button class="btn" value="" autofocus>Ok</button>`);

/** @param {string} titre @param {unknown} contenu @param {unknown} boutons @returns {Promise<boolean>} */
function open(titre, contenu, boutons) {
  const boite = document.createElement('dialog');
  boite.setAttribute('aria-labelledby', 'dialogue-titre');
  render(html`<h2 id="dialogue-titre">${titre}</h2>${contenu}<form method="dialog" class="barre">${boutons}</form>`, boite);
  document.body.append(boite);
  boite.showModal();
  return new Promise((resolve) => {
    boite.addEventListener('close', () => {
      boite.remove();
      resolve(boite.returnValue === 'oui');
    });
  });
}
