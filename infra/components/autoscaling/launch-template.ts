import * as ec2 from "@pulumi/aws/ec2";
import { InstanceProfile } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { withName } from "../../naming/tags";
import { type Region, within } from "../../regions/pair";
import type { Guard } from "../ec2/guard";
import type { ServiceRole } from "../iam/service-role";

export interface LaunchTemplateArgs {
  readonly region: Region;
  readonly templateName: string;
  /** The `Name` tag of the instances and of what they bring along. */
  readonly instanceName: string;
  /** `t3.medium` */
  readonly instanceType: string;
  /** An id, or `resolve:ssm:<parameter>`: then each launch takes what the parameter says that day in that region. */
  readonly image: string;
  readonly guard: Guard;
  readonly role: ServiceRole;
  readonly roleName: string;
  /** What cloud-init runs at the first boot, as plain text. The same text in every region. */
  readonly userData: string;
}

/** The root volume of the images that Amazon builds. */
const rootDevice = "/dev/xvda";
const rootGibibytes = 8;

/** How instances are launched: session tokens only for metadata, an encrypted disk, no key to log in with. */
export class LaunchTemplate extends pulumi.ComponentResource {
  readonly template: ec2.LaunchTemplate;

  constructor(name: string, args: LaunchTemplateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:autoscaling:LaunchTemplate", name, {}, within(args.region, opts));
    const { region, templateName, instanceName, instanceType, image, guard, role, roleName, userData } = args;

    const profile = new InstanceProfile(
      `${name}-profile`,
      { name: roleName, role: role.role.name, tags: region.tags },
      { parent: this },
    );
    // Tags of a template are its own: what it launches takes those that it is told here.
    const tagSpecifications = ["instance", "volume", "network-interface"].map((resourceType) => ({
      resourceType,
      tags: withName(region.tags, instanceName),
    }));
    this.template = new ec2.LaunchTemplate(
      `${name}-template`,
      {
        name: templateName,
        imageId: image,
        instanceType,
        // By name: its ARN, which AWS makes, would hide the template from a preview.
        iamInstanceProfile: { name: roleName },
        vpcSecurityGroupIds: [guard.groupId],
        metadataOptions: {
          httpEndpoint: "enabled",
          httpTokens: "required",
          httpPutResponseHopLimit: 1,
          instanceMetadataTags: "disabled",
        },
        blockDeviceMappings: [
          {
            deviceName: rootDevice,
            ebs: { encrypted: "true", volumeType: "gp3", volumeSize: rootGibibytes, deleteOnTermination: "true" },
          },
        ],
        // A metric a minute: scaling that looks every five minutes comes too late.
        monitoring: { enabled: true },
        disableApiTermination: false,
        disableApiStop: false,
        updateDefaultVersion: true,
        userData: Buffer.from(userData, "utf8").toString("base64"),
        tagSpecifications,
        tags: region.tags,
      },
      { parent: this, dependsOn: [profile, role.policy] },
    );

    this.registerOutputs({});
  }
}
