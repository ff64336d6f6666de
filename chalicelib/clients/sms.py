"""Text messages, through Amazon SNS (R3)."""

from functools import cache
from typing import TYPE_CHECKING

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from chalicelib.config import settings
from chalicelib.domain.errors import Indisponible

if TYPE_CHECKING:
    from types_boto3_sns import SNSClient
    from types_boto3_sns.type_defs import MessageAttributeValueTypeDef

REFUS = {"InvalidParameter", "InvalidParameterValue", "ParameterValueInvalid", "OptedOut"}
"""Of the number itself: not one, or one whose owner answered STOP."""


@cache
def _sns() -> "SNSClient":
    import boto3  # noqa: PLC0415 (25 ms that only messages pay)

    config = Config(connect_timeout=1, read_timeout=5, retries={"total_max_attempts": 2, "mode": "standard"})
    return boto3.client("sns", region_name=settings().region, config=config)


def send(telephone: str, texte: str) -> bool:
    """Whether the number (E.164) takes messages. Raises Indisponible: the message has probably not left."""
    try:
        _sns().publish(PhoneNumber=telephone, Message=texte, MessageAttributes=_attributes())
    except ClientError as error:
        if error.response["Error"]["Code"] in REFUS:
            return False
        raise Indisponible from error
    except (BotoCoreError, ResponseParserError) as error:
        raise Indisponible from error
    return True


def _attributes() -> "dict[str, MessageAttributeValueTypeDef]":
    """Transactional: delivered first, and never as advertising."""
    sender = settings().commune.expediteur_sms
    values = {"AWS.SNS.SMS.SMSType": "Transactional"} | ({"AWS.SNS.SMS.SenderID": sender} if sender else {})
    return {name: {"DataType": "String", "StringValue": value} for name, value in values.items()}
