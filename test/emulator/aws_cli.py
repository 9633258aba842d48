"""Does what one call of the AWS CLI asks for, at the address in AWS_ENDPOINT_URL, and prints the answer as the CLI does."""

import json
import sys

import jmespath
from botocore import xform_name

from aws_arguments import SESSION, check


def text(value):
    """`--output text`: a line for each row, a tab between its cells."""
    if isinstance(value, list):
        inner = [text(each) for each in value]
        return ("\n" if any(isinstance(each, list) for each in value) else "\t").join(inner)
    return "None" if value is None else str(value)


def main(call):
    operation, values, options = check(call)
    region = options.get("region", ["us-east-1"])[0]
    client = SESSION.create_client(operation.service_model.service_name, region_name=region)
    answer = getattr(client, xform_name(operation.name))(**values)
    answer.pop("ResponseMetadata", None)
    found = jmespath.search(options["query"][0], answer) if "query" in options else answer
    print(text(found) if options.get("output") == ["text"] else json.dumps(found, default=str))


def word(given):
    """`file://name` stands for what is in the file."""
    if not given.startswith("file://"):
        return given
    with open(given.removeprefix("file://"), encoding="utf-8") as file:
        return file.read()


main([word(each) for each in sys.argv[1:]])
