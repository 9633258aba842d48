import type { JsonObject } from "../../graph";
import { UNKNOWN } from "../../wire";

/** The image id that AWS uses in its documentation. */
const IMAGE = "ami-0abcdef1234567890";

/** Parameters that AWS itself keeps, and whose text programs take apart: which image a container host starts from. */
const ECS_IMAGE = /^\/aws\/service\/ecs\/optimized-ami\/.+\/recommended$/;

/** A parameter of AWS's own with the form that it is documented to have; any other is known to its account alone. */
export function getParameter({ name }: JsonObject): JsonObject | undefined {
  if (typeof name !== "string" || !ECS_IMAGE.test(name)) {
    return undefined;
  }
  const value = JSON.stringify({ schema_version: 1, image_id: IMAGE });
  return { arn: UNKNOWN, id: name, insecureValue: value, name, type: "String", value, version: UNKNOWN };
}
