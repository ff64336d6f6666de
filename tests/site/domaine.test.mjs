// A mistyped domain is questioned; a right one never is.
import assert from 'node:assert/strict';
import test from 'node:test';

const construit = process.env.SITE_JS ?? new URL('../../build/site-js/js/', import.meta.url).href;
const { distance, mended } = await import(new URL('formulaire/domaine.js', construit));

const FAUTES = {
  'gmial.com': 'gmail.com',
  'gmail.co': 'gmail.com',
  'gmail.fr': 'gmail.com',
  'Gmai.com': 'gmail.com',
  'hotmial.com': 'hotmail.com',
  'hotmail.f': 'hotmail.fr',
  'orange.f': 'orange.fr',
  'ornage.fr': 'orange.fr',
  'wanadoo.com': 'wanadoo.fr',
  'wandoo.fr': 'wanadoo.fr',
  'laposte.fr': 'laposte.net',
  'lapost.net': 'laposte.net',
  'fre.fr': 'free.fr',
  'srf.fr': 'sfr.fr',
  'yaho.fr': 'yahoo.fr',
  'yahooo.com': 'yahoo.com',
  'outlok.fr': 'outlook.fr',
  'outlook.con': 'outlook.com',
  'iclou.com': 'icloud.com',
};
for (const [faute, domaine] of Object.entries(FAUTES)) {
  test(`${faute} is questioned`, () => assert.equal(mended(`amelie.lire@${faute}`), `amelie.lire@${domaine}`));
}

const JUSTES = [
  'gmail.com', 'GMAIL.com', 'orange.fr', 'wanadoo.fr', 'laposte.net', 'free.fr', 'sfr.fr', 'yahoo.fr', 'yahoo.com', 'outlook.fr', 'outlook.com',
  'hotmail.fr', 'hotmail.com', 'hotmail.be', 'live.fr', 'live.be', 'yahoo.co.uk', 'icloud.com', 'mail.com', 'ymail.com', 'gmx.fr', 'proton.me',
  'exemple.fr', 'valmont-sur-lys.example', 'mairie-lens.fr', 'univ-lille.fr',
];
for (const domaine of JUSTES) {
  test(`${domaine} is left alone`, () => assert.equal(mended(`a@${domaine}`), undefined));
}

test('what is no address yet is not questioned', () => {
  for (const texte of ['', 'amelie', 'amelie@', '@gmial.com']) assert.equal(mended(texte), undefined);
});

test('two letters swapped are one fault, as one added, removed or replaced', () => {
  assert.deepEqual(['gmial', 'gmaill', 'gmal', 'gmaol', 'gmail'].map((texte) => distance(texte, 'gmail')), [1, 1, 1, 1, 0]);
  assert.equal(distance('', 'abc'), 3);
});
