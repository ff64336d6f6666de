"""What the table of retention promises, the template and the code do (RGPD, article 5)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain import conservation, limites
from chalicelib.domain.conservation import CONSERVATIONS, Application
from chalicelib.domain.courriel import ESSAIS
from chalicelib.domain.essais import Essais
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.import_travail import Travail
from chalicelib.domain.journal import Ligne
from chalicelib.domain.quota import Quota
from chalicelib.domain.session import Genre
from chalicelib.storage.identifiants import Acces
from chalicelib.storage.tables import JournalItem, OutboxItem
from chalicelib.storage.tables_acces import CryptogrammeItem, IdentifiantItem, LimiteItem, SessionItem
from chalicelib.storage.tables_demarches import FichierItem, MesureItem
from chalicelib.storage.tables_factures import FactureItem, PaiementItem, TravailItem
from infra import tables
from tests.exemples import courriel, line_of
from tests.facturation import FORMAT
from tests.factures import emitted, paid

BUCKET = tables._outputs("AWS::S3::Bucket")[0][1]  # noqa: SLF001 (the template itself is what is tested)
RULES = {rule["Id"]: rule for rule in BUCKET["LifecycleConfiguration"]["Rules"]}


def write_journal():
    storage.journal.record(Ligne("compte:c1", "modification", "c1", clock.now()))
    return next(JournalItem.scan()).expire_le


def send_a_mail():
    storage.commit(storage.outbox.deposit(courriel(depose_le=clock.now())))
    services.courriels.send_pending()
    item = OutboxItem.get("courriel-1")
    assert item.variables == {}
    return item.expire_le


def give_up_a_mail():
    storage.commit(storage.outbox.deposit(courriel(depose_le=clock.now())))
    OutboxItem("courriel-1").update([OutboxItem.essais.set(ESSAIS)])
    services.courriels.send("courriel-1")
    return OutboxItem.get("courriel-1").expire_le


def open_a_session():
    _, session = services.sessions.new(Genre.USAGER, "c1")
    storage.sessions.save(session)
    return next(SessionItem.scan()).expire_le


def try_a_name_that_nobody_has():
    now = clock.now()
    storage.identifiants.count_try(Acces("personne"), Essais().one_more(now), now)
    return next(IdentifiantItem.scan()).expire_le


def show_a_cryptogramme():
    services.cryptogrammes.create()
    return next(CryptogrammeItem.scan()).expire_le


def count_what_an_address_does():
    """In the middle of a window, which may end sooner."""
    longest = max((v for v in vars(limites).values() if isinstance(v, limites.Limite)), key=lambda v: v.fenetre)
    services.limites.count(longest, "192.0.2.1")
    return next(LimiteItem.scan()).expire_le


def count_a_quota():
    """Of an event of next year, the latest there may be."""
    definition = replace(storage.definitions.get("portage-repas"), quotas=(Quota("qui", 5, "le", "Trop."),))
    reponses = {"qui": "Les Amis du moulin", "le": f"{clock.today().year + 1}-06-01"}
    storage.commit(*services.quotas.take(definition, reponses))
    return next(MesureItem.scan()).expire_le


def issue_a_facture():
    """Today: the numéro that it keeps others from using lasts as long, and so does its payment."""
    id_ = emitted(emise_le=clock.today())
    paid(id_)
    ends = {item.expire_le for item in (*FactureItem.scan(), *PaiementItem.scan())}
    assert len(list(FactureItem.scan())) == 2
    assert max(ends) - min(ends) <= timedelta(days=1)
    return max(ends)


def import_a_file():
    travail = Travail("t1", "ville", "a.csv", "imports/a", FORMAT, "Inès", "i@x", clock.now(), Sceau("cle", "corps"))
    storage.commit(storage.travaux.creation(travail, clock.now()))
    return next(TravailItem.scan()).expire_le


EXPIRE = {
    "factures": issue_a_facture,
    "travaux": import_a_file,
    "journal": write_journal,
    "courriels": send_a_mail,
    "courriels-abandonnes": give_up_a_mail,
    "sessions": open_a_session,
    "essais": try_a_name_that_nobody_has,
    "cryptogrammes": show_a_cryptogramme,
    "limites": count_what_an_address_does,
    "quotas": count_a_quota,
}


@pytest.mark.parametrize("code", EXPIRE)
def test_what_the_store_erases_by_itself_expires_when_the_table_says(aws, code):
    kept = EXPIRE[code]() - datetime.now(UTC)
    promised = line_of(code).periode
    assert kept <= promised + timedelta(seconds=5)
    assert code in {"limites", "quotas"} or kept > promised - timedelta(minutes=1)


def test_every_line_of_that_kind_is_checked_above():
    assert set(EXPIRE) == {line.code for line in CONSERVATIONS if line.application is Application.TTL}


def test_every_table_that_holds_such_data_has_its_expiry():
    acces = (SessionItem, IdentifiantItem, CryptogrammeItem, LimiteItem)
    regies = (FactureItem, PaiementItem, TravailItem)
    items = (JournalItem, OutboxItem, FichierItem, MesureItem, *acces, *regies)
    expiries = {table.name: table.expiry for table in tables.tables()}
    assert {expiries[item.Meta.table_name] for item in items} == {"expire_le"}
    assert len([expiry for expiry in expiries.values() if expiry]) == len(items)


def test_the_bucket_erases_by_itself_what_the_table_says():
    assert RULES["never-attached"]["Prefix"] == "quarantaine/"
    assert timedelta(days=RULES["never-attached"]["ExpirationInDays"]) == line_of("pieces-non-jointes").periode
    assert RULES["exports"]["Prefix"] == storage.exports.PREFIXE
    exports = line_of("exports").periode
    assert exports < timedelta(days=RULES["exports"]["ExpirationInDays"]) <= exports + timedelta(days=1)
    assert RULES["imports"]["Prefix"] == storage.travaux.PREFIXE
    assert timedelta(days=RULES["imports"]["ExpirationInDays"]) == line_of("imports").periode
    assert RULES["factures"]["Prefix"] == services.emission.DOCUMENTS
    assert timedelta(days=RULES["factures"]["ExpirationInDays"]) == line_of("factures").periode
    in_bucket = {line.code for line in CONSERVATIONS if line.application is Application.BUCKET}
    assert in_bucket == {"pieces-non-jointes", "exports", "imports"}


def test_copies_are_kept_no_longer_than_the_table_says():
    """DynamoDB's own copies last thirty-five days; the bucket's old versions, as the template says."""
    versions = timedelta(days=RULES["old-versions"]["NoncurrentVersionExpiration"]["NoncurrentDays"])
    assert versions <= line_of("sauvegardes").periode == timedelta(days=35)


def test_what_the_daily_task_does_is_what_the_table_says():
    by_task = {line.code: line.periode for line in CONSERVATIONS if line.application is Application.TACHE}
    assert by_task == {
        "compte-inutilise": conservation.INUTILISE,
        "compte-jamais-utilise": conservation.JAMAIS_UTILISE,
        "compte-refuse": conservation.REFUSE,
        "changement-courriel": conservation.CHANGEMENT_DE_COURRIEL,
        "pieces": conservation.PIECES,
        "demandes": conservation.DEMANDES,
        "brouillons": conservation.BROUILLONS,
    }
