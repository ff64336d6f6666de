"""Answers that a definition accepts, made from the definition itself: for every test that submits a form."""

from datetime import date, timedelta

from chalicelib.domain.conditions import visible
from chalicelib.domain.contexte import Contexte
from chalicelib.domain.formulaire import TypeDeChamp
from chalicelib.domain.jour import Jour

ADRESSE = {"lignes": ["12 rue des Lilas"], "code_postal": "62990", "commune": "Valmont-sur-Lys"}
LENS = {"code": "62498", "nom": "Lens"}
MONS = {"pays": "BE", "nom": "Belgique", "ville": "Mons"}
POINT = {"latitude": 50.43, "longitude": 2.83, "lieu": "devant le 12 rue des Lilas"}
ESSAIS = 20_000
"""Ways tried before a definition is said to have no answer."""


def minimales(definition, today: date) -> dict:
    """The required champs only."""
    return _Recherche(definition, today, tout=False).complete({})


def completes(definition, today: date) -> dict:
    """Every champ that can be shown together with the others: each choice is the one that shows the most."""
    recherche = _Recherche(definition, today, tout=True)
    fixees = {}
    for rang, (etape, champ) in enumerate(recherche.champs):
        if champ.type is TypeDeChamp.EXPLICATION or not recherche.asked(etape, champ, fixees):
            continue
        essais = [{**fixees, champ.nom: valeur} for valeur in recherche.candidates(champ, fixees)]
        suites = [(essai, recherche.complete(essai, rang + 1)) for essai in essais]
        fixees = max((couple for couple in suites if couple[1] is not None), key=lambda couple: len(couple[1]))[0]
    return fixees


