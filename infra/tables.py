"""Tables and bucket of infra/templates/data.yaml for boto3: the local portal, the tests and the bench create them here.

A name comes from the output of the template: `TableDemandes` gives the variable `TABLE_DEMANDES` and, away from AWS,
the name `demandes`; the bucket `PiecesBucket` gives `BUCKET_PIECES` and `pieces`. Encryption, point-in-time recovery
and deletion protection guard the copy on AWS only and are left out.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client

TEMPLATE = Path(__file__).parent / "templates" / "data.yaml"
KEYS_AND_INDEXES = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "LocalSecondaryIndexes")


class TablesPerimees(Exception):
    """Tables made from an earlier template: their keys or indexes differ, and keys never change in place."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `creation` is what boto3's create_table takes, `expiry` its TTL attribute if it has one."""

    variable: str
    name: str
    creation: dict[str, Any]
    expiry: str | None

    def has_shape_of(self, description: dict[str, Any]) -> bool:
        """Same key and same indexes as an existing table (the answer of describe_table)."""
        wanted = {index["IndexName"]: index["KeySchema"] for index in self.creation.get("GlobalSecondaryIndexes", ())}
        found = {index["IndexName"]: index["KeySchema"] for index in description.get("GlobalSecondaryIndexes", ())}
        return bool(self.creation["KeySchema"] == description["KeySchema"] and wanted == found)


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short tags: `!Ref X` is read as {"Ref": "X"}."""


def _intrinsic(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {suffix: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {suffix: loader.construct_sequence(node, deep=True)}
    return {suffix: loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else None}


_Loader.add_multi_constructor("!", _intrinsic)


@cache
def _template() -> dict[str, Any]:
    return dict(yaml.load(TEMPLATE.read_text(encoding="utf-8"), Loader=_Loader))  # noqa: S506  # derives from SafeLoader


def _outputs(kind: str) -> list[tuple[str, dict[str, Any]]]:
    """(output, properties) of every output that names a resource of this CloudFormation type."""
    resources = _template()["Resources"]
    named = {output: value["Value"].get("Ref") for output, value in _template()["Outputs"].items()}
    found = {output: resources[ref] for output, ref in named.items() if ref in resources}
    return [(output, resource["Properties"]) for output, resource in found.items() if resource["Type"] == kind]


def snake(camel: str) -> str:
    """TableMotsDePasse → table_mots_de_passe."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", camel).lower()


def _table(output: str, properties: dict[str, Any]) -> Table:
    name = snake(output.removeprefix("Table"))
    creation: dict[str, Any] = {"TableName": name, "BillingMode": properties["BillingMode"]}
    creation |= {key: properties[key] for key in KEYS_AND_INDEXES if key in properties}
    if "StreamSpecification" in properties:
        creation["StreamSpecification"] = {"StreamEnabled": True, **properties["StreamSpecification"]}
    expiry = properties.get("TimeToLiveSpecification", {}).get("AttributeName")
    return Table(snake(output).upper(), name, creation, expiry)


@cache
def tables() -> tuple[Table, ...]:
    """Every table that the template gives out, in its order."""
    return tuple(_table(output, properties) for output, properties in _outputs("AWS::DynamoDB::Table"))


@cache
def buckets() -> tuple[tuple[str, str], ...]:
    """(variable, local name) of every bucket: (("BUCKET_PIECES", "pieces"),)."""
    names = [snake(output.removesuffix("Bucket")) for output, _ in _outputs("AWS::S3::Bucket")]
    return tuple((f"BUCKET_{name.upper()}", name) for name in names)


def environment() -> dict[str, str]:
    """The variables by which the application knows its tables and its bucket."""
    return {table.variable: table.name for table in tables()} | dict(buckets())


def create_tables(client: "DynamoDBClient") -> None:
    """Creates what is missing. Raises TablesPerimees when a table is there with other keys or indexes."""
    existing = set(client.list_tables()["TableNames"])
    for table in tables():
        if table.name not in existing:
            client.create_table(**table.creation)
        elif not table.has_shape_of(dict(client.describe_table(TableName=table.name)["Table"])):
            raise TablesPerimees(table.name)
        _enable_expiry(client, table)


def _enable_expiry(client: "DynamoDBClient", table: Table) -> None:
    """Apart from the creation, so that a run stopped between the two mends itself."""
    if table.expiry is None:
        return
    status = client.describe_time_to_live(TableName=table.name)["TimeToLiveDescription"].get("TimeToLiveStatus")
    if status not in {"ENABLED", "ENABLING"}:
        expiry = {"Enabled": True, "AttributeName": table.expiry}
        client.update_time_to_live(TableName=table.name, TimeToLiveSpecification=expiry)  # type: ignore[arg-type]


def create_bucket(client: "S3Client", region: str = "eu-west-3") -> None:
    """Creates the buckets that are missing, in `region`."""
    existing = {bucket["Name"] for bucket in client.list_buckets()["Buckets"]}
    for _, name in buckets():
        if name not in existing:
            where: Any = {"LocationConstraint": region}
            client.create_bucket(Bucket=name, CreateBucketConfiguration=where)
