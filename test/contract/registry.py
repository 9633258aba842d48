"""Compares properties with the registry's schemas, which AWS publishes for CloudFormation and cfn-lint carries.

They know patterns, enums and limits that the service models leave out, as EC2's and DynamoDB's. Names are matched as the
registry has them; what has another form there is passed over and counted.
"""

import json
import re
from functools import cache
from importlib.resources import files

from shapes import compiled, plain
from values import Unknown

data = files("cfnlint") / "data" / "schemas"

types = {
    "acm/certificate": "CertificateManager::Certificate",
    "apigateway/domainName": "ApiGateway::DomainName",
    "apigateway/method": "ApiGateway::Method",
    "apigateway/model": "ApiGateway::Model",
    "apigateway/restApi": "ApiGateway::RestApi",
    "apigateway/stage": "ApiGateway::Stage",
    "autoscaling/group": "AutoScaling::AutoScalingGroup",
    "autoscaling/policy": "AutoScaling::ScalingPolicy",
    "backup/vault": "Backup::BackupVault",
    "cloudwatch/dashboard": "CloudWatch::Dashboard",
    "cloudwatch/eventArchive": "Events::Archive",
    "cloudwatch/eventBus": "Events::EventBus",
    "cloudwatch/eventRule": "Events::Rule",
    "cloudwatch/logGroup": "Logs::LogGroup",
    "cloudwatch/metricAlarm": "CloudWatch::Alarm",
    "cloudwatch/metricStream": "CloudWatch::MetricStream",
    "dynamodb/table": "DynamoDB::Table",
    "ec2/launchTemplate": "EC2::LaunchTemplate",
    "ec2/route": "EC2::Route",
    "ec2/securityGroup": "EC2::SecurityGroup",
    "ec2/subnet": "EC2::Subnet",
    "ec2/vpc": "EC2::VPC",
    "ec2/vpcEndpoint": "EC2::VPCEndpoint",
    "iam/instanceProfile": "IAM::InstanceProfile",
    "iam/role": "IAM::Role",
    "kinesis/firehoseDeliveryStream": "KinesisFirehose::DeliveryStream",
    "kms/alias": "KMS::Alias",
    "kms/key": "KMS::Key",
    "kms/replicaKey": "KMS::ReplicaKey",
    "lambda/eventSourceMapping": "Lambda::EventSourceMapping",
    "lambda/function": "Lambda::Function",
    "lambda/functionEventInvokeConfig": "Lambda::EventInvokeConfig",
    "lambda/permission": "Lambda::Permission",
    "lb/listener": "ElasticLoadBalancingV2::Listener",
    "lb/listenerRule": "ElasticLoadBalancingV2::ListenerRule",
    "lb/loadBalancer": "ElasticLoadBalancingV2::LoadBalancer",
    "lb/targetGroup": "ElasticLoadBalancingV2::TargetGroup",
    "rds/cluster": "RDS::DBCluster",
    "rds/clusterInstance": "RDS::DBInstance",
    "rds/clusterParameterGroup": "RDS::DBClusterParameterGroup",
    "rds/eventSubscription": "RDS::EventSubscription",
    "rds/globalCluster": "RDS::GlobalCluster",
    "rds/subnetGroup": "RDS::DBSubnetGroup",
    "s3/bucket": "S3::Bucket",
    "secretsmanager/secret": "SecretsManager::Secret",
    "sns/topic": "SNS::Topic",
    "sqs/queue": "SQS::Queue",
    "ssm/parameter": "SSM::Parameter",
    "vpc/securityGroupEgressRule": "EC2::SecurityGroupEgress",
    "vpc/securityGroupIngressRule": "EC2::SecurityGroupIngress",
}

# Where the registry has another word for a property of the same meaning.
words = {
    "bucket": "BucketName",
    "clusterIdentifier": "DBClusterIdentifier",
    "identifier": "DBInstanceIdentifier",
    "instanceClass": "DBInstanceClass",
    "messageRetentionSeconds": "MessageRetentionPeriod",
    "visibilityTimeoutSeconds": "VisibilityTimeout",
    "reservedConcurrentExecutions": "ReservedConcurrentExecutions",
    "cidrIpv4": "CidrIp",
}

# What has another form in the registry: documents, maps that are lists there, and tags, which the models judge.
formed_otherwise = {"tags", "tagSpecifications", "policy", "assumeRolePolicy", "environment", "dimensions", "schema"}


@cache
def schema_of(name):
    index = json.loads((data / "providers" / "us-east-1.json").read_text())
    return json.loads((data / "resources" / f"{index[f'AWS::{name}']}.json").read_text())


def problems_in(resource, properties, tally):
    """What the registry's schema of the resource's type refuses in its properties."""
    token = resource["type"].removeprefix("aws:").split(":")[0]
    if token not in types:
        tally["without registry"] += 1
        return
    root = schema_of(types[token])
    yield from inside(root, root, properties, types[token], tally)


def resolved(root, schema):
    reference = schema.get("$ref")
    if reference is None:
        return schema
    for step in reference.removeprefix("#/").split("/"):
        root = root[step]
    return root


def inside(root, schema, value, at, tally):
    names = {plain(name): name for name in schema.get("properties", {})}
    kind = at.split("::")[-1]
    for key, item in value.items():
        name = next((names[word] for word in ways(key, kind) if word in names), None)
        # CloudFormation makes no SecureString, and so has no say on the type of a parameter.
        if key in formed_otherwise or name is None or at + name == "SSM::ParameterType":
            tally["passed over"] += 1
            continue
        yield from below(root, schema["properties"][name], item, f"{at}.{name}", tally)


def ways(key, kind):
    """The names that a property may have in the registry: its own, or with the kind of the resource before it."""
    own = plain(words.get(key, key))
    return [own, plain(kind + key), *(others if key == "name" else [])] if key in ("name", "description") else [own]


others = ["groupname", "dbclusterparametergroupname"]


def below(root, schema, value, at, tally):
    schema = resolved(root, schema)
    if isinstance(value, Unknown):
        return
    if isinstance(value, list):
        yield from sized(schema, len(value), at, "minItems", "maxItems")
        for index, item in enumerate(value):
            yield from below(root, schema.get("items", {}), item, f"{at}[{index}]", tally)
    elif isinstance(value, dict):
        yield from inside(root, schema, value, at, tally)
    else:
        tally["registry values"] += 1
        yield from leaf(schema, value, at, tally)


def leaf(schema, value, at, tally):
    kinds = schema.get("type", [])
    if isinstance(value, str) and ("integer" in kinds or "number" in kinds) and re.fullmatch(r"-?\d+", value):
        value = int(value)
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is {json.dumps(value)}, expected one of {', '.join(map(str, schema['enum']))}"
    if isinstance(value, str):
        yield from sized(schema, len(value), at, "minLength", "maxLength")
        if "pattern" in schema:
            expression = compiled(schema["pattern"])
            tally["registry patterns" if expression else "unreadable"] += 1
            if expression is not None and expression.search(value) is None:
                yield f"{at} is {json.dumps(value)}, expected a text like {schema['pattern']}"
    elif not isinstance(value, bool):
        yield from sized(schema, value, at, "minimum", "maximum")


def sized(schema, number, at, least, most):
    if least in schema and number < schema[least]:
        yield f"{at} is {number} by {least}, expected at least {schema[least]}"
    if most in schema and number > schema[most]:
        yield f"{at} is {number} by {most}, expected at most {schema[most]}"
