import { findArn } from "../../../model/aws/arn";
import { Directory } from "../../../model/aws/references";
import { knownRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { isGiven, known } from "../../../model/graph/reading";
import type { Stack } from "../../../model/graph/stack";
import { type Action, allow, lookUp, nameFor, type Reach, together } from "./action";
import { starveGroups } from "./groups";
import { ownArn, type Place, textOf } from "./place";

/** What answers callers refuses: the functions behind the front door, and the instances. All of it, or nothing is done. */
export function breakFrontDoor(stack: Stack, place: Place): Reach {
  const reach = together(breakFunctions(stack, place), starveGroups(stack, place));
  if (reach.actions.length === 0 && reach.lacks.length === 0) {
    return {
      actions: [],
      lacks: [`no function and no Auto Scaling group of the stack answers behind its front door in ${place.region}`],
    };
  }
  return reach.lacks.length === 0 ? reach : { actions: [], lacks: reach.lacks };
}

const frontDoors = /^(elasticloadbalancing|apigateway)\.amazonaws\.com/;

/** FIS reference, `aws:lambda:invocation-error`; FIS guide, use the Lambda actions: the extension has to be there. */
function breakFunctions(stack: Stack, place: Place): Reach {
  const directory = new Directory(stack.of(tokens.function));
  const behind = stack
    .of(tokens.functionPermission)
    .filter((permission) => knownRegion(permission) === place.region)
    .filter(({ props }) => frontDoors.test(textOf(() => props.principal) ?? ""))
    .flatMap((permission) => directory.find(permission, "function", () => permission.props.function).members);
  const found = [...new Set(behind)]
    .filter((member) => knownRegion(member) === place.region)
    .map((member) => {
      const name = textOf(() => member.props.name);
      const variables = known(() => member.props.environment?.variables) ?? {};
      const location = textOf(() => variables.AWS_FIS_CONFIGURATION_LOCATION);
      const isWrapped = textOf(() => variables.AWS_LAMBDA_EXEC_WRAPPER) === "/opt/aws-fis/bootstrap";
      const hasExtension = location !== undefined && isWrapped && isGiven(() => member.props.layers);
      const arn = ownArn(member, place, "lambda", name === undefined ? undefined : `function:${name}`);
      return { member, arn, location, hasExtension };
    });
  const hit = found.filter(({ arn, hasExtension }) => arn !== undefined && hasExtension);
  const resourceArns = hit.flatMap(({ arn }) => arn ?? []);
  return {
    actions:
      resourceArns.length === 0
        ? []
        : [
            failing(
              resourceArns,
              hit.flatMap(({ location }) => location ?? []),
            ),
          ],
    lacks: found.flatMap(({ member, arn, hasExtension }) => {
      if (!hasExtension) {
        return [
          `function ${member.name} lacks the FIS extension (its layer, AWS_LAMBDA_EXEC_WRAPPER /opt/aws-fis/bootstrap and AWS_FIS_CONFIGURATION_LOCATION)`,
        ];
      }
      return arn === undefined ? [`the name of function ${member.name} is not known before deployment`] : [];
    }),
  };
}

function failing(resourceArns: readonly string[], locations: readonly string[]): Action {
  const objects = [...new Set(locations)].filter((location) => findArn(location)?.service === "s3");
  return {
    name: nameFor("fail", "functions"),
    id: "aws:lambda:invocation-error",
    description: "Each invocation of the functions behind the front door is an error",
    parameters: { invocationPercentage: "100", preventExecution: "true" },
    lasts: true,
    target: {
      key: "Functions",
      name: "functions",
      is: { resourceType: "aws:lambda:function", resourceArns, selectionMode: "ALL" },
    },
    allow: [
      allow(
        ["s3:PutObject", "s3:DeleteObject"],
        objects.map((location) => `${location.replace(/\/$/, "")}/*`),
      ),
      allow(["lambda:GetFunction"], resourceArns),
      lookUp,
    ],
    differs: ["the front door answers with errors: it is not gone"],
  };
}
