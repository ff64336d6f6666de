"""The telephone of the local portal: what SNS would have sent, kept and shown."""

from datetime import UTC, datetime
from email.message import Message

import pytest
from botocore.exceptions import ClientError

from infra.local import adresses, mailbox_page
from infra.local.exchange import Request
from infra.local.mailbox_page import Clothes
from infra.local.phone import ENDPOINT, Phone

NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
MOBILE = "+33600000002"


@pytest.fixture
def phone(tmp_path):
    phone = Phone(tmp_path / "courriels.sqlite", lambda: NOW)
    phone.create()
    return phone


@pytest.fixture
def sns(phone, plug):
    return plug("sns", phone.receive, ENDPOINT)


def test_a_message_sent_with_boto3_is_kept_as_it_is(sns, phone):
    attributes = {"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}}
    answer = sns.publish(PhoneNumber=MOBILE, Message="Été & <b> +1 = 100 %", MessageAttributes=attributes)
    assert answer["MessageId"]
    (sms,) = phone.list_all()
    assert (sms.destinataire, sms.texte) == (MOBILE, "Été & <b> +1 = 100 %")
    assert sms.envoye_le == "2026-11-23T13:05:00+00:00"


def test_the_newest_comes_first_and_is_on_disk_for_the_next_start(sns, phone):
    for text in ("un", "deux"):
        sns.publish(PhoneNumber=MOBILE, Message=text)
    again = Phone(phone.file, lambda: NOW)
    again.create()
    assert [sms.texte for sms in again.list_all()] == ["deux", "un"]


@pytest.mark.parametrize("number", ["0600000002", "33600000002", "+0", "+33 6 00 00 00 02"])
def test_a_number_that_sns_would_refuse_is_refused(sns, phone, number):
    with pytest.raises(ClientError, match="InvalidParameter"):
        sns.publish(PhoneNumber=number, Message="Bonjour")
    assert phone.list_all() == []


def test_what_the_portal_does_not_use_of_sns_is_refused(sns):
    with pytest.raises(ClientError, match="Publish"):
        sns.list_topics()


def test_the_page_shows_messages_with_the_number_as_people_write_it(sns, phone, tmp_path):
    (tmp_path / "404.html").write_text("<title>404</title><main></main>", encoding="utf-8")
    sns.publish(PhoneNumber=MOBILE, Message='Demande "A <compléter>". http://127.0.0.1:8000')
    html = mailbox_page.sms(phone.list_all(), Clothes(tmp_path, (), "Du lundi au vendredi")).body.decode()
    assert html.startswith("<title>SMS du portail local</title>")
    assert "06\u00a000\u00a000\u00a000\u00a002" in html
    assert "A &lt;compléter&gt;" in html
    assert '<a href="http://127.0.0.1:8000">' in html
    assert "(du lundi au vendredi)" in html


def test_an_empty_telephone_says_when_it_rings(tmp_path):
    (tmp_path / "404.html").write_text("<main></main>", encoding="utf-8")
    assert "Aucun SMS" in mailbox_page.sms([], Clothes(tmp_path, (), "Le mardi")).body.decode()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("12 rue des til", ["12 Rue des Tilleuls"]),
        ("rue des", ["Rue des Tilleuls", "Rue des Lilas"]),
        ("impasse mesanges valmont", ["Impasse des Mésanges"]),
        ("3 quai", ["3 Quai de la Lys"]),
        ("12", []),
        ("zzz", []),
        ("", []),
    ],
)
def test_the_streets_of_the_demonstration_are_found_as_one_types(typed, names):
    assert [place["properties"]["name"] for place in adresses.search(typed)] == names


def test_no_more_streets_are_given_than_asked_for():
    answer = adresses.answer(Request("GET", f"{adresses.ENDPOINT}?q=rue&limit=2", Message(), b""))
    assert answer.body.count(b'"Feature"') == 2
