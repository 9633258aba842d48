import * as acm from "@pulumi/aws/acm";
import { Record as DnsRecord } from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { userError } from "../../errors/user-error";
import { withName } from "../../naming/tags";
import { type Region, within } from "../../regions/pair";
import type { Seconds } from "../../units/time";

export interface CertificateArgs {
  readonly region: Region;
  readonly certificateName: string;
  readonly domainName: string;
  /** A zone that the internet is delegated to: in any other the validation never ends. */
  readonly zoneId: string;
  readonly ttl: Seconds;
}

/** A certificate for one name in one region, proven through the name's own zone. */
export class Certificate extends pulumi.ComponentResource {
  /** Known when the certificate is valid, not before. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:acm:Certificate", name, {}, within(args.region, opts));
    const { region, certificateName, domainName, zoneId, ttl } = args;

    const certificate = new acm.Certificate(
      `${name}-certificate`,
      { domainName, validationMethod: "DNS", tags: withName(region.tags, certificateName) },
      { parent: this },
    );
    const proof = certificate.domainValidationOptions.apply(([option]) => {
      if (option === undefined) {
        throw userError(`The certificate for ${domainName} in ${region.name} came without a DNS validation.`);
      }
      return option;
    });
    const record = new DnsRecord(
      `${name}-validation`,
      {
        zoneId,
        name: proof.resourceRecordName,
        type: proof.resourceRecordType,
        records: [proof.resourceRecordValue],
        ttl,
        // The same name has the same proof in every region.
        allowOverwrite: true,
      },
      { parent: this },
    );
    const validation = new acm.CertificateValidation(
      `${name}-valid`,
      { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
      { parent: this, customTimeouts: { create: "10m" } },
    );

    this.arn = validation.certificateArn;
    this.registerOutputs({ arn: this.arn });
  }
}
