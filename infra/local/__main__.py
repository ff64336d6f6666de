"""`python -m infra.local --port 8000 --commune valmont-sur-lys`: the whole portal on this machine, until Ctrl-C."""

import argparse
import json
import os
import signal
import sys
import time
from pathlib import Path

from infra.local.console import Refus, say
from infra.local.portal import LOGINS, Options, serving

STARTED = time.monotonic()
PARENT = os.getppid()
"""Read at once: whoever started the portal may go while it is still loading."""


def main() -> int:
    """Exit status: 0 after Ctrl-C or SIGTERM, 1 when the portal could not start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        options = _options()
        say("Portail local\u00a0: préparation…")
        with serving(options) as origin:
            _welcome(origin, options.data)
            _stay(options, origin)
        say("make s’est arrêté\u00a0: le portail aussi.")
    except Refus as refusal:
        print(f"{refusal}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("Portail arrêté.")
    return 0


def _options() -> Options:
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--commune", default="valmont-sur-lys", help="a file of infra/communes, without .toml")
    parser.add_argument("--data", type=Path, default=Path(".local"), help="folder of the data, kept between starts")
    parser.add_argument("--site", type=Path, default=Path("build/site"), help="the built site")
    given = parser.parse_args()
    return Options(given.port, given.commune, given.data.resolve(), given.site)


def _welcome(origin: str, data: Path) -> None:
    took = f"{time.monotonic() - STARTED:.1f}".replace(".", ",")
    say(f"Le portail est prêt ({took}\u00a0s)\u00a0: {origin}")
    say(f"Courriels et SMS envoyés\u00a0: {origin}/_local/courriels/ et {origin}/_local/sms/")
    say("Comptes de démonstration\u00a0:")
    logins = json.loads((data / LOGINS).read_text(encoding="utf-8"))
    for compte in logins["comptes"]:
        say(f"  usager  {compte['identifiant']}  {compte['mot_de_passe']}  ({compte['etat']})")
    for agent in logins["agents"]:
        say(
            f"  agent   {agent['courriel']}  {agent['mot_de_passe']}  ({', '.join(agent['services'] + agent['roles'])})"
        )
    say(f"Données et journaux\u00a0: {data}. Pour arrêter\u00a0: Ctrl-C.")


def _stay(options: Options, origin: str) -> None:
    """Until a signal; and when `make` started the portal, no longer than `make` itself, even killed with -9."""
    from infra.local.relecture import Relecture  # noqa: PLC0415  # the application reads its settings when imported

    relecture = Relecture(options, origin)
    while "MAKELEVEL" not in os.environ or os.getppid() == PARENT:
        time.sleep(0.2)
        relecture.look()


if __name__ == "__main__":
    raise SystemExit(main())
