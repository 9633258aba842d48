"""Plays the requests that a stack leads to against moto, in the order of its dependencies, with the ids that moto gives.

Reads a JSON list of stacks [{"name", "resources": [{"urn", "type", "region", "inputs", "after", "sources"}]}], in which
`after` are the URNs that a resource comes after, and `sources` those whose outputs went into each property. Writes one
object: accepted, how many requests moto took, by operation; refused, what it did not take: [{stack, urn, request, code, problem}].
"""

import json
import os
import sys
import warnings
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "contract"))

import boto3  # noqa: E402
from botocore.config import Config  # noqa: E402
from botocore.exceptions import ClientError  # noqa: E402
from mappings import mappings  # noqa: E402
from moto import mock_aws  # noqa: E402
from shapes import fill, input_of  # noqa: E402
from values import Joined, Properties, Unknown, opened  # noqa: E402

import check  # noqa: E402

warnings.filterwarnings("ignore")
os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="us-east-1")
settings = Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"})


# What an answer calls it that is asked for by another name; first come first.
ALIASES = {
    "parentid": ("rootresourceid", "id"),
    "resourceid": ("id", "rootresourceid", "vpcid"),
    "eventsourcearn": ("lateststreamarn",),
    "version": ("latestversionnumber",),
    "secretid": ("arn",),
}
# Ids of something else, in the answer of what has them.
FOREIGN = ("ownerid", "requestid", "availabilityzoneid", "dhcpoptionsid", "callerreference", "vpcid")
# Texts that are no single value of a resource.
DOCUMENTS = ("dashboardbody",)


class Output(Unknown):
    """A value that some resource will have; `sources` says of which it may be one."""

    def __new__(cls, sources):
        value = super().__new__(cls, "an-output")
        value.sources = sources
        return value


class Missing(Exception):
    """No resource that was made has the value."""


class Partly(Exception):
    """An answer that says in its body what it did not do."""


def linked(value, sources):
    """The inputs, each unknown of them with its sources."""
    if isinstance(value, Unknown):
        return Output(sources)
    if isinstance(value, dict):
        return {key: linked(item, sources) for key, item in value.items()}
    if isinstance(value, list):
        each = sources if len(sources) != len(value) else None
        return [linked(item, sources if each is not None else [sources[index]]) for index, item in enumerate(value)]
    return value


def in_order(resources):
    """Each after all that it comes after, and else as late as it was declared early: what waits for nothing is too soon."""
    by_urn = {resource["urn"]: resource for resource in resources}
    done, order = set(), []

    def visit(resource):
        if resource["urn"] in done:
            return
        done.add(resource["urn"])
        for urn in resource["after"]:
            if urn in by_urn:
                visit(by_urn[urn])
        order.append(resource)

    for resource in reversed(resources):
        visit(resource)
    return order


