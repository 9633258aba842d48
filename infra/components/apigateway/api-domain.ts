import * as apigateway from "@pulumi/aws/apigateway";
import * as pulumi from "@pulumi/pulumi";
import { within } from "../../regions/pair";
import type { ApiStage } from "./api-stage";
import type { RestApi } from "./rest-api";

export interface ApiDomainArgs {
  readonly api: RestApi;
  readonly stage: ApiStage;
  /** The same in every region: API Gateway tells callers apart by the name they ask for. */
  readonly domainName: string;
  /** A certificate for that name, in the API's region. */
  readonly certificateArn: pulumi.Input<string>;
  /** `s3://bucket/key`, in the API's region: who signs callers' certificates. Absent: callers need none. */
  readonly truststoreUri?: string;
}

/** Serves an API under a name of ours, at the root of its paths. */
export class ApiDomain extends pulumi.ComponentResource {
  /** Where a record for the name must lead. */
  readonly target: pulumi.Output<string>;
  readonly mapping: apigateway.BasePathMapping;

  constructor(name: string, args: ApiDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:apigateway:ApiDomain", name, {}, within(args.api.region, opts));
    const { api, stage, domainName, certificateArn, truststoreUri } = args;

    const domain = new apigateway.DomainName(
      `${name}-domain`,
      {
        domainName,
        regionalCertificateArn: certificateArn,
        endpointConfiguration: { types: "REGIONAL" },
        securityPolicy: "TLS_1_2",
        ...(truststoreUri === undefined ? {} : { mutualTlsAuthentication: { truststoreUri } }),
        tags: api.region.tags,
      },
      { parent: this },
    );
    this.mapping = new apigateway.BasePathMapping(
      `${name}-mapping`,
      { domainName: domain.domainName, restApi: api.api.id, stageName: stage.stage.stageName },
      { parent: this },
    );

    this.target = domain.regionalDomainName;
    this.registerOutputs({ target: this.target });
  }
}
