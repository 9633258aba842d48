"""Runs moto's server on a free loopback port until standard input closes, so that it never outlives its test."""

import functools
import os
import sys
import threading

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.table import Table
from moto.server import main


def exit_with_parent():
    sys.stdin.read()
    os._exit(0)


# A transaction writes items within itself.
lock = threading.RLock()


def one_at_a_time(method):
    """DynamoDB checks a condition and writes in one step; moto's threads can come between the two."""

    @functools.wraps(method)
    def locked(*args, **kwargs):
        with lock:
            return method(*args, **kwargs)

    return locked


Table.put_item = one_at_a_time(Table.put_item)
DynamoDBBackend.update_item = one_at_a_time(DynamoDBBackend.update_item)
DynamoDBBackend.transact_write_items = one_at_a_time(DynamoDBBackend.transact_write_items)
threading.Thread(target=exit_with_parent, daemon=True).start()
main(["--host", "127.0.0.1", "--port", "0"])
