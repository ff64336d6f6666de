// Which draft one goes on with, and what a newer form keeps of it: the pure part of js/demarche/.
import assert from 'node:assert/strict';
import test from 'node:test';

const construit = process.env.SITE_JS ?? new URL('../../build/site-js/js/', import.meta.url).href;
const { choose, merge } = await import(new URL('demarche/reprise.js', construit));
const { carry, libelles } = await import(new URL('demarche/report.js', construit));

const MIDI = Date.parse('2026-11-23T12:00:00Z');
const inscrit = (revision, modifie_le = '2026-11-23T12:00:00Z') => ({ demarche: 'essai', revision, modifie_le });

for (const [cas, local, distant, su, attendu] of [
  ['nothing anywhere', undefined, undefined, true, { source: 'aucun' }],
  ['only in the compte', undefined, inscrit(4), true, { source: 'compte' }],
  ['only here', { le: MIDI, a_envoyer: true }, undefined, true, { source: 'appareil' }],
  ['nobody knows what the compte holds', { le: MIDI, revision: 4 }, undefined, false, { source: 'appareil' }],
  ['sent from elsewhere', { le: MIDI, revision: 4, a_envoyer: false }, undefined, true, { source: 'aucun' }],
  ['sent from elsewhere, with more typed here', { le: MIDI, revision: 4, a_envoyer: true }, undefined, true, { source: 'appareil' }],
  ['the same', { le: MIDI, revision: 4, a_envoyer: false }, inscrit(4), true, { source: 'appareil' }],
  ['more typed here', { le: MIDI, revision: 4, a_envoyer: true }, inscrit(4), true, { source: 'appareil' }],
  ['more typed elsewhere', { le: MIDI, revision: 4, a_envoyer: false }, inscrit(5), true, { source: 'compte' }],
  ['more typed here and elsewhere, here last', { le: MIDI + 1, revision: 4, a_envoyer: true }, inscrit(5), true, { source: 'appareil', rival: true }],
  ['more typed here and elsewhere, here first', { le: MIDI - 1, revision: 4, a_envoyer: true }, inscrit(5), true, { source: 'compte', rival: true }],
  ['a clock two hours late', { le: MIDI - 7_200_000 + 1, ecart: 7_200_000, revision: 4, a_envoyer: true }, inscrit(5), true, { source: 'appareil', rival: true }],
]) {
  test(`a draft found again: ${cas}`, () => assert.deepEqual(choose(local, distant, su), attendu));
}

const champ = (nom, type, plus = {}) => ({ nom, type, libelle: `Libellé ${nom}`, ...plus });
const options = [{ valeur: 'a', libelle: 'A' }, { valeur: 'b', libelle: 'B' }];
const definition = { etapes: [{ champs: [champ('nom', 'texte'), champ('lieu', 'lieu_naissance'), champ('choix', 'choix', { options }), champ('plusieurs', 'choix_multiple', { options })] }] };

test('a newer form keeps what it still asks, in the shape that it takes, and names the rest', () => {
  const valeurs = { 'qui.membre': 'autre', nom: 'Lire', lieu: 'Lens', choix: 'c', plusieurs: ['a'], surnom: 'Zouzou', vide: '' };
  assert.deepEqual(carry(definition, valeurs, { surnom: 'Surnom', lieu: 'Commune' }), {
    valeurs: { 'qui.membre': 'autre', nom: 'Lire', plusieurs: ['a'] },
    perdues: ['Commune', 'Libellé choix', 'Surnom'],
  });
});

test('an option that is gone is lost alone, a false is an answer', () => {
  const oui = { etapes: [{ champs: [champ('accord', 'oui_non')] }] };
  assert.deepEqual(carry(oui, { accord: false }), { valeurs: { accord: false }, perdues: [] });
  assert.deepEqual(carry(definition, { plusieurs: ['a', 'c'] }).perdues, ['Libellé plusieurs']);
});

test('what is answered is named by its libellé', () => {
  assert.deepEqual(libelles(definition, { nom: 'Lire', inconnu: 'x' }), { nom: 'Libellé nom' });
});

test('« À terminer » shows each draft once, and none that was sent from elsewhere', () => {
  const compte = [{ demarche: 'essai', titre: 'Essai', commence_le: '2026-11-20T08:00:00Z', expire_le: '2027-02-20' }];
  const local = (slug, plus) => ({ slug, titre: slug, le: MIDI, ...plus });
  const merged = merge(compte, [local('essai'), local('parti', { revision: 3, a_envoyer: false }), local('ici', { a_envoyer: true }), { titre: 'Créer un compte', le: MIDI }]);
  assert.deepEqual(merged.map(({ slug, expire }) => [slug, expire]), [['essai', '2027-02-20'], ['ici', undefined]]);
});
