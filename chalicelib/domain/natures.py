"""What kinds of justificatifs there are, so that one already given can be recognised in another démarche."""

from collections.abc import Mapping

AUTRE = "autre"
"""Of no kind that two démarches share: never used again."""

NATURES: Mapping[str, str] = {
    "identite": "Pièce d’identité",
    "domicile": "Justificatif de domicile",
    "livret_famille": "Livret de famille",
    "acte_naissance": "Acte de naissance",
    "autorite_parentale": "Décision sur la garde des enfants",
    "ressources": "Justificatif de ressources",
    "impot": "Avis d’imposition",
    "caf": "Attestation de la CAF",
    "assurance": "Attestation d’assurance",
    "vaccins": "Carnet de vaccination",
    "medical": "Certificat médical",
    "nationalite": "Justificatif de nationalité",
    "association": "Statuts ou récépissé de l’association",
    "entreprise": "Extrait Kbis ou avis SIRENE",
    "bancaire": "Relevé d’identité bancaire",
    AUTRE: "Autre document",
}
"""Words by nature."""
