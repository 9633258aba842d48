"""Checks calls of the AWS CLI against AWS's own models of its services, as botocore carries them.

Reads a list of argument lists, as JSON, and writes the list of what is wrong with each, in words.
The CLI derives its commands from the same models: an operation's name and each member of its input, in lower case with
hyphens. What it adds to them is listed below, from its reference.
"""

import json
import sys

import botocore.session
import jmespath
from botocore import xform_name
from botocore.exceptions import UnknownServiceError
from botocore.model import OperationNotFoundError
from botocore.validate import ParamValidator

SESSION = botocore.session.Session()
# https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html
GLOBAL = {"region", "query", "output", "profile", "cli-read-timeout", "cli-connect-timeout", "cli-binary-format"}
OUTPUTS = {"json", "text", "table", "yaml", "yaml-stream"}
# Commands that the CLI adds, with their options: `aws logs tail`, `aws s3 ls`.
ADDED = {
    ("logs", "tail"): {"since", "follow", "format", "filter-pattern", "log-stream-names", "log-stream-name-prefix"},
    ("s3", "ls"): {"recursive", "human-readable", "summarize", "page-size", "request-payer"},
}
# Operations whose streamed answer goes to a file that is named last.
TO_FILE = {("lambda", "invoke")}


class Wrong(Exception):
    pass


def split(words):
    """Options with what follows each of them, and the words before the first or after what an option takes."""
    options, rest = [], []
    for word in words:
        if word.startswith("--"):
            options.append((word[2:], []))
        elif options:
            options[-1][1].append(word)
        else:
            rest.append(word)
    return options, rest


def document(text, shape):
    try:
        return json.loads(text)
    except ValueError:
        raise Wrong(f"{text!r} is not JSON, expected a {shape.type_name}") from None


def shorthand(word, shape):
    """`Name=a,Value=b`"""
    pairs = [pair.partition("=") for pair in word.split(",")]
    if any(sign == "" for _, sign, _ in pairs):
        raise Wrong(f"{word!r} is neither JSON nor Name=value")
    if shape.type_name == "map":
        return {name: scalar(value, shape.value) for name, _, value in pairs}
    for name, _, _ in pairs:
        if name not in shape.members:
            raise Wrong(f"{name!r} is no member of {shape.name}")
    return {name: value_of([value], shape.members[name]) for name, _, value in pairs}


def scalar(text, shape):
    kind = shape.type_name
    if kind in ("integer", "long"):
        return int(text)
    if kind in ("float", "double"):
        return float(text)
    if kind == "boolean":
        return {"true": True, "false": False}[text]
    allowed = getattr(shape, "enum", [])
    if allowed and text not in allowed:
        raise Wrong(f"{text!r} is none of {allowed}")
    return text


def value_of(words, shape):
    kind = shape.type_name
    if kind == "boolean" and not words:
        return True
    if not words:
        raise Wrong("it has no value")
    # Only somebody who has the file knows what is in it.
    if kind in ("list", "structure", "map") and words[0].startswith("file://"):
        return [] if kind == "list" else {}
    if kind == "list":
        if words[0].startswith("["):
            return document(words[0], shape)
        return [value_of([word], shape.member) for word in words]
    if len(words) > 1:
        raise Wrong(f"it takes one value, found {words}")
    if kind in ("structure", "map"):
        return document(words[0], shape) if words[0].startswith("{") else shorthand(words[0], shape)
    return scalar(words[0], shape)


def follow(node, shape):
    """The shape that a JMESPath expression leads to; none where it is made up of several."""
    kind, children = node["type"], node["children"]
    if shape is None or kind in ("literal", "comparator", "function_expression", "and_expression", "or_expression"):
        return None
    if kind == "field":
        if shape.type_name == "map":
            return shape.value
        if shape.type_name != "structure" or node["value"] not in shape.members:
            raise Wrong(f"the query asks {shape.name} for {node['value']!r}, which it does not have")
        return shape.members[node["value"]]
    if kind in ("index", "slice", "flatten"):
        inner = follow(children[0], shape) if children else shape
        return inner.member if kind == "index" else inner
    if kind in ("projection", "filter_projection"):
        inner = follow(children[0], shape)
        if inner is None or inner.type_name != "list":
            raise Wrong("the query goes through what is no list")
        if kind == "filter_projection":
            follow(children[2], inner.member)
        return follow(children[1], inner.member)
    if kind == "identity":
        return shape
    if kind in ("subexpression", "index_expression", "pipe"):
        for child in children:
            shape = follow(child, shape)
        return shape
    if kind == "multi_select_list":
        for child in children:
            follow(child, shape)
        return None
    raise Wrong(f"the query has a {kind}, which this check does not know")


def check_global(name, words, operation):
    value = words[0] if words else ""
    if name == "query":
        if operation is not None:
            follow(jmespath.compile(value).parsed, operation.output_shape)
    elif name == "output" and value not in OUTPUTS:
        raise Wrong(f"{value!r} is none of {sorted(OUTPUTS)}")
    elif name == "region" and value not in SESSION.get_available_regions("ec2"):
        raise Wrong(f"{value!r} is no region")


def check_added(command, options, rest):
    for name, words in options:
        if name in GLOBAL:
            rest += words[1:]
            check_global(name, words, None)
        elif name not in ADDED[command]:
            raise Wrong(f"aws {' '.join(command)} has no option --{name}")
    if len(rest) != 1:
        raise Wrong(f"aws {' '.join(command)} takes one name, found {rest}")


def find_operation(service, command):
    try:
        # The CLI gives the name s3 to its own commands.
        model = SESSION.get_service_model("s3" if service == "s3api" else service)
    except UnknownServiceError:
        raise Wrong(f"there is no service {service!r}") from None
    for name in model.operation_names:
        if xform_name(name, "-") == command:
            return model.operation_model(name)
    raise Wrong(f"{service} has no operation {command!r}")


def check(call):
    """The operation that a call asks for, the values that it gives and its options. None for what the CLI adds itself."""
    service, command, *words = call
    options, rest = split(words)
    if (service, command) in ADDED:
        check_added((service, command), options, rest)
        return None
    operation = find_operation(service, command)
    members = operation.input_shape.members if operation.input_shape else {}
    named = {xform_name(member, "-"): (member, shape) for member, shape in members.items()}
    if (service, command) in TO_FILE and options and len(options[-1][1]) == 2:
        options[-1][1].pop()
    values = {}
    for name, given in options:
        try:
            if name in GLOBAL:
                check_global(name, given, operation)
                continue
            positive = name.removeprefix("no-")
            if name not in named and positive in named and named[positive][1].type_name == "boolean":
                values[named[positive][0]] = False
                continue
            if name not in named:
                raise Wrong(f"{service} {command} has no such option")
            member, shape = named[name]
            values[member] = value_of(given, shape)
        except (Wrong, ValueError, KeyError, jmespath.exceptions.JMESPathError) as error:
            raise Wrong(f"--{name}: {error}") from None
    if rest:
        raise Wrong(f"{rest} stands before any option")
    # A bare command in a sentence names an operation; one with options is meant to be run.
    if options and operation.input_shape is not None:
        report = ParamValidator().validate(values, operation.input_shape)
        if report.has_errors():
            raise Wrong(report.generate_report())
    return operation, values, dict(options)


def problem(call):
    try:
        check(call)
    except Wrong as error:
        return f"aws {' '.join(call)}: {error}"
    return None


if __name__ == "__main__":
    json.dump([found for found in map(problem, json.load(sys.stdin)) if found], sys.stdout)
