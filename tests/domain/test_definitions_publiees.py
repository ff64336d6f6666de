"""A published version never changes: demandes keep it, and drafts are read with it."""

import hashlib
import json
from pathlib import Path

from chalicelib.storage.definitions import DOSSIER

PUBLIEES = Path(__file__).parent / "definitions_publiees.json"
"""SHA-256 of each version published, by `<slug>/<version>`. A new version adds its line; no line ever changes."""


def fingerprints():
    fichiers = sorted(DOSSIER.glob("*/*.toml"))
    return {f"{f.parent.name}/{f.stem}": hashlib.sha256(f.read_bytes()).hexdigest() for f in fichiers}


def test_a_published_version_does_not_change():
    publiees, presentes = json.loads(PUBLIEES.read_text(encoding="utf-8")), fingerprints()
    changees = [nom for nom, empreinte in publiees.items() if presentes.get(nom) != empreinte]
    assert changees == [], f"{changees} are published: put these files back as they were, and write the next version"


def test_every_version_shipped_is_written_down_as_published():
    publiees, presentes = json.loads(PUBLIEES.read_text(encoding="utf-8")), fingerprints()
    nouvelles = {nom: empreinte for nom, empreinte in presentes.items() if nom not in publiees}
    assert nouvelles == {}, f"once they are right, add these lines to {PUBLIEES.name}"
