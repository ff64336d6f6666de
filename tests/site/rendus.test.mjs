// What fields show, places in words, lines that move: the pure parts of the rendering.
import assert from 'node:assert/strict';
import test from 'node:test';

const construit = process.env.SITE_JS ?? new URL('../../build/site-js/js/', import.meta.url).href;
const { euros, spaced } = await import(new URL('formulaire/rendus/ecriture.js', construit));
const { inWords, position } = await import(new URL('formulaire/rendus/position.js', construit));
const { renamed } = await import(new URL('formulaire/rendus/lignes.js', construit));

test('cents read as one types euros, and what is being typed stays', () => {
  assert.deepEqual([1250, 1200, 5, 0, '12,', undefined].map(euros), ['12,50', '12', '0,05', '0', '12,', '']);
});

test('a whole IBAN or SIRET gets spaces, an unfinished one none', () => {
  assert.equal(spaced('fr7630006000011234567890189'), 'FR76 3000 6000 0112 3456 7890 189');
  assert.equal(spaced('732 82932000074'), '732 829 320 00074');
  assert.deepEqual(['FR76 30', '7328293200007', 'bonjour', ''].map(spaced), [undefined, undefined, undefined, undefined]);
});

test('a position keeps six decimals and says which hemisphere', () => {
  assert.deepEqual(position(50.43218349, -2.834121), { latitude: 50.432183, longitude: -2.834121 });
  assert.equal(inWords({ latitude: 50.432183, longitude: 2.834 }), '50,43218°\u00a0N, 2,834°\u00a0E');
  assert.equal(inWords({ latitude: -21.1, longitude: -61.05 }), '21,1°\u00a0S, 61,05°\u00a0O');
});

test('when a line goes, those after it move up and what it held is forgotten', () => {
  const noms = ['enfants', 'enfants.0.prenom', 'enfants.1.prenom', 'enfants.2.naissance', 'enfants.10.lieu.pays', 'enfantsages.1.x', 'nom'];
  assert.deepEqual(noms.map((nom) => renamed(nom, 'enfants', 1, -1)),
    ['enfants', 'enfants.0.prenom', '', 'enfants.1.naissance', 'enfants.9.lieu.pays', 'enfantsages.1.x', 'nom']);
});

test('when it comes back, they move down again', () => {
  assert.deepEqual(['enfants.0.prenom', 'enfants.1.prenom'].map((nom) => renamed(nom, 'enfants', 1, 1)), ['enfants.0.prenom', 'enfants.2.prenom']);
});
