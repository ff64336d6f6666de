"""The DGFiP's statement: read strictly, compared with what the portal says was paid."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from chalicelib.domain import concordance, releve_dgfip
from chalicelib.domain.concordance import Nature
from chalicelib.domain.errors import SaisieInvalide
from chalicelib.domain.paiement import Etat, Moyen, Paiement, Part
from chalicelib.domain.releve_dgfip import LigneDeReleve
from tests.problemes import check_french

LE = datetime(2026, 11, 20, 10, tzinfo=UTC)
JOUR = date(2026, 11, 20)
REFDET = "V267KQF3MXPABCD"


def releve(*lignes, pied="PIED-DE-PAGE"):
    return "\n".join(["EN-TETE;006382", *(f"LIGNE;{ligne}" for ligne in lignes), pied])


def paiement(refdet=REFDET, **changes):
    une = Paiement(f"id-{refdet}", "c1", "ville", Etat.PAYE, Moyen.CARTE, 4250, refdet, "a@b.fr", LE, ())
    return replace(une, **{"paye_le": LE, "parts": (Part("f", "1", 4250),)} | changes)


def compare(texte, *paiements):
    compared = concordance.compare(releve_dgfip.parse(texte), paiements)
    return compared.concordantes, [(d.nature, d.refdet, d.paiement) for d in compared.differences]


def refusal(texte):
    with pytest.raises(SaisieInvalide) as refus:
        releve_dgfip.parse(texte)
    phrases = [erreur.detail for erreur in refus.value.erreurs]
    assert {erreur.champ for erreur in refus.value.erreurs} == {"contenu"}
    for phrase in phrases:
        check_french(phrase)
    return phrases


@pytest.mark.parametrize("jour", ["20/11/2026", "20112026", "2026-11-20"])
@pytest.mark.parametrize("montant", ["4250", "42,50", "42.50"])
def test_a_line_is_read_in_each_way_that_it_may_be_written(jour, montant):
    lu = releve_dgfip.parse(releve(f"{jour};{REFDET};{montant}"))
    assert lu.lignes == (LigneDeReleve(2, JOUR, REFDET, 4250),)


@pytest.mark.parametrize("fin", ["\r\n", "\n", "\n\n", ";\r\n"])
def test_ends_of_lines_blank_lines_and_a_byte_order_mark_change_nothing(fin):
    texte = "\ufeff" + releve(f"20112026;{REFDET};4250", f"20112026;{REFDET}2;100").replace("\n", fin) + fin
    assert releve_dgfip.parse(texte).total == 4350


def test_each_bad_line_is_told_by_its_number():
    bad = [
        f"31022026;{REFDET};4250",
        f"le 20;{REFDET};4250",
        "20112026;V26-7;4250",
        f"20112026;{REFDET};0",
        f"20112026;{REFDET};-4250",
        f"20112026;{REFDET};42,505",
        f"20112026;{REFDET};99999999",
        f"20112026;{REFDET}",
        f"20112026;{REFDET};4250;de trop",
        f"٢٠112026;{REFDET};4250",
    ]
    phrases = refusal(releve(f"20112026;{REFDET};4250", *bad))
    assert [phrase.split("\u00a0")[0] for phrase in phrases] == [f"Ligne {rang}" for rang in range(3, 13)]


def test_a_line_of_another_kind_is_told_and_very_many_are_counted():
    assert refusal("EN-TETE\nTOTAL;1;2;3\nPIED-DE-PAGE")[0].startswith("Ligne 2")
    phrases = refusal(releve(*["x"] * 150))
    assert (len(phrases), phrases[-1]) == (101, "Et 50 autres lignes à corriger.")


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "EN-TETE",
        "PIED-DE-PAGE\nEN-TETE",
        f"EN-TETE\nLIGNE;20112026;{REFDET};4250",
        f"LIGNE;20112026;{REFDET};4250\nPIED-DE-PAGE",
        "EN-TETE\nPIED-DE-PAGE",
        "date;montant\n20/11/2026;42,50",
        "\x00" * 50,
        "x" * 200_001,
    ],
)
def test_what_is_not_a_whole_statement_is_refused(texte):
    assert len(refusal(texte)) == 1


@pytest.mark.parametrize("pied", ["", ";2", ";4350", ";2;4350", ";2;43,50", ";;"])
def test_a_foot_that_tells_the_right_sums_is_taken(pied):
    deux = (f"20112026;{REFDET};4250", f"20112026;{REFDET}2;100")
    assert len(releve_dgfip.parse(releve(*deux, pied=f"PIED-DE-PAGE{pied}")).lignes) == 2


@pytest.mark.parametrize("pied", [";3", ";4250", ";2;4250", ";3;4350", ";4350;2", ";2;4350;1", ";fin"])
def test_a_foot_that_tells_other_sums_means_a_truncated_file(pied):
    deux = (f"20112026;{REFDET};4250", f"20112026;{REFDET}2;100")
    assert refusal(releve(*deux, pied=f"PIED-DE-PAGE{pied}"))[0].startswith("Ligne 4")


def test_a_statement_covers_a_month_at_the_most():
    assert "31 jours" in refusal(releve(f"01102026;{REFDET};4250", f"01112026;{REFDET}2;4250"))[0]
    assert releve_dgfip.parse(releve(f"01102026;{REFDET};4250", f"31102026;{REFDET}2;4250")).lignes


@pytest.mark.parametrize("jour", ["20112026", "21112026"])
def test_a_payment_received_the_same_day_or_the_next_one_agrees(jour):
    assert compare(releve(f"{jour};{REFDET};4250"), paiement()) == (1, [])


@pytest.mark.parametrize("jour", ["19112026", "22112026"])
def test_another_day_is_a_difference(jour):
    assert compare(releve(f"{jour};{REFDET};4250"), paiement()) == (0, [(Nature.DATE, REFDET, f"id-{REFDET}")])


def test_the_day_is_that_of_the_town_hall():
    tard = paiement(paye_le=datetime(2026, 11, 19, 23, 30, tzinfo=UTC))
    assert compare(releve(f"21112026;{REFDET};4250"), tard) == (1, [])


def test_each_difference_is_listed_by_its_nature():
    texte = releve(
        f"20112026;{REFDET};4200",
        "20112026;JAMAISVU1;100",
        "20112026;EXPIRE123;4250",
        "20112026;DOUBLE123;4250",
        "20112026;DOUBLE123;4250",
    )
    ours = (
        paiement(),
        paiement("EXPIRE123", etat=Etat.EXPIRE, paye_le=None, libere=True),
        paiement("DOUBLE123"),
        paiement("ABSENT123"),
        paiement("ATTENTE12", etat=Etat.INITIE, paye_le=None),
        paiement("GUICHET12", moyen=Moyen.CHEQUE),
        paiement("AVANT1234", paye_le=LE.replace(day=19)),
    )
    assert compare(texte, *ours) == (
        1,
        [
            (Nature.MONTANT, REFDET, f"id-{REFDET}"),
            (Nature.INCONNU_DU_PORTAIL, "JAMAISVU1", ""),
            (Nature.INCONNU_DU_PORTAIL, "EXPIRE123", "id-EXPIRE123"),
            (Nature.EN_DOUBLE, "DOUBLE123", "id-DOUBLE123"),
            (Nature.ABSENT_DU_RELEVE, "ABSENT123", "id-ABSENT123"),
        ],
    )


def test_only_a_payment_of_ours_that_is_not_paid_is_to_be_asked_about():
    texte = releve("20112026;JAMAISVU1;100", "20112026;EXPIRE123;4250")
    expire = paiement("EXPIRE123", etat=Etat.EXPIRE, paye_le=None, libere=True)
    compared = concordance.compare(releve_dgfip.parse(texte), [expire])
    assert concordance.to_ask(compared) == ("id-EXPIRE123",)


def test_the_days_compared_reach_around_those_of_the_statement():
    jours = concordance.period(releve_dgfip.parse(releve(f"20112026;{REFDET};4250", f"22112026;{REFDET}2;100")))
    assert (jours[0], jours[-1], len(jours)) == (date(2026, 11, 17), date(2026, 11, 23), 7)
