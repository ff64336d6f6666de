// The form engine of the browser, asked by the tests of the server: one line of JSON in, one line out.
import { createInterface } from 'node:readline';

const lire = (module) => import(new URL(`formulaire/${module}.js`, process.argv[2]));
const [{ check, piecesFor, prepare }, { enLignes }] = await Promise.all(['champs', 'francais'].map(lire));

async function repondre({ definition, saisies }) {
  await prepare(definition);
  const { reponses, erreurs } = check(definition, saisies, '2001-01-01'); // a wrong clock
  if (erreurs.length) return { erreurs };
  const champs = definition.etapes.flatMap((e) => e.champs).filter((c) => Object.hasOwn(reponses, c.nom));
  const lignes = champs.flatMap((c) => enLignes(c, reponses[c.nom]));
  return { reponses, lignes, pieces: piecesFor(definition, saisies, '2001-01-01').map((p) => p.nom) };
}

for await (const ligne of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await repondre(JSON.parse(ligne)))}\n`);
}
