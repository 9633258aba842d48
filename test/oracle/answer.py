"""Answers questions about IAM from two other readers of AWS's reference: policy_sentry and parliament.

Reads one JSON object {"patterns": [...], "documents": [...]} and writes one JSON object:
policySentry, parliament: every action that each knows, lower-case, and whether it works with all resources only;
expansions: for each pattern the actions it stands for, lower-case; starred: for each document the actions, lower-case,
that parliament says could be bound to a resource but are allowed on all of them.
"""

import json
import sys

from parliament import analyze_policy_string, iam_definition
from policy_sentry.analysis.expand import expand
from policy_sentry.querying.actions import (
    get_actions_for_service,
    get_actions_that_support_wildcard_arns_only,
)
from policy_sentry.querying.all import get_all_service_prefixes


def policy_sentrys_actions():
    known = {}
    for service in get_all_service_prefixes():
        unscopable = {name.lower() for name in get_actions_that_support_wildcard_arns_only(service)}
        for name in get_actions_for_service(service):
            known[name.lower()] = name.lower() in unscopable
    return known


def parliaments_actions():
    # A star marks a resource that must be named; parliament asks for no other.
    return {
        f"{service['prefix']}:{privilege['privilege']}".lower(): all(
            "*" not in resource["resource_type"] for resource in privilege["resource_types"]
        )
        for service in iam_definition
        for privilege in service["privileges"]
    }


def starred(document):
    findings = analyze_policy_string(json.dumps(document)).findings
    details = [finding.detail for finding in findings if finding.issue == "RESOURCE_STAR"]
    return sorted({name.lower() for detail in details for name in detail})


def main():
    asked = json.load(sys.stdin)
    answers = {
        "policySentry": policy_sentrys_actions(),
        "parliament": parliaments_actions(),
        "expansions": [sorted({name.lower() for name in expand(pattern)}) for pattern in asked["patterns"]],
        "starred": [starred(document) for document in asked["documents"]],
    }
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
