"""Mail, through Amazon SES."""

from functools import cache
from typing import TYPE_CHECKING

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.config import settings
from chalicelib.domain.errors import Indisponible

if TYPE_CHECKING:
    from types_boto3_sesv2 import SESV2Client
    from types_boto3_sesv2.type_defs import MessageTypeDef


@cache
def _ses() -> "SESV2Client":
    import boto3  # noqa: PLC0415 (25 ms that only mails pay)

    config = Config(connect_timeout=1, read_timeout=5, retries={"total_max_attempts": 2, "mode": "standard"})
    return boto3.client("sesv2", region_name=settings().region, config=config)


def send(destinataire: str, objet: str, texte: str) -> None:
    """A text mail from the commune. Raises Indisponible: the mail has probably not left."""
    commune = settings().commune
    message: MessageTypeDef = {
        "Subject": {"Data": objet, "Charset": "UTF-8"},
        "Body": {"Text": {"Data": texte, "Charset": "UTF-8"}},
    }
    try:
        _ses().send_email(
            FromEmailAddress=f"{_display(commune.nom)} <{commune.expediteur}>",
            Destination={"ToAddresses": [destinataire]},
            Content={"Simple": message},
        )
    except (ClientError, BotoCoreError) as error:
        raise Indisponible from error


def _display(nom: str) -> str:
    """RFC 2047, for a name with accents."""
    from email.header import Header  # noqa: PLC0415 (only the mail function needs it)

    return nom if nom.isascii() else Header(nom, "utf-8").encode()
