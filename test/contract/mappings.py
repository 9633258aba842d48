"""What the provider asks of AWS for each resource: operation and parameters, in the order in which it asks.

Written from the names of properties and of the operations, not from the provider's source. A property that a request takes under its own
name, in whatever case, is passed on as it is; only what differs is named. What only the provider looks at is ignored by
name; any other property that no request takes is a finding, so that a mapping cannot leave one out unnoticed.
"""

import json

from values import joined

mappings = {}


def mapped(*types):
    """Registers the requests of these resource types: a generator of (service, operation, parameters)."""

    def register(requests):
        for name in types:
            mappings[name] = requests
        return requests

    return register


def same(*types, of, ignore=(), **names):
    """A resource that is one request, with its properties; `names` says which are called otherwise there."""
    service, operation = of.split(".")

    @mapped(*types)
    def requests(p, resource):
        p.ignore(*ignore)
        yield service, operation, {names.get(name, name): value for name, value in p.rest().items()}


def setting(*types, of, member, bucket="bucket"):
    """A part of a bucket's settings, all of it in one member of the request."""
    operation = of.split(".")[1]

    @mapped(*types)
    def requests(p, resource):
        yield "s3", operation, {"Bucket": p[bucket], member: p.rest()}


def tagged(kind, tags):
    return [{"ResourceType": kind, "Tags": tags}] if tags else None


same("aws:iam/rolePolicy:RolePolicy", of="iam.PutRolePolicy", name="PolicyName", policy="PolicyDocument", role="RoleName")
same("aws:iam/rolePolicyAttachment:RolePolicyAttachment", of="iam.AttachRolePolicy", role="RoleName")
same("aws:iam/role:Role", of="iam.CreateRole", ignore=["forceDetachPolicies"], name="RoleName", assumeRolePolicy="AssumeRolePolicyDocument")
same("aws:ec2/routeTableAssociation:RouteTableAssociation", of="ec2.AssociateRouteTable")
same("aws:ec2/route:Route", of="ec2.CreateRoute")
same("aws:sns/topicSubscription:TopicSubscription", of="sns.Subscribe", topic="TopicArn")
same("aws:kms/alias:Alias", of="kms.CreateAlias", name="AliasName")
same("aws:cloudwatch/eventBus:EventBus", of="events.CreateEventBus")
same("aws:cloudwatch/eventArchive:EventArchive", of="events.CreateArchive", name="ArchiveName")
same("aws:cloudwatch/eventBusPolicy:EventBusPolicy", of="events.PutPermission")
same("aws:cloudwatch/dashboard:Dashboard", of="cloudwatch.PutDashboard")
same("aws:cloudwatch/logStream:LogStream", of="logs.CreateLogStream", name="LogStreamName")
same("aws:apigateway/resource:Resource", of="apigateway.CreateResource", restApi="restApiId")
same("aws:apigateway/requestValidator:RequestValidator", of="apigateway.CreateRequestValidator", restApi="restApiId")
same("aws:apigateway/model:Model", of="apigateway.CreateModel", restApi="restApiId")
same("aws:apigateway/basePathMapping:BasePathMapping", of="apigateway.CreateBasePathMapping", restApi="restApiId", stageName="stage")
same("aws:apigateway/deployment:Deployment", of="apigateway.CreateDeployment", ignore=["triggers"], restApi="restApiId")
same("aws:apigateway/response:Response", of="apigateway.PutGatewayResponse")
same("aws:apigateway/restApi:RestApi", of="apigateway.CreateRestApi")
same("aws:apigateway/domainName:DomainName", of="apigateway.CreateDomainName")
same("aws:lambda/functionUrl:FunctionUrl", of="lambda.CreateFunctionUrlConfig", authorizationType="AuthType")
@mapped("aws:lambda/eventSourceMapping:EventSourceMapping")
def event_source(p, resource):
    failures = p["destinationConfig"] and renamed(p["destinationConfig"], destinationArn="Destination")
    yield "lambda", "CreateEventSourceMapping", {"DestinationConfig": failures, **p.rest()}


