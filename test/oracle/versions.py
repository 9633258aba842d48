"""Says what two other readers of AWS's pages know of versions: cfn-lint's data, and botocore's model of Lambda.

Prints one JSON object: runtimes: by Lambda runtime the days of cfn-lint's table (`deprecated`, `create-block`);
taken: every runtime that Lambda's API takes; aurora: the versions of Aurora PostgreSQL that cfn-lint knows and does not
call deprecated.
"""

import gzip
import json
from importlib.resources import files

LAMBDA_MODEL = "data/lambda/2015-03-31/service-2.json.gz"
CLUSTER = "data/schemas/extensions/aws_rds_dbcluster"


def of_aurora(name, part):
    """The versions that a schema lists under the condition that the engine is Aurora PostgreSQL."""
    schema = json.loads((files("cfnlint") / CLUSTER / name).read_text())
    for rule in schema["allOf"]:
        if rule["if"]["properties"].get("Engine", {}).get("const") == "aurora-postgresql":
            return rule[part]["properties"]["EngineVersion"]["enum"]
    raise LookupError(f"{name} says nothing of aurora-postgresql")


def main():
    lifecycle = files("cfnlint") / "data/AdditionalSpecs/LmbdRuntimeLifecycle.json"
    model = json.loads(gzip.decompress((files("botocore") / LAMBDA_MODEL).read_bytes()))
    deprecated = set(of_aurora("engine_version_deprecated.json", "if"))
    answer = {
        "runtimes": json.loads(lifecycle.read_text()),
        "taken": model["shapes"]["Runtime"]["enum"],
        "aurora": [one for one in of_aurora("engine_version.json", "then") if one not in deprecated],
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