class _Recherche:
    """Champ after champ, the first value after which the rest can still be answered."""

    def __init__(self, definition, today, *, tout):
        self.tout = tout
        self.contexte = Contexte(today, definition.feries(today))
        self.champs = [(etape, champ) for etape in definition.etapes for champ in etape.champs]
        self.essais = 0

    def asked(self, etape, champ, reponses):
        return visible(etape.si, reponses, self.contexte) and visible(champ.si, reponses, self.contexte)

    def complete(self, reponses, rang=0):
        """The first way to the end that meets no `arret` and no controle; None when there is none."""
        self.essais += 1
        assert self.essais < ESSAIS, "no answer found"
        if rang and self._wrong(rang, reponses):
            return None
        if rang == len(self.champs):
            return reponses
        etape, champ = self.champs[rang]
        if not self.asked(etape, champ, reponses) or not (champ.obligatoire or self.tout or champ.arret):
            return self.complete(reponses, rang + 1)
        if champ.type is TypeDeChamp.EXPLICATION:
            return None if champ.arret else self.complete(reponses, rang + 1)
        fins = (self.complete({**reponses, champ.nom: v}, rang + 1) for v in self.candidates(champ, reponses))
        return next((fin for fin in fins if fin is not None), None)

    def _wrong(self, rang, reponses):
        """At the end of an étape, whether one of its controles refuses."""
        etape = self.champs[rang - 1][0]
        if rang < len(self.champs) and self.champs[rang][0] is etape:
            return False
        return visible(etape.si, reponses, self.contexte) and any(
            visible(controle.si, reponses, self.contexte) for controle in etape.controles
        )

    def candidates(self, champ, reponses):
        options = [option.valeur for option in champ.options]
        return {
            TypeDeChamp.TEXTE: lambda: ["Lire"[: champ.longueur_max]],
            TypeDeChamp.TEXTE_LONG: lambda: ["Une semaine sur deux.\nMerci."],
            TypeDeChamp.NOMBRE: lambda: _numbers(champ, 1),
            TypeDeChamp.MONTANT: lambda: _numbers(champ, 1250),
            TypeDeChamp.DATE: lambda: self._days(champ, reponses),
            TypeDeChamp.HEURE: lambda: _hours(champ),
            TypeDeChamp.OUI_NON: lambda: [False, True],
            TypeDeChamp.CONSENTEMENT: lambda: [True],
            TypeDeChamp.CHOIX: lambda: options,
            TypeDeChamp.CHOIX_MULTIPLE: lambda: [options if self.tout else options[:1], *([o] for o in options)],
            TypeDeChamp.COURRIEL: lambda: ["amelie.lire@exemple.fr"],
            TypeDeChamp.TELEPHONE: lambda: ["+33639981234"],
            TypeDeChamp.ADRESSE: lambda: [ADRESSE],
            TypeDeChamp.LIEU_NAISSANCE: lambda: [LENS if self.tout else MONS],
            TypeDeChamp.IBAN: lambda: ["FR7630006000011234567890189"],
            TypeDeChamp.SIRET: lambda: ["73282932000074"],
            TypeDeChamp.RNA: lambda: ["W625001234"],
            TypeDeChamp.ECOLE: lambda: options or ["École des Tilleuls"],
            TypeDeChamp.MEMBRE: lambda: self._persons(champ),
            TypeDeChamp.GROUPE: lambda: self._entries(champ, reponses),
            TypeDeChamp.POINT: lambda: [POINT if self.tout else {"lieu": POINT["lieu"]}],
        }[champ.type]()

    def _days(self, champ, reponses):
        """The limits, then days further and further from today: an adult, a child, next month."""
        today = self.contexte.today
        mini, maxi = (
            b.resolve(reponses, self.contexte) if isinstance(b, Jour) else None for b in (champ.min, champ.max)
        )
        ecarts = (0, 1, 8, 21, 45, 100, -30, -400, -4 * 366, -12 * 366, -17 * 366, -30 * 366)
        jours = [maxi, mini, *(today + timedelta(days=ecart) for ecart in ecarts)]
        jours += [borne + timedelta(days=ecart) for borne in (mini, maxi) if borne for ecart in (1, -1, 30, -30)]
        gardes = [j for j in jours if j and (not mini or j >= mini) and (not maxi or j <= maxi)]
        return list(dict.fromkeys(jour.isoformat() for jour in gardes))

    def _persons(self, champ):
        """Somebody whom the compte does not know: their age is that of the rule."""
        ages = (8, 16, 3) if champ.lien == "enfants" else (40, 20, 8)
        naissances = [self.contexte.today - timedelta(days=366 * age) for age in ages]
        return [{"membre": None, "nom": "Lire", "prenoms": "Léo", "naissance": n.isoformat()} for n in naissances]

    def _entries(self, champ, reponses):
        """As many as are required, or two: each is a small form of its own."""
        combien = max(champ.min, min(2, champ.max)) if self.tout else champ.min
        entree = self._entry(champ.champs, reponses, {})
        return [] if entree is None else [[entree] * combien]

    def _entry(self, champs, avant, entree):
        if not champs:
            return entree
        champ, *reste = champs
        ici = {**avant, **entree}
        if not visible(champ.si, ici, self.contexte) or not (champ.obligatoire or self.tout or champ.arret):
            return self._entry(reste, avant, entree)
        if champ.type is TypeDeChamp.EXPLICATION:
            return None if champ.arret else self._entry(reste, avant, entree)
        suites = (self._entry(reste, avant, {**entree, champ.nom: v}) for v in self.candidates(champ, ici))
        return next((suite for suite in suites if suite is not None), None)


def _numbers(champ, usuel):
    bornes = [borne for borne in (champ.min, champ.max) if isinstance(borne, int)]
    dedans = all((champ.min is None or champ.min <= usuel, champ.max is None or usuel <= champ.max))
    return list(dict.fromkeys([*([usuel] if dedans else []), *bornes]))


def _hours(champ):
    heures = [champ.min, "10:00", "12:00", "18:00", "22:00", champ.max]
    return [h for h in dict.fromkeys(heures) if h and (champ.min or "") <= h <= (champ.max or "23:59")]
