// A payment as its page tells it: what each state means for who paid, and when the page looks again by itself.
import assert from 'node:assert/strict';
import test from 'node:test';

const construit = process.env.SITE_JS ?? new URL('../../build/site-js/js/', import.meta.url).href;
const { isPending, restant, stage } = await import(new URL('paiement/connu.js', construit));
const { Attente } = await import(new URL('paiement/attente.js', construit));

const paiement = (etat, plus = {}) => ({ etat, libere: false, verification: false, libre_a: null, ...plus });

test('nothing is called refused, abandoned or expired as long as it may still be paid', () => {
  const attendus = [
    [paiement('initie', { verification: true }), 'verification', true],
    [paiement('paye', { quittance: 'V26-7KQF-3MXP-ABCD', verification: true }), 'paye', false],
    [paiement('paye', { quittance: null, a_rembourser: true }), 'double', false],
    [paiement('paye', { quittance: null, rembourse_le: '2026-11-24T10:02:00Z' }), 'rembourse', false],
    [paiement('initie', { verification: true, non_concordant: true }), 'discordant', true],
    [paiement('refuse', { libere: true }), 'refuse', false],
    [paiement('abandonne', { verification: true, libre_a: '2026-11-23T10:02:00Z' }), 'suspendu', true],
    [paiement('abandonne', { verification: true }), 'verification', true],
    [paiement('abandonne', { libere: true }), 'abandonne', false],
    [paiement('expire', { verification: true }), 'verification', true],
    [paiement('expire', { libere: true }), 'expire', false],
  ];
  for (const [p, etape, suite] of attendus) assert.deepEqual([stage(p), isPending(p)], [etape, suite], JSON.stringify(p));
});

test('the time left is that of an abandon at most, whatever the clock of the device says', () => {
  const fin = '2026-11-23T10:02:00Z';
  const at = (heure) => restant(fin, Date.parse(`2026-11-23T${heure}Z`)).replaceAll('\u00a0', ' ');
  assert.deepEqual(['10:00:30', '10:01:55.5', '08:00:00', '11:00:00'].map(at), ['1 min 30 s', '0 min 05 s', '2 min 00 s', '0 min 00 s']);
});

/** A page whose time is ours, seen or hidden. */
function onPage(t) {
  let turn = () => undefined;
  globalThis.document = { hidden: false, addEventListener: (_, listener) => (turn = listener) };
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => delete globalThis.document);
  return (hidden) => turn(void (globalThis.document.hidden = hidden));
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('the page looks after 2, 3, 5, 8 seconds, then every 15, until it is stopped', async (t) => {
  onPage(t);
  let regards = 0;
  const attente = new Attente(async () => void (regards += 1));
  attente.start();
  attente.start();
  for (const secondes of [2, 3, 5, 8, 15, 15]) {
    const avant = regards;
    t.mock.timers.tick(secondes * 1000 - 1);
    await settled();
    assert.equal(regards, avant);
    t.mock.timers.tick(1);
    await settled();
    assert.equal(regards, avant + 1);
  }
  attente.stop();
  t.mock.timers.tick(60_000);
  await settled();
  assert.equal(regards, 6);
});

test('a hidden page asks nothing, and asks at once when it is seen again', async (t) => {
  const show = onPage(t);
  let regards = 0;
  const attente = new Attente(async () => void (regards += 1));
  attente.start();
  show(true);
  t.mock.timers.tick(600_000);
  await settled();
  assert.equal(regards, 0);
  show(false);
  await settled();
  assert.equal(regards, 1);
  t.mock.timers.tick(3000);
  await settled();
  assert.equal(regards, 2);
});
