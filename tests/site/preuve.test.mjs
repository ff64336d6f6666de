// The proof of work, as the browser finds it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';

const construit = process.env.SITE_JS ?? new URL('../../build/site-js/js/', import.meta.url).href;
const { solve } = await import(new URL('formulaire/preuve.js', construit));

const enigme = (nombre, maxnumber) => {
  const salt = 'c0ffee?expires=1';
  return { algorithm: 'SHA-256', salt, challenge: createHash('sha256').update(salt + nombre).digest('hex'), maxnumber };
};

for (const nombre of [0, 1, 255, 256, 700, 1000]) {
  test(`the number ${nombre} is found up to 1000`, async () => assert.equal(await solve(enigme(nombre, 1000)), nombre));
}

test('a number beyond the maximum is not looked for', async () => assert.equal(await solve(enigme(1001, 1000)), -1));

test('once the image changed, nobody looks for its number any more', async () => {
  const etat = { abandoned: false };
  const recherche = solve(enigme(40_000, 1_000_000), etat);
  etat.abandoned = true;
  assert.equal(await recherche, -1);
});
