import { findRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { twinNames } from "../../../model/aws/twins";
import { unknowable } from "../../../model/graph/interruption";
import type { Member } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { failoverActions, readDrivers } from "../../../model/recovery/drivers";
import { standbyMeant } from "../../../model/recovery/region-pair";
import { readRolesThatMay } from "../../../model/recovery/role-actions";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const mayFailOver = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "rds:FailoverGlobalCluster", Resource: "*" }],
});
const roles = [
  resource(tokens.role, "driver", { name: "driver" }),
  resource(tokens.rolePolicy, "policy", { role: "driver", policy: mayFailOver }),
];
const role = "arn:aws:iam::123456789012:role/driver";

export default stackRule({
  meta: {
    name: "recovery-require-standby-control",
    severity: "critical",
    law: "Failover automation runs in the standby region.",
    rationale: "An orchestrator in the primary region is lost with the region that it should lead out of.",
    remediation: "Move the orchestrator, with its triggers and its alarms, to the standby region.",
    url: "https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/aws-fault-isolation-boundaries.html",
    framework: { wellArchitected: "REL11-BP04", nist: ["CP-2", "CP-10"] },
  },
  config: {
    standbyRegion: {
      type: "string",
      default: "us-west-2",
      description:
        "The region that is failed over to; stack stands for the second of the two that the stack itself uses.",
    },
    actions: {
      type: "array",
      items: { type: "string" },
      minItems: 1,
      default: failoverActions.toSpliced(1, 0, "rds:SwitchoverGlobalCluster"),
      description: "Actions by which a failover is driven: who may do one of them is judged.",
    },
  },
  *check(stack, { standbyRegion: setting, actions }): Check<StackFinding> {
    const standbyRegion = standbyMeant(setting, stack);
    const driving = new Set<string>();
    yield* readRolesThatMay(stack, actions, driving);
    const drivers = yield* readDrivers(stack, driving);
    if (drivers.length === 0) {
      return skip("nothing in this stack drives a failover");
    }
    if (standbyRegion === undefined) {
      return skip("nothing in this stack tells which region is the standby");
    }
    const twinsThere = new Set<string>();
    const elsewhere: { readonly driver: Member<unknown>; readonly region: string; readonly twin: string }[] = [];
    for (const driver of drivers) {
      yield* about(driver, () => {
        const region = findRegion(driver) ?? unknowable("region");
        const twin = `${driver.type} ${twinNames([region])(driver.name)}`;
        if (region === standbyRegion) {
          twinsThere.add(twin);
        } else {
          elsewhere.push({ driver, region, twin });
        }
        return [];
      });
    }
    for (const { driver, region, twin } of elsewhere) {
      if (!twinsThere.has(twin)) {
        yield { urn: driver.urn, at: "region", got: region, want: `${standbyRegion}, or a twin of it there` };
      }
    }
  },
  examples: {
    pass: [
      {
        because: "the orchestrator is in the standby region",
        given: [...roles, resource(tokens.function, "orchestrator", { role }, west)],
      },
      {
        because: "it is in both regions",
        given: [
          ...roles,
          resource(tokens.function, "primary-orchestrator", { role }, east),
          resource(tokens.function, "secondary-orchestrator", { role }, west),
        ],
      },
      {
        because: "the config has another standby region",
        config: { standbyRegion: "us-east-2" },
        given: [...roles, resource(tokens.function, "orchestrator", { role }, { provider: { region: "us-east-2" } })],
      },
    ],
    fail: [
      {
        because: "the orchestrator is in the primary region only",
        given: [...roles, resource(tokens.function, "orchestrator", { role }, east)],
        at: ["orchestrator region"],
      },
      {
        because: "the config names another action",
        config: { actions: ["autoscaling:SetDesiredCapacity"] },
        given: [
          resource(tokens.role, "driver", { name: "driver" }),
          resource(tokens.rolePolicy, "policy", {
            role: "driver",
            policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "autoscaling:Set*", Resource: "*" }] }),
          }),
          resource(tokens.function, "filler", { role }, east),
        ],
        at: ["filler region"],
      },
    ],
    undetermined: [
      {
        because: "what a role may do is unknown",
        given: [
          resource(tokens.role, "driver", { name: "driver" }),
          resource(tokens.rolePolicy, "policy", { role: "driver", policy: unknown.string }),
          resource(tokens.function, "orchestrator", { role }, east),
        ],
        at: ["policy policy"],
      },
    ],
    skip: [
      {
        because: "nobody may fail over",
        given: [
          resource(tokens.role, "driver", { name: "driver" }),
          resource(tokens.function, "worker", { role }, east),
        ],
      },
    ],
  },
});
