"""The cases that the form engine of the server and that of the browser must both answer alike.

tests/site/formulaire.test.mjs runs the same file.
"""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from chalicelib.domain.definition import parse
from chalicelib.domain.errors import SaisieInvalide
from chalicelib.domain.formulaire import TypeDeChamp
from chalicelib.domain.messages import MESSAGES
from chalicelib.domain.recapitulatif import display

PARTAGES = json.loads((Path(__file__).parent / "cas_formulaire.json").read_text(encoding="utf-8"))
CAS = PARTAGES["cas"]
RESTE = {
    "titre": "Essai",
    "resume": "Essai",
    "service": "scolaire",
    "compte_requis": True,
    "membres": "tous",
    "icone": "ecole",
    "duree_minutes": 5,
    "delai_jours": 5,
    "silence": "Essai",
}


def definition_of(cas):
    """A case names a definition, or gives a few champs."""
    etapes = [{"nom": "etape", "titre": "Étape", "champs": cas.get("champs")}]
    formulaire = PARTAGES["definitions"][cas["definition"]] if "definition" in cas else {"etapes": etapes}
    return parse({**RESTE, **formulaire}, "essai", 1)


@pytest.mark.parametrize("cas", CAS, ids=[cas["nom"] for cas in CAS])
def test_the_server_answers_the_shared_case(cas):
    definition, attendu, today = definition_of(cas), cas["attendu"], date.fromisoformat(cas["today"])
    assert {date.fromisoformat(jour) for jour in cas.get("feries", ())} <= definition.feries(today)
    if "erreurs" in attendu:
        with pytest.raises(SaisieInvalide) as refus:
            definition.check(cas["reponses"], today)
        trouvees = [{"champ": e.champ, "code": e.code, "detail": e.detail} for e in refus.value.erreurs]
        sans_detail = [{**e, "detail": t["detail"]} for e, t in zip(attendu["erreurs"], trouvees, strict=False)]
        assert trouvees == [{**s, **e} for s, e in zip(sans_detail, attendu["erreurs"], strict=True)]
        return
    gardees = definition.check(cas["reponses"], today)
    assert gardees == attendu["reponses"]
    assert [type(v) for v in gardees.values()] == [type(v) for v in attendu["reponses"].values()]
    if "pieces" in attendu:
        assert [piece.nom for piece in definition.pieces_for(gardees, today)] == attendu["pieces"]
    champs = {champ.nom: champ for etape in definition.etapes for champ in etape.champs}
    for nom, texte in attendu.get("affichage", {}).items():
        assert display(champs[nom], gardees[nom]) == texte


def test_every_sentence_is_in_a_shared_case():
    details = [e["detail"] for cas in CAS for e in cas["attendu"].get("erreurs", []) if "detail" in e]
    phrases = {
        cle: re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(modele)), re.DOTALL)
        for cle, modele in MESSAGES.items()
        if not cle.startswith("partie.")
    }
    assert [cle for cle, phrase in phrases.items() if not any(map(phrase.fullmatch, details))] == []


def test_every_type_of_champ_is_in_a_shared_case():
    assert {champ["type"] for cas in CAS for champ in cas.get("champs", ())} == {t.value for t in TypeDeChamp}