same("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", of="lambda.PutFunctionEventInvokeConfig")
same("aws:rds/subnetGroup:SubnetGroup", of="rds.CreateDBSubnetGroup", name="DBSubnetGroupName", description="DBSubnetGroupDescription")
same("aws:rds/globalCluster:GlobalCluster", of="rds.CreateGlobalCluster", ignore=["forceDestroy"])
same("aws:rds/cluster:Cluster", of="rds.CreateDBCluster", ignore=["skipFinalSnapshot", "finalSnapshotIdentifier", "deleteAutomatedBackups"], clusterIdentifier="DBClusterIdentifier", enabledCloudwatchLogsExports="EnableCloudwatchLogsExports", masterPassword="MasterUserPassword")
same("aws:rds/clusterInstance:ClusterInstance", of="rds.CreateDBInstance", clusterIdentifier="DBClusterIdentifier", identifier="DBInstanceIdentifier", instanceClass="DBInstanceClass")
same("aws:rds/eventSubscription:EventSubscription", of="rds.CreateEventSubscription", name="SubscriptionName", snsTopic="SnsTopicArn")
same("aws:secretsmanager/secretVersion:SecretVersion", of="secretsmanager.PutSecretValue")
same("aws:autoscaling/policy:Policy", of="autoscaling.PutScalingPolicy", name="PolicyName")
same("aws:cloudwatch/metricStream:MetricStream", of="cloudwatch.PutMetricStream")
same("aws:ssm/parameter:Parameter", of="ssm.PutParameter")
setting("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", of="s3.PutPublicAccessBlock", member="PublicAccessBlockConfiguration")
setting("aws:s3/bucketReplicationConfig:BucketReplicationConfig", of="s3.PutBucketReplication", member="ReplicationConfiguration")


@mapped("aws:s3/bucket:Bucket")
def bucket(p, resource):
    p.ignore("forceDestroy")
    region = resource["region"]
    place = None if region == "us-east-1" else {"LocationConstraint": region}
    yield "s3", "CreateBucket", {"Bucket": p["bucket"], "CreateBucketConfiguration": place}
    if p["tags"]:
        yield "s3", "PutBucketTagging", {"Bucket": p["bucket"], "Tagging": {"TagSet": p["tags"]}}


@mapped("aws:s3/bucketVersioning:BucketVersioning")
def versioning(p, resource):
    yield "s3", "PutBucketVersioning", {"Bucket": p["bucket"], "VersioningConfiguration": p["versioningConfiguration"]}


@mapped("aws:s3/bucketOwnershipControls:BucketOwnershipControls")
def ownership(p, resource):
    yield "s3", "PutBucketOwnershipControls", {"Bucket": p["bucket"], "OwnershipControls": {"Rules": [p["rule"]]}}


@mapped("aws:s3/bucketPolicy:BucketPolicy")
def bucket_policy(p, resource):
    yield "s3", "PutBucketPolicy", {"Bucket": p["bucket"], "Policy": p["policy"]}


@mapped("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")
def bucket_encryption(p, resource):
    rules = [renamed(rule, sseAlgorithm="SSEAlgorithm", kmsMasterKeyId="KMSMasterKeyID") for rule in p["rules"]]
    yield "s3", "PutBucketEncryption", {"Bucket": p["bucket"], "ServerSideEncryptionConfiguration": {"Rules": rules}}


