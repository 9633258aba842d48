import { dirname } from "node:path";
import { readResourceTypes } from "../../../policy-pack/extract/provider-types";
import { carriersOf, typesCarrying } from "../../../policy-pack/facts/carriers";
import { grantTypes } from "../../../policy-pack/facts/grants";

/** Properties that are called a policy and are no IAM document, or one that grants nothing. */
const reviewed: readonly string[] = [
  // settings of a service, under the name of a policy
  "aws:alb/listener:Listener alpnPolicy",
  "aws:alb/listener:Listener sslPolicy",
  "aws:alb/loadBalancer:LoadBalancer dnsRecordClientRoutingPolicy",
  "aws:apigateway/domainName:DomainName securityPolicy",
  "aws:apigateway/restApi:RestApi securityPolicy",
  "aws:bedrock/agentDataSource:AgentDataSource dataDeletionPolicy",
  "aws:cloudwatch/logAccountPolicy:LogAccountPolicy policyDocument",
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy policyDocument",
  "aws:cloudwatch/logIndexPolicy:LogIndexPolicy policyDocument",
  "aws:dlm/lifecyclePolicy:LifecyclePolicy defaultPolicy",
  "aws:ec2/fleet:Fleet excessCapacityTerminationPolicy",
  "aws:ec2/spotFleetRequest:SpotFleetRequest excessCapacityTerminationPolicy",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy policy",
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate lifecyclePolicy",
  "aws:eks/capability:Capability deletePropagationPolicy",
  "aws:emr/instanceGroup:InstanceGroup autoscalingPolicy",
  "aws:fsx/lustreFileSystem:LustreFileSystem autoImportPolicy",
  "aws:fsx/ontapVolume:OntapVolume snapshotPolicy",
  "aws:gamelift/fleet:Fleet newGameSessionProtectionPolicy",
  "aws:gamelift/gameServerGroup:GameServerGroup gameServerProtectionPolicy",
  "aws:kendra/index:Index userContextPolicy",
  "aws:lb/listener:Listener alpnPolicy",
  "aws:lb/listener:Listener sslPolicy",
  "aws:lb/loadBalancer:LoadBalancer dnsRecordClientRoutingPolicy",
  "aws:mailmanager/ingressPoint:IngressPoint tlsPolicy",
  "aws:networkmanager/coreNetwork:CoreNetwork basePolicyDocument",
  "aws:networkmanager/coreNetworkPolicyAttachment:CoreNetworkPolicyAttachment policyDocument",
  "aws:ses/receiptFilter:ReceiptFilter policy",
  "aws:ses/receiptRule:ReceiptRule tlsPolicy",
  "aws:sns/dataProtectionPolicy:DataProtectionPolicy policy",
  "aws:sns/topic:Topic archivePolicy",
  "aws:sns/topic:Topic deliveryPolicy",
  "aws:sns/topicSubscription:TopicSubscription deliveryPolicy",
  "aws:sns/topicSubscription:TopicSubscription filterPolicy",
  "aws:sns/topicSubscription:TopicSubscription redrivePolicy",
  "aws:sns/topicSubscription:TopicSubscription replayPolicy",
  "aws:sqs/queue:Queue redriveAllowPolicy",
  "aws:sqs/queue:Queue redrivePolicy",
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy redriveAllowPolicy",
  "aws:sqs/redrivePolicy:RedrivePolicy redrivePolicy",
  "aws:storagegateway/nfsFileShare:NfsFileShare notificationPolicy",
  "aws:storagegateway/smbFileShare:SmbFileShare notificationPolicy",
  "aws:workspacesweb/browserSettings:BrowserSettings browserPolicy",
  // languages of their own
  "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy policy",
  "aws:opensearch/serverlessLifecyclePolicy:ServerlessLifecyclePolicy policy",
  "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy policy",
  "aws:verifiedaccess/endpoint:Endpoint policyDocument",
  "aws:verifiedaccess/group:Group policyDocument",
  // the name of a policy
  "aws:iot/policyAttachment:PolicyAttachment policy",
  // session policies: they narrow a role and grant nothing
  "aws:eks/podIdentityAssociation:PodIdentityAssociation policy",
  "aws:rolesanywhere/profile:Profile sessionPolicy",
  "aws:transfer/access:Access policy",
  "aws:transfer/user:User policy",
];

const installed = readResourceTypes(dirname(require.resolve("@pulumi/aws/package.json")));
const known = new Set(installed.map(({ token }) => token));

describe("the carriers of IAM documents", () => {
  test("are every property that is called a policy, but for those reviewed here", () => {
    const unread = installed.flatMap(({ token, policies }) =>
      policies
        .filter((name) => !carriersOf(token).some(({ property }) => property[0] === name))
        .map((name) => `${token} ${name}`),
    );
    expect(unread.sort()).toEqual([...reviewed].sort());
  });

  test("are types that the provider has", () => {
    const all = [...typesCarrying(["identity", "trust", "resource", "endpoint"]), ...grantTypes];
    expect(all.filter((type) => !known.has(type))).toEqual([]);
    expect(all.length).toBeGreaterThan(70);
  });

  test("know a role's trust policy from the policies inside it", () => {
    expect(carriersOf("aws:iam/role:Role")).toEqual([
      { kind: "trust", property: ["assumeRolePolicy"] },
      { kind: "identity", property: ["inlinePolicies", "*", "policy"] },
    ]);
  });

  test.each(["aws:dynamodb/table:Table", "constructor", ""])("are none in %j", (type) => {
    expect(carriersOf(type)).toEqual([]);
  });
});
