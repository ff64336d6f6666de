"""`python -m infra check`: what an operator or an agent runs by hand; each command says what it did."""

import argparse
from pathlib import Path

from infra import check


def main() -> int:
    """Exit status: 0 when all is well, 1 when something is to be mended."""
    parser = argparse.ArgumentParser(prog="python -m infra", description=__doc__)
    commandes = parser.add_subparsers(dest="commande", required=True)
    commandes.add_parser("check", help="vérifier les définitions des démarches et les fichiers des communes")
    parser.parse_args()
    return check.main(Path(__file__).resolve().parent.parent)


if __name__ == "__main__":
    raise SystemExit(main())