@mapped("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
def lifecycle(p, resource):
    yield "s3", "PutBucketLifecycleConfiguration", {"Bucket": p["bucket"], "LifecycleConfiguration": {"Rules": p["rules"]}}


def renamed(value, /, **names):
    """Keys by their other names, however deep."""
    if isinstance(value, dict):
        return {names.get(key, key): renamed(item, **names) for key, item in value.items()}
    return [renamed(item, **names) for item in value] if isinstance(value, list) else value


@mapped("aws:cloudwatch/metricAlarm:MetricAlarm")
def alarm(p, resource):
    def pairs(dimensions):
        return [{"Name": name, "Value": value} for name, value in dimensions.items()] if dimensions else None

    queries = []
    for query in p["metricQueries"] or []:
        metric = query.get("metric")
        stat = metric and {
            "Metric": {
                "Namespace": metric.get("namespace"),
                "MetricName": metric.get("metricName"),
                "Dimensions": pairs(metric.get("dimensions")),
            },
            "Period": metric.get("period"),
            "Stat": metric.get("stat"),
            "Unit": metric.get("unit"),
        }
        rest = {key: value for key, value in query.items() if key != "metric"}
        queries.append({**rest, "MetricStat": stat})
    yield "cloudwatch", "PutMetricAlarm", {
        "AlarmName": p["name"],
        "Dimensions": pairs(p["dimensions"]),
        "Metrics": queries or None,
        **p.rest(),
    }


@mapped("aws:cloudwatch/logGroup:LogGroup")
def log_group(p, resource):
    p.ignore("skipDestroy")
    retention = p["retentionInDays"]
    yield "logs", "CreateLogGroup", {"logGroupName": p["name"], **p.rest()}
    if retention:
        yield "logs", "PutRetentionPolicy", {"logGroupName": p["name"], "retentionInDays": retention}


@mapped("aws:cloudwatch/eventRule:EventRule")
def event_rule(p, resource):
    yield "events", "PutRule", p.rest()


@mapped("aws:cloudwatch/eventTarget:EventTarget")
def event_target(p, resource):
    rule, bus = p["rule"], p["eventBusName"]
    target = {"Id": p["targetId"], **p.rest()}
    yield "events", "PutTargets", {"Rule": rule, "EventBusName": bus, "Targets": [target]}


@mapped("aws:ec2/vpc:Vpc")
def vpc(p, resource):
    yield "ec2", "CreateVpc", {"CidrBlock": p["cidrBlock"], "TagSpecifications": tagged("vpc", p["tags"])}
    for name in ("enableDnsSupport", "enableDnsHostnames"):
        if p[name] is not None:
            yield "ec2", "ModifyVpcAttribute", {"VpcId": resource["id"], name: {"Value": p[name]}}


@mapped("aws:ec2/subnet:Subnet")
def subnet(p, resource):
    public = p["mapPublicIpOnLaunch"]
    yield "ec2", "CreateSubnet", {"TagSpecifications": tagged("subnet", p["tags"]), **p.rest()}
    if public is not None:
        yield "ec2", "ModifySubnetAttribute", {"SubnetId": resource["id"], "MapPublicIpOnLaunch": {"Value": public}}


@mapped("aws:ec2/internetGateway:InternetGateway")
def internet_gateway(p, resource):
    yield "ec2", "CreateInternetGateway", {"TagSpecifications": tagged("internet-gateway", p["tags"])}
    yield "ec2", "AttachInternetGateway", {"InternetGatewayId": resource["id"], "VpcId": p["vpcId"]}


@mapped("aws:ec2/routeTable:RouteTable")
def route_table(p, resource):
    yield "ec2", "CreateRouteTable", {"VpcId": p["vpcId"], "TagSpecifications": tagged("route-table", p["tags"])}


@mapped("aws:ec2/securityGroup:SecurityGroup")
def security_group(p, resource):
    tags = tagged("security-group", p["tags"])
    yield "ec2", "CreateSecurityGroup", {"GroupName": p["name"], "TagSpecifications": tags, **p.rest()}


@mapped("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
def group_rule(p, resource):
    said = p["description"]
    permission = {
        "IpProtocol": p["ipProtocol"],
        "FromPort": p["fromPort"],
        "ToPort": p["toPort"],
        "IpRanges": p["cidrIpv4"] and [{"CidrIp": p["cidrIpv4"], "Description": said}],
        "UserIdGroupPairs": p["referencedSecurityGroupId"]
        and [{"GroupId": p["referencedSecurityGroupId"], "Description": said}],
        "PrefixListIds": p["prefixListId"] and [{"PrefixListId": p["prefixListId"], "Description": said}],
    }
    way = "Ingress" if "Ingress" in resource["type"] else "Egress"
    yield "ec2", f"AuthorizeSecurityGroup{way}", {
        "GroupId": p["securityGroupId"],
        "IpPermissions": [permission],
        "TagSpecifications": tagged("security-group-rule", p["tags"]),
    }


@mapped("aws:ec2/flowLog:FlowLog")
def flow_log(p, resource):
    watched = {"ResourceIds": [p["vpcId"]], "ResourceType": "VPC"}
    yield "ec2", "CreateFlowLogs", {**watched, "TagSpecifications": tagged("vpc-flow-log", p["tags"]), **p.rest()}


@mapped("aws:glue/catalogDatabase:CatalogDatabase")
def catalog_database(p, resource):
    yield "glue", "CreateDatabase", {"DatabaseInput": {"Name": p["name"]}, "Tags": p["tags"]}


@mapped("aws:glue/catalogTable:CatalogTable")
def catalog_table(p, resource):
    yield "glue", "CreateTable", {"DatabaseName": p["databaseName"], "TableInput": p.rest()}


@mapped("aws:athena/workgroup:Workgroup")
def workgroup(p, resource):
    p.ignore("forceDestroy")
    configuration = renamed(p["configuration"], kmsKeyArn="KmsKey")
    yield "athena", "CreateWorkGroup", {"Configuration": configuration, **p.rest()}


same("aws:athena/namedQuery:NamedQuery", of="athena.CreateNamedQuery", query="QueryString")
same("aws:wafv2/webAcl:WebAcl", of="wafv2.CreateWebACL")
same("aws:wafv2/webAclAssociation:WebAclAssociation", of="wafv2.AssociateWebACL")


@mapped("aws:ec2/vpcEndpoint:VpcEndpoint")
def endpoint(p, resource):
    yield "ec2", "CreateVpcEndpoint", {"TagSpecifications": tagged("vpc-endpoint", p["tags"]), **p.rest()}


@mapped("aws:ec2/vpcPeeringConnection:VpcPeeringConnection")
def peering(p, resource):
    p.ignore("autoAccept")
    yield "ec2", "CreateVpcPeeringConnection", {"TagSpecifications": tagged("vpc-peering-connection", p["tags"]), **p.rest()}


@mapped("aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter")
def peering_accepter(p, resource):
    p.ignore("vpcId")
    accepts, tags = p["autoAccept"], p["tags"]
    if accepts:
        yield "ec2", "AcceptVpcPeeringConnection", {"VpcPeeringConnectionId": p["vpcPeeringConnectionId"]}
    if tags:
        yield "ec2", "CreateTags", {"Resources": [p["vpcPeeringConnectionId"]], "Tags": tags}


@mapped("aws:ec2/peeringConnectionOptions:PeeringConnectionOptions")
def peering_options(p, resource):
    def side(name):
        options = p[name]
        return options and renamed(options, allowRemoteVpcDnsResolution="AllowDnsResolutionFromRemoteVpc")

    yield "ec2", "ModifyVpcPeeringConnectionOptions", {
        "VpcPeeringConnectionId": p["vpcPeeringConnectionId"],
        "AccepterPeeringConnectionOptions": side("accepter"),
        "RequesterPeeringConnectionOptions": side("requester"),
    }


@mapped("aws:ec2/launchTemplate:LaunchTemplate")
def launch_template(p, resource):
    p.ignore("updateDefaultVersion")
    name, tags = p["name"], p["tags"]
    data = p.rest()
    data["securityGroupIds"] = data.pop("vpcSecurityGroupIds", None)
    yield "ec2", "CreateLaunchTemplate", {
        "LaunchTemplateName": name,
        "LaunchTemplateData": data,
        "TagSpecifications": tagged("launch-template", tags),
    }


@mapped("aws:autoscaling/group:Group")
def group(p, resource):
    p.ignore("forceDelete")
    name, refresh = p["name"], p["instanceRefresh"]
    metrics, granularity = p["enabledMetrics"], p["metricsGranularity"]
    template = renamed(p["launchTemplate"] or {}, id="LaunchTemplateId", name="LaunchTemplateName") or None
    zones = p["vpcZoneIdentifiers"]
    yield "autoscaling", "CreateAutoScalingGroup", {
        "AutoScalingGroupName": name,
        "LaunchTemplate": template,
        "VPCZoneIdentifier": zones and joined(zones),
        "NewInstancesProtectedFromScaleIn": p["protectFromScaleIn"],
        "Tags": [{**tag, "ResourceId": name, "ResourceType": "auto-scaling-group"} for tag in p["tags"] or []],
        **p.rest(),
    }
    if metrics:
        yield "autoscaling", "EnableMetricsCollection", {
            "AutoScalingGroupName": name,
            "Metrics": metrics,
            "Granularity": granularity,
        }
    if refresh:
        yield "autoscaling", "StartInstanceRefresh", {
            "AutoScalingGroupName": name,
            "Strategy": refresh.get("strategy"),
            "Preferences": refresh.get("preferences"),
            "DesiredConfiguration": {"LaunchTemplate": template},
        }


@mapped("aws:lb/loadBalancer:LoadBalancer")
def load_balancer(p, resource):
    attributes = {
        "routing.http.drop_invalid_header_fields.enabled": p["dropInvalidHeaderFields"],
        "deletion_protection.enabled": p["enableDeletionProtection"],
        "idle_timeout.timeout_seconds": p["idleTimeout"],
        "client_keep_alive.seconds": p["clientKeepAlive"],
    }
    logs = p["accessLogs"]
    if logs is not None:
        attributes["access_logs.s3.enabled"] = logs.get("enabled")
        attributes["access_logs.s3.bucket"] = logs.get("bucket")
        attributes["access_logs.s3.prefix"] = logs.get("prefix")
    internal = p["internal"]
    yield "elbv2", "CreateLoadBalancer", {
        "Type": p["loadBalancerType"],
        "Scheme": "internal" if internal else "internet-facing",
        **p.rest(),
    }
    yield "elbv2", "ModifyLoadBalancerAttributes", {"LoadBalancerArn": resource["id"], "Attributes": texts(attributes)}


def texts(attributes):
    """Attributes that are given, as the text that they travel as."""
    given = {key: value for key, value in attributes.items() if value is not None}
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in given.items()}


@mapped("aws:lb/targetGroup:TargetGroup")
def target_group(p, resource):
    check = p["healthCheck"] or {}
    delay = p["deregistrationDelay"]
    checked = {
        "HealthCheckEnabled": check.get("enabled"),
        "HealthyThresholdCount": check.get("healthyThreshold"),
        "UnhealthyThresholdCount": check.get("unhealthyThreshold"),
        "HealthCheckIntervalSeconds": check.get("interval"),
        "HealthCheckTimeoutSeconds": check.get("timeout"),
        "HealthCheckPath": check.get("path"),
        "HealthCheckProtocol": check.get("protocol"),
        "Matcher": check.get("matcher") and {"HttpCode": check["matcher"]},
    }
    yield "elbv2", "CreateTargetGroup", {**checked, **p.rest()}
    if delay is not None:
        attributes = texts({"deregistration_delay.timeout_seconds": delay})
        yield "elbv2", "ModifyTargetGroupAttributes", {"TargetGroupArn": resource["id"], "Attributes": attributes}


@mapped("aws:lb/targetGroupAttachment:TargetGroupAttachment")
def attachment(p, resource):
    target = {"Id": p["targetId"], "Port": p["port"]}
    yield "elbv2", "RegisterTargets", {"TargetGroupArn": p["targetGroupArn"], "Targets": [target]}


def actions_of(actions):
    return [renamed(action, fixedResponse="FixedResponseConfig", redirect="RedirectConfig", forward="ForwardConfig") for action in actions]


@mapped("aws:lb/listener:Listener")
def listener(p, resource):
    certificate = p["certificateArn"]
    yield "elbv2", "CreateListener", {
        "DefaultActions": actions_of(p["defaultActions"]),
        "Certificates": certificate and [{"CertificateArn": certificate}],
        **p.rest(),
    }


@mapped("aws:lb/listenerRule:ListenerRule")
def listener_rule(p, resource):
    fields = {"pathPattern": "path-pattern", "hostHeader": "host-header"}
    conditions = [
        {"Field": fields[name], f"{name}Config": value} for condition in p["conditions"] for name, value in condition.items()
    ]
    yield "elbv2", "CreateRule", {"Actions": actions_of(p["actions"]), "Conditions": conditions, **p.rest()}


@mapped("aws:lambda/function:Function")
def function(p, resource):
    p.ignore("code", "replaceSecurityGroupsOnDestroy", "replacementSecurityGroupIds")
    name, reserved = p["name"], p["reservedConcurrentExecutions"]
    yield "lambda", "CreateFunction", {"FunctionName": name, "Code": {"ZipFile": b"zip"}, **p.rest()}
    if reserved is not None and reserved >= 0:
        yield "lambda", "PutFunctionConcurrency", {"FunctionName": name, "ReservedConcurrentExecutions": reserved}


same("aws:lambda/alias:Alias", of="lambda.CreateAlias")


@mapped("aws:lambda/invocation:Invocation")
def invocation(p, resource):
    p.ignore("triggers")
    yield "lambda", "Invoke", {"Payload": p["input"], **p.rest()}


@mapped("aws:scheduler/schedule:Schedule")
def schedule(p, resource):
    target = p["target"]
    target["retryPolicy"] = {
        "MaximumEventAgeInSeconds": target["retryPolicy"]["maximumEventAgeInSeconds"],
        "MaximumRetryAttempts": target["retryPolicy"]["maximumRetryAttempts"],
    }
    yield "scheduler", "CreateSchedule", {"Target": target, **p.rest()}


@mapped("aws:lambda/permission:Permission")
def permission(p, resource):
    yield "lambda", "AddPermission", {
        "FunctionName": p["function"],
        "StatementId": p["statementId"] or "terraform-20261130000000000000000001",
        **p.rest(),
    }


@mapped("aws:sqs/queue:Queue")
def queue(p, resource):
    name, tags = p["name"], p["tags"]
    attributes = {
        "MessageRetentionPeriod": p["messageRetentionSeconds"],
        "VisibilityTimeout": p["visibilityTimeoutSeconds"],
        "RedrivePolicy": p["redrivePolicy"],
        "RedriveAllowPolicy": p["redriveAllowPolicy"],
        "SqsManagedSseEnabled": p["sqsManagedSseEnabled"],
        "KmsMasterKeyId": p["kmsMasterKeyId"],
        "DelaySeconds": p["delaySeconds"],
    }
    yield "sqs", "CreateQueue", {"QueueName": name, "Attributes": texts(attributes), "tags": tags}


@mapped("aws:sqs/queuePolicy:QueuePolicy")
def queue_policy(p, resource):
    yield "sqs", "SetQueueAttributes", {"QueueUrl": p["queueUrl"], "Attributes": texts({"Policy": p["policy"]})}


@mapped("aws:sns/topic:Topic")
def topic(p, resource):
    attributes = texts({"Policy": p["policy"], "KmsMasterKeyId": p["kmsMasterKeyId"], "DisplayName": p["displayName"]})
    yield "sns", "CreateTopic", {"Name": p["name"], "Attributes": attributes, "Tags": p["tags"]}


@mapped("aws:route53/zone:Zone")
def zone(p, resource):
    p.ignore("forceDestroy")
    tags = p["tags"]
    yield "route53", "CreateHostedZone", {
        "Name": p["name"],
        "CallerReference": "terraform-20261130000000000000000001",
        "HostedZoneConfig": {"Comment": p["comment"]},
    }
    if tags:
        yield "route53", "ChangeTagsForResource", {"ResourceType": "hostedzone", "ResourceId": resource["id"], "AddTags": tags}


@mapped("aws:route53/record:Record")
def record(p, resource):
    weighted, failover = p["weightedRoutingPolicies"], p["failoverRoutingPolicies"]
    record_set = {
        "Weight": weighted and weighted[0]["weight"],
        "Failover": failover and failover[0]["type"],
        "ResourceRecords": [{"Value": value} for value in p["records"]] if p["records"] else None,
        "AliasTarget": p["aliases"] and renamed(p["aliases"][0], name="DNSName", zoneId="HostedZoneId"),
    }
    zone_id = p["zoneId"]
    action = "UPSERT" if p["allowOverwrite"] else "CREATE"
    changes = [{"Action": action, "ResourceRecordSet": {**record_set, **p.rest()}}]
    yield "route53", "ChangeResourceRecordSets", {"HostedZoneId": zone_id, "ChangeBatch": {"Changes": changes}}


@mapped("aws:route53/healthCheck:HealthCheck")
def health_check(p, resource):
    tags = p["tags"]
    alarm_name, alarm_region = p["cloudwatchAlarmName"], p["cloudwatchAlarmRegion"]
    config = {
        "FullyQualifiedDomainName": p["fqdn"],
        "EnableSNI": p["enableSni"],
        "Inverted": p["invertHealthcheck"],
        "HealthThreshold": p["childHealthThreshold"],
        "ChildHealthChecks": p["childHealthchecks"],
        "AlarmIdentifier": alarm_name and {"Name": alarm_name, "Region": alarm_region},
        **p.rest("referenceName"),
    }
    p.ignore("referenceName")
    yield "route53", "CreateHealthCheck", {"CallerReference": "terraform-20261130000000000000000001", "HealthCheckConfig": config}
    if tags:
        yield "route53", "ChangeTagsForResource", {"ResourceType": "healthcheck", "ResourceId": resource["id"], "AddTags": tags}


@mapped("aws:dynamodb/table:Table")
def table(p, resource):
    name, keys = p["name"], [("HASH", p["hashKey"]), ("RANGE", p["rangeKey"])]
    encryption, streams, view = p["serverSideEncryption"], p["streamEnabled"], p["streamViewType"]
    recovery, expiry, replicas = p["pointInTimeRecovery"], p["ttl"], p["replicas"]
    attributes = [{"AttributeName": each["name"], "AttributeType": each["type"]} for each in p["attributes"] or []]
    yield "dynamodb", "CreateTable", {
        "TableName": name,
        "AttributeDefinitions": attributes,
        "KeySchema": [{"AttributeName": key, "KeyType": kind} for kind, key in keys if key],
        "SSESpecification": encryption
        and {
            "Enabled": encryption.get("enabled"),
            "SSEType": "KMS" if encryption.get("enabled") else None,
            "KMSMasterKeyId": encryption.get("kmsKeyArn"),
        },
        "StreamSpecification": {"StreamEnabled": streams, "StreamViewType": view} if streams else None,
        **p.rest(),
    }
    if expiry:
        yield "dynamodb", "UpdateTimeToLive", {"TableName": name, "TimeToLiveSpecification": expiry}
    if recovery:
        yield from point_in_time(name, recovery.get("enabled"), recovery.get("recoveryPeriodInDays"))
    for replica in replicas or []:
        create = {"RegionName": replica["regionName"], "KMSMasterKeyId": replica.get("kmsKeyArn")}
        yield "dynamodb", "UpdateTable", {"TableName": name, "ReplicaUpdates": [{"Create": create}]}
        if replica.get("pointInTimeRecovery"):
            yield from point_in_time(name, True, None)


def point_in_time(name, enabled, days):
    recovery = {"PointInTimeRecoveryEnabled": enabled, "RecoveryPeriodInDays": days}
    yield "dynamodb", "UpdateContinuousBackups", {"TableName": name, "PointInTimeRecoverySpecification": recovery}


@mapped("aws:iam/instanceProfile:InstanceProfile")
def instance_profile(p, resource):
    name, role = p["name"], p["role"]
    yield "iam", "CreateInstanceProfile", {"InstanceProfileName": name, **p.rest()}
    yield "iam", "AddRoleToInstanceProfile", {"InstanceProfileName": name, "RoleName": role}


same("aws:acm/certificate:Certificate", of="acm.RequestCertificate")
same("aws:acm/certificateValidation:CertificateValidation", of="acm.DescribeCertificate", ignore=["validationRecordFqdns"])


@mapped("aws:dynamodb/tag:Tag")
def table_tag(p, resource):
    tags = [{"Key": p["key"], "Value": p["value"]}]
    yield "dynamodb", "TagResource", {"ResourceArn": p["resourceArn"], "Tags": tags}


@mapped("aws:kms/key:Key")
def key(p, resource):
    p.ignore("deletionWindowInDays")
    rotates, tags = p["enableKeyRotation"], p["tags"]
    yield "kms", "CreateKey", {"Tags": key_tags(tags), **p.rest()}
    if rotates:
        yield "kms", "EnableKeyRotation", {"KeyId": resource["id"]}


def key_tags(tags):
    return tags and [{"TagKey": name, "TagValue": value} for name, value in tags.items()]


@mapped("aws:kms/replicaKey:ReplicaKey")
def replica_key(p, resource):
    p.ignore("deletionWindowInDays")
    yield "kms", "ReplicateKey", {
        "KeyId": p["primaryKeyArn"],
        "ReplicaRegion": resource["region"],
        "Tags": key_tags(p["tags"]),
        **p.rest(),
    }


@mapped("aws:secretsmanager/secret:Secret")
def secret(p, resource):
    p.ignore("recoveryWindowInDays")
    replicas = p["replicas"]
    yield "secretsmanager", "CreateSecret", {
        "Name": p["name"],
        "AddReplicaRegions": replicas,
        "ForceOverwriteReplicaSecret": p["forceOverwriteReplicaSecret"],
        **p.rest(),
    }


@mapped("aws:rds/clusterParameterGroup:ClusterParameterGroup")
def parameter_group(p, resource):
    name, parameters = p["name"], p["parameters"]
    yield "rds", "CreateDBClusterParameterGroup", {
        "DBClusterParameterGroupName": name,
        "DBParameterGroupFamily": p["family"],
        **p.rest(),
    }
    if parameters:
        given = [renamed(each, name="ParameterName", value="ParameterValue") for each in parameters]
        yield "rds", "ModifyDBClusterParameterGroup", {"DBClusterParameterGroupName": name, "Parameters": given}


@mapped("aws:backup/vault:Vault")
def vault(p, resource):
    p.ignore("forceDestroy")
    yield "backup", "CreateBackupVault", {"BackupVaultName": p["name"], "BackupVaultTags": p["tags"], **p.rest()}


@mapped("aws:backup/plan:Plan")
def plan(p, resource):
    names = {
        "schedule": "ScheduleExpression",
        "startWindow": "StartWindowMinutes",
        "completionWindow": "CompletionWindowMinutes",
        "targetVaultName": "TargetBackupVaultName",
        "destinationVaultArn": "DestinationBackupVaultArn",
        "deleteAfter": "DeleteAfterDays",
        "coldStorageAfter": "MoveToColdStorageAfterDays",
    }
    backup_plan = {"BackupPlanName": p["name"], "Rules": renamed(p["rules"], **names)}
    yield "backup", "CreateBackupPlan", {"BackupPlan": backup_plan, "BackupPlanTags": p["tags"]}


same("aws:backup/vaultLockConfiguration:VaultLockConfiguration", of="backup.PutBackupVaultLockConfiguration")


@mapped("aws:backup/restoreTestingPlan:RestoreTestingPlan")
def restore_testing(p, resource):
    tested = {
        "RestoreTestingPlanName": p["name"],
        "RecoveryPointSelection": p["recoveryPointSelection"],
        "ScheduleExpression": p["scheduleExpression"],
    }
    yield "backup", "CreateRestoreTestingPlan", {"RestoreTestingPlan": tested, "Tags": p["tags"]}


@mapped("aws:backup/restoreTestingSelection:RestoreTestingSelection")
def restored(p, resource):
    plan, name = p["restoreTestingPlanName"], p["name"]
    chosen = {"RestoreTestingSelectionName": name, **p.rest()}
    yield "backup", "CreateRestoreTestingSelection", {"RestoreTestingPlanName": plan, "RestoreTestingSelection": chosen}


@mapped("aws:backup/selection:Selection")
def selection(p, resource):
    conditions = [renamed(tag, type="ConditionType", key="ConditionKey", value="ConditionValue") for tag in p["selectionTags"] or []]
    chosen = {
        "SelectionName": p["name"],
        "IamRoleArn": p["iamRoleArn"],
        "Resources": p["resources"],
        "ListOfTags": conditions or None,
    }
    yield "backup", "CreateBackupSelection", {"BackupPlanId": p["planId"], "BackupSelection": chosen}


@mapped("aws:apigateway/method:Method")
def method(p, resource):
    yield "apigateway", "PutMethod", {"authorizationType": p["authorization"], "restApiId": p["restApi"], **p.rest()}


@mapped("aws:apigateway/integration:Integration")
def integration(p, resource):
    milliseconds = p["timeoutMilliseconds"]
    yield "apigateway", "PutIntegration", {
        "restApiId": p["restApi"],
        "integrationHttpMethod": p["integrationHttpMethod"],
        "timeoutInMillis": milliseconds,
        **p.rest(),
    }


@mapped("aws:apigateway/stage:Stage")
def stage(p, resource):
    logs = p["accessLogSettings"]
    name, api = p["stageName"], p["restApi"]
    yield "apigateway", "CreateStage", {"restApiId": api, "deploymentId": p["deployment"], "stageName": name, **p.rest()}
    if logs:
        patches = [
            {"op": "replace", "path": f"/accessLogSettings/{key}", "value": logs[key]} for key in ("destinationArn", "format")
        ]
        yield "apigateway", "UpdateStage", {"restApiId": api, "stageName": name, "patchOperations": patches}


@mapped("aws:apigateway/methodSettings:MethodSettings")
def method_settings(p, resource):
    paths = {
        "loggingLevel": "logging/loglevel",
        "dataTraceEnabled": "logging/dataTrace",
        "metricsEnabled": "metrics/enabled",
        "throttlingBurstLimit": "throttling/burstLimit",
        "throttlingRateLimit": "throttling/rateLimit",
        "cachingEnabled": "caching/enabled",
    }
    settings = p["settings"]
    at = p["methodPath"]
    patches = [
        {"op": "replace", "path": f"/{at}/{paths[name]}", "value": value if isinstance(value, str) else json.dumps(value)}
        for name, value in settings.items()
    ]
    yield "apigateway", "UpdateStage", {"restApiId": p["restApi"], "stageName": p["stageName"], "patchOperations": patches}


@mapped("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream")
def delivery_stream(p, resource):
    p.ignore("destination")
    encryption = p["serverSideEncryption"]
    names = {"bufferingInterval": "IntervalInSeconds", "bufferingSize": "SizeInMBs", "cloudwatchLoggingOptions": "CloudWatchLoggingOptions"}
    given = dict(p["extendedS3Configuration"])
    hints = {names[key]: given.pop(key) for key in ("bufferingInterval", "bufferingSize") if key in given}
    yield "firehose", "CreateDeliveryStream", {
        "DeliveryStreamName": p["name"],
        "DeliveryStreamType": "DirectPut",
        "ExtendedS3DestinationConfiguration": {**renamed(given, **names), "BufferingHints": hints},
        "Tags": p["tags"],
    }
    if encryption and encryption.get("enabled"):
        yield "firehose", "StartDeliveryStreamEncryption", {
            "DeliveryStreamName": p["name"],
            "DeliveryStreamEncryptionConfigurationInput": {"KeyType": encryption["keyType"]},
        }


@mapped("aws:fis/experimentTemplate:ExperimentTemplate")
def experiment_template(p, resource):
    def pairs(items):
        return {item["key"]: item["value"] for item in items} if items else None

    targets = {
        target["name"]: {
            **{key: value for key, value in target.items() if key not in ("name", "resourceTags")},
            "resourceTags": pairs(target.get("resourceTags")),
        }
        for target in p["targets"] or []
    }
    actions = {
        action["name"]: {
            "actionId": action["actionId"],
            "description": action.get("description"),
            "parameters": pairs(action.get("parameters")),
            "targets": pairs([action["target"]]) if "target" in action else None,
            "startAfter": action.get("startAfters"),
        }
        for action in p["actions"]
    }
    p.ignore("region")
    yield "fis", "CreateExperimentTemplate", {
        "clientToken": "terraform-20261130000000000000000001",
        "targets": targets or None,
        "actions": actions,
        **p.rest(),
    }
