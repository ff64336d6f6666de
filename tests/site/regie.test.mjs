// What the pages of régisseurs read by themselves: a file's first lines, amounts, days.
import assert from 'node:assert/strict';
import test from 'node:test';

const construit = process.env.SITE_JS ?? new URL('../../build/site-js/js/', import.meta.url).href;
const { decode, guessEncodage, guessSeparateur, match, quote, rows } = await import(new URL('regie/csv.js', construit));
const { centimes, milliemes, produit } = await import(new URL('regie/nombres.js', construit));
const { deuxMois, ecrireJour, lireJour } = await import(new URL('regie/jours.js', construit));

const utf8 = (texte) => new TextEncoder().encode(texte).buffer;

test('cells in quotes hold separators, line feeds and quotes written twice', () => {
  const texte = 'n;nom;mots\r\n1;"Le ""Grand"";\nDuc";fin\r\n\r\n;;\n2;;"x"';
  assert.deepEqual(rows(texte, ';', 9), [['n', 'nom', 'mots'], ['1', 'Le "Grand";\nDuc', 'fin'], ['2', '', 'x']]);
  assert.deepEqual(rows('a|b\nc|d', '|', 1), [['a', 'b']]);
  assert.deepEqual(rows('a\tb', '\t', 1), [['a', 'b']]);
});

test('quotes in the wrong place are shown as they are: the server says which line is at fault', () => {
  assert.deepEqual(rows('a;b\n"x"y;z', ';', 9), [['a', 'b'], ['"x"y', 'z']]);
  assert.deepEqual(rows('a;"b\nc', ';', 9), [['a', 'b\nc']]);
  assert.deepEqual(rows('', ';', 9), []);
});

test('a cell that is written is no formula for a spreadsheet', () => {
  const ecrites = ['=1+1', ' +A1', '-2', '@x', '\t=1', '\nx'].map(quote);
  assert.deepEqual(ecrites, [`"'=1+1"`, `"' +A1"`, `"'-2"`, `"'@x"`, `"'\t=1"`, `"'\nx"`]);
  assert.deepEqual(['Montant', 3, 'dit "non"', 'a=b'].map(quote), ['"Montant"', '"3"', '"dit ""non"""', '"a=b"']);
});

test('a file says itself how its accents and its columns are written', () => {
  const windows = Uint8Array.from([0x50, 0xe9, 0x72, 0x3b, 0x62]).buffer; // « Pér;b »
  assert.equal(guessEncodage(windows), 'windows-1252');
  assert.equal(decode(windows, 'windows-1252'), 'Pér;b');
  assert.equal(guessEncodage(utf8('Période;b')), 'utf-8');
  assert.equal(guessEncodage(utf8('Péri').slice(0, 2)), 'utf-8'); // cut inside a character
  assert.equal(decode(utf8('\ufeffn;b'), 'utf-8'), 'n;b');
  assert.equal(guessSeparateur('a,b;c,d\n1;2'), ',');
});

test('a heading is found whatever its case, accents and spaces, the expected one first', () => {
  const attendus = { numero: ['N° facture', 'numero'], periode: ['Période'], avoir: ['Avoir sur'] };
  assert.deepEqual(match(['PERIODE', 'numero', 'n°Facture'], attendus), { numero: 'n°Facture', periode: 'PERIODE', avoir: '' });
});

for (const [texte, attendu] of [['12,5', 1250], ['1 234,50 €', 123450], ['0.05', 5], ['3,455', NaN], ['-3', NaN], ['', NaN], ['12 34', NaN], ['1e3', NaN]]) {
  test(`an amount: « ${texte} »`, () => assert.equal(centimes(texte), attendu));
}

test('a line is worth its quantity by its price, half a centime up', () => {
  assert.equal(milliemes('1,5'), 1500);
  assert.equal(produit({ quantite: '1,5', prix: '3,45' }), 518);
  assert.equal(produit({ quantite: 'deux', prix: '3,45' }), NaN);
});

for (const [texte, attendu] of [['27/3/2026', '2026-03-27'], ['01.12.2026', '2026-12-01'], ['31/02/2026', ''], ['2026-03-27', ''], ['27/03/26', '']]) {
  test(`a day: « ${texte} »`, () => assert.equal(lireJour(texte), attendu));
}

test('a day is written as it is typed', () => assert.equal(lireJour(ecrireJour('2026-03-27')), '2026-03-27'));

test('what must be looked at is that of the month and of the one before', () => {
  assert.deepEqual(['2026-11-24', '2026-01-31', '2028-03-01'].map(deuxMois), [['2026-11', '2026-10'], ['2026-01', '2025-12'], ['2028-03', '2028-02']]);
});
