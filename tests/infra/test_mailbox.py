from datetime import UTC, datetime
from email.message import Message

import pytest
from botocore.exceptions import ClientError

from infra.local import mailbox_page
from infra.local.exchange import Request
from infra.local.mailbox import ENDPOINT, SEND, Mailbox
from infra.local.mailbox_page import Clothes

NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)


@pytest.fixture
def mailbox(tmp_path):
    mailbox = Mailbox(tmp_path / "courriels.sqlite", lambda: NOW)
    mailbox.create()
    return mailbox


@pytest.fixture
def ses(mailbox, plug):
    return plug("sesv2", mailbox.receive, ENDPOINT)


def send(ses, subject, text="Bonjour", to="amelie.lire@exemple.fr"):
    return ses.send_email(
        FromEmailAddress="ne-pas-repondre@exemple.fr",
        Destination={"ToAddresses": [to]},
        Content={"Simple": {"Subject": {"Data": subject}, "Body": {"Text": {"Data": text}}}},
    )


def test_a_mail_sent_with_boto3_is_kept_with_its_text(ses, mailbox):
    assert send(ses, "Votre identifiant", "Voici l’identifiant")["MessageId"]
    mail = mailbox.list_all()[0]
    assert (mail.destinataire, mail.objet) == ("amelie.lire@exemple.fr", "Votre identifiant")
    assert (mail.texte, mail.envoye_le) == ("Voici l’identifiant", "2026-11-23T13:05:00+00:00")


def test_the_newest_comes_first(ses, mailbox):
    for subject in ("un", "deux", "trois"):
        send(ses, subject)
    assert [mail.objet for mail in mailbox.list_all()] == ["trois", "deux", "un"]


def test_mails_are_on_disk_for_the_next_start(ses, mailbox):
    send(ses, "Gardé")
    again = Mailbox(mailbox.file, lambda: NOW)
    again.create()
    assert [mail.objet for mail in again.list_all()] == ["Gardé"]


def test_what_the_portal_does_not_use_of_ses_is_refused(ses, mailbox):
    with pytest.raises(ClientError):
        ses.list_email_identities()
    assert mailbox.list_all() == []


def test_a_mail_without_text_is_refused(mailbox):
    body = b'{"Destination": {"ToAddresses": ["a@exemple.fr"]}, "Content": {"Raw": {"Data": ""}}}'
    assert mailbox.receive(Request("POST", SEND, Message(), body)).status == 400
    assert mailbox.list_all() == []


def test_the_page_shows_mails_in_the_clothes_of_the_site(ses, mailbox, tmp_path):
    shell = '<title>404</title><link rel="stylesheet" href="/css/a.1b.css"><main class="cadre"><h1>404</h1></main>'
    (tmp_path / "404.html").write_text(shell, encoding="utf-8")
    send(ses, "Demande <reçue>", "Suivez-la : http://127.0.0.1:8000/demande/?n=D26&x=1. Merci")
    page = mailbox_page.mails(mailbox.list_all(), Clothes(tmp_path, (("X-Frame-Options", "DENY"),)))
    html = page.body.decode()
    assert page.header("X-Frame-Options") == "DENY"
    assert html.startswith("<title>Courriels du portail local</title>")
    assert '<link rel="stylesheet" href="/css/a.1b.css"><main class="cadre"><h1>Courriels</h1>' in html
    assert "Demande &lt;reçue&gt;" in html
    assert '<a href="http://127.0.0.1:8000/demande/?n=D26&amp;x=1">' in html
    assert "23/11/2026 à 14\u00a0h\u00a005" in html


def test_the_lines_of_a_mail_stay_apart_on_the_page(ses, mailbox, tmp_path):
    (tmp_path / "404.html").write_text("<main></main>", encoding="utf-8")
    send(ses, "Récépissé", "Bonjour,\n\nNuméro : D26\nReçue le : 3 mai\n")
    html = mailbox_page.mails(mailbox.list_all(), Clothes(tmp_path, ())).body.decode()
    assert "<p>Bonjour,</p>\n<p>Numéro : D26<br>Reçue le : 3 mai</p>" in html


def test_an_empty_mailbox_says_what_to_do(tmp_path):
    (tmp_path / "404.html").write_text("<main></main>", encoding="utf-8")
    assert "Aucun courriel" in mailbox_page.mails([], Clothes(tmp_path, ())).body.decode()
