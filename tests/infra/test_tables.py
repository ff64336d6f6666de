import re

import boto3
import pytest
from moto import mock_aws

from infra import tables


@pytest.fixture
def dynamodb(monkeypatch):
    for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(key, "test")
    for key in ("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_S3", "AWS_PROFILE"):
        monkeypatch.delenv(key, raising=False)
    with mock_aws():
        yield boto3.client("dynamodb", region_name="eu-west-3")


def test_every_table_of_the_template_is_given_out_and_created(dynamodb):
    declared = re.findall(r"^  (\w+)Table:", tables.TEMPLATE.read_text(encoding="utf-8"), re.MULTILINE)
    tables.create_tables(dynamodb)
    assert len(dynamodb.list_tables()["TableNames"]) == len(declared)
    assert {table.name for table in tables.tables()} == set(dynamodb.list_tables()["TableNames"])


def test_the_environment_names_the_tables_and_the_bucket():
    environment = tables.environment()
    assert environment["TABLE_DEMANDES"] == "demandes"
    assert environment["BUCKET_PIECES"] == "pieces"
    assert len(environment) == len(tables.tables()) + 1


def test_an_output_of_several_words_becomes_one_name_with_strokes():
    assert tables.snake("TableMotsDePasse") == "table_mots_de_passe"


def test_indexes_streams_and_expiries_come_from_the_template(dynamodb):
    tables.create_tables(dynamodb)
    outbox = dynamodb.describe_table(TableName="outbox")["Table"]
    assert [index["IndexName"] for index in outbox["GlobalSecondaryIndexes"]] == ["en_attente"]
    assert outbox["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    expiry = dynamodb.describe_time_to_live(TableName="sessions")["TimeToLiveDescription"]
    assert expiry == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expire_le"}
    assert (
        dynamodb.describe_time_to_live(TableName="demandes")["TimeToLiveDescription"]["TimeToLiveStatus"] == "DISABLED"
    )


def test_creating_twice_keeps_what_is_there(dynamodb):
    tables.create_tables(dynamodb)
    dynamodb.put_item(TableName="sessions", Item={"jeton": {"S": "a"}})
    tables.create_tables(dynamodb)
    assert "Item" in dynamodb.get_item(TableName="sessions", Key={"jeton": {"S": "a"}})


def test_a_table_left_without_its_expiry_is_mended(dynamodb):
    sessions = next(table for table in tables.tables() if table.name == "sessions")
    dynamodb.create_table(**sessions.creation)
    tables.create_tables(dynamodb)
    expiry = dynamodb.describe_time_to_live(TableName="sessions")["TimeToLiveDescription"]
    assert expiry["TimeToLiveStatus"] == "ENABLED"


def test_a_table_with_other_keys_is_refused_rather_than_used(dynamodb):
    dynamodb.create_table(
        TableName="sessions",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "autre", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "autre", "KeyType": "HASH"}],
    )
    with pytest.raises(tables.TablesPerimees, match="sessions"):
        tables.create_tables(dynamodb)


def test_the_bucket_is_created_once(dynamodb):
    s3 = boto3.client("s3", region_name="eu-west-3")
    tables.create_bucket(s3)
    tables.create_bucket(s3)
    assert [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]] == ["pieces"]
