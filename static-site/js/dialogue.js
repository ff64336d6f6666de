// A question asked over the page, before what cannot be undone. Escape means no.
import { html, render } from './vendor/lit-html.js';

/** @param {{titre: string, texte: string, action: string}} question @returns {Promise<boolean>} */
export function ask({ titre, texte, action }) {
  const boite = document.createElement('dialog');
  boite.setAttribute('aria-labelledby', 'dialogue-titre');
  render(
    html`<h2 id="dialogue-titre">${titre}</h2><p>${texte}</p>
      <form method="dialog" class="barre"><button class="btn danger" value="oui">${action}</button><button class="btn second" value="" autofocus>Renoncer</button></form>`,
    boite,
  );
  document.body.append(boite);
  boite.showModal();
  return new Promise((resolve) => {
    boite.addEventListener('close', () => {
      boite.remove();
      resolve(boite.returnValue === 'oui');
    });
  });
}
