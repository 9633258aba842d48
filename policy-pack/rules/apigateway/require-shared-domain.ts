import type { DomainNameArgs } from "@pulumi/aws/apigateway";
import { findRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { Gathering } from "../../../model/graph/gathering";
import { unknowable } from "../../../model/graph/interruption";
import type { Member, Plain } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { regionsMeant } from "../../../model/recovery/region-pair";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

type Domain = Member<Plain<DomainNameArgs>>;

interface Place {
  readonly name: string;
  readonly region: string;
}

/** CloudFront serves an edge-optimised domain everywhere from one place: it has no twin. */
function isRegional({ props }: Domain): boolean {
  const types: unknown = props.endpointConfiguration?.types;
  return JSON.stringify(types ?? "EDGE").includes("REGIONAL");
}

/** In lower case, as names are compared; empty when what stands there is no name. */
function nameOf({ props }: Domain): string {
  const name: unknown = props.domainName;
  return typeof name === "string" ? name.toLowerCase() : "";
}

function readPlace(domain: Domain): Place {
  const region = findRegion(domain) ?? unknowable("region");
  return { name: nameOf(domain), region };
}

const regional = {
  endpointConfiguration: { types: "REGIONAL" },
  regionalCertificateArn: "arn:aws:acm:::certificate/1",
};
const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const api = { ...regional, domainName: "api.example.com" };

export default stackRule({
  meta: {
    name: "apigateway-require-shared-domain",
    severity: "critical",
    law: "A custom domain of an API exists under the same name in each region of the system.",
    rationale:
      "API Gateway answers by the name that a caller asks for: a region without the name refuses every request that a failover sends there.",
    remediation:
      "Create an apigateway.DomainName of this name in the missing region, with a certificate of that region.",
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/dns-failover.html",
    framework: { wellArchitected: "REL10-BP01", nist: ["CP-7", "SC-20"] },
  },
  config: {
    regions: {
      type: "array",
      items: { type: "string", minLength: 1 },
      uniqueItems: true,
      default: ["us-east-1", "us-west-2"],
      description:
        "Regions in which every regional domain must be; stack stands for the two that the stack itself uses.",
    },
  },
  *check(stack, { regions: setting }): Check<StackFinding> {
    const regions = regionsMeant(setting, stack);
    const domains = stack.of(tokens.restApiDomain).filter(isRegional);
    if (domains.length === 0) {
      return skip("no regional domain of an API");
    }
    const places = new Gathering<Place>();
    for (const domain of domains) {
      places.add(domain, () => readPlace(domain));
    }
    for (const domain of domains) {
      yield* about(domain, function* () {
        const { name } = readPlace(domain);
        if (name === "") {
          yield { at: "domainName", got: domain.props.domainName, want: "the name of a domain" };
          return;
        }
        const missing = regions.filter((region) => !places.values.some((place) => isAt(place, name, region)));
        if (missing.length > 0 && places.unknown.length > 0) {
          // A twin that cannot be read yet may be the missing one.
          yield* places.unknown;
        } else if (missing.length > 0) {
          yield { at: "domainName", got: name, want: `a domain of this name in ${missing.join(" and ")} as well` };
        }
      });
    }
  },
  examples: {
    pass: [
      {
        because: "both regions answer to the name",
        given: [
          resource(tokens.restApiDomain, "primary", api, east),
          resource(tokens.restApiDomain, "secondary", api, west),
        ],
      },
      {
        because: "the config names the regions",
        config: { regions: ["us-east-1", "us-east-2"] },
        given: [
          resource(tokens.restApiDomain, "primary", api, east),
          resource(tokens.restApiDomain, "secondary", api, { provider: { region: "us-east-2" } }),
        ],
      },
    ],
    fail: [
      {
        because: "one region answers to the name",
        given: [resource(tokens.restApiDomain, "primary", api, east)],
        at: ["primary domainName"],
      },
      {
        because: "each region answers to a name of its own",
        given: [
          resource(tokens.restApiDomain, "primary", api, east),
          resource(tokens.restApiDomain, "secondary", { ...regional, domainName: "api-dr.example.com" }, west),
        ],
        at: ["primary domainName", "secondary domainName"],
      },
    ],
    undetermined: [
      {
        because: "the other name is unknown and may be the same",
        given: [
          resource(tokens.restApiDomain, "primary", api, east),
          resource(tokens.restApiDomain, "secondary", { ...regional, domainName: unknown.string }, west),
        ],
        at: ["secondary domainName"],
      },
    ],
    skip: [
      { because: "there is no custom domain", given: [resource(tokens.restApi, "api", {})] },
      {
        because: "the domain is served from the edge",
        given: [resource(tokens.restApiDomain, "edge", { domainName: "api.example.com", certificateArn: "arn" })],
      },
    ],
  },
});

function isAt(place: Place, name: string, region: string): boolean {
  return place.name === name && place.region === region;
}
