// The compte between its form and the API: members that move, prénoms, and two changes that meet.
import assert from 'node:assert/strict';
import test from 'node:test';

const construit = process.env.SITE_JS ?? new URL('../../build/site-js/js/', import.meta.url).href;
const { change, sections } = await import(new URL('compte/corps.js', construit));
const { spread } = await import(new URL('compte/lecture.js', construit));
const { definition, fiche, owns } = await import(new URL('compte/definition.js', construit));
const { merge } = await import(new URL('compte/fusion.js', construit));
const { differences } = await import(new URL('compte/differences.js', construit));
const { count, nameOf, one, withBack, withOneMore, without } = await import(new URL('compte/membres.js', construit));
const { verify } = await import(new URL('compte/regles.js', construit));
const { check, etapesVisibles } = await import(new URL('formulaire/champs.js', construit));

const adresse = { lignes: ['12 rue des Tilleuls'], code_postal: '62990', commune: 'Valmont-sur-Lys' };
const enfant = (id, prenoms, plus = {}) => ({ id, lien: 'enfant', nom_naissance: 'Lire', prenoms, naissance: { date: '2019-09-02', lieu: '' }, relation: null, ecole: null, ...plus });
const COMPTE = {
  identifiant: 'amélie.lire', version: 3, communication: 'courriel',
  identite: { civilite: null, nom_naissance: 'Lire', nom_usage: null, prenoms: ['Amélie', 'Rose'], naissance: { date: '1988-05-14', lieu: 'Arras' } },
  coordonnees: { courriel: 'amelie@exemple.fr', telephone: '+33639981234', adresse },
  membres: [enfant('m1', ['Marie Lou']), enfant('m2', ['Léo', 'Paul'], { relation: 'enfant', ecole: 'École Jules-Ferry' })],
};
const changed = (compte, plus) => ({ ...compte, ...plus });
const reponsesOf = (valeurs) => check(fiche(valeurs, count(valeurs)), valeurs, '2026-03-27', '').reponses;

test('a compte shown then sent back untouched says the same', () => {
  const valeurs = spread(COMPTE);
  const { identite, coordonnees, communication, membres } = sections(reponsesOf(valeurs), valeurs, COMPTE);
  assert.deepEqual(identite, { nom_naissance: 'Lire', prenoms: ['Amélie', 'Rose'], naissance: { date: '1988-05-14', lieu: 'Arras' } });
  assert.deepEqual([coordonnees, communication], [COMPTE.coordonnees, 'courriel']);
  assert.deepEqual(membres, [
    { id: 'm1', lien: 'enfant', nom_naissance: 'Lire', prenoms: ['Marie Lou'], naissance: { date: '2019-09-02' } },
    { id: 'm2', lien: 'enfant', nom_naissance: 'Lire', prenoms: ['Léo', 'Paul'], naissance: { date: '2019-09-02' }, relation: 'enfant', ecole: 'École Jules-Ferry' },
  ]);
});

test('« Sauver » sends its own onglet and nothing else', () => {
  const valeurs = spread(COMPTE);
  const noms = (onglet) => Object.keys(change(onglet, reponsesOf(valeurs), valeurs, COMPTE));
  assert.deepEqual(['identite', 'coordonnees', 'foyer'].map(noms), [['identite'], ['coordonnees', 'communication'], ['membres']]);
});

test('prénoms typed anew are told apart by commas, or else by spaces', () => {
  const prenoms = (texte) => sections({ 'membres.0.prenoms': texte }).membres[0].prenoms;
  assert.deepEqual(prenoms('Léo Paul'), ['Léo', 'Paul']);
  assert.deepEqual(prenoms('Marie Lou, Jeanne'), ['Marie Lou', 'Jeanne']);
});

test('a member taken out comes back at their place, with all that was typed', () => {
  const avant = withOneMore(spread(COMPTE));
  assert.equal(count(avant), 3);
  const sans = without(avant, 0);
  assert.deepEqual([count(sans), nameOf(sans, 0), nameOf(sans, 1)], [2, 'Léo Lire', 'Personne 2']);
  assert.deepEqual(withBack(sans, { rang: 0, nom: '', valeurs: one(avant, 0) }), avant);
});

test('a school is asked of children only', () => {
  const noms = (lien) => etapesVisibles(fiche({ 'membres.0.lien': lien }, 1), { 'membres.0.lien': lien }).at(-1).champs.map((c) => c.nom.split('.').at(-1));
  assert.ok(noms('enfant').includes('ecole'));
  assert.ok(!noms('adulte').includes('ecole'));
});

test('the telephone is required by who wants SMS', () => {
  const erreurs = (communication) => check(definition({ communication }, 0), { communication }, '2026-03-27', 'coordonnees').erreurs.map((e) => e.champ);
  assert.ok(erreurs('telephone').includes('coordonnees.telephone'));
  assert.ok(!erreurs('courriel').includes('coordonnees.telephone'));
});

test('every champ that the API may name is in one étape', () => {
  const { etapes } = definition({}, 1);
  const chez = (nom) => etapes.filter((e) => owns(e, nom)).map((e) => e.nom);
  const noms = ['identite.prenoms', 'identite.naissance.lieu', 'coordonnees.adresse.code_postal', 'communication', 'membres', 'membres.0.naissance.date', 'membres.7.ecole', 'securite.reponse'];
  assert.deepEqual(noms.map(chez), [['identite'], ['identite'], ['coordonnees'], ['coordonnees'], ['foyer'], ['foyer'], ['foyer'], ['securite']]);
});

