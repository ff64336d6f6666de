"""The form engine of the browser, in one Node process that answers as long as a test asks."""

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from chalicelib.domain.definition import parse
from chalicelib.domain.errors import SaisieInvalide
from chalicelib.domain.messages import MESSAGES
from tests.domain.generation import RESTE

ROOT = Path(__file__).resolve().parents[2]
FORMULAIRE = ROOT / "static-site/js/formulaire"


def write_modules(folder, sabotages=()):
    """The modules as they are written, with the sentences that the build would give them.

    `sabotages`: (module, text, replacement), each of which must change something.
    """
    (folder / "formulaire").mkdir(parents=True)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    sources = {source.name: source.read_text(encoding="utf-8") for source in FORMULAIRE.glob("*.js")}
    for module, texte, remplacement in sabotages:
        assert texte in sources[module], texte
        sources[module] = sources[module].replace(texte, remplacement)
    sources["messages.js"] = f"export const MESSAGES = {json.dumps(dict(MESSAGES))};"
    sources["messages-rares.js"] = "export const MESSAGES_RARES = {};"
    for nom, source in sources.items():
        (folder / "formulaire" / nom).write_text(source, encoding="utf-8")
    return folder.as_uri() + "/"


@contextmanager
def browser(address):
    """A function that answers as the browser would: {erreurs} or {reponses, lignes, pieces}."""
    command = [sys.executable, "-m", "infra.local.node", "node", str(Path(__file__).with_suffix(".mjs")), address]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:

        def ask(definition, saisies):
            node.stdin.write(json.dumps({"definition": definition, "saisies": saisies}) + "\n")
            node.stdin.flush()
            return json.loads(node.stdout.readline())

        yield ask
        node.stdin.close()


def server(definition, saisies, today):
    """What the server answers, in the same shape."""
    try:
        reponses = definition.check(saisies, today)
    except SaisieInvalide as refus:
        return {"erreurs": [{"champ": e.champ, "code": e.code, "detail": e.detail} for e in refus.erreurs]}
    lignes = [list(ligne) for _, lignes in definition.recapitulatif(reponses) for ligne in lignes]
    return {"reponses": reponses, "lignes": lignes, "pieces": [p.nom for p in definition.pieces_for(reponses, today)]}


def both(ask, ecrite, saisies, today):
    """(the server, the browser)."""
    definition = parse({**RESTE, **ecrite}, "essai", 1)
    feries = sorted(jour.isoformat() for jour in definition.feries(today))
    servie = {**definition.as_json(), "aujourdhui": today.isoformat(), "feries": feries}
    return server(definition, saisies, today), ask(servie, saisies)
