"""Answers that a definition accepts, made from the definition itself: for every test that submits a form."""

from datetime import date

from chalicelib.domain.conditions import visible
from chalicelib.domain.formulaire import TypeDeChamp
from chalicelib.domain.jour import Jour

ADRESSE = {"lignes": ["12 rue des Lilas"], "code_postal": "62990", "commune": "Valmont-sur-Lys"}


def minimales(definition, today: date) -> dict:
    """The required champs only."""
    return _suite(_champs(definition), {}, today, tout=False)


def completes(definition, today: date) -> dict:
    """Every champ that can be shown together with the others: each choice is the one that shows the most."""
    champs, reponses = _champs(definition), {}
    for rang, (etape, champ) in enumerate(champs):
        if champ.type is TypeDeChamp.EXPLICATION or not _asked(etape, champ, reponses, today):
            continue
        essais = [{**reponses, champ.nom: valeur} for valeur in _candidates(champ, today, tout=True)]
        suites = [(essai, _suite(champs[rang + 1 :], essai, today, tout=True)) for essai in essais]
        reponses = max((couple for couple in suites if couple[1] is not None), key=lambda couple: len(couple[1]))[0]
    return reponses


def _champs(definition):
    return [(etape, champ) for etape in definition.etapes for champ in etape.champs]


def _asked(etape, champ, reponses, today):
    return visible(etape.si, reponses, today) and visible(champ.si, reponses, today)


def _suite(champs, reponses, today, *, tout):
    """The first way to the end that meets no `arret`; None when there is none."""
    if not champs:
        return reponses
    (etape, champ), *reste = champs
    if not _asked(etape, champ, reponses, today) or not (champ.obligatoire or tout or champ.arret):
        return _suite(reste, reponses, today, tout=tout)
    if champ.type is TypeDeChamp.EXPLICATION:
        return None if champ.arret else _suite(reste, reponses, today, tout=tout)
    fins = (_suite(reste, {**reponses, champ.nom: v}, today, tout=tout) for v in _candidates(champ, today, tout=tout))
    return next((fin for fin in fins if fin is not None), None)


def _candidates(champ, today, *, tout):
    options = [option.valeur for option in champ.options]
    bornes = [b.on(today).isoformat() for b in (champ.max, champ.min) if isinstance(b, Jour)]
    return {
        TypeDeChamp.TEXTE: ["Lire"],
        TypeDeChamp.TEXTE_LONG: ["Une semaine sur deux.\nMerci."],
        TypeDeChamp.NOMBRE: [champ.min if isinstance(champ.min, int) else 1],
        TypeDeChamp.DATE: bornes or [today.isoformat()],
        TypeDeChamp.OUI_NON: [False, True],
        TypeDeChamp.CHOIX: options,
        TypeDeChamp.CHOIX_MULTIPLE: [options if tout else options[:1]],
        TypeDeChamp.COURRIEL: ["amelie.lire@exemple.fr"],
        TypeDeChamp.TELEPHONE: ["+33639981234"],
        TypeDeChamp.ADRESSE: [ADRESSE],
    }[champ.type]