test('what was typed goes on top of what was saved elsewhere, champ by champ', () => {
  const base = spread(COMPTE);
  const frais = spread(changed(COMPTE, { coordonnees: { ...COMPTE.coordonnees, telephone: '+33639980000' } }));
  const fusion = merge(base, frais, { ...base, 'coordonnees.adresse': { ...adresse, lignes: ['3 quai de la Lys', ''] } });
  assert.equal(fusion['coordonnees.telephone'], '+33639980000');
  assert.deepEqual(fusion['coordonnees.adresse'].lignes, ['3 quai de la Lys', '']);
  assert.deepEqual(differences(frais, fusion), [
    { libelle: 'Adresse', avant: '12 rue des Tilleuls, 62990 Valmont-sur-Lys', apres: '3 quai de la Lys, 62990 Valmont-sur-Lys' },
  ]);
});

test('members are matched by their id: added, taken out and changed on both sides', () => {
  const base = spread(COMPTE);
  const frais = spread(changed(COMPTE, { membres: [COMPTE.membres[1], enfant('m3', ['Zoé'])] })); // m1 taken out elsewhere, m3 added
  const mien = { ...withOneMore(base), 'membres.1.ecole': 'École Pasteur', 'membres.2.prenoms': 'Jeanne' };
  const fusion = merge(base, frais, mien);
  const foyer = [...Array(count(fusion)).keys()].map((rang) => one(fusion, rang));
  assert.deepEqual(foyer.map((m) => [m.id, m.prenoms, m.ecole]), [['m2', 'Léo, Paul', 'École Pasteur'], ['m3', 'Zoé', ''], [undefined, 'Jeanne', undefined]]);
});

test('who was taken out elsewhere but changed here is proposed again, as somebody new', () => {
  const base = spread(COMPTE);
  const fusion = merge(base, spread(changed(COMPTE, { membres: [] })), { ...base, 'membres.0.nom_naissance': 'Marchand' });
  assert.equal(count(fusion), 1);
  assert.deepEqual([one(fusion, 0).id, one(fusion, 0).nom_naissance, one(fusion, 0).prenoms], ['', 'Marchand', 'Marie Lou']);
});

test('who was taken out here stays out, whatever was changed elsewhere', () => {
  const base = spread(COMPTE);
  const frais = spread(changed(COMPTE, { membres: [enfant('m1', ['Marie Lou'], { ecole: 'École Pasteur' }), COMPTE.membres[1]] }));
  const fusion = merge(base, frais, without(base, 0));
  assert.deepEqual([count(fusion), nameOf(fusion, 0)], [1, 'Léo Lire']);
});

test('who joins or leaves the foyer is one line, who changes is one a champ', () => {
  const base = spread(COMPTE);
  const lignes = differences(base, { ...withOneMore(without(base, 0)), 'membres.0.ecole': 'École Pasteur', 'membres.1.prenoms': 'Zoé' });
  assert.deepEqual(lignes, [
    { libelle: 'Marie Lou Lire', avant: 'Dans le foyer', apres: 'Absent du foyer' },
    { libelle: 'Léo Lire, école', avant: 'École Jules-Ferry', apres: 'École Pasteur' },
    { libelle: 'Zoé', avant: 'Absent du foyer', apres: 'Dans le foyer' },
  ]);
});

test('a child born before the citizen is told at once, an adult may be', () => {
  const valeurs = (lien) => ({ ...spread(COMPTE), 'membres.1.lien': lien, 'membres.1.naissance.date': '1980-01-01' });
  const erreurs = (lien) => verify(fiche(valeurs(lien), 2), valeurs(lien), 'foyer').erreurs.map((e) => [e.champ, e.code]);
  assert.deepEqual([erreurs('enfant'), erreurs('adulte')], [[['membres.1.naissance.date', 'plus-age-que-vous']], []]);
});

test('an empty line of an address is no difference', () => {
  const base = spread(COMPTE);
  assert.deepEqual(differences(base, { ...base, 'coordonnees.adresse': { ...adresse, lignes: ['12 rue des Tilleuls', ''] } }), []);
});

test('somebody with one name only says so, and is asked for no prénom', () => {
  const typed = { 'identite.sans_prenom': ['oui'], 'identite.nom_naissance': 'Suharto', 'identite.naissance.date': '1961-06-08', 'identite.naissance.lieu': 'Java' };
  const { erreurs, reponses } = check(fiche(typed, 0), typed, '2026-03-27', 'identite');
  assert.deepEqual(erreurs, []);
  assert.deepEqual(sections({ ...reponses, communication: 'courriel' }).identite.prenoms, []);
  const seul = changed(COMPTE, { identite: { ...COMPTE.identite, prenoms: [] } });
  assert.deepEqual(spread(seul)['identite.sans_prenom'], ['oui']);
  assert.equal('identite.sans_prenom' in spread(COMPTE), false);
});

test('a landline is refused for SMS before anything is sent, a foreign number is left to the server', () => {
  const verdict = (telephone, communication = 'telephone') => {
    const valeurs = { ...spread(COMPTE), 'coordonnees.telephone': telephone, communication };
    return verify(fiche(valeurs, 2), valeurs, 'coordonnees').erreurs.map((e) => [e.champ, e.code]);
  };
  assert.deepEqual(verdict('03 21 00 00 01'), [['coordonnees.telephone', 'mobile']]);
  for (const mobile of ['06 39 98 12 34', '+33 7 39 98 12 34', '+32 470 12 34 56']) assert.deepEqual(verdict(mobile), []);
  assert.deepEqual(verdict('03 21 00 00 01', 'courriel'), []);
});
