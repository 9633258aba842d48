"""Puts properties into the form that AWS's request has, and says what AWS's model would refuse in it."""

import json
import re
from functools import cache

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

from values import Unknown

loader = Loader()


@cache
def service(name):
    return ServiceModel(loader.load_service_model(name, "service-2"), name)


def input_of(name, operation):
    return service(name).operation_model(operation).input_shape


class Lost(Exception):
    """A property for which a request has no place: the mapping is wrong, or the program is."""


def fill(shape, value, at):
    """The value in the form of the shape: AWS's names, numbers that are written as text, tags, lists of one."""
    if isinstance(value, Unknown):
        return value
    kind = shape.type_name
    if kind == "structure":
        return fill_structure(shape, value, at)
    if kind == "list":
        return fill_list(shape, value, at)
    if kind == "map" and isinstance(value, dict):
        return {key: fill(shape.value, item, f"{at}.{key}") for key, item in value.items()}
    if kind in ("integer", "long", "double", "float") and isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value) if "." in value or kind in ("double", "float") else int(value)
    if kind in ("double", "float") and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if kind in ("integer", "long") and isinstance(value, float) and value.is_integer():
        return int(value)
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    return value


def fill_structure(shape, value, at):
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        return value
    names = {plain(name): name for name in shape.members}
    filled = {}
    for key, item in value.items():
        if item is None:
            continue
        name = key if key in shape.members else names.get(plain(key)) or names.get(plain(key).removesuffix("s"))
        if name is None:
            raise Lost(f"{at}.{key} is no member of {shape.name}, which has {', '.join(sorted(shape.members))}")
        filled[name] = fill(shape.members[name], item, f"{at}.{name}")
    return filled


def fill_list(shape, value, at):
    if isinstance(value, dict):
        members = getattr(shape.member, "members", {})
        if {"Key", "Value"} <= set(members) and not {"key", "Key"} & set(value):
            value = [{"Key": key, "Value": item} for key, item in value.items()]
        else:
            value = [value]
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        return value
    return [fill(shape.member, item, f"{at}[{index}]") for index, item in enumerate(value)]


def plain(name):
    return name.replace("_", "").lower()


def problems_of(name, operation, params):
    """What botocore refuses (required members, types, least lengths), and what else the model says of each value."""
    shape = input_of(name, operation)
    report = ParamValidator().validate(params, shape).generate_report()
    found = [line for line in report.split("\n") if line]
    return found + list(further(shape, params, operation)), count(shape, params)


def further(shape, value, at):
    """Enums, patterns and greatest lengths, which botocore leaves to AWS."""
    if isinstance(value, Unknown):
        return
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        if shape.is_tagged_union and len(value) != 1:
            yield f"{at} has {len(value)} members, expected exactly one of {', '.join(shape.members)}"
        for key, item in value.items():
            if key in shape.members:
                yield from further(shape.members[key], item, f"{at}.{key}")
    elif kind == "list" and isinstance(value, list):
        yield from limits(shape, len(value), at, "entries")
        for index, item in enumerate(value):
            yield from further(shape.member, item, f"{at}[{index}]")
    elif kind == "map" and isinstance(value, dict):
        yield from limits(shape, len(value), at, "entries")
        for key, item in value.items():
            yield from further(shape.key, key, f"{at} key {key}")
            yield from further(shape.value, item, f"{at}.{key}")
    elif kind == "string" and isinstance(value, str):
        yield from limits(shape, len(value), at, "characters")
        if shape.enum and value not in shape.enum:
            yield f"{at} is {json.dumps(value)}, expected one of {', '.join(shape.enum)}"
        pattern = shape.metadata.get("pattern")
        if pattern is not None and matches(pattern, value) is False:
            yield f"{at} is {json.dumps(value)}, expected a text like {pattern}"
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from limits(shape, value, at, "")


def limits(shape, number, at, unit):
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if most is not None and number > most:
        yield f"{at} is {number} {unit}, expected at most {most}".replace("  ", " ")
    if least is not None and number < least:
        yield f"{at} is {number} {unit}, expected at least {least}".replace("  ", " ")


@cache
def compiled(pattern):
    """AWS's patterns are Java's; a few say what Python cannot, and are counted as not checked."""
    text = pattern
    for java, python in ((r"\p{L}", "A-Za-z\u00c0-\uffff"), (r"\p{Z}", r"\s"), (r"\p{N}", "0-9"), (r"\p{M}", ""), (r"\p{S}", "$+<=>^`|~"), (r"\p{P}", "!-/:-@\\[-`{-~"), (r"\p{Graph}", "!-~"), (r"\p{Print}", " -~"), (r"\p{ASCII}", "\x00-\x7f"), (r"\p{Alpha}", "A-Za-z")):
        text = text.replace(java, python)
    try:
        return re.compile(text)
    except re.error:
        return None


def matches(pattern, value):
    """True, False, or None where the pattern cannot be read."""
    expression = compiled(pattern)
    return None if expression is None else expression.fullmatch(value) is not None


def count(shape, value):
    """How many values, and how many patterns among them, were compared with the model; how many could not be."""
    tally = {"values": 0, "patterns": 0, "unknown": 0, "unreadable": 0}
    walk(shape, value, tally)
    return tally


def walk(shape, value, tally):
    if isinstance(value, Unknown):
        tally["unknown"] += 1
        return
    tally["values"] += 1
    if shape.type_name == "structure" and isinstance(value, dict):
        for key, item in value.items():
            if key in shape.members:
                walk(shape.members[key], item, tally)
    elif shape.type_name == "list" and isinstance(value, list):
        for item in value:
            walk(shape.member, item, tally)
    elif shape.type_name == "map" and isinstance(value, dict):
        for item in value.values():
            walk(shape.value, item, tally)
    elif "pattern" in shape.metadata:
        tally["patterns" if compiled(shape.metadata["pattern"]) is not None else "unreadable"] += 1
