"""Counting what passwords cost."""

import argon2._password_hasher
import pytest


@pytest.fixture
def hashes(monkeypatch):
    """Argon2 computations, counted under the library's own class."""
    compteur = []
    for nom in ("hash_secret", "verify_secret"):
        vrai = getattr(argon2._password_hasher, nom)  # noqa: SLF001 (where the library calls its C code)

        def compte_un(*args, vrai=vrai, **kwargs):
            compteur.append(vrai.__name__)
            return vrai(*args, **kwargs)

        monkeypatch.setattr(argon2._password_hasher, nom, compte_un)  # noqa: SLF001
    return compteur
