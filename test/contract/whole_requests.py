"""Compares requests that are written out whole with AWS's own service models.

Reads a JSON list [{"service", "operation", "params"}] and writes a list of what each model refuses, one list for each.
"""

import json
import sys

from shapes import input_of, problems_of


def with_tokens(service, operation, params):
    """Every client fills in the tokens by which AWS knows a repeated request."""
    shape = input_of(service, operation)
    tokens = [name for name, member in shape.members.items() if member.metadata.get("idempotencyToken")]
    return {**{name: "0f0e0d0c-0b0a-4009-8807-060504030201" for name in tokens}, **params}


def main():
    asked = json.load(sys.stdin)
    found = [problems_of(each["service"], each["operation"], with_tokens(**each))[0] for each in asked]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