def leaves(value, key=""):
    """Each text of an answer, with the name that it has there."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name != "ResponseMetadata":
                yield from leaves(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, key)
    elif isinstance(value, (str, int)) and not isinstance(value, (bool, Unknown)) and value != "":
        yield key, str(value).removeprefix("/hostedzone/")


class Stack:
    def __init__(self, name):
        self.name = name
        self.answers = {}
        self.homes = {}
        self.clients = {}
        self.accepted = Counter()
        self.refused = []

    def client(self, service, region):
        key = (service, region)
        if key not in self.clients:
            self.clients[key] = boto3.client(service, region_name=region or "us-east-1", config=settings)
        return self.clients[key]

    def play(self, resource):
        inputs = opened(resource["inputs"])
        values = {key: linked(item, resource["sources"].get(key, [])) for key, item in inputs.items()}
        own = Output([resource["urn"]])
        self.answers[resource["urn"]] = list(leaves(inputs))
        for service, operation, params in mappings[resource["type"]](Properties(values), {**resource, "id": own}):
            shape = input_of(service, operation)
            try:
                filled = self.resolved(fill(shape, check.without_none(params), operation), "", resource["region"])
                answer = self.call(service, operation, filled, resource["region"])
            except Exception as error:  # AWS's errors, and what moto itself falls over
                self.refuse(resource, f"{service}:{operation}", error)
            else:
                self.accepted[f"{service}:{operation}"] += 1
                found = list(leaves(answer))
                self.homes.update({text: resource["region"] for _key, text in found if text not in self.homes})
                self.answers[resource["urn"]] = found + self.answers[resource["urn"]]

    def call(self, service, operation, params, region):
        # The copy of a key is asked for where the key is.
        place = self.homes.get(params["KeyId"], region) if operation == "ReplicateKey" else region
        client = self.client(service, place)
        method = next(name for name, known in client.meta.method_to_api_mapping.items() if known == operation)
        answer = getattr(client, method)(**params)
        undone = answer.get("Unsuccessful") or answer.get("FailedEntries")
        if undone:
            raise Partly(json.dumps(undone))
        return {**answer, **self.further(operation, params, answer, region)}

    def further(self, operation, params, answer, region):
        """What the provider reads when it has made something: what is not in the answer itself."""
        if operation == "CreateRestApi":
            roots = self.client("apigateway", region).get_resources(restApiId=answer["id"])["items"]
            return {"rootResourceId": roots[0]["id"]}
        return {}

    def resolved(self, value, name, region):
        if isinstance(value, Joined):
            return ",".join(self.resolved(part, "SubnetId", region) for part in value.parts)
        if isinstance(value, Output):
            return self.look_up(value, name, region)
        if isinstance(value, dict):
            return {key: self.resolved(item, key, region) for key, item in value.items()}
        if isinstance(value, list):
            return [self.resolved(item, name, region) for item in value]
        return value

    def look_up(self, output, name, region):
        """By the name that the request has for it, then by its kind: an ARN, an id, a name."""
        known = [pair for urn in output.sources for pair in self.answers.get(urn, [])]
        wanted = name.lower().removesuffix("s")
        if output.sources and not any(urn in self.answers for urn in output.sources):
            return "made-by-another-provider-0"
        for alias in ALIASES.get(wanted, ()):
            for key, text in known:
                if key.lower() == alias and (not text.startswith("arn:") or f":{region}:" in text):
                    return text
        if wanted in DOCUMENTS:
            raise Missing(f"{name}: a text that is made of what is not known yet")
        tests = [
            lambda key, text: key == wanted,
            lambda key, text: key == f"{wanted}id",
            lambda key, text: key == f"{wanted}arn",
            lambda key, text: wanted.endswith("arn") and text.startswith("arn:"),
            lambda key, text: wanted.endswith(key) and len(key) > 2,
            lambda key, text: key == "id" or key == "keyid",
            lambda key, text: key.endswith("id") and key not in FOREIGN,
            lambda key, text: key.endswith("name") or key.endswith("identifier"),
            lambda key, text: text.startswith("arn:"),
        ]
        for test in tests:
            for key, text in known:
                if test(key.lower(), text):
                    return text
        raise Missing(f"{name}: nothing that was made has it")

    def refuse(self, resource, request, error):
        code = error.response["Error"]["Code"] if isinstance(error, ClientError) else type(error).__name__
        self.refused.append(
            {"stack": self.name, "urn": resource["urn"], "request": request, "code": code, "problem": str(error)[:300]}
        )


def main():
    accepted, refused = Counter(), []
    written, sys.stdout = sys.stdout, sys.stderr  # moto prints what it misses
    for asked in json.load(sys.stdin):
        with mock_aws(config={"iam": {"load_aws_managed_policies": True}}):
            stack = Stack(asked["name"])
            for resource in in_order(asked["resources"]):
                stack.play(resource)
            accepted.update(stack.accepted)
            refused += stack.refused
    json.dump({"accepted": accepted, "refused": refused}, written)


if __name__ == "__main__":
    main()
