"""Numéros read over the telephone: what the check symbol tells, and the one thing it cannot."""

import re
from itertools import permutations

import pytest
from stdnum import luhn

from chalicelib.domain.numero import ALPHABET, QUITTANCE, SHAPE, dash, derive, is_valid, read

NUMEROS = [derive("D", 2026, f"graine {rang}") for rang in range(40)]


def symbols(numero):
    """The eight symbols under the check, without the prefix."""
    return numero[4:8] + numero[9:]


def written(numero, eight):
    return f"{numero[:4]}{eight[:4]}-{eight[4:]}"


@pytest.mark.parametrize("annee", [1999, 2000, 2026, 2100])
def test_a_numero_has_its_shape_and_its_year(annee):
    numero = derive("D", annee, "graine")
    assert re.fullmatch(r"D\d\d-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", numero)
    assert numero[1:3] == str(annee)[2:]
    assert is_valid(numero)


def test_no_symbol_is_taken_for_another():
    assert len(set(ALPHABET)) == 32
    assert not set("01OI") & set(ALPHABET)


def test_the_same_request_always_gives_the_same_numero():
    assert derive("D", 2026, "une clé") == "D26-TPQX-MTAY"
    assert derive("D", 2026, "une clé", 0) == derive("D", 2026, "une clé")


def test_another_essai_request_or_prefix_gives_another_numero():
    numeros = {derive(p, 2026, g, e) for p in "DR" for g in ("une clé", "une autre") for e in range(5)}
    assert len(numeros) == 20
    assert len({symbols(derive("D", 2026, "une clé", essai)) for essai in range(200)}) == 200


def test_every_symbol_is_drawn_everywhere():
    numeros = [symbols(derive("D", 2026, str(graine))) for graine in range(2000)]
    assert all({numero[rang] for numero in numeros} == set(ALPHABET) for rang in range(8))


@pytest.mark.parametrize("numero", NUMEROS)
def test_one_wrong_symbol_is_always_found(numero):
    vrai = symbols(numero)
    for rang in range(8):
        for autre in set(ALPHABET) - {vrai[rang]}:
            assert not is_valid(written(numero, vrai[:rang] + autre + vrai[rang + 1 :]))


def test_neighbours_exchanged_are_always_found_but_2_and_z():
    """Doubling 0 or 31 modulo 32, digits summed, adds the same to both: Luhn's 09 and 90, here 2Z and Z2."""
    manquees = set()
    for gauche, droite in permutations(ALPHABET, 2):
        for rang in range(7):
            fabrique = next(
                n for c in ALPHABET if is_valid(n := f"D26-{with_pair(gauche + droite, rang, c)}") and len(n) == 13
            )
            echange = with_pair(droite + gauche, rang, control(fabrique, rang))
            if is_valid(f"D26-{echange}"):
                manquees.add(gauche + droite)
    assert manquees == {"2Z", "Z2"}


def with_pair(pair, rang, control_symbol):
    """Eight symbols with `pair` at `rang`; the free one after or before it makes the check agree."""
    libre = 0 if rang > 0 else 7
    eight = list("7KQF3MXP")
    eight[rang], eight[rang + 1] = pair
    eight[libre] = control_symbol
    return "".join(eight[:4]) + "-" + "".join(eight[4:])


def control(numero, rang):
    return symbols(numero)[0 if rang > 0 else 7]


@pytest.mark.parametrize(
    "numero",
    [
        "",
        "D26",
        "D26-TPQXMTAY",
        "d26-tpqx-mtay",
        " D26-TPQX-MTAY",
        "D26-TPQX-MTAY\n",
        "D26-TPQX-MTAY ",
        "26-TPQX-MTAY",
        "D26-TPQO-MTAY",
        "D26-TPQX-MTAYV",
        "D２６-TPQX-MTAY",
        "D٢٦-TPQX-MTAY",
        "D26-TPQX-MTAY" * 200,
    ],
)
def test_what_has_not_the_shape_is_no_numero(numero):
    assert not is_valid(numero)


def test_the_shape_has_one_writing_only():
    assert SHAPE.fullmatch("D26-TPQX-MTAY")
    assert is_valid("D26-TPQX-MTAY")


@pytest.mark.parametrize(
    "write", [str, str.lower, lambda n: n.replace("-", ""), lambda n: f" {n.replace('-', ' – ')} "]
)
def test_a_numero_is_read_however_it_is_typed(write):
    assert [read(write(numero)) for numero in NUMEROS] == NUMEROS


@pytest.mark.parametrize("saisi", ["", "D26-7KQF-3MXQ", "x" * 9000, "D26-7KQF", "é" * 11, "D26-7KQF-3MXP-D26"])
def test_what_is_no_numero_is_read_as_none(saisi):
    assert read(saisi) is None


def test_a_quittance_has_three_groups_its_last_symbol_checks_and_it_is_no_numero_of_a_demande():
    numero = derive("V", 2026, "graine", groupes=QUITTANCE)
    assert re.fullmatch(r"V26(-[2-9A-HJ-NP-Z]{4}){3}", numero)
    assert luhn.is_valid(numero[4:].replace("-", ""), ALPHABET)
    assert not is_valid(numero)
    assert len({derive("V", 2026, str(graine), groupes=QUITTANCE) for graine in range(2000)}) == 2000


def test_a_quittance_is_found_again_from_what_the_payment_carried():
    numero = derive("C", 2027, "graine", groupes=QUITTANCE)
    assert re.fullmatch("[A-Z0-9]{6,30}", numero.replace("-", ""))
    assert dash(numero.replace("-", "")) == numero
