"""Compares the requests that a stack's resources lead to with AWS's own service models.

Reads a JSON list of stacks [{"name": ..., "resources": [{"urn", "type", "region", "inputs"}]}] and writes one object:
problems: what AWS's models refuse, each with stack, resource, request and reason; tally: how much was compared, in
resources, requests, values and patterns, and what could not be; unmapped: types without a mapping, and how often.
"""

import json
import sys
from collections import Counter

from mappings import mappings
from registry import problems_in
from shapes import Lost, fill, input_of, problems_of
from values import Properties, opened, unknown


def requests_of(resource):
    """The resource's requests, filled in, and what of its properties none of them takes."""
    properties = Properties(opened(resource["inputs"]))
    made = mappings[resource["type"]](properties, {**resource, "id": unknown})
    for service, operation, params in made:
        yield service, operation, fill(input_of(service, operation), without_none(params), operation)
    if properties.left:
        raise Lost(f"{', '.join(sorted(properties.left))}: no request takes it")


def without_none(value):
    if isinstance(value, dict):
        return {key: without_none(item) for key, item in value.items() if item is not None}
    return [without_none(item) for item in value] if isinstance(value, list) else value


def check(stack, tally, unmapped):
    for resource in stack["resources"]:
        if resource["type"] not in mappings:
            unmapped[resource["type"]] += 1
            continue
        tally["resources"] += 1
        place = {"stack": stack["name"], "urn": resource["urn"]}
        try:
            for service, operation, params in requests_of(resource):
                found, compared = problems_of(service, operation, params)
                tally.update(compared)
                tally["requests"] += 1
                yield from ({**place, "request": f"{service}:{operation}", "problem": text} for text in found)
            for text in problems_in(resource, opened(resource["inputs"]), tally):
                yield {**place, "request": "registry", "problem": text}
        except Lost as lost:
            yield {**place, "request": "", "problem": str(lost)}


def main():
    tally, unmapped = Counter(), Counter()
    problems = [problem for stack in json.load(sys.stdin) for problem in check(stack, tally, unmapped)]
    json.dump({"problems": problems, "tally": tally, "unmapped": unmapped}, sys.stdout)


if __name__ == "__main__":
    main()
