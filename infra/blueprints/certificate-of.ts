import type { Input } from "@pulumi/pulumi";
import { Certificate, type CertificateArgs } from "../components/acm/certificate";
import type { Region } from "../regions/pair";

export interface CertificateOfArgs extends Pick<CertificateArgs, "certificateName" | "domainName" | "ttl"> {
  /** Certificates that are there already, by region. */
  readonly certificateArns?: Readonly<Record<string, string>>;
  /** Where a new certificate can be proved. */
  readonly hostedZoneId?: string;
}

/** The ARN of one that is given, of one that the given zone can prove, or none: then the system uses plain HTTP. */
export function certificateOf(region: Region, args: CertificateOfArgs): Input<string> | undefined {
  const { certificateArns, hostedZoneId, certificateName, domainName, ttl } = args;
  const given = certificateArns?.[region.name];
  if (given !== undefined || hostedZoneId === undefined) {
    return given;
  }
  return new Certificate(`certificate-${region.role}`, {
    region,
    certificateName,
    domainName,
    zoneId: hostedZoneId,
    ttl,
  }).arn;
}
