"""Clients of the emulated AWS, for what tests put there and look up themselves."""

from functools import cache

import boto3


@cache
def client(service):
    """Made once: moto answers any client, and making one costs more than making all the tables."""
    return boto3.Session().client(service)
