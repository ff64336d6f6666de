"""One DynamoDB client for every table, and what its failures mean."""

import os
import threading
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.connection import Connection
from pynamodb.connection.table import TableConnection
from pynamodb.models import Model

from chalicelib.domain.errors import Indisponible

EN_PANNE = {
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "ThrottlingException",
    "TransactionConflictException",
}
"""The last one: a write alone that met somebody's transaction on the same item. Tried again, it finds it over."""


class Commun:
    """Where the tables are."""

    region = os.environ.get("AWS_REGION", "eu-west-3")
    host = os.environ.get("AWS_ENDPOINT_URL_DYNAMODB")


class Connexion(Connection):
    """PynamoDB's connection; a store that does not answer, after botocore's own retries, is Indisponible."""

    def dispatch(self, operation_name: str, operation_kwargs: dict[str, Any]) -> dict[str, Any]:
        """Raises Indisponible; conditions and other answers of DynamoDB stay PynamoDB's business."""
        try:
            return super().dispatch(operation_name, operation_kwargs)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            # A bare HTTP status instead of a code: what answered is in front of DynamoDB.
            if code in EN_PANNE or code.isdigit():
                raise Indisponible from error
            raise
        except BotoCoreError as error:
            raise Indisponible from error


connexion = Connexion(
    region=Commun.region,
    host=Commun.host,
    connect_timeout_seconds=1,
    read_timeout_seconds=2,
    max_retry_attempts=2,
    max_pool_connections=20,
)
"""Three attempts of 3 s at the most: well under API Gateway's 29 s."""


_one_at_a_time = threading.Lock()
"""The first request of a cold process may read a table from several threads: only one of them may register it."""


class Element(Model):
    """Every table shares one client: PynamoDB would make one per table, at 30 ms of cold start each."""

    @classmethod
    def _get_connection(cls) -> TableConnection:
        with _one_at_a_time:
            table = super()._get_connection()
            if table.connection is not connexion:
                connexion.add_meta_table(table.get_meta_table())
                table.connection = connexion
            return table
