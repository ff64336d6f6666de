// The form engine of the browser, as built, on the cases of the server (tests/domain/test_cas_partages.py).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

const lire = (chemin) => readFileSync(new URL(chemin, import.meta.url), 'utf-8');
const construit = process.env.SITE_JS ?? new URL('../../build/site-js/js/', import.meta.url).href;
const { check, etapesVisibles, piecesFor, prepare } = await import(new URL('formulaire/champs.js', construit));
const { afficher, enLignes } = await import(new URL('formulaire/francais.js', construit));
const { aujourdhui, contexteDe, jour, visible } = await import(new URL('formulaire/conditions.js', construit));
const { definitions, cas } = JSON.parse(lire('../domain/cas_formulaire.json'));

const sourceDe = (un) => ({ ...(definitions[un.definition] ?? { champs: un.champs }), feries: un.feries });
for (const un of cas) await prepare(sourceDe(un));

for (const un of cas) {
  test(`the browser answers the shared case: ${un.nom}`, () => {
    const { nom, reponses, today, attendu } = un;
    const source = sourceDe(un);
    const trouve = check(source, reponses, today);
    const attendues = (attendu.erreurs ?? []).map((e, rang) => ({ detail: trouve.erreurs[rang]?.detail, ...e }));
    assert.deepEqual(trouve.erreurs, attendues, nom);
    if (attendu.erreurs) return;
    assert.deepStrictEqual(trouve.reponses, attendu.reponses);
    if (attendu.pieces) assert.deepEqual(piecesFor(source, reponses, today).map((p) => p.nom), attendu.pieces);
    const champs = (source.etapes ?? [source]).flatMap((e) => e.champs);
    for (const [champ, texte] of Object.entries(attendu.affichage ?? {})) {
      assert.equal(afficher(champs.find((c) => c.nom === champ), trouve.reponses[champ]), texte);
    }
  });
}

test('one étape shows its own errors only, with conditions read from the étapes before it', () => {
  const saisies = { niveau: 'inconnu', garde: 'alternee' };
  const { erreurs } = check(definitions.garde, saisies, '2026-03-27', 'precisions');
  assert.deepEqual(erreurs.map((e) => e.champ), ['rythme']);
  assert.deepEqual(check(definitions.garde, saisies, '2026-03-27', 'fin').erreurs, []);
});

test('the étapes and champs to show follow the answers', () => {
  const noms = (saisies) => etapesVisibles(definitions.garde, saisies).map((e) => [e.nom, e.champs.map((c) => c.nom)]);
  assert.deepEqual(noms({ garde: 'commune' }), [['enfant', ['niveau', 'garde']], ['fin', []]]);
  assert.deepEqual(noms({ garde: 'alternee', rythme: 'x' })[2], ['fin', ['remarque']]);
});

test('without a date, today is the one of Paris', () => {
  assert.match(aujourdhui(), /^\d{4}-\d\d-\d\d$/);
  assert.equal(visible({ champ: 'a', avant: 'aujourdhui' }, { a: jour('aujourdhui-1jour', contexteDe({})) }), true);
  assert.equal(visible({ champ: 'a', avant: 'aujourdhui' }, { a: aujourdhui() }), false);
});

test('a list of champs without any default is enough', () => {
  const champs = ['courriel', 'texte'].map((type) => ({ nom: type, type, libelle: type }));
  const { reponses, erreurs } = check({ champs }, { courriel: 'a@Exemple.fr', texte: 'Lire' });
  assert.deepEqual([reponses, erreurs], [{ courriel: 'a@exemple.fr', texte: 'Lire' }, []]);
});

test('the day that the server says goes before the clock of the browser', () => {
  const source = { aujourdhui: '2026-03-27', champs: [{ nom: 'a', type: 'date', libelle: 'A', max: 'aujourdhui', si: { champ: 'b', avant: 'aujourdhui' } }] };
  source.champs.unshift({ nom: 'b', type: 'date', libelle: 'B' });
  const faux = '2001-01-01';
  const codes = (saisies) => check(source, saisies, faux).erreurs.map((e) => [e.champ, e.code]);
  assert.deepEqual(codes({ b: '2026-03-26', a: '2026-03-28' }), [['a', 'date-max']]);
  assert.deepEqual(codes({ b: '2026-03-26', a: '2026-03-27' }), []);
  assert.deepEqual(etapesVisibles(source, { b: '2026-03-26' }, faux)[0].champs.map((c) => c.nom), ['b', 'a']);
});

test('each entry of a groupe shows the champs that its own answers call for', () => {
  const groupe = cas.find((un) => un.nom === 'groupe: kept, entry by entry');
  const [{ champs }] = etapesVisibles(sourceDe(groupe), groupe.reponses);
  assert.deepEqual(champs[0].lignes.map((ligne) => ligne.map((c) => c.nom)), [['prenom', 'cantine', 'regime'], ['prenom', 'cantine']]);
  assert.deepEqual(champs[0].lignes[0][0].libelle, 'Prénom');
});

test('a groupe is one line a champ in a list', () => {
  const groupe = cas.find((un) => un.nom === 'groupe: kept, entry by entry');
  assert.deepEqual(enLignes(groupe.champs[0], groupe.attendu.reponses.enfants)[3], ['Enfant 2 – Prénom', 'Zoé']);
});

test('a definition of common types fetches nothing', async () => {
  assert.equal(await prepare({ champs: [{ nom: 'a', type: 'texte', libelle: 'A' }, { nom: 'b', type: 'explication', libelle: 'B' }] }), undefined);
});
